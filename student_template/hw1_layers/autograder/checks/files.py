"""Files in tests: some are given to a student's function, some it writes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Protocol

from autograder.checks.context import current_run


class WritablePath(str):
    """A path that exists on the student's side only: calls with it cannot be repeated elsewhere."""


class Files(Protocol):
    """Where a case's files lie."""

    def given(self, name: str, data: bytes) -> str:
        """Make a file that the student's code may read; returns its path there."""

    def writable(self, name: str) -> WritablePath:
        """A path at which the student's code may write."""


class LocalFiles:
    """Files in a temporary folder of this process; gone when closed."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="case-")

    def given(self, name: str, data: bytes) -> str:
        """Make a file; returns its path."""
        path = Path(self._folder.name, name)
        path.write_bytes(data)
        return str(path)

    def writable(self, name: str) -> WritablePath:
        """A path in the same folder."""
        return WritablePath(Path(self._folder.name, name))

    def close(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()


def given_file(name: str, data: bytes) -> str:
    """A file for a student's function to read, made of ``data``; returns its path."""
    path: str = current_run().files().given(name, data)
    return path


def writable_path(name: str) -> str:
    """A path for a student's function to write to, and for another one to read from again."""
    path: WritablePath = current_run().files().writable(name)
    return path
