"""The files of a hand-in, whatever it is packed in: hostile, so bounded in size, number and names.

Standard library only: students get it too.
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import IO, Any

from autograder.errors import UnpackError
from autograder.language import gettext, marked
from autograder.unpack.notebooks import code_alone
from autograder.unpack.tars import MAX_PACKED_WELL, MAX_UNPACKED, Bounded, bounded_headers

MAX_FILE = 2 * 2**20
"""Bytes of a Python file."""
MAX_NOTEBOOK = 6 * 2**20
"""Bytes of a notebook: it carries its pictures, of which nothing is kept."""
MAX_FILES = 500
MAX_TOTAL = 20 * 2**20
"""Files of a hand-in, and the bytes of all of them."""
MAX_ARCHIVE = 200 * 2**20
"""Bytes of an archive: data files may lie in it."""
MAX_MEMBERS = 10_000
"""Members of an archive, read or not."""
MAX_BELOW = 100_000
"""Files in a folder, read or not: a repository may hold the pictures of a data set."""
MAX_DIRECTORY = 2**20
"""Bytes of a zip's table of contents; every entry costs some 500 bytes of memory to read."""
ZIP64_LOCATOR = 20
"""Bytes of the record before a zip's end where the archive is a large one (zip64)."""
MAX_PARTS = 10
MAX_NAME = 100
"""Names in a member's path, and characters in each."""
NESTED = 2
"""How many archives may lie in one another."""
MAX_LISTED = 200
"""Names of other files that are kept."""
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
COMPRESSED = re.compile(rb"(?P<gzip>\x1f\x8b\x08)|(?P<bz2>BZh[1-9]1AY&SY)|(?P<lzma>\xfd7zXZ\x00)")
"""How a compressed file begins, and the module of the library that opens it."""
TOO_MUCH = marked("it holds too much beside the code: clear its outputs")
"""What is said of a notebook that is not read."""
SOURCES = (".py", ".ipynb")
ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz")
JUNK = {"__MACOSX", "__pycache__", "tests", "autograder", "node_modules", "site-packages"}
NOT_HANDED_IN = {"conftest.py", "setup.py", "pack.py", "check.py"}
OTHER_KINDS = {
    b"Rar!": marked("a RAR archive"),
    b"7z\xbc\xaf": marked("a 7-Zip archive"),
    b"%PDF": marked("a PDF document"),
    b"<!DO": marked("a web page"),
    b"<htm": marked("a web page"),
    b"\x7fELF": marked("a program"),
}
SPECIAL = {
    stat.S_IFIFO: marked("a named pipe"),
    stat.S_IFSOCK: marked("a socket"),
    stat.S_IFCHR: marked("a device"),
    stat.S_IFBLK: marked("a device"),
    stat.S_IFLNK: marked("a link, and links are not followed"),
}


Enough = Callable[[Mapping[PurePosixPath, bytes]], bool]
"""whether files hold an answer, so that an archive beside them need not be opened"""


