"""What must come of each entry of the corpus, by the results that a student gets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from autograder.publish.selftest.course import CANARY, CANARY_INPUT, CANARY_LINE
from autograder.publish.selftest.entry import CorpusEntry

Test = dict[str, Any]
"""A test of a results.json."""
MOST_POINTS = 999.0
"""What a hand-in writes that forges its points."""
COUNTED = re.compile(r"in \d+ of \d+|\d+ calls|\d+ values")
"""A number that the hand-in could choose."""


def against(entry: CorpusEntry, document: Any, plain: str) -> list[str]:
    """What speaks against results of ``entry``, whichever way they came about; a line each.

    ``document`` is a results.json for Gradescope, ``plain`` all text that came with it.
    """
    return list(_against(entry, document, plain))


def _against(entry: CorpusEntry, document: Any, plain: str) -> Iterator[str]:
    cases = [t for t in document["tests"] if "max_score" in t]
    if CANARY in plain:
        yield "a text of the tests or the reference is shown"
    if not sum(t["score"] for t in cases) == document["score"] < MOST_POINTS:
        yield "its points are not the sum of the cases"
    if any(CANARY_INPUT.partition(".")[0] in t["output"] for t in cases):
        yield "a hidden input is shown"
    hidden = [t["output"] for t in cases if "(hidden)" in t["tags"][0]]
    if any(CANARY_LINE in text or COUNTED.search(text) for text in hidden):
        yield "a hidden case tells a number that the hand-in chose"
    by_question: dict[str, list[Test]] = {}
    for t in cases:
        by_question.setdefault(t["tags"][0], []).append(t)
    relu, thing = by_question["relu_forward"][0], by_question["thing"][0]
    if entry.own != "any" and _is_full(relu) != (entry.own == "full"):
        yield f"relu_forward should be {entry.own}: {relu['output']}"
    if entry.says not in relu["output"]:
        yield f"relu_forward should say {entry.says!r}: {relu['output']}"
    judged = entry.thing != "any" and entry.others == "full"
    if judged and _is_full(thing) != (entry.thing == "full"):
        yield f"the object should be {entry.thing}: {thing['output']}"
    if entry.thing != "any" and entry.thing_says not in thing["output"]:
        yield f"the object should say {entry.thing_says!r}: {thing['output']}"
    others = [t for t in cases if not t["tags"][0].startswith(("relu", "thing"))]
    lost = [t for t in others if not _is_full(t)]
    if entry.others == "full" and lost:
        yield f"another question loses points: {lost[0]['name']}: {lost[0]['output']}"
    if entry.others == "lost" and not lost:
        yield "no other question loses points, though none can be right"


def _is_full(test: Test) -> bool:
    return bool(test["score"] == test["max_score"])
