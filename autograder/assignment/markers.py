"""Markers surround what students write in a reference; without it, the reference is the stub."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.assignment.definitions import parsed
from autograder.errors import AssignmentError

BEGIN, END = MARKERS = "# BEGIN SOLUTION", "# END SOLUTION"
"""The lines, without their indentation, between which students write; Otter uses the same ones."""
BEGIN_PROMPT, END_PROMPT = PROMPT_MARKERS = "# BEGIN PROMPT", "# END PROMPT"
"""Right below a passage, the lines between which comments hold what stands in the stub instead."""
BLOCK = re.compile(r"(?P<indent>\s*)(?:async\s+)?(?P<kind>def|class)\s+(?P<name>\w+)")
"""A line that begins a function or a class: the stub's error names it."""
OF_A_LINE = re.compile(r"#\s*SOLUTION(\s+NO PROMPT)?\s*$", re.IGNORECASE)
"""Otter's mark of a single line of the solution."""
MEANT = 0.75
"""How alike each of a comment's first two words and a marker's are, by difflib's measure, where the
comment is taken for the marker, spelled wrong: BEGN is (0.89), AND is no END (0.67)."""


def stub(path: Path) -> str:
    """The module at ``path`` with every marked passage replaced by NotImplementedError.

    A passage that belongs to no function is dropped. One that a prompt follows is replaced by it.
    ``AssignmentError`` with file and line for markers that are nested, unbalanced or out of place.
    """
    return _joined(_kept(path, path.read_text(encoding="utf-8")))


def line_of_stub(path: Path, number: int) -> int:
    """The line of the module at ``path`` from which line ``number`` of its stub comes."""
    lines = [line for line, _ in _kept(path, path.read_text(encoding="utf-8"))]
    return lines[min(number, len(lines)) - 1]


def checked_stub(path: Path) -> str:
    """The same for students, who must get a module that is Python and holds no solution.

    ``AssignmentError`` with file and line also for markers that are spelled wrong, for a module in
    which none surrounds any code, and for one that is no Python without what they surround.
    """
    source = path.read_text(encoding="utf-8")
    for number, line in enumerate(source.splitlines(), 1):
        _refuse_misspelt(path, number, line.strip())
    numbered = list(_kept(path, source))
    text = _joined(numbered)
    try:
        left = ast.parse(text)
    except SyntaxError as error:
        line_number, _ = numbered[min(error.lineno or 1, len(numbered)) - 1]
        raise AssignmentError(
            f"{path}:{line_number}: without the marked passages it is no Python: {error.msg}: put "
            "whole statements between the markers"
        ) from None
    if ast.dump(left) == ast.dump(parsed(path)):
        raise AssignmentError(
            f"{path}:1: nothing stands between {BEGIN} and {END}: students would be given all of "
            "it: put the markers around what they write, or name the module in given"
        )
    return text


def _joined(numbered: Iterable[tuple[int, str]]) -> str:
    return "\n".join(line for _, line in numbered).rstrip() + "\n"


def _kept(path: Path, source: str) -> Iterator[tuple[int, str]]:
    """The lines of the stub, each with the number of the reference's line that it comes from."""
    opened: int | None = None
    blocks: list[re.Match[str]] = []
    """the functions and classes around the line, outermost first"""
    lines = source.splitlines()
    prompts = _prompts(path, lines)
    in_prompts = {n for first, text in prompts.items() for n in range(first, first + len(text) + 2)}
    for number, line in enumerate(lines, 1):
        if number in in_prompts:
            yield from ((number + n, text) for n, text in enumerate(prompts.get(number, ()), 1))
            continue
        marker = line.strip()
        if opened is None and (block := BLOCK.match(line)):
            blocks = [*_around(blocks, len(block["indent"])), block]
        if marker == BEGIN:
            if opened is not None:
                raise AssignmentError(
                    f"{path}:{number}: {BEGIN} inside the one of line {opened}: write {END} above "
                    "this line, where that passage ends"
                )
            opened = number
            depth = len(line) - len(line.lstrip())
            blocks = _around(blocks, depth)
            if blocks and _end_of(lines, number) + 1 not in prompts:
                yield number, " " * depth + _instead(blocks)
        elif marker == END:
            if opened is None:
                raise AssignmentError(
                    f"{path}:{number}: {END} without {BEGIN}: write {BEGIN} above what students "
                    "write"
                )
            opened = None
        elif opened is None:
            yield number, line
    if opened is not None:
        raise AssignmentError(
            f"{path}:{opened}: {BEGIN} without {END}: write {END} below what students write"
        )


def _end_of(lines: list[str], begin: int) -> int:
    """The number of the line that ends the passage which begins at line ``begin``."""
    return next((n for n, line in enumerate(lines, 1) if n > begin and line.strip() == END), begin)


def _prompts(path: Path, lines: list[str]) -> dict[int, list[str]]:
    """Each line that begins a prompt, by its number -> the lines of the stub that it holds."""
    found: dict[int, list[str]] = {}
    opened: int | None = None
    for number, line in enumerate(lines, 1):
        marker = line.strip()
        if marker == BEGIN_PROMPT:
            if opened is not None or number < 2 or lines[number - 2].strip() != END:
                raise AssignmentError(f"{path}:{number}: {BEGIN_PROMPT} belongs right below {END}")
            opened = number
            found[number] = []
        elif marker == END_PROMPT:
            if opened is None:
                raise AssignmentError(f"{path}:{number}: {END_PROMPT} without {BEGIN_PROMPT}")
            opened = None
        elif opened is not None:
            head, sign, text = line.partition("#")
            if marker and (head.strip() or not sign):
                raise AssignmentError(
                    f"{path}:{number}: the prompt of line {opened} goes on until {END_PROMPT}, and "
                    f"is written as comments, which the reference does not execute: # {marker}"
                )
            found[opened].append((head + text.removeprefix(" ")).rstrip())
    if opened is not None:
        raise AssignmentError(f"{path}:{opened}: {BEGIN_PROMPT} without {END_PROMPT}")
    return found


def _around(blocks: list[re.Match[str]], depth: int) -> list[re.Match[str]]:
    """Those of ``blocks`` that a line indented by ``depth`` lies in."""
    return [block for block in blocks if len(block["indent"]) < depth]


def _instead(blocks: list[re.Match[str]]) -> str:
    """What stands in the stub for a passage inside ``blocks``.

    In the body of a class nothing may be raised: the module could not be imported.
    """
    if blocks[-1]["kind"] == "class":
        return "pass"
    return f'raise NotImplementedError("{".".join(block["name"] for block in blocks)}")'


def _refuse_misspelt(path: Path, number: int, line: str) -> None:
    """``AssignmentError`` for a line, without its indentation, that was meant to be a marker."""
    if OF_A_LINE.search(line):
        raise AssignmentError(
            f"{path}:{number}: # SOLUTION at the end of a line is Otter's and marks nothing here: "
            f"put the line between {BEGIN} and {END}, each on a line of its own"
        )
    if line in (*MARKERS, *PROMPT_MARKERS) or not line.startswith("#"):
        return
    words = line.lstrip("# ").upper().split()[:2]
    for marker in (*MARKERS, *PROMPT_MARKERS):
        meant = marker.lstrip("# ").split()
        if len(words) == 2 and all(map(_is_meant, words, meant)):
            raise AssignmentError(f"{path}:{number}: {line!r} is no marker: write {marker}")


def _is_meant(word: str, meant: str) -> bool:
    return difflib.SequenceMatcher(None, word, meant).ratio() >= MEANT
