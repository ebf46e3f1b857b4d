"""``Results`` as Gradescope's results.json, and the entry point inside its container."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from autograder.assignment.provenance import Provenance
from autograder.assignment.settings import Gradescope
from autograder.checks.run import PASSED
from autograder.grading.results import Outcome, Results
from autograder.language import gettext
from autograder.platforms.gradescope.attempts import NOT_COUNTED, Refusal

MAX_MESSAGE = 4000
MAX_BYTES = 900_000
"""Gradescope's own advice is to stay below 1 MB."""


def to_json(
    results: Results,
    settings: Gradescope | None = None,
    written: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The results in Gradescope's schema: a line a case, notes first; always below 1 MB.

    ``written`` has what is said of each question that a person grades, by its title.
    """
    settings = settings or Gradescope()
    length = MAX_MESSAGE
    while True:
        document = _a_line_each(document_of(results, settings, length, written))
        if len(document) <= MAX_BYTES or length == 0:
            return document
        length //= 2


def _a_line_each(document: dict[str, Any]) -> str:
    """The document as JSON, a line for each test; indenting all of it takes ten times as long."""
    tests = ",\n  ".join(json.dumps(test) for test in document["tests"])
    others = {key: value for key, value in document.items() if key != "tests"}
    return f'{json.dumps(others)[:-1]}, "tests": [\n  {tests}\n]}}\n'


def document_of(
    results: Results,
    settings: Gradescope,
    length: int = MAX_MESSAGE,
    written: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """The same as a dict; no message is longer than ``length`` characters."""
    about = [(gettext("About your files"), text) for text in [*results.files, *results.notes]]
    notes = [_note(name, text, length) for name, text in (*about, *written.items())]
    cases = [_case(n, o, settings, length) for n, o in enumerate(results.outcomes, 1)]
    document: dict[str, Any] = {
        "score": results.points,
        "execution_time": round(results.seconds, 3),
        **_graded_with(results.provenance),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "tests": notes + cases,
        "extra_data": {
            **asdict(results.provenance),
            "hand_in": results.hand_in,
            "graded_at": results.time,
            "layers": results.layers,
        },
    }
    if results.failure:
        document["extra_data"][NOT_COUNTED] = True
    if settings.leaderboard:
        document["leaderboard"] = _leaderboard(results, settings)
    return document


def _graded_with(provenance: Provenance) -> dict[str, str]:
    """What students read of the versions that graded: theirs may be others."""
    _, comma, versions = provenance.framework.partition(", ")
    python, _, numpy = versions.partition(", ")
    text = gettext("Graded with {python} and {numpy}.", python=python, numpy=numpy)
    return {"output": text} if comma else {}


def _note(name: str, text: str, length: int) -> dict[str, Any]:
    """A line without points: a person enters those of written questions on Gradescope."""
    return {"name": name, "output": text[:length], "visibility": "visible"}


def _case(number: int, outcome: Outcome, settings: Gradescope, length: int) -> dict[str, Any]:
    bonus = gettext(" (bonus)") if outcome.bonus else ""
    return {
        "number": str(number),
        "name": f"{outcome.question}: {outcome.shown}{bonus}",
        "score": outcome.points,
        "max_score": 0.0 if outcome.bonus else outcome.max_points,
        "status": "passed" if outcome.status == PASSED else "failed",
        "output": outcome.message[:length],
        "visibility": settings.hidden_cases if outcome.hidden else "visible",
        "tags": [outcome.question],
    }


def _leaderboard(results: Results, settings: Gradescope) -> list[dict[str, Any]]:
    values = {"points": results.points, "seconds": round(results.seconds, 2)}
    values |= {question: earned for question, (earned, _) in results.by_question().items()}
    return [
        {"name": column, "value": values.get(measure, 0.0)}
        | ({"order": "asc"} if measure == "seconds" else {})
        for column, measure in settings.leaderboard.items()
    ]


def refused_json(why: Refusal, provenance: Provenance) -> str:
    """The results of an attempt that is not graded."""
    document = {
        "score": why.points,
        "output": why.message,
        "output_format": "text",
        "extra_data": {**asdict(provenance), NOT_COUNTED: True},
    }
    return json.dumps(document, indent=1) + "\n"
