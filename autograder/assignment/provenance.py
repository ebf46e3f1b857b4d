"""What results came from: which bundle, which framework, which Python and NumPy."""

from __future__ import annotations

import functools
import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder import __version__

PACKAGE = Path(__file__).parents[1]
NOT_GRADING = ("cli", "student")
"""Folders of the package that no result depends on."""


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
    for folder, inner, names in os.walk(PACKAGE):
        inner[:] = sorted(set(inner) - set(NOT_GRADING))
        for name in sorted(names):
            path = os.path.join(folder, name)  # noqa: PTH118  (this runs at every start)
            if name.endswith(".py"):
                digest.update(os.path.relpath(path, PACKAGE).encode() + Path(path).read_bytes())
    python = ".".join(map(str, sys.version_info[:3]))
    version = f"nn-autograder {__version__} ({digest.hexdigest()[:12]})"
    return f"{version}, Python {python}, NumPy {np.__version__}"


def commit_of(root: Path, paths: list[Path]) -> str:
    """The last commit below ``root`` that touched ``paths``, "+ changes" where it is not all."""
    names = [str(path) for path in paths]
    try:
        last = _git(root, "log", "-1", "--format=%H", "--", *names)
        changed = _git(root, "status", "--porcelain", "--", *names)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f"{last} + changes" if last and changed else last


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
