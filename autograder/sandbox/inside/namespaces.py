"""Namespaces: files, processes, the network and IPC as if the hand-in were alone on the machine.

The zygote enters namespaces of its own once and lays out a root that has Python and the hand-ins'
mount points; each child makes it its own root, with its hand-in, its scratch folder and temporary
folders. See namespaces(7). Executed outside the package, in the sandbox; standard library only.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import signal
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

NEW_MOUNTS, NEW_IPC, NEW_USER, NEW_PROCESSES, NEW_NETWORK = (
    *(0x00020000, 0x08000000, 0x10000000),
    *(0x20000000, 0x40000000),
)
NO_SUID, NO_DEVICES, BIND, RECURSIVE, PRIVATE, DETACH = 2, 4, 1 << 12, 1 << 14, 1 << 18, 2
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
MOUNT_SETATTR, HERE, WITH_SUBMOUNTS, KEPT_AS_IT_IS = 442, -100, 0x8000, 1
NEEDED_CALLS = (MOUNT_SETATTR,)
"""System calls without which there is no private root here: Linux has it since 5.12."""
LAID_OUT_AT = "/sys"
"""A folder that every Linux has and the zygote does not need: the new root is laid out over it."""
TEMPORARY = ("/tmp", "/dev/shm")
TEMPORARY_SIZE = "size=4m,nr_inodes=1k,mode=1777"
END_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""

_libc = ctypes.CDLL(None, use_errno=True)


def possible() -> bool:
    """Whether this kernel has all that is needed; whether it allows it is found by ``enter``."""
    if platform.machine() not in PIVOT_ROOT:
        return False
    with contextlib.suppress(AttributeError):
        done = _libc.syscall(MOUNT_SETATTR, HERE, b"", 0, None, ctypes.c_size_t(0))
        return bool(done < 0 and ctypes.get_errno() != errno.ENOSYS)
    return False


def enter() -> int | None:
    """Let this process' children live in namespaces of their own, which cannot be undone.

    Returns the pid of the process that keeps the namespace of processes alive and inherits orphans
    in it; None where the machine does not allow it.
    """
    user, group = os.geteuid(), os.getegid()
    kinds = NEW_MOUNTS | NEW_IPC | NEW_PROCESSES | NEW_NETWORK
    if _libc.unshare(kinds if user == 0 else kinds | NEW_USER) != 0:
        return None
    with contextlib.suppress(OSError):  # without it no root can be laid out
        if user != 0:
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return _keeper()


def lay_out_root(readable: Iterable[str], devices: Iterable[str]) -> bool:
    """Lay out the children's root; False where the machine does not allow it."""
    try:
        _mount(None, "/", PRIVATE | RECURSIVE)
        _lay_out(sorted({*readable}), devices)
    except OSError:
        return False
    return True


def _keeper() -> int:
    """The first process of the new namespace: all others end with it, and it with this one.

    It reads from a pipe whose other end this process alone holds, and which ends with it. The
    signal at a parent's death would not do: where this process ends before the new one has asked
    for it, as on a machine that is busy, nobody sends it.
    """
    ours, _ = os.pipe()  # the other end stays open; children close all that they do not need
    pid = os.fork()
    if pid == 0:
        _libc.prctl(END_WITH_PARENT, signal.SIGKILL, 0, 0, 0)  # at once, where it can be had
        os.dup2(ours, 0)
        os.closerange(1, 4096)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # it need not reap its orphans
        with contextlib.suppress(OSError):
            os.read(0, 1)
        os._exit(0)
    os.close(ours)
    return pid


@contextlib.contextmanager
def _open_to_all() -> Iterator[None]:
    """What is made in the block can be entered by every user, whatever the grader's umask is."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


@_open_to_all()
def _lay_out(readable: list[str], devices: Iterable[str]) -> None:
    _mount("tmpfs", LAID_OUT_AT, NO_SUID | NO_DEVICES, "size=4m,mode=755")
    bound: list[Path] = []
    for path in map(Path, readable):
        if not path.exists() or any(path.is_relative_to(folder) for folder in bound):
            continue
        if path.is_symlink():  # as /lib is to usr/lib
            Path(f"{LAID_OUT_AT}{path}").symlink_to(path.readlink())
            continue
        _bind(str(path))
        bound.append(path)
    _read_only(LAID_OUT_AT, WITH_SUBMOUNTS)
    _writable_above(LAID_OUT_AT)
    for device in devices:
        _bind(device)
    for folder in TEMPORARY:
        Path(f"{LAID_OUT_AT}{folder}").mkdir(parents=True, exist_ok=True)


@_open_to_all()
def make_root(readable: str, writable: str) -> bool:
    """Let this process see the root that was laid out, with the two folders in it, and no other."""
    try:
        if _libc.unshare(NEW_MOUNTS) != 0:
            return False
        for folder in TEMPORARY:
            if any(Path(f"{LAID_OUT_AT}{folder}").iterdir()):  # Python lies below it
                continue
            _mount("tmpfs", f"{LAID_OUT_AT}{folder}", NO_SUID | NO_DEVICES, TEMPORARY_SIZE)
        _bind(readable)
        _read_only(f"{LAID_OUT_AT}{readable}", WITH_SUBMOUNTS)
        _bind(writable)
        _read_only(LAID_OUT_AT, 0)
        os.chdir(LAID_OUT_AT)
        _done(_libc.syscall(PIVOT_ROOT[platform.machine()], b".", b"."))
        _done(_libc.umount2(b".", DETACH))
        os.chdir("/")
    except OSError:
        return False
    return True


def _bind(path: str) -> None:
    target = Path(f"{LAID_OUT_AT}{path}")
    if Path(path).is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    _mount(path, str(target), BIND | RECURSIVE)


def _mount(source: str | None, target: str, flags: int, options: str | None = None) -> None:
    kind = source.encode() if source == "tmpfs" else None
    place = source.encode() if source else None
    data = options.encode() if options else None
    _done(_libc.mount(place, target.encode(), kind, ctypes.c_ulong(flags), data))


def _read_only(target: str, depth: int) -> None:
    _set_attributes(target, depth, KEPT_AS_IT_IS, 0)


def _writable_above(target: str) -> None:
    _set_attributes(target, 0, 0, KEPT_AS_IT_IS)


def _set_attributes(target: str, depth: int, added: int, taken: int) -> None:
    wanted = struct.pack("=QQQQ", added, taken, 0, 0)
    size = ctypes.c_size_t(len(wanted))
    _done(_libc.syscall(MOUNT_SETATTR, HERE, target.encode(), depth, wanted, size))


def _done(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
