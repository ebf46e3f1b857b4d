"""Failures that no known mistake explains, grouped by equal answers: hints that are still to write.

Hand-ins that give the same wrong answers have made the same mistake. One mistake fails several
cases, so cases of a question that the same hand-ins fail alike are one group.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.classroom.adjustments.account import question_of
from autograder.grading.results import Results

NOT_WRITTEN = (" is not implemented yet.", " is not defined: ")
"""What messages on a function say that nobody has begun: no mistake that a hint is for."""


@dataclass(frozen=True)
class Group:
    """Hand-ins that fail alike."""

    question: str
    """without "(hidden)": both halves together"""
    function: str
    """the function that was called last; the question's name where nobody knows"""
    cases: tuple[int, ...]
    """by their places in grading order"""
    hand_ins: tuple[int, ...]
    """by their places in the report"""
    written: bool = True
    """False where the function is not there, or is the stub that was handed out"""


@dataclass
class Unexplained:
    """The failures of a class, while its hand-ins are looked at."""

    _found: dict[tuple[int, str], list[int]] = field(default_factory=dict)
    _question: dict[int, str] = field(default_factory=dict)
    _written: dict[tuple[int, str], bool] = field(default_factory=dict)

    def add(self, place: int, results: Results) -> None:
        """Take in a hand-in; one of which nothing ran has answered nothing."""
        if results.unrun:
            return
        for number, outcome in enumerate(results.outcomes):
            if not outcome.failed or outcome.misconception:
                continue
            self._question[number] = question_of(outcome.question)
            # A ledger of an earlier version has no answers: equal messages stand for equal ones.
            key = number, outcome.answer or f"\0{outcome.message}"
            self._found.setdefault(key, []).append(place)
            self._written[key] = not any(told in outcome.message for told in NOT_WRITTEN)

    def groups(self) -> list[Group]:
        """The groups, the largest first, and those without code to look at last."""
        return sorted(self._joined(), key=lambda g: (not g.written, -len(g.hand_ins), g.cases))

    def _joined(self) -> Iterator[Group]:
        alike: dict[tuple[str, tuple[int, ...], bool], list[tuple[int, str]]] = {}
        for key, own in self._found.items():
            about = self._question[key[0]], tuple(own), self._written[key]
            alike.setdefault(about, []).append(key)
        for (question, places, written), keys in alike.items():
            answer = keys[0][1]
            function = answer.split()[0] if " " in answer and answer[0] != "\0" else question
            cases = tuple(sorted(number for number, _ in keys))
            yield Group(question, function, cases, places, written)
