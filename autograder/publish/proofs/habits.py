"""Changes of a reference that are a student's own, by kind: what takes no operator for another one.

They are made like all mutants; a kind is a function from an expression to what stands in its place.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

UFUNCS: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
}
"""Operators that can write into their left side."""
TURNS = ("transpose", "swapaxes", "moveaxis")
"""Functions that exchange axes, besides ``.T``."""


def mark_arguments(tree: ast.AST) -> None:
    """Note at each name whether it is an argument of its function, and nothing else there."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        stored = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
        given = {argument.arg for argument in function.args.args} - stored
        for node in names:
            vars(node)["is_argument"] = node.id in given


def in_place(node: Any, holder: ast.AST, field: str) -> Iterator[ast.AST]:
    """What is computed from an argument is written into it; a copy is left out."""
    if isinstance(node, ast.BinOp) and type(node.op) in UFUNCS and _is_argument(node.left):
        ufunc = ast.Attribute(ast.Name("np", ast.Load()), UFUNCS[type(node.op)], ast.Load())
        yield ast.Call(ufunc, [node.left, node.right], [ast.keyword("out", node.left)])
    elif _calls_method(node, "copy", 0):
        yield node.func.value


def dropped_default(node: Any, holder: ast.AST, field: str) -> Iterator[ast.AST]:
    """An entry that may be missing is taken to be there."""
    if _calls_method(node, "get", 2):
        yield ast.Subscript(node.func.value, node.args[0], ast.Load())


def or_default(node: Any, holder: ast.AST, field: str) -> Iterator[ast.AST]:
    """A 0 counts as missing: ``d.get(key) or default``."""
    if _calls_method(node, "get", 2):
        found = ast.Call(node.func, node.args[:1], [])
        yield ast.BoolOp(ast.Or(), [found, node.args[1]])


def other_axis(node: Any, holder: ast.AST, field: str) -> Iterator[ast.AST]:
    """One axis is taken for the one beside it."""
    if isinstance(holder, ast.keyword) and holder.arg == "axis":
        if isinstance(node, ast.Constant) and type(node.value) is int:
            yield ast.Constant(node.value - 1 if node.value else 1)
        elif isinstance(node, ast.UnaryOp):  # -1
            yield ast.Constant(0)


def without_keepdims(node: Any, holder: ast.AST, field: str) -> Iterator[ast.AST]:
    """The axes over which something is summed up are gone."""
    if isinstance(node, ast.Call) and any(k.arg == "keepdims" for k in node.keywords):
        yield ast.Call(node.func, node.args, [k for k in node.keywords if k.arg != "keepdims"])


def not_transposed(node: Any, holder: ast.AST, field: str) -> Iterator[ast.AST]:
    """Axes stay where they are."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in TURNS:
        function: Any = node.func
        library = isinstance(function.value, ast.Name) and function.value.id == "np"
        yield node.args[0] if library else function.value


HABITS = {
    "in place": in_place,
    "default dropped": dropped_default,
    "`or` for a default": or_default,
    "another axis": other_axis,
    "keepdims dropped": without_keepdims,
    "not transposed": not_transposed,
}
"""The kinds, by the name that the proof shows."""


def _is_argument(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and bool(vars(node).get("is_argument"))


def _calls_method(node: Any, name: str, arguments: int) -> bool:
    """Whether a method of this name is called with so many arguments."""
    method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return method and node.func.attr == name and len(node.args) == arguments and not node.keywords
