"""What a child gives up before it imports the hand-in: every protection that this machine has.

Executed outside the package, in the sandbox; knows nothing secret.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import resource
import signal
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from . import landlock, namespaces, seccomp
from .order import Order

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_SET_NO_NEW_PRIVS = 1, 8, 38
CAPABILITY_VERSION, CAP_DAC_READ_SEARCH = 0x20080522, 2
SYSTEM = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/dev/urandom")
DEVICES = ("/dev/null", "/dev/zero")
MAX_OPEN_FILES = 64

_libc = ctypes.CDLL(None, use_errno=True)


class Protection:
    """One thing that a child gives up; the object is made in the zygote, children inherit it."""

    name: str
    """what the results call it"""
    keeper: int | None = None
    """the pid of the process of the zygote's that inherits the children's orphans, if not itself"""

    def available(self) -> bool:
        """Whether this machine has it."""
        return True

    def needs(self) -> tuple[str, ...]:
        """The names of protections without which this one would do harm here."""
        return ()

    def prepare(self) -> bool:
        """Do in the zygote what is done once for all children; False where it is refused."""
        return True

    def put_on(self, order: Order) -> bool:
        """Put it on this process for good; False where the kernel refuses."""
        raise NotImplementedError


class OwnProcess(Protection):
    """A session of its own, and the first process to go where the machine's memory runs out."""

    name = "process"

    def put_on(self, order: Order) -> bool:
        """Begin a session, volunteer to be ended."""
        os.setsid()
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")  # rather this one than the grader
        return True


class OwnNamespaces(Protection):
    """A root with Python, the hand-in and temporary folders; no other process, and no network."""

    name = "namespaces"

    def available(self) -> bool:
        """Where the kernel has them; whether it allows them is found out by ``prepare``."""
        return namespaces.possible()

    def prepare(self) -> bool:
        """Enter them, and lay out the children's root."""
        self.keeper = namespaces.enter()
        if self.keeper is None:
            return False
        return namespaces.lay_out_root([*interpreter_folders(), *SYSTEM], DEVICES)

    def put_on(self, order: Order) -> bool:
        """Change the root."""
        done = namespaces.make_root(order.directory, order.scratch)
        if os.geteuid() != 0:  # whom a namespace of users gave all of them
            _capabilities(0)
        return done


class OwnUser(Protection):
    """A user that owns nothing and runs nothing else."""

    name = "uid"

    def __init__(self) -> None:
        self._reachable = _interpreter_reachable()

    def available(self) -> bool:
        """Root alone can become somebody else."""
        return os.geteuid() == 0

    def needs(self) -> tuple[str, ...]:
        """Landlock, where the interpreter lies below a folder that is closed to other users."""
        return () if self._reachable else ("landlock",)

    def put_on(self, order: Order) -> bool:
        """Become the order's user."""
        if order.user is None or order.group is None:
            return False
        try:
            if not self._reachable:
                _prctl(PR_SET_KEEPCAPS, 1)
            os.setgroups([order.group])
            os.setresgid(order.user, order.user, order.user)
            os.setresuid(order.user, order.user, order.user)
        except OSError:
            return False
        if not self._reachable:  # reading stays allowed, and Landlock says what
            _capabilities(1 << CAP_DAC_READ_SEARCH)
        return True


class NoNewPrivileges(Protection):
    """No program gives it a right that it does not have."""

    name = "no_new_privs"

    def put_on(self, order: Order) -> bool:
        """Set the flag, which stays."""
        return _prctl(PR_SET_NO_NEW_PRIVS, 1)


class ResourceLimits(Protection):
    """Memory, processor time, files, processes; and no life after the zygote's."""

    name = "rlimits"

    def __init__(self) -> None:
        self._memory = _address_space()

    def put_on(self, order: Order) -> bool:
        """Set what the order says; what the machine does not know is left out."""
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        _limit(resource.RLIMIT_AS, self._memory + int(order.memory_mb * 2**20))
        _limit(resource.RLIMIT_CPU, int(order.import_seconds + order.total_seconds) + 1)
        _limit(resource.RLIMIT_FSIZE, int(order.file_mb) * 2**20)
        _limit(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)
        _limit(resource.RLIMIT_CORE, 0)
        if order.user == os.geteuid():  # counted by user: of one with other processes it were wrong
            _limit(resource.RLIMIT_NPROC, 0)
        return True


