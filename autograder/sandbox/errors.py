"""What a session raises: the student's errors, and those of the sandbox itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


class SandboxError(Exception):
    """The sandbox itself failed; never the student's fault."""


class StudentError(Exception):
    """What went wrong in the student's code; ``kind`` is its type's name, or ours in lower case.

    ``str(error)`` shows the exception's own text; ``safe`` is what a hidden case may say.
    """

    def __init__(self, kind: str, message: str, safe: str | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.safe = message if safe is None else safe
