"""The files of an assignment are looked at again and again, to see which of them were saved."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from autograder.assignment.folders import Folders
from autograder.assignment.settings import COURSE_FILE

FileContents = dict[Path, bytes]
"""Each file of an assignment -> what it holds."""
PASSED_OVER = ("__pycache__", ".pytest_cache", ".ipynb_checkpoints")
"""Folders that programs write into, and no author."""


@dataclass
class WatchedFiles:
    """The files of an assignment, read again where their time or size has changed."""

    folders: Folders
    _known: dict[Path, tuple[int, int, bytes]] = field(default_factory=dict)

    def look(self) -> FileContents:
        """All files as they are now; one that goes away while it is read is not there."""
        found: dict[Path, tuple[int, int, bytes]] = {}
        for path in self._paths():
            try:
                status = path.stat()
                known = self._known.get(path)
                stamp = status.st_mtime_ns, status.st_size
                same = known is not None and known[:2] == stamp
                data = known[2] if same and known is not None else path.read_bytes()
            except OSError:  # an editor replaces a file by another one
                continue
            found[path] = (*stamp, data)
        self._known = found
        return {path: data for path, (_, _, data) in found.items()}

    def _paths(self) -> list[Path]:
        here = self.folders
        found = [here.root / COURSE_FILE]
        for tree in (here.assignment, here.solution, here.public.parent):
            for folder, inner, names in os.walk(tree):
                inner[:] = [name for name in inner if name not in PASSED_OVER]
                found += [Path(folder, name) for name in names if _is_an_authors(name)]
        return sorted(found)


def _is_an_authors(name: str) -> bool:
    """Whether a file is what an author wrote, and not what an editor keeps beside it."""
    return not (name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp", ".pyc")))


def changed_files(before: FileContents, after: FileContents) -> list[Path]:
    """The files that hold something else, were made or are gone."""
    return sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p))
