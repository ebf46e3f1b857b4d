"""A result says what it came from: which bundle, which framework, which Python and NumPy."""

from __future__ import annotations

import functools
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder import __version__

PACKAGE = Path(__file__).parents[1]
"""The folder of the package, from which bundles and student folders take their parts."""
SHIPPED = (
    *("__init__.py", "_files.py", "errors.py", "language", "unpack"),
    *("checks", "assignment", "sandbox", "grading", "platforms"),
)
"""The parts of the package that can change a point: what a bundle carries and is known by."""
PROVING = (*SHIPPED, "publish", "student")
"""The parts that can change whether an assignment is proven."""


@dataclass(frozen=True)
class Provenance:
    """Where a result comes from; equal ones on the same hand-in give the same points."""

    bundle: str
    """the bundle's content hash"""
    commit: str
    """the last commit that touched what the bundle was built from; empty where git knows none"""
    framework: str
    """what graded: its version and the hash of its sources, Python's and NumPy's versions"""


@functools.cache
def framework() -> str:
    """What grades here, in one line."""
    digest = hashlib.sha256()
    for name, path in sources(SHIPPED):
        digest.update(f"{name}\0".encode() + path.read_bytes())
    python = ".".join(map(str, sys.version_info[:3]))
    version = f"nn-autograder {__version__} ({digest.hexdigest()[:12]})"
    return f"{version}, Python {python}, NumPy {np.__version__}"


def sources(parts: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """Each file of ``parts`` of the package: its path relative to the package, and where it lies.

    Compiled modules and hidden files are left out. The order is the same on every machine.
    """
    for part in sorted(parts):
        if part.endswith(".py"):
            yield part, PACKAGE / part
            continue
        found = []
        for folder, inner, names in os.walk(PACKAGE / part):  # pathlib's takes thrice the time
            inner[:] = [name for name in inner if name != "__pycache__"]
            found += [Path(folder, name) for name in names if not name.startswith(".")]
        named = {path.relative_to(PACKAGE).as_posix(): path for path in found}
        yield from sorted(named.items())


def commit_of(root: Path, paths: Iterable[Path]) -> str:
    """The last commit that touched those of ``paths`` that lie below ``root``.

    It ends in "+ changes" where some are not committed, and is empty where git knows none. What
    lies elsewhere, as an installed framework does, belongs to another repository.
    """
    names = [str(path) for path in paths if path.is_relative_to(root)]
    try:
        last = _git(root, "log", "-1", "--format=%H", "--", *names)
        changed = _git(root, "status", "--porcelain", "--", *names)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f"{last} + changes" if last and changed else last


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
