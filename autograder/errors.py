"""Every error that this package raises on purpose; loads next to nothing: it is there at once.

AutograderError          something cannot be done: one sentence that says what and where
    AssignmentError      an instructor's or a caller's mistake
    UnpackError          a hand-in cannot be opened; the sentence is for the student
    SandboxError         the sandbox itself failed; never the student's fault
StudentError             what went wrong in the student's code, in words for the student
    Raised               a function, or a module's import, raised an exception
    Undefined            the modules have no function of that name
    NotHandedIn          a module is not there
    TooLarge             a function returned more than can be graded
    Timeout              the process of the hand-in was ended: it took too long
    Crash                it ended by itself
    Forged               it was ended: it sent something that is not an answer
    Ended                it had ended before
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

from autograder.language import gettext


class AutograderError(Exception):
    """Something cannot be done: one sentence that says what and where."""


class AssignmentError(AutograderError):
    """An instructor's or a caller's mistake."""


def told_raised(path: Path, error: Exception) -> str:
    """What executing an author's file raised: the file, its line, the error, and what to do.

    Where what cannot be parsed is a file that it imports, that file and its line are named.
    """
    where, remedy = _where_raised(path, error), ""
    if isinstance(error, SyntaxError):
        return (
            f"{where}: {type(error).__name__}: {error.msg}: this line, or the one above, is wrong"
        )
    if isinstance(error, ModuleNotFoundError) and error.name:
        remedy = f": is {error.name} spelt right, installed here, and named in assignment.toml?"
    return f"{where}: {type(error).__name__}: {error}{remedy}"


def _where_raised(path: Path, error: Exception) -> str:
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno or 1}"
    line, traceback = 0, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == str(path):
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return f"{path}:{line}" if line else str(path)


class UnpackError(AutograderError):
    """A hand-in cannot be opened; the sentence is for the student."""


class SandboxError(AutograderError):
    """The sandbox itself failed; never the student's fault."""


class StudentError(Exception):
    """What went wrong in the student's code.

    ``str(error)`` may show values and is for public cases; ``safe`` is what a hidden case may say.
    """

    kind = "error"
    """one word for what happened, as results keep it; of an exception the name of its type"""

    def __init__(self, message: str, *, safe: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.safe = message if safe is None else safe

    def __str__(self) -> str:
        return self.message  # KeyError, which some of these are too, would quote it


class Raised(StudentError):
    """A function, or a module's import, raised an exception of the type ``kind``.

    Where ``kind`` is one of ``ALSO``, it is an exception of that type too: tests can catch it as
    such, and ``hasattr`` sees an AttributeError.
    """

    def __new__(cls, kind: str, message: str, *, safe: str | None = None) -> Raised:
        if cls is not Raised or kind not in ALSO:
            return super().__new__(cls, message)
        made = ALSO[kind].__new__(_also(kind), message)  # OSError's own would refuse another one's
        assert isinstance(made, Raised)
        return made

    def __init__(self, kind: str, message: str, *, safe: str | None = None) -> None:
        super().__init__(message, safe=safe)
        self.kind = kind


ALSO: dict[str, type[Exception]] = {
    error.__name__: error
    for error in (
        *(ArithmeticError, AssertionError, AttributeError, FileNotFoundError),
        *(FloatingPointError, ImportError, IndexError, KeyError, LookupError),
        *(ModuleNotFoundError, NameError, NotImplementedError, OSError, OverflowError),
        *(PermissionError, RecursionError, RuntimeError, TypeError, ValueError),
        ZeroDivisionError,
    )
}
"""Builtin exceptions that a student's error can be: none that ends a loop or the program."""


@functools.cache
def _also(kind: str) -> type[Raised]:
    """The type of errors that are ``Raised`` and the builtin exception called ``kind``."""
    return type(f"Raised{kind}", (Raised, ALSO[kind]), {})


def undefined_text(name: str) -> str:
    """What is said where the student's modules define no ``name``."""
    return gettext("{name} is not defined: check the spelling of its name.", name=name)


class Undefined(StudentError):
    """The student's modules have no function called ``name``."""

    kind = "undefined"

    def __init__(self, name: str) -> None:
        super().__init__(undefined_text(name))
        self.name = name


class NotHandedIn(StudentError):
    """A module of the assignment is not in the hand-in."""

    kind = "missing"


class TooLarge(StudentError):
    """A function returned more than can be graded."""

    kind = "too large"


class Timeout(StudentError):
    """A call took too long; the process of the hand-in was ended."""

    kind = "timeout"


class Crash(StudentError):
    """The process of the hand-in ended in a call."""

    kind = "crash"


class Forged(StudentError):
    """The process of the hand-in sent something that is not an answer, and was ended."""

    kind = "forged"


class Ended(StudentError):
    """The process of the hand-in had ended before."""

    kind = "ended"
