"""The cells by which Otter's assign divides a notebook: raw ones, or fenced ones of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from autograder.errors import AssignmentError
from autograder.publish.importing.reading import NotebookCell

FENCE, FENCE_END = "```otter", "```"
BLOCKS = ("question", "prompt", "solution", "tests")
CONFIG = re.compile(r"#\s+assignment\s+config\s*", re.IGNORECASE)
IGNORED_CELL = re.compile(r"(##\s*ignore\s*##\s*|#\s*ignore\s*)", re.IGNORECASE)
PLUGIN = re.compile(r"#\s+(begin|end)\s+plugin\b", re.IGNORECASE)
OLD_FORMAT = re.compile(r"^```\s*\n(BEGIN|END) (QUESTION|ASSIGN)", re.MULTILINE)
"""What versions of Otter before its third wrote, as jassign did."""
MAX_YAML = 100_000
"""Letters of a cell of settings."""


def unfenced(cells: Sequence[NotebookCell]) -> Iterator[NotebookCell]:
    """The cells, with every fenced block in a cell of text as a raw cell of its own.

    ``AssignmentError`` for a block without an end.
    """
    for cell in cells:
        if cell.kind != "markdown" or FENCE not in [line.strip() for line in cell.lines]:
            yield cell
            continue
        kind, lines = "markdown", list[str]()
        for line in cell.lines:
            if kind == "markdown" and line.strip() == FENCE:
                yield from _part(cell, lines, kind)
                kind, lines = "raw", []
            elif kind == "raw" and line.strip() == FENCE_END:
                yield from _part(cell, lines, kind)
                kind, lines = "markdown", []
            else:
                lines.append(line)
        if kind == "raw":
            raise AssignmentError(f"cell {cell.number}: {FENCE} without {FENCE_END}")
        yield from _part(cell, lines, kind)


def _part(cell: NotebookCell, lines: list[str], kind: str) -> Iterator[NotebookCell]:
    if text := "\n".join(lines).strip("\n"):
        yield cell.with_source(text, kind)


def boundary(cell: NotebookCell) -> tuple[str, str] | None:
    """Whether a cell begins or ends a block, and which: ``("begin", "question")``."""
    if cell.kind != "raw":
        return None
    for way in ("begin", "end"):
        for block in BLOCKS:
            if re.match(rf"#\s+{way}\s+{block}\s*", cell.lines[0], re.IGNORECASE):
                return way, block
    return None


def is_config(cell: NotebookCell) -> bool:
    """Whether a cell holds the settings of the assignment."""
    return cell.kind == "raw" and CONFIG.match(cell.lines[0]) is not None


def settings_in(source: str, where: str) -> dict[str, object]:
    """What a text of YAML says; ``AssignmentError`` where it is no table.

    Nothing but plain values is made of it, whatever its tags ask for.
    """
    if len(source) > MAX_YAML:
        raise AssignmentError(f"{where}: more than {MAX_YAML} letters of settings")
    if "&" in source and re.search(r"(^|[\s\[{,:-])\*\w", source):
        raise AssignmentError(f"{where}: aliases (*name) are not read: write the values out")
    try:
        found = yaml.safe_load(source)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        problem = " ".join(str(getattr(error, "problem", None) or error).split())
        raise AssignmentError(f"{where}: no YAML: {problem}") from None
    if found is None:
        return {}
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise AssignmentError(f"{where}: these settings are no table of keys and values")
    return found
