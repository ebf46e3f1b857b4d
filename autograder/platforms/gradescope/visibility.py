"""What Gradescope shows of a results.json, and to whom, as one HTML page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

SEEN = {
    "before": ("visible",),
    "after": ("visible", "after_due_date", "after_published"),
    "instructor": ("visible", "after_due_date", "after_published", "hidden"),
}
TITLES = {
    "before": "A student, before grades are published",
    "after": "A student, after grades are published and the due date",
    "instructor": "An instructor",
}


@dataclass(frozen=True)
class View:
    """What one viewer sees."""

    title: str
    score: str
    """of what; empty where Gradescope shows no total"""
    output: str
    tests: list[dict[str, Any]]
    unseen: int


def views(data: bytes) -> list[View]:
    """Each viewer's view of ``data``, a results.json that Gradescope takes."""
    document = json.loads(data)
    return [_view(document, viewer) for viewer in SEEN]


def _view(document: dict[str, Any], viewer: str) -> View:
    tests = document.get("tests", [])
    own = document.get("visibility", "visible")
    shown = [t for t in tests if t.get("visibility", own) in SEEN[viewer]]
    scored = [t for t in tests if "score" in t]
    total = document.get("score", sum(t["score"] for t in scored))
    most = sum(t["max_score"] for t in scored)
    hides = len(shown) < len(tests) and any(t.get("visibility") == "hidden" for t in tests)
    score = "" if hides else f"{total:g}" + (f" of {most:g}" if scored else "")
    return View(
        TITLES[viewer], score, str(document.get("output", "")), shown, len(tests) - len(shown)
    )
