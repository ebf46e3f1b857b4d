"""A hand-in of any layout becomes a clean folder of modules.

Needs the standard library alone; students get a copy of this file and of ``errors.py``.
"""

from __future__ import annotations

import ast
import importlib
import io
import json
import re
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.errors import UnpackError

MAX_FILE = 2 * 2**20
MAX_FILES = 500
MAX_TOTAL = 20 * 2**20
MAX_ARCHIVE = 50 * 2**20
MAX_MEMBERS = 10_000
MAX_DIRECTORY = 2**20
"""Bytes of a zip's table of contents; every entry costs some 500 bytes of memory to read."""
ZIP64_LOCATOR = 20
PYTHON_CELLS = {"time", "timeit", "capture", "writefile", "prun", "python", "python3"}
"""Cell magics below which there is Python."""
MAX_DEPTH = 10
MAX_NAME = 100
COMPRESSED = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ": "lzma"}
"""How a compressed file begins, and the module of the library that opens it."""
JUNK = {"__MACOSX", "__pycache__", "tests", "autograder", "node_modules", "site-packages"}
NOT_HANDED_IN = {"conftest.py", "setup.py", "pack.py"}
OTHER_KINDS = {
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"%PDF": "a PDF document",
    b"<!DO": "a web page",
    b"<htm": "a web page",
    b"\x7fELF": "a program",
}


@dataclass(frozen=True)
class Staged:
    """Which file became which module, and what was noticed."""

    found: dict[str, str]
    missing: list[str]


def stage(submission: Path, modules: list[str], folder: Path) -> Staged:
    """Write the modules of ``submission``, and the helpers beside them, to the empty ``folder``.

    ``UnpackError`` where the hand-in cannot be read.
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
        (folder / f"{module}.py").write_bytes(_readable(source))
    return Staged(found, [m for m in modules if m not in found])


def notebook_source(data: bytes) -> bytes:
    """The code cells of a notebook as a module; magics and shell commands become ``pass``."""
    try:
        cells = json.loads(data.decode("utf-8-sig"))["cells"]
        sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnpackError(
            "the notebook is damaged: save it again and hand it in once more"
        ) from None
    cells = [_cell(source) for source in sources]
    return "\n\n".join(cells).encode(errors="replace")


def _cell(source: str) -> str:
    """The Python of a code cell: without magics, shell commands and questions."""
    lines = source.splitlines()
    while lines and not lines[0].strip():
        lines.pop(0)
    if lines and lines[0].lstrip().startswith("%%"):
        if lines[0].split()[0].lstrip("%") not in PYTHON_CELLS:
            return ""  # HTML, a shell script
        lines[0] = ""
    if _parses("\n".join(lines)):
        return "\n".join(lines)  # a % at the start of a line continues the one before
    return "\n".join(_without_magic(line) for line in lines)


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _without_magic(line: str) -> str:
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    if text[:1] in ("%", "!", "?") or text.rstrip().endswith("?"):
        return indent + "pass"
    assigned = re.match(r"([\w, ]+)=\s*[%!]", text)
    return f"{indent}{assigned[1]}= None" if assigned else line


def _readable(source: bytes) -> bytes:
    """UTF-16 as UTF-8: Python reads everything else that editors write."""
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return source.decode("utf-16", errors="replace").encode()
    return source


def _wanted(path: PurePosixPath) -> bool:
    folders = path.parts[:-1]
    return (
        path.suffix in (".py", ".ipynb")
        and len(path.parts) <= MAX_DEPTH
        and all(len(part) <= MAX_NAME and _encodable(part) for part in path.parts)
        and path.name not in NOT_HANDED_IN
        and not any(part in JUNK or part.startswith(".") for part in folders)
        and not path.name.startswith(".")
    )


def _encodable(name: str) -> bool:
    try:
        return bool(name.encode())
    except UnicodeEncodeError:
        return False


def _write_helpers(files: dict[PurePosixPath, bytes], home: PurePosixPath, folder: Path) -> None:
    for path, data in files.items():
        if path.suffix == ".py" and path.is_relative_to(home):
            relative = path.relative_to(home)
            if not all(part.isidentifier() for part in relative.with_suffix("").parts):
                continue  # cannot be imported
            target = folder / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_readable(data))


def _files(submission: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Every wanted file as (path inside the hand-in, bytes); links and strange paths left out."""
    total = count = 0
    for name, data in _guarded(_members(submission), submission.name):
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.search(r"[\x00-\x1f:]", name):
            continue
        count, total = count + 1, total + len(data)
        if count > MAX_FILES or total > MAX_TOTAL:
            raise UnpackError(
                f"the hand-in holds more than {MAX_FILES} files or {MAX_TOTAL // 2**20} MB of code"
            )
        if len(data) <= MAX_FILE:
            yield path, data


