"""A failure in words that a student can act on, in lines that fit a terminal."""

from __future__ import annotations

import linecache
import re
import shutil
import textwrap
import traceback
import unicodedata
from pathlib import Path

from autograder.checks.context import CheckFailure
from autograder.errors import StudentError
from autograder.language import gettext, label
from autograder.sandbox.messages import UNREADABLE_FILE, not_implemented
from autograder.student.deadline import TookTooLong
from autograder.unpack.notebooks import CELL

NOT_THEIRS = ("autograder", "tests", "conftest.py")
"""What in the folder is not the student's to change."""
NARROW, WIDE = 40, 79
"""Columns of text: as many as the terminal has, between these two."""
PIECES = re.compile(r"[^\s\u2e80-\uffef]+|\s+|[\u2e80-\uffef]")
"""A text in pieces between which a line may end: words, and each letter of Chinese."""
CLINGING = "。，；：！？、）》」』”’…"
"""What no line begins with."""


def explained(error: BaseException, folder: Path) -> str:
    """What went wrong, and the student's own line where their code raised."""
    if isinstance(error, StudentError):
        if error.__cause__ is None:
            return str(error)
        error = error.__cause__
    if isinstance(error, NotImplementedError):
        return not_implemented(error)
    if isinstance(error, SyntaxError) and error.filename:
        return _unreadable(error, folder)
    if isinstance(error, CheckFailure):
        return label(str(error))
    return _raised(error, folder)


def _unreadable(error: SyntaxError, folder: Path) -> str:
    told = gettext(
        UNREADABLE_FILE,
        file=file_in(str(error.filename), error.lineno or 1, folder)[0],
        line=file_in(str(error.filename), error.lineno or 1, folder)[1],
        error=f"{type(error).__name__}: {error.msg}",
    )
    return told + (f"\n    {error.text.strip()}" if error.text else "")


def _raised(error: BaseException, folder: Path) -> str:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if own_file(f.filename, folder)]
    place, line = gettext("the test"), ""
    if frames:
        file, number = file_in(frames[-1].filename, frames[-1].lineno or 1, folder)
        place = gettext("{file}, line {line}", file=file, line=number)
        line = f"\n    {frames[-1].line}"
    if isinstance(error, TookTooLong):
        told = gettext(
            "took longer than {seconds} s, and was stopped in {place}: is there an endless loop?",
            seconds=f"{error.seconds:g}",
            place=place,
        )
    else:
        name = type(error).__name__
        told = gettext("{error} in {place}: {text}", error=name, place=place, text=error)
    return told + line


def file_in(path: str, line: int, folder: Path) -> tuple[str, int]:
    """A student's file and a line of it; of a notebook, the cell and the line in it."""
    name = own_file(path, folder) or path
    if name.endswith(".ipynb"):
        for back in range(line, 0, -1):
            mark = linecache.getline(path, back)
            if mark.startswith(CELL):
                cell = mark.removeprefix(CELL).strip()
                return gettext("{file}, code cell {cell}", file=name, cell=cell), line - back
    return name, line


def own_file(path: str, folder: Path) -> str:
    """A file of the student's, as in "nn/linear.py"; empty for one of the tests or a library."""
    try:
        name = Path(path).relative_to(folder).as_posix()
    except ValueError:  # it lies elsewhere
        return ""
    return "" if name.split("/")[0] in NOT_THEIRS or "site-packages" in name else name


def wrapped(line: str, indent: str = "  ") -> str:
    """A line of a message, broken where the terminal ends; a quotation of code stays as it is."""
    if line.startswith("    "):
        return f"{indent}{line}"
    columns = max(NARROW, min(WIDE, shutil.get_terminal_size().columns - 1))
    text = line.strip()
    if columns_of(text) == len(text):
        return textwrap.fill(text, columns, initial_indent=indent, subsequent_indent=indent)
    return "\n".join(f"{indent}{part}" for part in _in_columns(text, columns - len(indent)))


def _in_columns(text: str, columns: int) -> list[str]:
    """Lines of at most so many columns, also of letters that are two columns wide."""
    lines = [""]
    for piece in PIECES.findall(text):
        full = columns_of(lines[-1] + piece) > columns and piece not in CLINGING
        if full and lines[-1].strip():
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return lines


def columns_of(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)


def padded(text: str, columns: int) -> str:
    """A text with blanks behind it, so many columns wide."""
    return text + " " * max(0, columns - columns_of(text))
