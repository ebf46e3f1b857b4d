"""What went wrong in the student's code, in one sentence. What the sandbox says is hostile."""

from __future__ import annotations

import builtins
import unicodedata
from pathlib import Path
from typing import Any

MAX_TEXT = 2000
MAX_FRAMES = 5
MAX_LINES = 4000
"""Of a file whose lines are named: a longer one could spell out a hidden input by its line."""
KNOWN = {
    n for n, v in vars(builtins).items() if isinstance(v, type) and issubclass(v, BaseException)
}
KNOWN |= {"AxisError", "LinAlgError"}
"""Exceptions that a hidden case may name; a class of the student's could spell out its inputs."""

ADVICE = {
    "SystemExit": "called exit() or quit(): remove it",
    "EOFError": "asked for input: remove input(), there is nobody to answer",
    "RecursionError": "called itself too deeply: does the recursion end?",
    "MemoryError": "used more memory than it may: is an array far too large?",
    "KeyboardInterrupt": "raised KeyboardInterrupt",
    "IndentationError": "cannot be read: check the indentation",
    "TabError": "cannot be read: it mixes tabs and spaces, use spaces alone",
}


def error_in_words(doing: str, error: Any, folder: Path) -> tuple[str, str, str]:
    """An exception as the sandbox described it: (its kind, the sentence, what a hidden case says).

    ``doing`` names what was tried, as in ``"affine_forward"``; ``folder`` holds the hand-in.
    """
    if not isinstance(error, dict):
        error = {}
    kind = plain(error.get("type"), 80) or "error"
    if kind in OURS:
        text = f"{doing.removeprefix('importing ')} {OURS[kind]}"
        return kind, text, text
    if error.get("known") == "NotImplementedError":
        text = f"{doing} is not implemented yet."
        return "NotImplementedError", text, text
    frames = _frames(error.get("frames"), folder)
    place = f" ({frames[-1][0]}, line {frames[-1][1]})" if frames else ""
    missing = plain(error.get("missing"), 80)
    if missing:
        shown, safe = (
            f"{doing}{place}: {what} is not available here; use NumPy and your own modules."
            for what in (missing, "a package it uses")
        )
        return "ModuleNotFoundError", shown, safe
    known = error.get("known")
    known = known if type(known) is str and known in KNOWN else ""
    name = known or "an exception of its own"
    said = ADVICE.get(name)
    safe = f"{doing} {said}{place}." if said else f"{doing} raised {name}{place}."
    text = plain(error.get("text"), MAX_TEXT)
    shown = f"{doing} {said or f'raised {kind}'}{place}" + (f": {text}" if text else ".")
    if name == "TypeError" and not frames:
        safe = f"{doing} does not take the arguments that the task gives it: check its parameters."
        shown = f"{safe[:-1]} ({text})."
    return (
        known or "Exception",
        "\n".join([shown, *(_source(folder, *frame) for frame in frames)]),
        safe,
    )


OURS = {
    "undefined": "is not defined: check the spelling of its name.",
    "too large": "returned more than can be graded.",
    "missing": "was not handed in.",
}


def plain(text: object, limit: int) -> str:
    """``text`` from the sandbox without what could steer a terminal or break an encoding."""
    if type(text) is not str:
        return ""
    kept = text[: max(0, limit)]
    return "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "?" for c in kept)


def _frames(frames: Any, folder: Path) -> list[tuple[str, int]]:
    """The student's files and lines among ``frames``; only those that exist."""
    found: list[tuple[str, int]] = []
    for frame in frames[-MAX_FRAMES:] if isinstance(frames, list) else ():
        if not (isinstance(frame, list) and len(frame) == 2):
            continue
        name, line = frame
        if type(name) is str and type(line) is int and 0 < line <= _count(folder, name):
            found.append((name, line))
    return found


def _lines(folder: Path, name: str) -> list[str]:
    known = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*.py")}
    if name not in known:
        return []
    return known[name].read_text(encoding="utf-8", errors="replace").splitlines()


def _count(folder: Path, name: str) -> int:
    count = len(_lines(folder, name))
    return count if count <= MAX_LINES else 0


def _source(folder: Path, name: str, line: int) -> str:
    return plain(f"  {name}, line {line}: {_lines(folder, name)[line - 1].strip()}", 200)
