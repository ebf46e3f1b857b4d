"""A seccomp filter: what a hand-in's process may not ask of the kernel.

Classic BPF as in seccomp(2), built by hand: 8 bytes an instruction, no library needed. Everything
that is not listed is allowed; what is listed fails with EPERM. Executed outside the package, in
the sandbox; standard library only.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Iterable

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
KILL_PROCESS, ERRNO, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
DENIED = ERRNO | errno.EPERM
NUMBER, ARCH, ARGUMENT = 0, 4, (16, 24)
"""Offsets in ``struct seccomp_data``; of the arguments the lower halves, little-endian."""

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
FIRST_X32 = 0x40000000
LEAF = 3
"""Numbers compared one by one at a leaf of the search tree."""

X86_64, AARCH64 = range(2)
FORBIDDEN = {
    # a network, and other processes' sockets
    "socket": (41, 198),
    "connect": (42, 203),
    "accept": (43, 202),
    "sendmsg": (46, 211),
    "recvmsg": (47, 212),
    "bind": (49, 200),
    "listen": (50, 201),
    "socketpair": (53, 199),
    "accept4": (288, 242),
    "recvmmsg": (299, 243),
    "sendmmsg": (307, 269),
    # other processes and threads: starting, signalling, reading, steering them
    "clone": (56, 220),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    # memory and messages that outlive the process
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "flock": (73, 32),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "semtimedop": (220, 192),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # files of others that no other protection covers: modes, owners, times, attributes, contents
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "truncate": (76, 45),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    # the machine, and wide surfaces of the kernel
    "chroot": (161, 51),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mknod": (133, None),
    "mknodat": (259, 33),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "personality": (135, 92),
    "syslog": (103, 116),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "seccomp": (317, 277),
    "io_setup": (206, 0),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
}
CLONE3 = 435
"""Answered with ENOSYS, so that the C library falls back to clone."""

PRCTL, FCNTL, PRLIMIT64, IOCTL = (157, 167), (72, 25), (302, 261), (16, 29)
PRCTL_FORBIDDEN = (1, 4)
"""PR_SET_PDEATHSIG, PR_SET_DUMPABLE"""
FCNTL_FORBIDDEN = (8, 10, 15, 6, 7, 37, 38)
"""F_SETOWN, F_SETSIG, F_SETOWN_EX: signals to other processes by way of a file; and locks"""
IOCTL_FORBIDDEN = (0x8901, 0x8902, 0x5452)
"""FIOSETOWN, SIOCSPGRP, FIOASYNC: the same signals once more"""


def program(machine: str | None = None) -> bytes | None:
    """The filter for ``machine`` (this one by default); None where its numbers are not known."""
    machine = machine or platform.machine()
    if machine not in AUDIT_ARCH:
        return None
    column = X86_64 if machine == "x86_64" else AARCH64
    code = [_step(LOAD, ARCH), _step(EQUAL, AUDIT_ARCH[machine], 1, 0), _step(RETURN, KILL_PROCESS)]
    code.append(_step(LOAD, NUMBER))
    if column == X86_64:
        code += [_step(AT_LEAST, FIRST_X32, 0, 1), _step(RETURN, DENIED)]
    numbers = sorted(n for pair in FORBIDDEN.values() if (n := pair[column]) is not None)
    code += [_step(EQUAL, CLONE3, 0, 1), _step(RETURN, ERRNO | errno.ENOSYS)]
    code += _where(PRCTL[column], 0, PRCTL_FORBIDDEN, DENIED, ALLOW)
    code += _where(FCNTL[column], 1, FCNTL_FORBIDDEN, DENIED, ALLOW)
    code += _where(IOCTL[column], 1, IOCTL_FORBIDDEN, DENIED, ALLOW)
    code += _where(PRLIMIT64[column], 0, (0,), ALLOW, DENIED)
    return b"".join([*code, *_all_but(numbers)])


def _all_but(numbers: list[int]) -> list[bytes]:
    """Deny the sorted ``numbers``, allow the rest: a search tree, since the kernel tries the whole
    filter on every number there is when it is installed.
    """
    if len(numbers) <= LEAF:
        tests = [s for n in numbers for s in (_step(EQUAL, n, 0, 1), _step(RETURN, DENIED))]
        return [*tests, _step(RETURN, ALLOW)]
    middle = len(numbers) // 2
    below = _all_but(numbers[:middle])
    return [_step(AT_LEAST, numbers[middle], len(below), 0), *below, *_all_but(numbers[middle:])]


def absent(numbers: Iterable[int]) -> bytes:
    """A filter under which the kernel seems not to have the system calls ``numbers``."""
    tests = [(_step(EQUAL, n, 0, 1), _step(RETURN, ERRNO | errno.ENOSYS)) for n in numbers]
    steps = [step for pair in tests for step in pair]
    return b"".join([_step(LOAD, NUMBER), *steps, _step(RETURN, ALLOW)])


def _step(code: int, k: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, k)


def _where(
    number: int, argument: int, values: tuple[int, ...], then: int, otherwise: int
) -> list[bytes]:
    """For one system call: ``then`` where the argument is among ``values``, else ``otherwise``."""
    tests = [s for value in values for s in (_step(EQUAL, value, 0, 1), _step(RETURN, then))]
    body = [_step(LOAD, ARGUMENT[argument]), *tests, _step(RETURN, otherwise)]
    return [_step(EQUAL, number, 0, len(body)), *body]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install(code: bytes) -> bool:
    """Put the filter over this process for good; False where the kernel refuses.

    Needs ``no_new_privs``.
    """
    libc = ctypes.CDLL(None)
    buffer = ctypes.create_string_buffer(code, len(code))
    made = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(made), 0, 0) == 0)
