"""A hand-in of any layout becomes a clean folder of modules. Standard library only."""

from __future__ import annotations

import json
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MAX_FILE = 2 * 2**20
MAX_FILES = 500
JUNK = {"__MACOSX", "__pycache__", "tests", "autograder", "node_modules", "site-packages"}
NOT_HANDED_IN = {"conftest.py", "setup.py", "pack.py", "__init__.py"}


class StagingError(Exception):
    """The hand-in cannot be opened; the text is for the student."""


@dataclass(frozen=True)
class Staged:
    """Which file became which module, and what was noticed."""

    found: dict[str, str]
    missing: list[str]


def stage(submission: Path, modules: list[str], folder: Path) -> Staged:
    """Write the modules of ``submission``, and the helpers beside them, to the empty ``folder``.

    ``StagingError`` where the hand-in cannot be read.
    """
    files = {path: data for path, data in _files(submission) if _wanted(path)}
    found: dict[str, str] = {}
    home: PurePosixPath | None = None
    for module in modules:
        same = [p for p in files if p.name == f"{module}.py"]
        if same:
            path = min(same, key=lambda p: (len(p.parts), str(p)))
            found[module] = str(path)
            home = home or path.parent
    if not found and len(files) == 1:
        found[modules[0]] = str(next(iter(files)))
    notebooks = [p for p in files if p.suffix == ".ipynb"]
    if modules[0] not in found and len(notebooks) == 1:
        found[modules[0]] = str(notebooks[0])
    if home is not None:
        _write_helpers(files, home, folder)
    for module, name in found.items():
        path = PurePosixPath(name)
        source = files[path] if path.suffix == ".py" else notebook_source(files[path])
        (folder / f"{module}.py").write_bytes(source)
    return Staged(found, [m for m in modules if m not in found])


def notebook_source(data: bytes) -> bytes:
    """The code cells of a notebook as a module; magics and shell commands become ``pass``."""
    try:
        cells = json.loads(data.decode("utf-8-sig"))["cells"]
        sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise StagingError(
            "the notebook is damaged: save it again and hand it in once more"
        ) from None
    lines = []
    for source in sources:
        if not source.lstrip().startswith("%%"):
            lines += [_without_magic(line) for line in source.splitlines()] + [""]
    return "\n".join(lines).encode()


def _without_magic(line: str) -> str:
    text = line.lstrip()
    return line[: len(line) - len(text)] + "pass" if text[:1] in ("%", "!") else line


def _wanted(path: PurePosixPath) -> bool:
    folders = path.parts[:-1]
    return (
        path.suffix in (".py", ".ipynb")
        and path.name not in NOT_HANDED_IN
        and not any(part in JUNK or part.startswith(".") for part in folders)
        and not path.name.startswith(".")
    )


def _write_helpers(files: dict[PurePosixPath, bytes], home: PurePosixPath, folder: Path) -> None:
    for path, data in files.items():
        if path.suffix == ".py" and path.is_relative_to(home):
            target = folder / path.relative_to(home)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def _files(submission: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Every regular file as (path inside the hand-in, bytes); links and strange paths left out."""
    if submission.is_dir():
        members = _folder(submission)
    elif zipfile.is_zipfile(submission):
        members = _zip(submission)
    elif submission.suffix == ".zip":
        raise StagingError(f"{submission.name} is not a zip archive, or it is damaged")
    elif submission.suffix in (".py", ".ipynb"):
        members = iter([(submission.name, submission.read_bytes())])
    elif tarfile.is_tarfile(submission):
        members = _tar(submission)
    else:
        raise StagingError(f"{submission.name} is neither .py, .ipynb, a folder nor an archive")
    for count, (name, data) in enumerate(members):
        if count >= MAX_FILES:
            raise StagingError(f"the hand-in holds more than {MAX_FILES} files")
        path = PurePosixPath(name.replace("\\", "/"))
        if not path.is_absolute() and ".." not in path.parts and ":" not in name:
            yield path, data


def _folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        steps = [folder / p for p in [relative, *relative.parents][:-1]]
        if any(p.is_symlink() for p in steps) or not _wanted(PurePosixPath(relative.as_posix())):
            continue
        if path.is_file() and path.stat().st_size <= MAX_FILE:
            yield relative.as_posix(), path.read_bytes()


def _zip(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                link = stat.S_ISLNK(info.external_attr >> 16)
                if _wanted(PurePosixPath(info.filename)) and not link and not info.is_dir():
                    with archive.open(info) as member:
                        data = member.read(MAX_FILE + 1)
                    if len(data) <= MAX_FILE:
                        yield info.filename, data
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise StagingError(f"{path.name} cannot be unpacked: {error}") from None


def _tar(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(path) as archive:
            for info in archive:
                if info.isreg() and info.size <= MAX_FILE and _wanted(PurePosixPath(info.name)):
                    member = archive.extractfile(info)
                    if member is not None:
                        yield info.name, member.read(MAX_FILE)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise StagingError(f"{path.name} cannot be unpacked: {error}") from None
