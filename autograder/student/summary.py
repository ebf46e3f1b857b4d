"""The table under a run: points a question, what is hidden, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.language import gettext, ngettext
from autograder.student.explain import columns_of, padded

WIDTH = 60
"""Columns of the table: a terminal beside an editor has no more."""
BAR = (2, 10)
"""Columns of the bar of a question, at least and at most."""
POINTS = 5
"""Columns of a number of points."""


@dataclass
class Tally:
    """What a question came to in a run."""

    question: str
    bonus: bool
    earned: float = 0.0
    possible: float = 0.0
    why: str = ""
    """why a case of it was skipped; empty where none was"""
    failed: bool = False
    """whether a case of it has failed"""
    ran: int = 0
    passed: int = 0
    """cases that came to their turn, and those of them that passed"""

    @property
    def share(self) -> float:
        """How much of it is done: of its points, or of its cases where these are worth nothing."""
        return self.earned / self.possible if self.possible else self.passed / max(1, self.ran)

    @property
    def missing(self) -> float:
        """The points that were run and not earned."""
        return self.possible - self.earned


def table(tallies: Iterable[Tally], hidden: Mapping[str, float]) -> list[str]:
    """The lines of the table; ``hidden`` has the points of hidden halves, by question."""
    found = list(tallies)
    notes = {tally.question: _note(tally, hidden) for tally in found}
    total = gettext("total")
    names = max(columns_of(name) for name in (*notes, total))
    points = max(columns_of(_points(tally.earned, tally.possible)) for tally in found)
    left = WIDTH - names - points - 4 - max(map(columns_of, notes.values()))
    bar = max(BAR[0], min(BAR[1], left))
    lines = []
    for tally in found:
        drawn = "#" * round(bar * tally.share)
        earned = padded(_points(tally.earned, tally.possible), points)
        line = f"{tally.question:<{names}} {drawn:.<{bar}} {earned} {notes[tally.question]}"
        lines += [line.rstrip(), *([f"    {tally.why}"] if tally.why else [])]
    lines.append(f"{padded(total, names)} {'':{bar}} {_points(*total_of(found))}")
    bonus = sum(tally.earned for tally in found if tally.bonus)
    if bonus:
        lines.append(f"{padded(gettext('bonus'), names)} {'':{bar}} {bonus:{POINTS}g}")
    unseen = sum(hidden.get(tally.question, 0) for tally in found)
    if unseen:
        lines.append(
            gettext(
                "{points} more points are hidden; they come with grading.", points=f"{unseen:g}"
            )
        )
    return lines


def total_of(tallies: Iterable[Tally]) -> tuple[float, float]:
    """The points earned and possible, without those of bonus questions."""
    usual = [tally for tally in tallies if not tally.bonus]
    return sum(t.earned for t in usual), sum(t.possible for t in usual)


def next_step(tallies: Iterable[Tally]) -> list[str]:
    """The first question of which a case fails, and the command for it alone; empty for none."""
    for tally in tallies:
        if tally.failed:  # what was skipped waits for it
            told = ngettext(
                "Next: {question}, {points} point to win:",
                "Next: {question}, {points} points to win:",
                1 if tally.missing == 1 else 2,
                question=tally.question,
                points=f"{tally.missing:g}",
            )
            return [told, f"  pytest --question {tally.question}"]
    return []


def _points(earned: float, possible: float) -> str:
    return gettext("{points} of {most}", points=f"{earned:{POINTS}g}", most=f"{possible:g}")


def _note(tally: Tally, hidden: Mapping[str, float]) -> str:
    points = hidden.get(tally.question, 0)
    parts = [gettext("+{points} hidden", points=f"{points:g}")] if points else []
    return " ".join([*parts, *([gettext("bonus")] if tally.bonus else [])])
