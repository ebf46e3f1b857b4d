"""The zip of a class, as a platform gives it, is unpacked: its members are hostile hand-ins."""

from __future__ import annotations

import contextlib
import errno
import shutil
import stat
import zipfile
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from autograder._files import write_atomic
from autograder.classroom.names import decoded, file_name
from autograder.classroom.sources.source import Paths
from autograder.errors import AssignmentError
from autograder.unpack.archives import MAX_ARCHIVE

MAX_CLASS_MEMBERS = 200_000
MAX_CLASS_BYTES = 20 * 2**30
"""Bytes of all hand-ins of a class."""
DONE = "complete"
UTF8_FLAG = 0x800
"""The flag of a member whose name is in UTF-8."""


def is_zip(path: Path) -> bool:
    """Whether a file is a zip, and called one."""
    return path.suffix.lower() == ".zip" and zipfile.is_zipfile(path)


def zip_paths(path: Path) -> Paths:
    """The parts of the path of each file in a zip; none where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()[:MAX_CLASS_MEMBERS]
            return [_path_parts(info) for info in infos if not info.is_dir() and _path_parts(info)]
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return []


def zip_heads(
    path: Path, wanted: Collection[tuple[str, ...]], most: int
) -> dict[tuple[str, ...], bytes]:
    """The first ``most`` bytes of the ``wanted`` files in a zip, without those that are damaged."""
    found: dict[tuple[str, ...], bytes] = {}
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist()[:MAX_CLASS_MEMBERS]:
            parts = _path_parts(info)
            if parts in wanted and parts not in found:
                with contextlib.suppress(Exception), archive.open(info) as member:  # hostile
                    found[parts] = member.read(most)
    return found


def unpacked(path: Path, folder: Path) -> tuple[tuple[str, str], ...]:
    """Unpack the class at ``path`` into ``folder``, unless it is there; gives what was left out.

    ``AssignmentError`` where it is damaged or too large.
    """
    seal = f"{path.stat().st_size} {path.stat().st_mtime_ns}"
    done = folder.with_name(DONE)
    left: list[tuple[str, str]] = []
    fresh = not (done.is_file() and done.read_text() == seal and folder.is_dir())
    if fresh and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    room = MAX_CLASS_BYTES
    seen: set[Path] = set()
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_CLASS_MEMBERS:
                raise AssignmentError(f"{path}: more than {MAX_CLASS_MEMBERS} files")
            for info in infos:
                parts, why = _path_parts(info), _left_out(info)
                target = folder.joinpath(*map(_on_disk, parts))
                if not why and info.is_dir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                why = why or "is in the archive twice" * (target in seen)
                seen.add(target)
                if fresh and not why:
                    used, why = _write(archive, info, target, room)
                    room -= used
                    if room < 0:
                        raise AssignmentError(
                            f"{path}: unpacks to more than {MAX_CLASS_BYTES} bytes"
                        )
                if why:
                    left.append(("/".join(parts) or info.filename, why))
    except (zipfile.BadZipFile, OSError) as error:
        raise AssignmentError(f"{path}: cannot be unpacked ({error})") from None
    write_atomic(done, seal)
    return tuple(left)


def _write(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, room: int
) -> tuple[int, str]:
    """Write a member, one byte more than a hand-in may have at most: it is told by its size.

    Gives how many bytes, and why it is not whole: that costs its student alone.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    left = most = min(MAX_ARCHIVE, room) + 1
    try:
        with target.open("wb") as file, archive.open(info) as member:
            while left and (data := member.read(min(left, 2**20))):
                file.write(data)
                left -= len(data)
    except Exception as error:  # whatever a hostile member makes the reader raise
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise
        return most - left, f"cannot be unpacked ({error or type(error).__name__})"
    return most - left, ""


def _path_parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    """The parts of a member's path; its name may be in the code page of another computer."""
    name = info.filename
    if not info.flag_bits & UTF8_FLAG and not name.isascii():
        name = decoded(name.encode("cp437"))
    return PurePosixPath(name.replace("\\", "/")).parts


def _left_out(info: zipfile.ZipInfo) -> str:
    """Why a member is not unpacked; empty where it is."""
    parts = _path_parts(info)
    if not parts or parts[0] == "/" or ".." in parts or parts[0].endswith(":"):
        return "its path leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link, and links are not followed"
    return ""


def _on_disk(part: str) -> str:
    """A name that the file system takes: as it is where it can be."""
    ok = len(part.encode(errors="surrogatepass")) < 250 and not set(part) & set("\0")
    return part if ok and part.isprintable() else file_name(part)
