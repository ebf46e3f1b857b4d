"""What went wrong in the student's code, in one sentence. What the sandbox says is hostile."""

from __future__ import annotations

import builtins
import os
import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

from autograder.checks.hidden import told_exception
from autograder.errors import NotHandedIn, Raised, StudentError, TooLarge, Undefined
from autograder.language import gettext, marked
from autograder.sandbox.inside.wire import MESSAGE_MB
from autograder.sandbox.places import Frame, frames_of, place_of, source_line, told_place

TEXT_TOLD = 2000
MAX_NAMES = 8
"""Replaced functions that a message tells of."""
KNOWN = {
    n for n, v in vars(builtins).items() if isinstance(v, type) and issubclass(v, BaseException)
}
KNOWN |= {"AxisError", "LinAlgError"}
"""Exceptions that are known as such; anything else is one of the student's own."""

ADVICE = {
    "SystemExit": marked("{doing} called exit() or quit(): remove it{place}"),
    "EOFError": marked("{doing} asked for input: remove input(), there is nobody to answer{place}"),
    "RecursionError": marked("{doing} called itself too deeply: does the recursion end?{place}"),
    "MemoryError": marked(
        "{doing} used more memory than it may: is an array far too large?{place}"
    ),
    "KeyboardInterrupt": marked("{doing} raised KeyboardInterrupt{place}"),
}
RAISED = marked("{doing} raised {error}{place}")
UNREADABLE_FILE = marked("{file} cannot be read: line {line}: {error}")
IMPORTING = "importing "
"""How what is done begins where a module is imported; the file's name follows."""
UNREADABLE = ("SyntaxError", "IndentationError", "TabError")
NUMPYS_OWN = re.compile(r"module 'numpy[\w.]*' has no attribute|was removed in the NumPy")


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
        return FAULTS[fault](doing.removeprefix(IMPORTING), message_mb)
    importing = doing.startswith(IMPORTING)
    if said.get("known") == "NotImplementedError" and not importing:
        return Raised("NotImplementedError", not_implemented(doing))
    if importing:
        doing = gettext("importing {file}", file=doing.removeprefix(IMPORTING))
    frames = frames_of(said.get("frames"), folder)
    replaced = _replaced_names(said.get("replaced"))
    missing = plain(said.get("missing"), 80)
    if missing:
        told_doing = f"{doing}{place_of(frames)}" if importing else doing
        return _package_missing(f"{doing}{place_of(frames)}", missing, told_doing)
    known = said.get("known")
    known = known if type(known) is str and known in KNOWN else ""
    # Where the modules lie is nobody's business; a file of the test's is called as it was given.
    own = rf"{re.escape(f'{folder}{os.sep}')}(?=[\w{os.sep}]*\.py\b)"
    text = re.sub(own, "", plain(said.get("text"), TEXT_TOLD))
    if known == "TypeError" and called and not frames:
        return _wrong_signature(doing, text, replaced)
    name = plain(said.get("type"), 80) or "error"
    text += _version(known, text)
    if importing and known in UNREADABLE and frames:
        return _unreadable(known, text, frames[-1], folder)
    shown = _in_public(doing, known, name, text, frames, folder) + replaced
    if importing:
        safe = _while_importing(doing, known, place_of(frames))
    else:
        safe = _safe(doing, known, told_place(frames, folder))
    return Raised(known or "Exception", shown, safe=safe)


def _replaced_names(names: object) -> str:
    """A line that says which functions of Python and NumPy the hand-in replaced, if it did."""
    found = [plain(n, 40) for n in names[:MAX_NAMES]] if isinstance(names, list) else []
    if not found:
        return ""
    replaced = gettext(
        "Your code replaced {names}, which Python and NumPy use too: rename yours.",
        names=", ".join(found),
    )
    return f"\n  {replaced}"


def not_implemented(what: object) -> str:
    """What is said of a stub that nobody has filled in."""
    return gettext("{what} is not implemented yet.", what=what)


