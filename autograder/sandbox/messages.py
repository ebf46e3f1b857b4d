"""What went wrong in the student's code, in one sentence. What the sandbox says is hostile."""

from __future__ import annotations

import builtins
import os
import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

from autograder.errors import NotHandedIn, Raised, StudentError, TooLarge, Undefined
from autograder.sandbox.inside.wire import MESSAGE_MB

TEXT_TOLD = 2000
FRAMES_TOLD = 5
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
UNREADABLE = ("SyntaxError", "IndentationError", "TabError")
NUMPYS_OWN = re.compile(r"module 'numpy[\w.]*' has no attribute|was removed in the NumPy")
OF_ITS_OWN = "an exception of its own"
Frame = tuple[str, int]
"""A file of the hand-in and a line of it."""


def told(
    doing: str, error: object, folder: Path, called: bool = True, message_mb: int = MESSAGE_MB
) -> StudentError:
    """The error that ``error``, as the sandbox described it, is for the student.

    ``doing`` names what was tried, as in ``"affine_forward"``; ``folder`` holds the hand-in. Of
    what was ``called`` a TypeError outside of the student's lines is one of the arguments. The most
    that a message holds is ``message_mb``.
    """
    said = error if isinstance(error, dict) else {}
    fault = said.get("fault")
    if type(fault) is str and fault in FAULTS:
        return FAULTS[fault](doing.removeprefix("importing "), message_mb)
    importing = doing.startswith("importing ")
    if said.get("known") == "NotImplementedError" and not importing:
        return Raised("NotImplementedError", f"{doing} is not implemented yet.")
    frames = _frames(said.get("frames"), folder)
    missing = plain(said.get("missing"), 80)
    if missing:
        return _package_missing(f"{doing}{_place(frames)}", missing)
    known = said.get("known")
    known = known if type(known) is str and known in KNOWN else ""
    text = plain(said.get("text"), TEXT_TOLD).replace(f"{folder}{os.sep}", "")
    if known == "TypeError" and called and not frames:
        return _wrong_signature(doing, text)
    name = plain(said.get("type"), 80) or "error"
    return _raised(doing, known, name, text + _version(known, text), frames, folder)


def _version(known: str, text: str) -> str:
    """What is said of the versions here where the student's may be others."""
    if known in UNREADABLE:
        return f" (on Python {sys.version_info[0]}.{sys.version_info[1]})"
    if known == "AttributeError" and NUMPYS_OWN.search(text):
        import numpy  # not before the sandbox runs: it starts while NumPy is loaded here

        return f" (on NumPy {numpy.__version__})"
    return ""


def _undefined(name: str, message_mb: int) -> StudentError:
    return Undefined(name)


def _too_large(name: str, message_mb: int) -> StudentError:
    most = f"{message_mb} MB of arrays and 1 MB of everything else"
    return TooLarge(f"{name} returned more than can be graded, which is {most}.")


def _not_handed_in(name: str, message_mb: int) -> StudentError:
    return NotHandedIn(f"{name} was not handed in.")


FAULTS: dict[str, Callable[[str, int], StudentError]] = {
    "undefined": _undefined,
    "too large": _too_large,
    "missing": _not_handed_in,
}
"""What the sandbox itself finds wrong."""


def _package_missing(what: str, package: str) -> Raised:
    shown, safe = (
        f"{what}: {name} is not available here; use NumPy and your own modules."
        for name in (package, "a package it uses")
    )
    return Raised("ModuleNotFoundError", shown, safe=safe)


def _wrong_signature(doing: str, text: str) -> Raised:
    safe = f"{doing} does not take the arguments that the task gives it: check its parameters."
    return Raised("TypeError", f"{safe[:-1]} ({text}).", safe=safe)


def _raised(
    doing: str, known: str, name: str, text: str, frames: list[Frame], folder: Path
) -> Raised:
    """An exception of the ``known`` type, which the student may have subclassed as ``name``."""
    place, advice = _place(frames), ADVICE.get(known)
    safe = f"{doing} {advice or f'raised {known or OF_ITS_OWN}'}{place}."
    shown = f"{doing} {advice or f'raised {name}'}{place}" + (f": {text}" if text else ".")
    lines = [shown, *(_source(folder, *frame) for frame in frames)]
    return Raised(known or "Exception", "\n".join(lines), safe=safe)


def _place(frames: list[Frame]) -> str:
    """The line at which it happened, in brackets; empty where that is not the student's."""
    return f" ({frames[-1][0]}, line {frames[-1][1]})" if frames else ""


def plain(text: object, limit: int) -> str:
    """``text`` from the sandbox without what could steer a terminal or break an encoding."""
    if type(text) is not str:
        return ""
    kept = text[: max(0, limit)]
    return "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "?" for c in kept)


def _frames(frames: object, folder: Path) -> list[Frame]:
    """The student's files and lines among ``frames``; only those that exist."""
    found: list[Frame] = []
    for frame in frames[-FRAMES_TOLD:] if isinstance(frames, list) else ():
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
