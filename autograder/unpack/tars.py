"""Tar archives of a hand-in are read as a stream: hostile, so bounded in bytes, headers and time.

Standard library only: students get it too.
"""

from __future__ import annotations

import tarfile
import time
from typing import IO, Any

from autograder.errors import UnpackError
from autograder.language import gettext

MAX_UNPACKED = 200 * 2**20
"""Bytes that a tar archive unpacks to: data files may lie in it."""
MAX_PACKED_WELL = 8 * 2**20
"""The same of bz2 and xz: to unpack a megabyte takes them up to 0.15 s, and xz keeps all of it."""
MAX_EXTENDED = 2**20
"""Bytes of headers that carry long names and other attributes; they are kept in memory."""
MAX_SECONDS = 5.0
"""Seconds of processor time to read an archive; an ordinary one of the largest size takes 1."""
EXTENDED = (
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
)


class Bounded:
    """A stream that ends in a sentence where it gives more than an archive may hold."""

    def __init__(self, stream: IO[bytes], name: str, most: int) -> None:
        self.stream, self.name, self.most, self.left = stream, name, most, most
        self._deadline = time.process_time() + MAX_SECONDS

    def read(self, size: int) -> bytes:
        """The next bytes."""
        data = self.stream.read(size)
        self.left -= len(data)
        if self.left < 0:
            raise UnpackError(
                gettext(
                    "{name} unpacks to more than {most} MB",
                    name=self.name,
                    most=self.most // 2**20,
                )
            )
        if time.process_time() > self._deadline:
            raise UnpackError(
                gettext(
                    "{name} takes too long to unpack: hand in your own code alone", name=self.name
                )
            )
        return data


def bounded_headers(name: str) -> type[tarfile.TarInfo]:
    """The class of an archive's members, which counts the bytes of its extended headers."""
    left = MAX_EXTENDED

    class Member(tarfile.TarInfo):
        """A member whose header is not longer than what is left."""

        @classmethod
        def frombuf(cls, *arguments: Any, **named: Any) -> Member:
            """The member that a block of the archive describes."""
            nonlocal left
            member = super().frombuf(*arguments, **named)
            left -= member.size if member.type in EXTENDED else 0
            if left < 0:
                raise UnpackError(
                    gettext("{name} has names or attributes that are far too long", name=name)
                )
            return member

    return Member