def _version(known: str, text: str) -> str:
    """What is said of the versions here where the student's may be others."""
    if known in UNREADABLE:
        here = f"{sys.version_info[0]}.{sys.version_info[1]}"
        return gettext(" (on {software} {version})", software="Python", version=here)
    if known == "AttributeError" and NUMPYS_OWN.search(text):
        import numpy  # not before the sandbox runs: it starts while NumPy is loaded here

        return gettext(" (on {software} {version})", software="NumPy", version=numpy.__version__)
    return ""


def _undefined(name: str, message_mb: int) -> StudentError:
    return Undefined(name)


def _too_large(name: str, message_mb: int) -> StudentError:
    return TooLarge(
        gettext(
            "{name} returned more than can be graded, which is {message_mb} MB of arrays and 1 MB "
            "of everything else.",
            name=name,
            message_mb=message_mb,
        )
    )


def _not_handed_in(name: str, message_mb: int) -> StudentError:
    return NotHandedIn(gettext("{file} was not handed in.", file=name))


FAULTS: dict[str, Callable[[str, int], StudentError]] = {
    "undefined": _undefined,
    "too large": _too_large,
    "missing": _not_handed_in,
}
"""What the sandbox itself finds wrong."""


def _package_missing(doing: str, package: str, told_doing: str) -> Raised:
    return Raised(
        "ModuleNotFoundError",
        gettext(
            "{doing}: {package} is not available here; use NumPy and your own modules.",
            doing=doing,
            package=package,
        ),
        safe=gettext(
            "{doing}: a package it uses is not available here; use NumPy and your own modules.",
            doing=told_doing,
        ),
    )


def _wrong_signature(doing: str, text: str, replaced: str) -> Raised:
    shown = gettext(
        "{doing} does not take the arguments that the task gives it: check its parameters "
        "({error}).",
        doing=doing,
        error=text,
    )
    safe = gettext(
        "{doing} does not take the arguments that the task gives it: check its parameters.",
        doing=doing,
    )
    return Raised("TypeError", f"{shown}{replaced}", safe=safe)


def _in_public(
    doing: str, known: str, name: str, text: str, frames: list[Frame], folder: Path
) -> str:
    """An exception of the ``known`` type, which the student may have subclassed as ``name``."""
    what = _exception_in_words(doing, known, name, place_of(frames))
    first = f"{what}: {text}" if text else gettext("{sentence}.", sentence=what)
    lines = [source_line(folder, *frame) for frame in frames]
    return "\n".join([first, *(plain(line, 200) for line in lines)])


def _unreadable(known: str, text: str, frame: Frame, folder: Path) -> Raised:
    """A file that is no Python, at the line where that shows."""
    file, line = frame
    safe = gettext(UNREADABLE_FILE, file=file, line=line, error=known)
    shown = f"{safe}: {text}\n{plain(source_line(folder, file, line), 200)}"
    return Raised(known, shown, safe=gettext("{sentence}.", sentence=safe))


def _exception_in_words(doing: str, known: str, name: str, place: str) -> str:
    """What an exception of the ``known`` type is for the student, without a full stop."""
    return gettext(ADVICE.get(known, RAISED), doing=doing, error=name, place=place)


def _while_importing(doing: str, known: str, place: str) -> str:
    """The same for a hidden case, before anybody knows a hidden input: with any place."""
    return gettext(
        "{sentence}.", sentence=_exception_in_words(doing, known, told_exception(known), place)
    )


def _safe(doing: str, known: str, place: str) -> str:
    """The same for a hidden case."""
    if known in ADVICE:
        return gettext("{sentence}.", sentence=gettext(ADVICE[known], doing=doing, place=""))
    return gettext(
        "{sentence}.",
        sentence=gettext(RAISED, doing=doing, error=told_exception(known), place=place),
    )


def plain(text: object, limit: int) -> str:
    """``text`` from the sandbox without what could steer a terminal or break an encoding."""
    if type(text) is not str:
        return ""
    kept = text[: max(0, limit)]
    return "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "?" for c in kept)
