"""The pages of docs/, as scripts: the files that a page writes and the commands that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
HEAD = re.compile(r"# (?P<path>[\w./-]+\.\w+)(?P<more>, at its end)?\n(?P<text>.*)", re.S)
"""The first line of a block that is a file, or belongs at the end of one."""
STATUS = re.compile(r"\s+# exit status (\d+): \S.*$")
TIME = re.compile(r"\(\d+\.\d s\)")


@dataclass(frozen=True)
class File:
    """A file that the reader writes, or text for the end of one that is there."""

    path: str
    text: str
    at_end: bool

    def write(self, root: Path) -> None:
        """Write it below ``root``; the block's first line, which names it, stays in a new one."""
        target = root / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text(encoding="utf-8") if self.at_end else ""
        target.write_text(before + self.text, encoding="utf-8")


@dataclass(frozen=True)
class Command:
    """A command that the reader types."""

    text: str
    status: int


@dataclass(frozen=True)
class Output:
    """Lines that the commands since the last output, or some of them, have printed."""

    lines: tuple[str, ...]


def steps(page: Path) -> Iterator[File | Command | Output]:
    """What the blocks of ``page`` are, in their order; ``ValueError`` for one that is nothing."""
    for block in FENCE.finditer(page.read_text(encoding="utf-8")):
        language, text = block["language"], block["text"]
        if language == "sh":
            for line in text.splitlines():
                found = STATUS.search(line)
                yield Command(STATUS.sub("", line), int(found[1]) if found else 0)
        elif language == "text":
            yield Output(tuple(map(plain, text.splitlines())))
        elif head := HEAD.fullmatch(text):
            yield File(head["path"], head["text"], bool(head["more"]))
        else:
            raise ValueError(f"{page}: a block of {language} that names no file: {text[:40]!r}")


def plain(line: str) -> str:
    """``line`` without what differs from run to run: times, and the width of columns."""
    return " ".join(TIME.sub("", line).split())


def files_of(page: Path) -> dict[str, str]:
    """The files that a page's blocks hold, by path; a block that names no file is left out."""
    files: dict[str, str] = {}
    for block in FENCE.finditer(page.read_text(encoding="utf-8")):
        if head := HEAD.fullmatch(block["text"]):
            before = files[head["path"]] if head["more"] else ""
            files[head["path"]] = before + head["text"]
    return files
