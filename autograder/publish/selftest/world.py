"""What a hand-in of the corpus could reach for, and what must be as it was afterwards."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment.rubric import Rubric
from autograder.publish.selftest.entry import CorpusEntry
from autograder.sandbox.inside.leftovers import ANYBODYS

LEFTOVER = "LEFTOVER_MARK"
"""A file that a hand-in leaves behind; after it comes the number of the grader that it ran for."""

GET_FLAGS = 0x80086601
"""The request of Linux's ioctl for the flags that chattr sets."""


@dataclass
class World:
    """The surroundings of the corpus."""

    rubric: Rubric
    secrets: Path
    """a folder with the hidden tests and the reference"""
    right: str
    """a right hand-in"""
    victim: Path
    """a file that must not change"""
    listener: socket.socket
    """listens on a port that nobody may connect to"""
    flags: bytes
    """the victim's, as chattr sets them"""

    @classmethod
    def around(cls, rubric: Rubric, secrets: Path, right: str, scratch: Path) -> World:
        """A world whose file and port are new; close the ``listener`` in the end."""
        victim = scratch / "victim.txt"
        victim.write_text("untouched")
        victim.chmod(0o644)
        listener = socket.create_server(("127.0.0.1", 0))
        listener.settimeout(0)
        return cls(rubric, secrets, right, victim, listener, _flags(victim))

    def source(self, entry: CorpusEntry) -> str:
        """The module of a hand-in, its places to reach for not filled in yet."""
        body = "\n".join(f"    {line}" for line in entry.body.splitlines())
        changed = self.right.replace("    return np.maximum(0, x), x", body)
        changed = changed.replace("def relu_forward(x):", entry.define)
        return f"{changed}\n\n{entry.also}\n"

    def hand_in(self, entry: CorpusEntry, folder: Path, secrets: Path | None = None) -> Path:
        """Write a hand-in to ``folder``; it attacks this process as its grader."""
        text = self.source(entry)
        for name, value in {
            "secrets": secrets or self.secrets,
            "victim": self.victim,
            "port": self.listener.getsockname()[1],
            "grader": os.getpid(),
        }.items():
            text = text.replace(f"{{{name}}}", str(value))
        text = text.replace(LEFTOVER, f"{LEFTOVER}{os.getpid()}")
        (folder / "layers.py").write_text(text.replace("{{", "{").replace("}}", "}"))
        for name, data in entry.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return folder

    def changed(self) -> list[str]:
        """What is not as it was, a line each."""
        found = []
        status = self.victim.stat() if self.victim.exists() else None
        if status is None or status.st_mode & 0o777 != 0o644 or status.st_mtime == 1:
            found.append("the file of somebody else was changed")
        elif self.victim.read_text() != "untouched":
            found.append("the file of somebody else was written to")
        elif _attributes(self.victim) or _flags(self.victim) != self.flags:
            found.append("the file of somebody else has other attributes or flags")
        try:
            self.listener.accept()
            found.append("it connected to a port")
        except BlockingIOError:
            pass
        marks = (LEFTOVER, f"{LEFTOVER}{os.getpid()}")
        left = [Path(folder, mark) for folder in ANYBODYS for mark in marks]
        return found + [f"it left {path}" for path in left if path.exists()]


def _attributes(path: Path) -> list[str]:
    """The extended attributes of a file, where the system has such."""
    return os.listxattr(path) if sys.platform == "linux" else []


def _flags(path: Path) -> bytes:
    """The flags of a file; nothing where its file system has none."""
    with path.open() as file, contextlib.suppress(OSError):
        return fcntl.ioctl(file, GET_FLAGS, bytes(8)) if sys.platform == "linux" else b""
    return b""
