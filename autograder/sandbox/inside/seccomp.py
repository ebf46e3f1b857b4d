"""A seccomp filter: what a hand-in's process may ask of the kernel.

Classic BPF as in seccomp(2), built by hand: 8 bytes an instruction, no library needed. What
``system_calls.py`` lists is allowed, what is known beside it fails with EPERM, and anything else
with ENOSYS, upon which a C library tries an older call. Executed outside the package, in the
sandbox; standard library only.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Iterable

from . import system_calls
from .system_calls import AARCH64, X86_64

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
KILL_PROCESS, ERRNO, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
DENIED, ABSENT = ERRNO | errno.EPERM, ERRNO | errno.ENOSYS
NUMBER, ARCH, ARGUMENT = 0, 4, (16, 24)
"""Offsets in ``struct seccomp_data``; of the arguments the lower halves, little-endian."""

MACHINE_COLUMNS = {"x86_64": X86_64, "aarch64": AARCH64}
"""What ``uname`` calls a machine -> its column in the tables."""
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def program(machine: str | None = None) -> bytes | None:
    """The filter for ``machine`` (this one by default); None where its numbers are not known."""
    machine = machine or platform.machine()
    if machine not in MACHINE_COLUMNS:
        return None
    column = MACHINE_COLUMNS[machine]
    code = [_step(LOAD, ARCH), _step(EQUAL, AUDIT_ARCH[machine], 1, 0), _step(RETURN, KILL_PROCESS)]
    code.append(_step(LOAD, NUMBER))
    for number, argument, values in by_argument(column):
        code += _where(number, argument, values)
    return b"".join([*code, *_tree(_changes(column))])


def by_argument(column: int) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
    """The calls that are allowed for some values of an argument: number, argument, values."""
    return (
        (system_calls.OWN_LIMITS[column], 0, (0,)),
        (system_calls.FILE_CONTROL[column], 1, system_calls.FILE_COMMANDS),
        (system_calls.DEVICE_CONTROL[column], 1, system_calls.DEVICE_REQUESTS),
    )


def _changes(column: int) -> list[tuple[int, int]]:
    """The numbers from which on the answer is another one, each with that answer."""
    allowed = {numbers[column] for numbers in system_calls.ALLOWED.values()}
    found = [(0, ABSENT)]
    for first, last in system_calls.KNOWN_NUMBERS[column]:
        for number in range(first, last + 1):
            answer = ALLOW if number in allowed else DENIED
            answer = ABSENT if number in system_calls.FALL_BACK else answer
            if answer != found[-1][1]:
                found.append((number, answer))
        found.append((last + 1, ABSENT))
    return found


def _tree(changes: list[tuple[int, int]]) -> list[bytes]:
    """The answer of the last of ``changes`` that is not above the number.

    A search tree, since the kernel tries the whole filter on every number there is when it is
    installed.
    """
    if len(changes) == 1:
        return [_step(RETURN, changes[0][1])]
    middle = len(changes) // 2
    below = _tree(changes[:middle])
    return [_step(AT_LEAST, changes[middle][0], len(below), 0), *below, *_tree(changes[middle:])]


def absent(numbers: Iterable[int]) -> bytes:
    """A filter under which the kernel seems not to have the system calls ``numbers``."""
    tests = [(_step(EQUAL, n, 0, 1), _step(RETURN, ABSENT)) for n in numbers]
    steps = [step for pair in tests for step in pair]
    return b"".join([_step(LOAD, NUMBER), *steps, _step(RETURN, ALLOW)])


def _step(code: int, k: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, k)


def _where(number: int, argument: int, values: tuple[int, ...]) -> list[bytes]:
    """Allow one system call where the argument is among ``values``, deny it elsewhere."""
    tests = [s for value in values for s in (_step(EQUAL, value, 0, 1), _step(RETURN, ALLOW))]
    body = [_step(LOAD, ARGUMENT[argument]), *tests, _step(RETURN, DENIED)]
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
