"""Landlock: a process gives up all files but those below a few folders.

Also TCP and, on newer kernels, signals to and abstract sockets of processes outside. See
landlock(7). Executed outside the package, in the sandbox; standard library only.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
CALLS = (CREATE_RULESET, ADD_RULE, RESTRICT_SELF)
"""The same numbers on every machine."""
GET_VERSION, PATH_BENEATH = 1, 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << n for n in range(6))
MAKE_DIR, MAKE_REG, REFER, TRUNCATE = 1 << 7, 1 << 8, 1 << 13, 1 << 14
READ = EXECUTE | READ_FILE | READ_DIR
WRITE = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
"""The rights that apply to a file, not to a folder."""
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""Number of the rights known to an ABI version; 16 from version 5 on."""
TCP, SCOPES = 3, 3
"""Binding and connecting; signals and abstract sockets."""

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """The kernel's ABI version; 0 where it has no Landlock."""
    try:
        found = _libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), GET_VERSION)
    except (AttributeError, OSError):
        return 0
    return max(0, int(found))


def restrict(abi: int, readable: Iterable[str], writable: Iterable[str]) -> bool:
    """Confine this process to what lies below the given paths; False where that fails.

    Paths that do not exist are left out. Needs ``no_new_privs``.
    """
    known = (1 << FILE_RIGHTS.get(abi, 16)) - 1
    attributes = struct.pack("=Q", known)
    if abi >= 4:
        attributes += struct.pack("=Q", TCP)
    if abi >= 6:
        attributes += struct.pack("=Q", SCOPES)
    ruleset = _libc.syscall(CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return False
    try:
        for rights, paths in ((READ, readable), (WRITE, writable)):
            for path in paths:
                _allow(ruleset, path, rights & known)
        return bool(_libc.syscall(RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    with contextlib.suppress(OSError):
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            if not Path(path).is_dir():
                rights &= OF_A_FILE
            rule = struct.pack("=Qi", rights, fd)
            _libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, rule, 0)
        finally:
            os.close(fd)