class Landlock(Protection):
    """No file but Python's, the hand-in's and those in the scratch folder."""

    name = "landlock"

    def __init__(self) -> None:
        self._version = landlock.version()
        self._interpreter, self._reachable = interpreter_folders(), _interpreter_reachable()

    def available(self) -> bool:
        """Kernels from 5.13 on may have it."""
        return self._version > 0

    def put_on(self, order: Order) -> bool:
        """Give up the rest; ``OSError`` where a refusal would leave everything readable."""
        readable = [*self._interpreter, *SYSTEM, order.directory]
        own = [] if Path("/proc").exists() else namespaces.TEMPORARY  # nobody else's
        if landlock.restrict(self._version, readable, [*DEVICES, order.scratch, *own]):
            return True
        if not self._reachable:
            raise OSError("Landlock was refused, and the hand-in could read everything")
        return False


class Seccomp(Protection):
    """No system call that a hand-in has no business with."""

    name = "seccomp"

    def __init__(self) -> None:
        self._filter = seccomp.program()

    def available(self) -> bool:
        """Where the numbers of the machine's system calls are known."""
        return self._filter is not None

    def put_on(self, order: Order) -> bool:
        """Install the filter."""
        return self._filter is not None and seccomp.install(self._filter)


# The order matters. The process comes first: once the user has changed, /proc/self belongs to root
# and the score for the lack of memory cannot be written, and in its own root there is no /proc. The
# root is changed with the rights that are given up then. The user comes before the limits, which
# count processes for a user that has no others, and before the signal at the zygote's death, which
# a change of user takes back. Without no_new_privs the kernel refuses Landlock and seccomp to an
# ordinary user. seccomp is the last: it forbids some of what the others do (prctl, for one).
PROTECTIONS: tuple[type[Protection], ...] = (
    OwnProcess,
    OwnNamespaces,
    OwnUser,
    NoNewPrivileges,
    ResourceLimits,
    Landlock,
    Seccomp,
)


class Confinement:
    """The protections that can be had here; prepared once in the zygote, put on by each child."""

    def __init__(self, without: Iterable[str] = ()) -> None:
        left_out = set(without)
        kinds = [kind for kind in PROTECTIONS if kind.name not in left_out]
        here = [protection for protection in (kind() for kind in kinds) if protection.available()]
        names = {protection.name for protection in here}
        self.keeper: int | None = None
        """the process that inherits the children's orphans, where it is not this one"""
        self._here = [protection for protection in here if names.issuperset(protection.needs())]

    def prepare(self) -> None:
        """Do what is done once, in the zygote: it changes this process."""
        tried, self._here = self._here, []
        for protection in tried:
            if protection.prepare():
                self._here.append(protection)
            self.keeper = protection.keeper or self.keeper  # in force or not, it has the orphans

    @property
    def names(self) -> list[str]:
        """The names of the protections, in the order in which they are put on."""
        return [protection.name for protection in self._here]

    @property
    def leaves_files(self) -> bool:
        """Whether a hand-in may write outside of its scratch folder, as a user of its own."""
        return "uid" in self.names and not {"landlock", "namespaces"} & {*self.names}

    def put_on(self, order: Order, sock: int) -> list[str]:
        """Confine this process to ``order``; returns the names of the protections now in force."""
        _keep_only(sock)
        in_force = [protection.name for protection in self._here if protection.put_on(order)]
        os.chdir(order.scratch)  # as the user whose folder it is
        os.environ.update(HOME=order.scratch, TMPDIR=order.scratch)
        return in_force


def _keep_only(sock: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for fd in range(3):
        os.dup2(null, fd)
    os.closerange(3, sock)
    os.closerange(sock + 1, 4096)


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


@functools.cache
def _interpreter_reachable() -> bool:
    return reachable_by_others(interpreter_folders())
