"""Markers surround what students write in a reference; without it, the reference is the stub."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.errors import AssignmentError

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
"""The lines, without their indentation, between which students write; Otter uses the same ones."""
DEF = re.compile(r"(?P<indent>\s*)(?:def|class)\s+(?P<name>\w+)")
"""A line that begins a function or a class: the stub's error names it."""


def stub(path: Path) -> str:
    """The module at ``path`` with every marked passage replaced by NotImplementedError.

    A passage outside of any function is dropped. ``AssignmentError`` with file and line for
    markers that are nested or unbalanced.
    """
    lines: list[str] = []
    opened: int | None = None
    name, indent = "", -1
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        marker = line.strip()
        if opened is None and (match := DEF.match(line)):
            name, indent = match["name"], len(match["indent"])
        if marker == BEGIN:
            if opened is not None:
                raise AssignmentError(f"{path}:{number}: {BEGIN} inside the one of line {opened}")
            opened = number
            depth = len(line) - len(line.lstrip())
            if depth > indent >= 0:
                lines.append(f'{" " * depth}raise NotImplementedError("{name}")')
        elif marker == END:
            if opened is None:
                raise AssignmentError(f"{path}:{number}: {END} without {BEGIN}")
            opened = None
        elif opened is None:
            lines.append(line)
    if opened is not None:
        raise AssignmentError(f"{path}:{opened}: {BEGIN} without {END}")
    return "\n".join(lines).rstrip() + "\n"
