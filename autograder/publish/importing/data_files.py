"""The files that come along with a notebook: data, and modules that students are given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from autograder._files import given_path
from autograder.errors import AssignmentError
from autograder.publish.importing.draft import DATA_FOLDER, Draft
from autograder.publish.importing.otter_settings import beside
from autograder.publish.student_folder import MAX_HANDED_OUT


@dataclass
class Brought:
    """What lies beside the notebook and comes along."""

    data: dict[str, bytes] = field(default_factory=dict)
    """the name of each data file -> its content"""
    modules: dict[str, bytes] = field(default_factory=dict)
    """each module that is given -> its source"""
    renamed: dict[str, str] = field(default_factory=dict)
    """what the notebook calls a file -> what it is called here"""


def brought(draft: Draft, folder: Path) -> Brought:
    """Read the files that the notebook's settings name; ``AssignmentError`` for one not there.

    Two that would have one name here are left to do.
    """
    found = Brought(data=dict(draft.pictures))
    files = list(_files_meant(draft.files, folder))
    size = sum(path.stat().st_size for _, path in files)
    if size > MAX_HANDED_OUT:
        raise AssignmentError(
            f"the notebook's files have {size / 2**20:.0f} MB; at most "
            f"{MAX_HANDED_OUT / 2**20:.0f} MB can be handed out"
        )
    for name, path in files:
        with given_path(path):
            content = path.read_bytes()
        if path.suffix == ".py" and path.stem.isidentifier() and "/" not in name:
            found.modules[path.stem] = content
            draft.findings.translated(f"files: {name} is a module that students are given")
        elif path.name in found.data:
            draft.findings.left(f"files: {name}: another file is called {path.name}")
        else:
            found.data[path.name] = content
            found.renamed[name] = f"{DATA_FOLDER}/{path.name}"
    return found


def _files_meant(names: Sequence[str], folder: Path) -> Iterator[tuple[str, Path]]:
    """Each file that is meant, with the path by which the notebook finds it."""
    for name in names:
        path = beside(folder, name)
        plain = PurePosixPath(name).as_posix()
        if not path.is_dir():
            yield plain, path
            continue
        for below in sorted(path.rglob("*")):
            if below.is_symlink():
                raise AssignmentError(f"{below}: a link is not followed")
            if below.is_file():
                yield f"{path.name}/{below.relative_to(path).as_posix()}", below


def read_from_there(source: str, renamed: Mapping[str, str]) -> tuple[str, dict[str, int]]:
    """A cell in which the texts that are paths of files, and links to them, say where they lie.

    Returns how often each path was found.
    """
    count = dict.fromkeys(renamed, 0)
    for name, new in renamed.items():
        named = rf"(?:\./)?{re.escape(name)}"
        for pattern in (rf"(?P<a>['\"]){named}(?P<b>(?P=a))", rf"(?P<a>\]\(){named}(?P<b>[)\s])"):
            source, found = re.subn(pattern, rf"\g<a>{new}\g<b>", source)
            count[name] += found
    return source, count
