"""Proof 9: no two axes of a test's input are as long as each other.

Where they are, a function that takes one for the other is right, and two known mistakes give the
same answer. A test that is about equal axes says so.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.proof import Proof

EXCUSE = "# equal axes:"
"""In a comment on the statement's lines, or right above it: why its axes are equal."""
TAKES_SHAPE = {
    *("standard_normal", "random", "normal", "uniform", "integers", "choice", "uneven_images"),
    *("zeros", "ones", "full", "empty", "broadcast_to", "reshape"),
}
"""Functions that are given a shape: NumPy's, those of a generator, and those of the checks."""
SHAPE_KEYWORDS = ("size", "shape")
"""Arguments that are shapes wherever they have such a name."""


def axes_differ(answers: Answers) -> Proof:
    """Look for literal shapes with two equal axes longer than 1 in the files of the tests."""
    folders = answers.folders
    files = [*folders.public.rglob("*.py"), *folders.hidden.rglob("*.py"), *folders.shared]
    found = {path: list(shapes(path.read_text(encoding="utf-8"))) for path in sorted(set(files))}
    against = [
        f"{path.relative_to(folders.root)}:{line}: {shape} has equal axes: take different lengths, "
        f"or say above why not ({EXCUSE} ...)"
        for path in found
        for line, shape, excused in found[path]
        if has_equal_axes(shape) and not excused
    ]
    excused = sum(has_equal_axes(s) for some in found.values() for _, s, because in some if because)
    count = sum(map(len, found.values()))
    return Proof(
        "no two axes of a test's input are equal", f"{count} shapes, {excused} excused", against
    )


def has_equal_axes(shape: tuple[int, ...]) -> bool:
    """Whether two axes of a shape are as long as each other, and longer than 1."""
    longer = [n for n in shape if n > 1]
    return len(set(longer)) < len(longer)


def shapes(source: str) -> Iterator[tuple[int, tuple[int, ...], bool]]:
    """The literal shapes in a test file: line, shape, and whether it is excused."""
    lines = source.splitlines()
    statements = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.stmt)]
    for statement in statements:
        if hasattr(statement, "body"):
            continue
        first, last = statement.lineno, statement.end_lineno or statement.lineno
        above = lines[first - 2].strip() if first > 1 else ""
        near = [above] * above.startswith("#") + lines[first - 1 : last]
        excused = any(line.partition(EXCUSE)[2].strip() for line in near)
        arrays = _unpacked_into(statement)
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                for shape in _shapes_given(node):
                    one = shape[1:] if shape[0] == arrays else shape  # of x, y = draw((2, 3, 4))
                    yield node.lineno, one, excused


def _unpacked_into(statement: ast.stmt) -> int:
    """The number of names to which one value is given, as in ``x, y = ...``; 0 for any other."""
    if not isinstance(statement, ast.Assign) or isinstance(statement.value, ast.Tuple):
        return 0
    target = statement.targets[0]
    return len(target.elts) if isinstance(target, ast.Tuple) else 0


def _shapes_given(call: ast.Call) -> Iterator[tuple[int, ...]]:
    """The literal shapes among the arguments of a call."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    given = [k.value for k in call.keywords if k.arg in SHAPE_KEYWORDS]
    if name in TAKES_SHAPE:
        given += call.args
        yield from _literal(call.args)  # reshape(2, 3)
    for argument in given:
        if isinstance(argument, ast.Tuple):
            yield from _literal(argument.elts)


def _literal(parts: list[ast.expr]) -> Iterator[tuple[int, ...]]:
    """The numbers that are written out, where there are two and more and nothing else."""
    numbers = [p.value for p in parts if isinstance(p, ast.Constant) and type(p.value) is int]
    if len(numbers) == len(parts) > 1:
        yield tuple(numbers)
