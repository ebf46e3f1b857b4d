"""Lines of the hand-in's files, as messages name them. What the sandbox says of them is hostile.

Here no file is parsed: a hand-in could be made to take for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from autograder.checks.hidden import MAX_PLACES
from autograder.language import gettext

MAX_FRAMES_TOLD = 5
MAX_LINES = 4000
"""Of a file whose lines are named."""
MAX_SEARCHED = 2**18
"""Bytes of a hand-in's files that are searched for functions: at most some 0.1 s an error."""
Frame = tuple[str, int]
"""A file of the hand-in and a line of it."""
BEGINS = re.compile(r"(?:async +)?def |class ")
"""A line at which a function begins, or a class with its methods."""


def frames_of(said: object, folder: Path) -> list[Frame]:
    """The student's files and lines among those that were said; only those that exist."""
    found: list[Frame] = []
    for frame in said[-MAX_FRAMES_TOLD:] if isinstance(said, list) else ():
        if not (isinstance(frame, list) and len(frame) == 2):
            continue
        name, line = frame
        if type(name) is str and type(line) is int and 0 < line <= _count(folder, name):
            found.append((name, line))
    return found


def place_of(frames: list[Frame]) -> str:
    """The line at which it happened, in brackets; empty where that is not the student's."""
    if not frames:
        return ""
    return gettext(" ({file}, line {line})", file=frames[-1][0], line=frames[-1][1])


def source_line(folder: Path, name: str, line: int) -> str:
    """A line of a file, and what stands there."""
    place = gettext("{file}, line {line}", file=name, line=line)
    return f"  {place}: {_lines(folder, name)[line - 1].strip()}"


def told_place(frames: list[Frame], folder: Path) -> str:
    """The same for a hidden case, which a line could spell out.

    It is one of the lines of top-level functions and classes where there are at most ``MAX_PLACES``
    of these in the whole hand-in, else one of these functions where there are as few of them.
    """
    files = sorted(folder.rglob("*.py"))
    if not frames or sum(path.stat().st_size for path in files) > MAX_SEARCHED:
        return ""
    begins: dict[Frame, int] = {}
    lines = functions = 0
    for path in files:
        name, last = path.relative_to(folder).as_posix(), 0
        for line, start in _in_functions(path):
            lines, functions, last = lines + 1, functions + (start != last), start
            if (name, line) in frames:
                begins[name, line] = start
    inner = next((frame for frame in reversed(frames) if frame in begins), None)
    if inner is None or functions > MAX_PLACES:
        return ""
    if lines <= MAX_PLACES:
        return place_of([inner])
    return gettext(" ({file}, in what begins at line {line})", file=inner[0], line=begins[inner])


def _in_functions(path: Path) -> Iterator[tuple[int, int]]:
    """Each line of a top-level function, and that at which the function begins."""
    start = 0
    for number, text in enumerate(_read_lines(path), 1):
        if not text.strip() or text.lstrip()[0] == "#":
            continue
        if not text[0].isspace() and text[0] not in ")]}":
            start = number if BEGINS.match(text) else 0
        if start:
            yield number, start


def _lines(folder: Path, name: str) -> list[str]:
    known = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*.py")}
    return _read_lines(known[name]) if name in known else []


def _read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def _count(folder: Path, name: str) -> int:
    count = len(_lines(folder, name))
    return count if count <= MAX_LINES else 0
