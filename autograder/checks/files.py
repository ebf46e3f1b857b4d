"""Files in tests: some are given to a student's function, some it writes."""

from __future__ import annotations

import gzip
import io
import tempfile
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from autograder.checks.context import current_run


class WritablePath(str):
    """A path that exists on the student's side only: calls with it cannot be repeated elsewhere."""

    __travels_as__ = str


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


def data(name: str) -> Any:
    """What is in the assignment's data file ``files/NAME.npz``, ``.npy``, or of any other kind.

    The arrays of an ``.npz`` file come by name, an ``.npy`` file's as one array, the rest as bytes;
    a file ending in ``.gz`` is unpacked first. Each call reads the file anew: what a test or a
    student's function changes is changed for nobody else. The student's own functions find the
    same file at the path ``files/...``. ``ValueError`` where there is none of that name, or more.

    Examples:
        >>> sorted(data("digits"))
        ['images', 'labels']
        >>> data("digits")["images"].shape
        (10, 8, 8)
    """
    folder = current_run().data
    found = sorted(folder.glob(f"{name}.*")) if folder is not None else []
    if len(found) != 1:
        known = ", ".join(p.name for p in sorted(folder.glob("*"))) if folder is not None else ""
        raise ValueError(f"data({name!r}): {len(found)} files of that name; there are {known}")
    content = found[0].read_bytes()
    if found[0].suffix == ".gz":
        content = gzip.decompress(content)
    if ".npz" in found[0].suffixes:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return {key: arrays[key] for key in arrays.files}
    if ".npy" in found[0].suffixes:
        return np.load(io.BytesIO(content), allow_pickle=False)
    return content


def given_file(name: str, data: bytes) -> str:
    """A file for a student's function to read, made of ``data``; returns its path.

    Examples:
        >>> path = given_file("numbers.txt", b"1 2 3")
        >>> np.loadtxt(path)
        array([1., 2., 3.])
    """
    path: str = current_run().files().given(name, data)
    return path


def writable_path(name: str) -> str:
    """A path for a student's function to write to, and for another one to read from again.

    Examples:
        >>> path = writable_path("weights.npy")
        >>> np.save(path, np.arange(3))
        >>> np.load(path)
        array([0, 1, 2])
    """
    path: WritablePath = current_run().files().writable(name)
    return path
