"""A test of a notebook becomes a case: a function whose parameters are the student's names."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from autograder.publish.importing.draft import DraftCase, Points
from autograder.publish.importing.expected import Untranslatable, compared
from autograder.publish.importing.names import NotebookNames, asked_by, stored
from autograder.publish.importing.passages import parsed_cell
from autograder.publish.proofs.axes import EXCUSE, has_equal_axes, shapes

INDENT = "    "
ENVIRONMENT = "env"
"""The parameter by which a test of Otter's asks for all names of the notebook."""
MAX_TITLE = 70
"""Characters of the line that students read of a case."""


@dataclass(frozen=True)
class TranslatedTest:
    """A case as it will stand in a file."""

    function: str
    title: str
    points: Points
    parameters: list[str]
    body: str
    """its lines, not indented"""
    imports: frozenset[str] = frozenset()
    checks: frozenset[str] = frozenset()
    hidden: bool = False
    changed: tuple[str, ...] = field(default_factory=tuple)
    """how it differs from what it was"""


def translated(case: DraftCase, number: int, names: NotebookNames) -> TranslatedTest:
    """The case; ``Untranslatable`` where it cannot be said here."""
    tree = parsed_cell(case.source.split("\n"), f"cell {case.cell}")
    if not tree.body:
        raise Untranslatable("it holds no code")
    first = tree.body[0]
    shows_nothing = case.output is None or not case.output.text
    if isinstance(first, ast.FunctionDef) and shows_nothing and _is_called(first, tree.body[1:]):
        return _of_function(case, first, names)
    return _of_statements(case, tree, number, names)


def _is_called(function: ast.FunctionDef, rest: list[ast.stmt]) -> bool:
    """Whether all that is done with a function is to call it with what its parameters name."""
    if not rest:
        return True
    parameters = [argument.arg for argument in function.args.args]
    call = ast.Call(ast.Name(function.name), [ast.Name(name) for name in parameters], [])
    return len(rest) == 1 and ast.unparse(rest[0]) == ast.unparse(call)


def _of_function(
    case: DraftCase, function: ast.FunctionDef, names: NotebookNames
) -> TranslatedTest:
    """A test of Otter's exception-based format: a function that raises where something is wrong."""
    arguments = function.args
    if arguments.vararg or arguments.kwarg or arguments.defaults or arguments.kw_defaults:
        raise Untranslatable("its function has parameters that Otter would not fill")
    asked = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    body, more = _without_environment(function, asked)
    asked = [name for name in asked if name != ENVIRONMENT] + more
    lines = _body_lines(case.source.split("\n"), function) if body is None else body
    title = case.title or (ast.get_docstring(function) or "").split("\n")[0]
    return _test(case, function.name, title or _spoken(function.name), asked, lines, names)


def _of_statements(
    case: DraftCase, tree: ast.Module, number: int, names: NotebookNames
) -> TranslatedTest:
    """A test that is a cell: its statements, the last one compared with what it showed."""
    body, checks, numpy, changed = case.source.rstrip(), frozenset[str](), False, ""
    last = tree.body[-1]
    title = case.title or ast.get_docstring(tree) or ""
    if case.output is not None:
        for statement in tree.body[:-1]:
            _refuse_to_show(statement)
        found = compared(last, case.output)
        checks, numpy, changed = found.checks, found.needs_numpy, found.changed
        before = ast.unparse(_without_annotations(tree.body[:-1]))
        body = "\n".join(part for part in (before, found.statement) if part)
    elif _has_long_text(tree):  # whose lines must not be indented
        body = ast.unparse(tree)
    if case.output is not None:
        shown = last.value if isinstance(last, ast.Expr) else None
        if not title and not case.hidden and shown is not None and len(tree.body) == 1:
            title = ast.unparse(shown)
    title = title.split("\n")[0] or f"test {number}"
    made = _test(case, f"test_{number}", title, [], body, names, checks)
    if numpy:
        made = replace(made, imports=made.imports | {"import numpy as np"})
    return replace(made, changed=(changed,)) if changed else made


def _refuse_to_show(statement: ast.stmt) -> None:
    """``Untranslatable`` where a statement on the way may show something that is compared."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    if isinstance(value, ast.Call) and getattr(value.func, "id", "") == "print":
        raise Untranslatable("it prints on the way to its last statement")


def _test(
    case: DraftCase,
    function: str,
    title: str,
    asked: list[str],
    body: str,
    names: NotebookNames,
    checks: frozenset[str] = frozenset(),
) -> TranslatedTest:
    """The case, with every name that it uses asked for or imported."""
    tree = ast.parse(body)
    _refuse_changes(tree, names)
    known = names.defined | names.nested
    free = asked_by(body, asked)
    own = stored(tree)
    parameters = [name for name in asked if name in known]
    parameters += sorted(name for name in free - set(asked) if name in known)
    imported = (free | set(asked)) - known
    made_here = {*checks, "np"} if checks else set()
    unknown = sorted(imported - names.imports.keys() - own - made_here)
    if unknown and not names.everything_of:
        raise Untranslatable(f"nothing in the notebook defines {', '.join(unknown)}")
    imports = {names.imports[name] for name in imported if name in names.imports}
    imports |= set(names.everything_of if unknown else ())
    if failure := case.failure:
        body = _with_message(tree, body, failure)
    return TranslatedTest(
        function,
        plain_title(title),
        case.points,
        parameters,
        with_excuses(body),
        frozenset(imports),
        checks,
        case.hidden,
    )


def _refuse_changes(tree: ast.Module, names: NotebookNames) -> None:
    """``Untranslatable`` where a test changes what the notebook defines, for its other functions.

    Here it would change a name of the test's own.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            raise Untranslatable(f"it changes the notebook's {', '.join(node.names)}")
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del) and node.id in names.code:
            raise Untranslatable(f"it deletes the notebook's {node.id}")
    changed = sorted(stored(tree) & names.code)
    if changed:
        raise Untranslatable(f"it replaces the notebook's {', '.join(changed)}")


