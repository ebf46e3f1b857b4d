"""The framework's files that come along in a student's folder, known again by their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

BROUGHT = "autograder"
"""The folder in which they lie."""


def digest(files: Mapping[str, bytes]) -> str:
    """A short hash over paths and contents, the same on every machine."""
    found = hashlib.sha256()
    for name in sorted(files):
        found.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return found.hexdigest()[:16]


def digest_of(folder: Path) -> str:
    """The hash of what came along in a student's ``folder``; empty where nothing did."""
    home = folder / BROUGHT
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    return digest(files) if files else ""
