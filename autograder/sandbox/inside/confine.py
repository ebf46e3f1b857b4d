"""What a child gives up before it imports the hand-in: every layer that this machine has.

Executed outside the package, in the sandbox; knows nothing secret.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import struct
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_SET_NO_NEW_PRIVS = 1, 8, 38
CAPABILITY_VERSION, CAP_DAC_READ_SEARCH = 0x20080522, 2
SYSTEM = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/dev/urandom")
DEVICES = ("/dev/null", "/dev/zero")
MAX_OPEN_FILES = 64

_libc = ctypes.CDLL(None, use_errno=True)


class Confinement:
    """The layers that can be had here; made once in the zygote, put on by each child."""

    def __init__(self, seccomp: Any, landlock: Any, without: Iterable[str] = ()) -> None:
        self._seccomp, self._landlock = seccomp, landlock
        self._filter = None if "seccomp" in without else seccomp.program()
        self._abi = 0 if "landlock" in without else landlock.version()
        self._drops = os.geteuid() == 0 and "uid" not in without
        self._memory = _address_space()
        self._interpreter = interpreter_folders()
        self._reachable = reachable_by_others(self._interpreter)

    @property
    def leaves_files(self) -> bool:
        """Whether a hand-in may write outside of its scratch folder, as a user of its own."""
        return self._drops and not self._abi

    def put_on(self, order: dict[str, Any], sock: int) -> list[str]:
        """Confine this process to ``order``; returns the names of the layers now in force."""
        os.setsid()
        _keep_only(sock)
        memory = self._memory + order["limits"]["memory_mb"] * 2**20
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")  # rather this one than the grader
        layers = ["process"]
        if self._drops and (self._reachable or self._abi) and self._drop(order):
            layers.append("uid")
        if _prctl(PR_SET_NO_NEW_PRIVS, 1):
            layers.append("no_new_privs")
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        _limit_resources(order["limits"], memory, forks="uid" not in layers)
        layers.append("rlimits")
        os.chdir(order["scratch"])
        os.environ.update(HOME=order["scratch"], TMPDIR=order["scratch"])
        if self._abi:
            readable = [*self._interpreter, *SYSTEM, order["directory"]]
            if self._landlock.restrict(self._abi, readable, [*DEVICES, order["scratch"]]):
                layers.append("landlock")
            elif not self._reachable:
                raise OSError("Landlock was refused, and the hand-in could read everything")
        if self._filter is not None and self._seccomp.install(self._filter):
            layers.append("seccomp")
        return layers

    def _drop(self, order: dict[str, Any]) -> bool:
        """Become a user that owns nothing and runs nothing else."""
        user, group = order["user"], order["group"]
        try:
            if not self._reachable:
                _prctl(PR_SET_KEEPCAPS, 1)
            os.setgroups([group])
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
        except OSError:
            return False
        if not self._reachable:
            # The interpreter lies below a folder of root's: reading stays allowed, and Landlock,
            # without which this is not done, says what.
            _capabilities(1 << CAP_DAC_READ_SEARCH)
        return True


def _keep_only(sock: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for fd in range(3):
        os.dup2(null, fd)
    os.closerange(3, sock)
    os.closerange(sock + 1, 4096)


def _limit_resources(limits: dict[str, Any], memory: int, *, forks: bool) -> None:
    seconds = int(limits["import_seconds"] + limits["total_seconds"]) + 1
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_FSIZE, int(limits["file_mb"]) * 2**20)
    _limit(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)
    _limit(resource.RLIMIT_CORE, 0)
    if not forks:  # counted by user: of one that runs other processes too it would be wrong
        _limit(resource.RLIMIT_NPROC, 0)


def _limit(what: int, value: int) -> None:
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (value, value))


def _address_space() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 2**32


def _prctl(option: int, value: int) -> bool:
    try:
        return bool(_libc.prctl(option, value, 0, 0, 0) == 0)
    except AttributeError:
        return False


def _capabilities(mask: int) -> None:
    header = struct.pack("=Ii", CAPABILITY_VERSION, 0)
    data = struct.pack("=6I", mask, mask, 0, 0, 0, 0)
    _libc.capset(header, data)


def interpreter_folders() -> list[str]:
    """Where Python, its library and NumPy lie."""
    numpy = sys.modules["numpy"].__file__ or ""
    found = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    return sorted({*found, str(Path(numpy).parents[1])})


def reachable_by_others(folders: Iterable[str]) -> bool:
    """Whether another user may enter all of ``folders``."""
    return all(
        p.stat().st_mode & 0o001
        for folder in folders
        for p in (Path(folder), *Path(folder).parents)
    )
