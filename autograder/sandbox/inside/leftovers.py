"""What a hand-in left on the disk, removed whatever it made of it.

Executed outside the package, in the sandbox, and in the grader; standard library only.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

ANYBODYS = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")
"""Folders that everybody may write to."""


def sweep(user: int) -> None:
    """Remove what ``user`` left in the folders that everybody may write to."""
    for folder in ANYBODYS:
        _sweep(folder, user)


def _sweep(folder: str, user: int) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        with contextlib.suppress(OSError):
            status = entry.stat(follow_symlinks=False)
            if status.st_uid == user:
                remove(entry.path)
            elif entry.is_dir(follow_symlinks=False) and status.st_mode & 0o002:
                _sweep(entry.path, user)


def remove(path: str) -> None:
    """Remove a file or a folder that the hand-in filled, whatever it made of it."""
    import shutil
    import subprocess  # seldom needed, and the zygote should start fast

    with contextlib.suppress(OSError, RecursionError):
        if Path(path).is_dir() and not Path(path).is_symlink():
            shutil.rmtree(path)
        else:
            Path(path).unlink()
    clean, open_up = ["rm", "-rf", "--", path], ["chmod", "-R", "u+rwx", "--", path]
    for command in (clean, open_up, clean):  # nested too deep, or closed to its own user
        if os.path.lexists(path):
            subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
