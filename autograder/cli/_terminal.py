"""What is printed cannot steer a terminal: messages hold names and texts of students.

It is done where text leaves the process, not where it is made: no command can forget it.
"""

from __future__ import annotations

import contextlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any, TextIO, cast

SUSPECT = re.compile(r"[^\n\t\x20-\x7e]")
KEPT_UNSEEN = "\u200c\u200d"
"""Invisible characters that some languages, and emoji, are written with."""


def harmless(text: str) -> str:
    """``text`` with everything escaped that steers a terminal or hides: control characters."""
    return SUSPECT.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if unicodedata.category(character)[0] != "C" or character in KEPT_UNSEEN:
        return character
    return ascii(character)[1:-1]


class HarmlessStream:
    """A stream to which text is written with control characters escaped."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write ``text``; returns its length."""
        self.stream.write(harmless(text))
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        """Write one text after the other."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextlib.contextmanager
def harmless_output() -> Iterator[None]:
    """Let nothing that is printed in the block steer a terminal."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, HarmlessStream(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def drawn_on(stream: TextIO) -> TextIO:
    """The stream itself, for what draws a table or a bar and has escaped what others wrote."""
    return stream.stream if isinstance(stream, HarmlessStream) else stream