def _members(submission: Path) -> Iterator[tuple[str, bytes]]:
    if submission.is_dir():
        yield from _folder(submission)
        return
    size = submission.stat().st_size
    with submission.open("rb") as file:
        head = file.read(512)
    packed = [module for magic, module in COMPRESSED.items() if head.startswith(magic)]
    if size > MAX_ARCHIVE:
        raise UnpackError(f"{submission.name} is larger than {MAX_ARCHIVE // 2**20} MB")
    if head[:2] == b"PK":
        yield from _zip(submission)
    elif packed or head[257:262] == b"ustar":
        yield from _tar(submission, *packed)
    elif submission.suffix in (".py", ".ipynb") and head[:4] not in OTHER_KINDS:
        yield submission.name, submission.read_bytes()[: MAX_FILE + 1]
    else:
        raise UnpackError(_what_it_is(submission, head, size))


def _what_it_is(submission: Path, head: bytes, size: int) -> str:
    kinds = [kind for magic, kind in OTHER_KINDS.items() if head.startswith(magic)]
    if size == 0:
        return f"{submission.name} is empty"
    if kinds:
        return f"{submission.name} is {kinds[0]}: hand in a zip archive or the .py file itself"
    if submission.suffix == ".zip":
        return f"{submission.name} is not a zip archive, or it is damaged"
    return f"{submission.name} is neither .py, .ipynb, a folder nor an archive"


def _guarded(members: Iterator[tuple[str, bytes]], name: str) -> Iterator[tuple[str, bytes]]:
    """``members``; whatever a broken or hostile archive makes the readers raise is one sentence."""
    try:
        yield from members
    except UnpackError:
        raise
    except Exception as error:
        raise UnpackError(f"{name} cannot be unpacked: {error or type(error).__name__}") from None


def _folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        steps = [folder / p for p in [relative, *relative.parents][:-1]]
        if any(p.is_symlink() for p in steps) or not _wanted(PurePosixPath(relative.as_posix())):
            continue
        if path.is_file() and path.stat().st_size <= MAX_FILE:
            yield relative.as_posix(), path.read_bytes()


def _zip(path: Path) -> Iterator[tuple[str, bytes]]:
    _check_directory(path)
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            link = stat.S_ISLNK(info.external_attr >> 16)
            plain = not link and not info.is_dir() and info.file_size <= MAX_FILE
            if plain and _wanted(PurePosixPath(info.filename)):
                with archive.open(info) as member:
                    yield info.filename, member.read(MAX_FILE + 1)


def _check_directory(path: Path) -> None:
    """Refuse a zip whose table of contents is too long to be read into memory."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2**16 - 22 - ZIP64_LOCATOR))
        tail = file.read()
    ends = [m.start() for m in re.finditer(b"PK\x05\x06", tail)]
    sizes = [int.from_bytes(tail[end + 12 : end + 16], "little") for end in ends]
    if b"PK\x06\x07" in tail or any(size > MAX_DIRECTORY for size in sizes):
        raise UnpackError(f"{path.name} holds too many files: hand in your own code alone")


def _tar(path: Path, compression: str = "builtins") -> Iterator[tuple[str, bytes]]:
    with importlib.import_module(compression).open(path, "rb") as packed:
        data = packed.read(MAX_ARCHIVE + 1)
    if len(data) > MAX_ARCHIVE:
        raise UnpackError(f"{path.name} unpacks to more than {MAX_ARCHIVE // 2**20} MB")
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for count, info in enumerate(archive):
            if count > MAX_MEMBERS:
                raise UnpackError(f"{path.name} holds more than {MAX_MEMBERS} files")
            if info.isreg() and info.size <= MAX_FILE and _wanted(PurePosixPath(info.name)):
                member = archive.extractfile(info)
                if member is not None:
                    yield info.name, member.read(MAX_FILE)
