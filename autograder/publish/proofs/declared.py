"""What an author declares in ``misconceptions.py`` is checked before any of it is executed."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Collection
from pathlib import Path

from autograder.assignment.definitions import parsed, refuse_lost
from autograder.errors import AssignmentError


def check_known_mistakes(path: Path, defined: Collection[str]) -> None:
    """``AssignmentError`` for a mistake in what is not ``defined``, or one that would be lost.

    The first argument of each ``@wrong(...)`` has to be a name of the reference, or a method of a
    class in it.
    """
    refuse_lost(path, "a known mistake")
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                replaces = _replaced_by(decorator)
                if replaces and replaces.partition(".")[0] not in defined:
                    _refuse_unknown(f"{path}:{decorator.lineno}", node.name, replaces, defined)


def _replaced_by(decorator: ast.expr) -> str:
    """What ``@wrong("name", ...)`` replaces; empty for any other decorator."""
    if not isinstance(decorator, ast.Call) or not decorator.args:
        return ""
    name = getattr(decorator.func, "attr", getattr(decorator.func, "id", ""))
    first = decorator.args[0]
    is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
    return str(first.value) if name == "wrong" and is_text else ""  # type: ignore[attr-defined]


def _refuse_unknown(where: str, name: str, replaces: str, defined: Collection[str]) -> None:
    near = difflib.get_close_matches(replaces.partition(".")[0], sorted(defined), 1)
    meant = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(defined))}"
    raise AssignmentError(
        f"{where}: the known mistake {name!r} replaces {replaces!r}, which the reference does not "
        f"define: {meant}"
    )
