"""A run's hand-ins are compared with each other: which are alike, and the passages to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from autograder._workers import CORES, Processes, inherit, run_jobs
from autograder.classroom.ledger import Ledger, Run
from autograder.reports.handed_in import Given, given_in, reopened
from autograder.reports.similarity.measure import Pair, Passage, Print, print_of, similar
from autograder.unpack import module_path

PASSAGES_SHOWN = 12
"""How many passages of a pair are shown, the longest ones: enough to make up one's mind."""
PASSAGE_LINES = 120
"""How many lines of a passage are shown."""


@dataclass(frozen=True)
class Side:
    """A passage as it stands in one hand-in."""

    first_line: int
    text: str


@dataclass(frozen=True)
class Alike:
    """Two hand-ins side by side."""

    pair: Pair
    passages: list[tuple[Side, Side]]


def alike(
    ledger: Ledger,
    run: Run,
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> tuple[list[Alike], int]:
    """The pairs of the run's hand-ins that are alike, and how many hand-ins could be compared.

    The hand-ins are read again from where they were; one that is not there any more, or says
    something else now, is not compared. Equal ones are compared as any others.
    """
    given = given_in(run)
    paths = {entry.name: (entry.path, digest) for entry, digest in ledger.hand_ins(run)}
    found: dict[str, Print] = {}
    with Processes(CORES, inherit, given) as pool:
        for done, (name, future) in enumerate(run_jobs(pool, _print, paths.items()), 1):
            progress("hand-ins read again", done, len(paths))
            if (made := future.result()) is not None:
                found[name] = made
    ordered = {name: found[name] for name in paths if name in found}
    pairs = similar(ordered, [*run.given.values(), *run.answers])
    return [Alike(pair, list(_sides(pair, paths, given))) for pair in pairs], len(found)


def _print(given: Given, path: Path, digest: str) -> Print | None:
    texts = _texts(path, digest, given)
    return None if texts is None else print_of(texts)


def _texts(path: Path, digest: str, given: Given) -> list[str] | None:
    """The modules of a hand-in; None where it is not the one that was graded."""
    with reopened(path, digest, given) as folder:
        if folder is None:
            return None
        files = [folder / module_path(m) for m in given.modules]
        return [f.read_text("utf-8", "replace") if f.is_file() else "" for f in files]


def _sides(
    pair: Pair, paths: dict[str, tuple[Path, str]], given: Given
) -> Iterator[tuple[Side, Side]]:
    lines = [
        "\n".join(_texts(*paths[name], given) or []).split("\n")
        for name in (pair.first, pair.second)
    ]
    for passage in _in_order(pair.passages):
        yield _side(lines[0], passage.first), _side(lines[1], passage.second)


def _in_order(passages: Iterable[Passage]) -> list[Passage]:
    return sorted(islice(passages, PASSAGES_SHOWN), key=lambda p: p.first)


def _side(lines: list[str], span: tuple[int, int]) -> Side:
    first, last = span
    return Side(first, "\n".join(lines[first - 1 : min(last, first - 1 + PASSAGE_LINES)]))