def _without_environment(
    function: ast.FunctionDef, asked: list[str]
) -> tuple[str | None, list[str]]:
    """The body without ``env["x"]``, and the names that it asks for so; None for the body as it is.

    ``Untranslatable`` where the environment is used in another way.
    """
    if ENVIRONMENT not in asked:
        return None, []
    taker = _Environment()
    body = [taker.visit(node) for node in function.body]
    if taker.others:
        raise Untranslatable("it uses env otherwise than by env[...] with a name")
    return "\n".join(map(ast.unparse, body)), sorted(taker.asked - set(asked))


class _Environment(ast.NodeTransformer):
    """Puts the name ``x`` in the place of ``env["x"]`` and ``env.get("x")``."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.others = False

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        return self._named(node.value, node.slice) or self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        is_get = isinstance(node.func, ast.Attribute) and node.func.attr == "get"
        if is_get and len(node.args) == 1:
            assert isinstance(node.func, ast.Attribute)
            return self._named(node.func.value, node.args[0]) or self.generic_visit(node)
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        self.others = self.others or node.id == ENVIRONMENT
        return node

    def _named(self, of: ast.expr, key: ast.expr) -> ast.Name | None:
        is_env = isinstance(of, ast.Name) and of.id == ENVIRONMENT
        if not is_env or not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            return None
        if not key.value.isidentifier():
            return None
        self.asked.add(key.value)
        return ast.Name(key.value, ast.Load())


def _body_lines(lines: list[str], function: ast.FunctionDef) -> str:
    """The body of a function as it is written, comments included, not indented."""
    first, last = function.body[0].lineno, function.end_lineno or function.lineno
    while first - 2 > function.lineno - 1 and lines[first - 2].strip().startswith("#"):
        first -= 1
    text = "\n".join(lines[first - 1 : last])
    indent = function.body[0].col_offset
    own_line = function.body[0].lineno > function.lineno and not lines[first - 1][:indent].strip()
    if own_line and indent == len(INDENT) and "\t" not in text and not _has_long_text(function):
        return textwrap.dedent(text)
    return "\n".join(map(ast.unparse, function.body))


def _has_long_text(tree: ast.AST) -> bool:
    """Whether a text goes over several lines: with other indentation it would be another one."""
    texts = (n for n in ast.walk(tree) if isinstance(n, ast.Constant | ast.JoinedStr))
    return any((n.end_lineno or n.lineno) > n.lineno for n in texts)


def _without_annotations(body: list[ast.stmt]) -> ast.Module:
    """Statements without type hints, as Otter leaves them out."""
    tree = ast.Module(body, [])
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
    return tree


def _with_message(tree: ast.Module, body: str, failure: str) -> str:
    """The body, in which every assertion without a text of its own says ``failure``."""
    silent = [n for n in ast.walk(tree) if isinstance(n, ast.Assert) and n.msg is None]
    if not silent:
        return body
    for node in silent:
        node.msg = ast.Constant(failure)
    return ast.unparse(ast.fix_missing_locations(tree))


def with_excuses(body: str) -> str:
    """The body, with a remark above each statement that makes arrays whose axes are equal."""
    lines = body.split("\n")
    places = {
        line for line, shape, excused in shapes(body) if has_equal_axes(shape) and not excused
    }
    first = {
        next(
            s.lineno
            for s in sorted(_simple(ast.parse(body)), key=lambda s: -s.lineno)
            if s.lineno <= place <= (s.end_lineno or s.lineno)
        )
        for place in places
    }
    for place in sorted(first, reverse=True):
        line = lines[place - 1]
        indent = line[: len(line) - len(line.lstrip())]
        lines.insert(place - 1, f"{indent}{EXCUSE} they were in the notebook")
    return "\n".join(lines)


def _simple(tree: ast.Module) -> Iterable[ast.stmt]:
    return [n for n in ast.walk(tree) if isinstance(n, ast.stmt) and not hasattr(n, "body")]


def _spoken(function: str) -> str:
    return function.removeprefix("test_").replace("_", " ").strip() or function


def plain_title(text: str) -> str:
    """A line that can stand in a docstring, and that is no longer than a line."""
    one = re.sub(r'[\\"\x00-\x1f]+', " ", text).strip()
    one = " ".join(one.split()) or "test"
    return one if len(one) <= MAX_TITLE else f"{one[: MAX_TITLE - 3]}..."
