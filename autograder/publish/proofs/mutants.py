"""Mutants are small changes of a reference, one at a time, which the tests should notice.

As in mutation testing (DeMillo, Lipton and Sayward 1978): other operators, constants, axes, bounds
and comparisons, swapped arguments, statements left out. Only what students write is changed.
"""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.assignment.markers import BEGIN, END
from autograder.publish.proofs.habits import HABITS, mark_arguments
from autograder.unpack import module_path

EQUIVALENT = "# equivalent:"
"""In a comment on the statement's lines, or right above it: why a change of it changes nothing."""

OTHER_OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
OTHER_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
PAIRS = ("maximum minimum", "max min", "argmax argmin", "sum mean", "zeros ones", "floor ceil")
"""Pairs of functions that are taken for each other."""
OTHER_NAME = {a: b for pair in PAIRS for a, b in (pair.split(), pair.split()[::-1])}
"""A function -> what it is taken for, in both directions."""
COMMUTATIVE = (
    "max",
    "min",
    "maximum",
    "minimum",
    "isclose",
    "allclose",
    "array_equal",
    "logical_and",
)
"""Functions whose arguments are not swapped: the answer would be the same."""
LEFT_OUT = ("sqrt", "abs", "log", "square", "ravel", "copy")
"""Functions of one argument that may be forgotten."""


@dataclass(frozen=True)
class Mutant:
    """A reference with one small change: ``before`` became ``after`` in a statement."""

    module: str
    line: int
    before: str
    after: str
    source: str
    """of the whole module"""
    reason: str = ""
    """the author's note why the change changes nothing; empty where there is none"""
    kind: str = ""
    """the habit that it is; empty for a small change"""

    def __str__(self) -> str:
        return f"{module_path(self.module)}:{self.line}: `{self.before}` became `{self.after}`"


def mutants(
    sources: Mapping[str, str],
    count: int,
    kind: str = "",
    among: Callable[[str, int], bool] = lambda module, line: True,
) -> list[Mutant]:
    """``count`` of all small changes of the modules (name -> source), the same on every run.

    With the name of a ``kind`` of habits, the changes are of that kind. Only those ``among`` the
    lines of which ``among(module, line)`` is true count.
    """
    changes = [
        (name, change)
        for name in sources
        for change, line in enumerate(_edited_lines(sources[name], kind))
        if among(name, line)
    ]
    chosen = sorted(random.Random(0).sample(range(len(changes)), min(count, len(changes))))
    wanted: dict[str, set[int]] = {}
    for name, number in (changes[i] for i in chosen):
        wanted.setdefault(name, set()).add(number)
    return [m for name in wanted for m in _of_module(name, sources[name], wanted[name], kind)]


def _edited_lines(source: str, kind: str) -> list[int]:
    """The line of every change."""
    return [statement.lineno for statement, _ in _changed(source, ast.parse(source), kind)]


def _of_module(name: str, source: str, wanted: set[int], kind: str) -> Iterator[Mutant]:
    lines = source.splitlines()
    tree = ast.parse(source)
    for number, (statement, before) in enumerate(_changed(source, tree, kind)):
        if number in wanted:
            after, reason = _headline(statement), _reason(lines, statement)
            yield Mutant(name, statement.lineno, before, after, ast.unparse(tree), reason, kind)


def _changed(source: str, tree: ast.Module, kind: str) -> Iterator[tuple[ast.stmt, str]]:
    """Make every change in ``tree`` in turn; yields the changed statement and what it was."""
    mark_arguments(tree)
    others = HABITS[kind] if kind else _others
    inside = _solution_lines(source)
    for statement in [n for n in ast.walk(tree) if isinstance(n, ast.stmt)]:
        if statement.lineno not in inside or _is_docstring(statement):
            continue
        before = _headline(statement)
        for holder, field, at, node in _nodes(statement):
            for other in others(node, holder, field):
                _put(holder, field, at, other)
                if _headline(statement) != before:
                    yield statement, before
                _put(holder, field, at, node)
        if not kind and _can_go(statement):
            yield from _without(tree, statement, before)


def _solution_lines(source: str) -> set[int]:
    """The numbers of the lines that students write."""
    found, inside = set(), False
    for number, line in enumerate(source.splitlines(), 1):
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif inside:
            found.add(number)
    return found


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _headline(statement: ast.stmt) -> str:
    """The statement without the statements it holds."""
    return ast.unparse(statement).splitlines()[0]


def _reason(lines: list[str], statement: ast.stmt) -> str:
    last = statement.body[0].lineno - 1 if isinstance(statement, _Block) else statement.end_lineno
    near = lines[max(0, statement.lineno - 2) : max(last or 0, statement.lineno)]
    if near[0].strip()[:1] != "#":
        near = near[1:]  # the line above counts as a comment only
    notes = [line.partition(EQUIVALENT)[2].strip() for line in near]
    return next((note for note in notes if note), "")