@dataclass
class Contents:
    """What lies in a hand-in: the files that may be graded, and the names of all others."""

    files: dict[PurePosixPath, bytes] = field(default_factory=dict)
    """sources and notebooks by their path inside the hand-in"""
    others: list[str] = field(default_factory=list)
    total: int = 0
    """bytes of code that were read; of a notebook, which is mostly pictures and of which the code
    alone is kept, no more than a file may have"""
    commas: int = 0
    """those in its notebooks"""

    def see(self, name: str, size: int, read: Callable[[int], bytes]) -> None:
        """Take in a file that may be graded, or note its name."""
        name = _as_text(name)
        path = PurePosixPath(name.replace("\\", "/"))
        suffix = path.suffix.lower()
        limit = MAX_NOTEBOOK if suffix == ".ipynb" else MAX_FILE
        if not _is_plain(path, name):
            return
        data = b""
        if suffix in SOURCES and path.name not in NOT_HANDED_IN and size <= limit:
            data = read(limit + 1)
        elif suffix not in SOURCES or size <= limit:
            self.mention(str(path))
            return
        if max(size, len(data)) > limit:
            larger = gettext("larger than {most} MB", most=limit // 2**20)
            self.mention(f"{path} ({larger})")
            return
        self.total += min(len(data), MAX_FILE)
        code: bytes | None = data
        if suffix == ".ipynb":
            self.commas += data.count(b",")
            code = code_alone(data, self.commas)
        if code is None:
            self.mention(f"{path} ({gettext(TOO_MUCH)})")
            return
        self.files[path] = code
        if len(self.files) > MAX_FILES or self.total > MAX_TOTAL:
            raise UnpackError(
                gettext(
                    "the hand-in holds more than {files} files or {most} MB of code",
                    files=MAX_FILES,
                    most=MAX_TOTAL // 2**20,
                )
            )

    def mention(self, name: str) -> None:
        """Note the name of a file that is not of use."""
        if len(self.others) < MAX_LISTED:
            self.others.append(name)

    def include(self, name: str, inner: Contents) -> None:
        """Take in what lies in an archive inside this one."""
        self.files |= {PurePosixPath(name) / path: data for path, data in inner.files.items()}
        self.others += [f"{name}/{other}" for other in inner.others]


def read_contents(submission: Path, enough: Enough = bool, nested: int = NESTED) -> Contents:
    """What lies in ``submission``, a folder or a file; where that is not ``enough`` and there is
    one archive in it, what lies in that too.

    ``UnpackError`` where it cannot be read, in words for the student.
    """
    kind = special_kind(submission)
    if kind:
        raise UnpackError(gettext("{name} is {kind}", name=submission.name, kind=kind))
    if submission.is_dir():
        return _guarded(lambda: _folder(submission, enough, nested), submission.name)
    size = submission.stat().st_size
    with submission.open("rb") as file:
        head = file.read(512)
    if head.startswith(ZIP) or COMPRESSED.match(head) or head[257:262] == b"ustar":
        with submission.open("rb") as file:
            return _archive(file, submission.name, size, enough, nested)
    if submission.suffix.lower() in SOURCES and not head.startswith(tuple(OTHER_KINDS)):
        return _one_file(submission, size)
    raise UnpackError(_what_it_is(submission, head, size))


def larger_than(name: str, most: int) -> str:
    """What is said of a file of more than ``most`` bytes."""
    return gettext("{name} is larger than {most} MB", name=name, most=most // 2**20)


def more_files_than(name: str, most: int) -> str:
    """What is said of a folder or an archive with more than ``most`` files."""
    return gettext("{name} holds more than {most} files", name=name, most=most)


def _one_file(submission: Path, size: int) -> Contents:
    limit = MAX_NOTEBOOK if submission.suffix.lower() == ".ipynb" else MAX_FILE
    if size > limit:
        raise UnpackError(larger_than(submission.name, limit))
    data = submission.read_bytes()
    notebook = submission.suffix.lower() == ".ipynb"
    code = code_alone(data, data.count(b",")) if notebook else data
    if code is None:
        raise UnpackError(f"{submission.name}: {gettext(TOO_MUCH)}")
    return Contents({PurePosixPath(submission.name): code})


def special_kind(path: Path) -> str:
    """What is at ``path`` where it is neither a file nor a folder; empty where it is."""
    kind = SPECIAL.get(stat.S_IFMT(path.lstat().st_mode))
    return gettext(kind) if kind is not None else ""


def _is_plain(path: PurePosixPath, name: str) -> bool:
    """Whether a path leads nowhere else and can be written; what computers add is left out."""
    folders = path.parts[:-1]
    return not (
        path.is_absolute()
        or ".." in path.parts
        or re.search(r"[\x00-\x1f:]", name)
        or len(path.parts) > MAX_PARTS
        or any(len(part) > MAX_NAME or not _encodable(part) for part in path.parts)
        or any(map(_is_left_out, folders))
        or path.name.startswith(".")
    )


def _is_left_out(folder: str) -> bool:
    return folder in JUNK or folder.startswith(".")


def _as_text(name: str) -> str:
    """A file's name with its bytes that are no UTF-8 escaped, as a GBK zip unpacked leaves them."""
    return "".join(f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c for c in name)


def _encodable(name: str) -> bool:
    try:
        return bool(name.encode())
    except UnicodeEncodeError:
        return False


def _what_it_is(submission: Path, head: bytes, size: int) -> str:
    kinds = [kind for magic, kind in OTHER_KINDS.items() if head.startswith(magic)]
    if size == 0:
        return gettext("{name} is empty", name=submission.name)
    if kinds:
        return gettext(
            "{name} is {kind}: hand in a zip archive or the .py file itself",
            name=submission.name,
            kind=gettext(kinds[0]),
        )
    if submission.suffix.lower() == ".zip":
        return gettext("{name} is not a zip archive, or it is damaged", name=submission.name)
    return gettext("{name} is neither .py, .ipynb, a folder nor an archive", name=submission.name)


def _guarded(read: Callable[[], Contents], name: str) -> Contents:
    """``read()``; whatever a broken or hostile archive makes the readers raise is one sentence."""
    try:
        return read()
    except UnpackError:
        raise
    except Exception as error:
        why = str(error) or type(error).__name__
        raise UnpackError(
            gettext("{name} cannot be unpacked: {error}", name=name, error=why)
        ) from None


def _folder(folder: Path, enough: Enough, nested: int) -> Contents:
    contents = Contents()
    archives = []
    for path in sorted(_files_below(folder)):
        name = path.relative_to(folder).as_posix()
        if kind := special_kind(path):
            kind = gettext("a link") if path.is_symlink() else kind
            contents.mention(f"{_as_text(name)} ({kind})")
            continue
        if is_archive(name):
            archives.append(path)
        contents.see(name, path.stat().st_size, partial(_start_of, path))
    if len(archives) == 1 and nested and not enough(contents.files):
        name = _as_text(archives[0].relative_to(folder).as_posix())
        contents.include(name, read_contents(archives[0], enough, nested - 1))
    return contents


def _files_below(folder: Path) -> list[Path]:
    """Everything in ``folder`` but folders and what lies in those that are left out."""
    found: list[Path] = []
    for home, folders, files in os.walk(folder):
        inside = len(Path(home).relative_to(folder).parts) + 1 < MAX_PARTS
        folders[:] = [name for name in folders if inside and not _is_left_out(name)]
        links = [name for name in folders if Path(home, name).is_symlink()]  # not followed
        found += (Path(home, name) for name in chain(files, links))
        if len(found) > MAX_BELOW:
            raise UnpackError(more_files_than(folder.name, MAX_BELOW))
    return found


def _start_of(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit)


def is_archive(name: str) -> bool:
    """Whether a file is called as an archive is, and lies where a student's files do."""
    name = _as_text(name)
    path = PurePosixPath(name)
    return path.suffix.lower() in ARCHIVES and _is_plain(path, name)


def _archive(file: IO[bytes], name: str, size: int, enough: Enough, nested: int) -> Contents:
    if size > MAX_ARCHIVE:
        raise UnpackError(larger_than(name, MAX_ARCHIVE))
    head = file.read(512)
    file.seek(0)
    if head.startswith(ZIP):
        return _guarded(lambda: _zip(file, name, size, enough, nested), name)
    return _guarded(lambda: _tar(file, name, COMPRESSED.match(head)), name)


def _zip(file: IO[bytes], name: str, size: int, enough: Enough, nested: int) -> Contents:
    _check_directory(file, name, size)
    contents = Contents()
    with zipfile.ZipFile(file) as archive:
        members = [
            info
            for info in archive.infolist()
            if not stat.S_ISLNK(info.external_attr >> 16) and not info.is_dir()
        ]
        for info in members:
            contents.see(info.filename, info.file_size, partial(_member, archive, info))
        archives = [info for info in members if is_archive(info.filename)]
        if len(archives) == 1 and nested and not enough(contents.files):
            contents.include(archives[0].filename, _inner(archive, archives[0], enough, nested))
    return contents


def _inner(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, enough: Enough, nested: int
) -> Contents:
    """What lies in an archive inside a zip; unpacked to the disk, which has more room than memory.

    It is read no further than it may be large.
    """
    name = PurePosixPath(info.filename).name
    quick = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    most = MAX_ARCHIVE if quick else MAX_PACKED_WELL
    if info.file_size > most:
        raise UnpackError(larger_than(name, most))
    with archive.open(info) as member, tempfile.TemporaryFile() as file:
        shutil.copyfileobj(member, file)
        size = file.tell()
        file.seek(0)
        return _archive(file, name, size, enough, nested - 1)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    with archive.open(info) as member:
        return member.read(limit)


def _check_directory(file: IO[bytes], name: str, size: int) -> None:
    """Refuse a zip whose table of contents is too long to be read into memory."""
    file.seek(max(0, size - 2**16 - 22 - ZIP64_LOCATOR))
    tail = file.read()
    file.seek(0)
    ends = [m.start() for m in re.finditer(b"PK\x05\x06", tail)]
    sizes = [int.from_bytes(tail[end + 12 : end + 16], "little") for end in ends]
    if b"PK\x06\x07" in tail or any(size > MAX_DIRECTORY for size in sizes):
        raise UnpackError(
            gettext("{name} holds too many files: hand in your own code alone", name=name)
        )


def _tar(file: IO[bytes], name: str, compressed: re.Match[bytes] | None) -> Contents:
    contents = Contents()
    stream: Any = file
    kind = str(compressed.lastgroup) if compressed is not None else ""
    if kind:
        stream = importlib.import_module(kind).open(file)
    most = MAX_PACKED_WELL if kind in ("bz2", "lzma") else MAX_UNPACKED
    bounded: Any = Bounded(stream, name, most)
    with tarfile.open(fileobj=bounded, mode="r|", tarinfo=bounded_headers(name)) as archive:
        for count, info in enumerate(archive):
            if count > MAX_MEMBERS:
                raise UnpackError(more_files_than(name, MAX_MEMBERS))
            member = archive.extractfile(info) if info.isreg() else None
            if member is not None:
                contents.see(info.name, info.size, member.read)
    return contents
