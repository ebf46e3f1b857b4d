"""What a module defines and what it uses for it, read from its text without executing it."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.errors import AssignmentError

Uses = Mapping[str, set[str]]
"""Each name that is defined -> the names that stand in its definition."""


def parsed(path: Path) -> ast.Module:
    """An instructor's file as a tree; ``AssignmentError`` with its line where it is no Python.

    The same file is parsed once, however often it is asked for: nobody changes the tree.
    """
    return _tree_of(path, path.read_bytes())


@functools.lru_cache(maxsize=32)
def _tree_of(path: Path, source: bytes) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise AssignmentError(
            f"{path}:{error.lineno or 1}: {error.msg}: this line, or the one above, is no Python"
        ) from None


def definitions(path: Path) -> dict[str, set[str]]:
    """Each name that a module defines at its top -> the names that stand in its definition.

    What it imports is another module's.
    """
    found: dict[str, set[str]] = {}
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = _names_in(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):  # a constant, or a table of functions
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = (n for target in targets for n in ast.walk(target) if isinstance(n, ast.Name))
            found |= {n.id: _names_in(node) for n in names if isinstance(n.ctx, ast.Store)}
    return found


def lines_of(path: Path) -> dict[str, list[int]]:
    """Each function or class that stands at the top of a file -> the lines where it begins.

    A decorator's line is the first of what it decorates. More than one line is one name given
    twice: executing the file keeps the last alone.
    """
    found: dict[str, list[int]] = {}
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            found.setdefault(node.name, []).append(first)
    return found


def refuse_lost(path: Path, what: str) -> None:
    """``AssignmentError`` where a function in a file takes the place of one above it, unnoticed.

    ``what`` is what such a function is, in the message.
    """
    for name, lines in lines_of(path).items():
        if len(lines) > 1:
            raise AssignmentError(
                f"{path}:{lines[1]}: {what} {name!r} stands in line {lines[0]} already, which is "
                "lost: give one of the two functions another name"
            )


def reached(names: Iterable[str], uses: Uses) -> set[str]:
    """``names``, those that stand in their definitions, those in these, and so on."""
    seen: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += uses.get(name, ())
    return seen


def _names_in(node: ast.AST) -> set[str]:
    """The names in a part of a program, alone or as an attribute: ``layers.relu_forward``."""
    parts = list(ast.walk(node))
    alone = {n.id for n in parts if isinstance(n, ast.Name)}
    return alone | {n.attr for n in parts if isinstance(n, ast.Attribute)}
