"""What a report's script shows of each hand-in, as JSON: texts that many share are kept once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.grading.results import Results

BYTES = 4_000_000
"""Budget of message text for a page, in bytes; each hand-in gets an equal share, never less than
``LEAST``."""
LEAST = 400
"""Bytes of message text that each hand-in gets, however large the class is."""
CUT = "\n... (cut here; the whole text is in results/)"
"""What stands where a message was cut."""


class Texts:
    """Texts that pages share, each kept once."""

    def __init__(self, hand_ins: int) -> None:
        self.budget = max(LEAST, BYTES // max(1, hand_ins))
        self.all: list[str] = []
        self._numbers: dict[str, int] = {}

    def page(
        self,
        document: dict[str, Any],
        results: Results,
        hide: Callable[[str], str] = str,
    ) -> dict[str, Any]:
        """What Gradescope shows of a results.json, and what only instructors know beside it.

        ``notes`` are pairs of texts' numbers. ``cases`` has a row for every case that did not pass,
        or passed with a message, by its place: points, text, status, and the text with the name
        of the known mistake or -1. ``hide`` goes over every text.
        """
        left = self.budget
        notes: list[list[int]] = []
        cases: dict[int, list[float | int | str]] = {}
        for test in document["tests"]:
            text, left = self._within(hide(test.get("output", "")), left)
            if "score" not in test:
                notes.append([self.number(test["name"]), self.number(text)])
                continue
            place = int(test["number"]) - 1
            outcome = results.outcomes[place]
            status = outcome.status if outcome.skipped else test["status"]
            if text or status != "passed":
                named = self.number(outcome.misconception) if outcome.misconception else -1
                cases[place] = [test["score"], self.number(text), status, named]
        return {"score": document["score"], "notes": notes, "cases": cases}

    def number(self, text: str) -> int:
        """The number of a text, which is kept."""
        if text not in self._numbers:
            self._numbers[text] = len(self.all)
            self.all.append(text)
        return self._numbers[text]

    def _within(self, text: str, left: int) -> tuple[str, int]:
        """A text as long as the budget lets it be, and what is left then; a known one is free."""
        if text in self._numbers:
            return text, left
        size = len(text.encode(errors="replace"))
        if size > left:
            text = text.encode(errors="replace")[: max(0, left)].decode(errors="ignore") + CUT
        return text, left - size