_Block = ast.If | ast.For | ast.While | ast.With | ast.FunctionDef
_Slot = tuple[ast.AST, str, int | None, ast.AST]


def _nodes(holder: ast.AST) -> Iterator[_Slot]:
    """The expressions of a statement, each with the place that holds it; no statements in it."""
    if isinstance(holder, ast.FunctionDef | ast.Raise):
        return  # a signature is given; how an error is worded is free
    for field, value in ast.iter_fields(holder):
        parts = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for at, part in parts:
            if isinstance(part, ast.AST) and not isinstance(part, ast.stmt):
                yield holder, field, at, part
                yield from _nodes(part)


def _put(holder: ast.AST, field: str, at: int | None, node: ast.AST) -> None:
    if at is None:
        setattr(holder, field, node)
    else:
        getattr(holder, field)[at] = node


def _others(node: Any, holder: ast.AST, field: str) -> Iterator[ast.AST]:
    """What ``node`` could have been instead."""
    if type(node) in OTHER_OPERATORS and not _of_texts(holder):
        yield from (kind() for kind in OTHER_OPERATORS[type(node)])
    elif type(node) in OTHER_COMPARISONS:
        yield from (kind() for kind in OTHER_COMPARISONS[type(node)])
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield _but(node, left=node.right, right=node.left)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from _other_constants(node, holder)
    elif isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)
    elif isinstance(node, ast.Slice):
        yield from (_but(node, **{n: None}) for n in ("lower", "upper", "step") if getattr(node, n))
    elif isinstance(node, ast.Tuple) and len(node.elts) > 1 and field != "targets":
        if not isinstance(holder, ast.keyword) or holder.arg != "axis":
            yield _but(node, elts=[node.elts[1], node.elts[0], *node.elts[2:]])
        else:
            yield from (
                _but(node, elts=[e for e in node.elts if e is not out]) for out in node.elts
            )
    elif isinstance(node, ast.Attribute | ast.Name):
        yield from _other_names(node)
    elif isinstance(node, ast.Call):
        yield from _other_calls(node)


def _of_texts(holder: ast.AST) -> bool:
    """Whether an operator puts strings together."""
    strings = (ast.JoinedStr, ast.Constant)
    return isinstance(holder, ast.BinOp) and any(
        isinstance(n, ast.JoinedStr) or (isinstance(n, ast.Constant) and type(n.value) is str)
        for n in (holder.left, holder.right)
        if isinstance(n, strings)
    )


def _other_constants(node: ast.Constant, holder: ast.AST) -> Iterator[ast.AST]:
    value = node.value
    if type(value) is bool:
        yield ast.Constant(not value)
    elif type(value) is int:
        if isinstance(holder, ast.UnaryOp):
            return  # reshape takes -2 for -1
        if isinstance(holder, ast.keyword) and holder.arg == "axis":
            yield ast.Constant(int(not value))
        else:
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif type(value) is float:
        yield from (ast.Constant(2 * value if value else 1.0), ast.Constant(0.0))


def _other_names(node: Any) -> Iterator[ast.AST]:
    field = "attr" if isinstance(node, ast.Attribute) else "id"
    name = getattr(node, field)
    if name in OTHER_NAME:
        yield _but(node, **{field: OTHER_NAME[name]})


def _other_calls(node: ast.Call) -> Iterator[ast.AST]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if len(node.args) > 1 and name not in COMMUTATIVE:
        yield _but(node, args=[node.args[1], node.args[0], *node.args[2:]])
    for keyword in node.keywords:
        if keyword.arg in ("axis", "keepdims", "ddof"):
            yield _but(node, keywords=[k for k in node.keywords if k is not keyword])
    if name in LEFT_OUT and len(node.args) == 1 and not node.keywords:
        yield node.args[0]


def _but(node: Any, **fields: Any) -> Any:
    """A copy of ``node`` with other ``fields``; its parts are shared."""
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _can_go(statement: ast.stmt) -> bool:
    """Whether the module could do without the statement, and would not simply lack a name."""
    if isinstance(statement, ast.Assign):
        names = {n.id for t in statement.targets for n in ast.walk(t) if isinstance(n, ast.Name)}
        used = {n.id for n in ast.walk(statement.value) if isinstance(n, ast.Name)}
        return any(isinstance(t, ast.Subscript) for t in statement.targets) or names <= used
    return isinstance(statement, ast.AugAssign | ast.Expr | ast.If)


def _without(tree: ast.Module, statement: ast.stmt, before: str) -> Iterator[tuple[ast.stmt, str]]:
    """Take ``statement`` out for a moment."""
    for holder in ast.walk(tree):
        for field in ("body", "orelse"):
            block = getattr(holder, field, None)
            if isinstance(block, list) and statement in block:
                at = block.index(statement)
                block[at] = ast.copy_location(ast.Pass(), statement)
                yield block[at], before
                block[at] = statement
                return
