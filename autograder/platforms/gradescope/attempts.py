"""The limit on attempts a day, from what Gradescope says of earlier ones. Trusts no field of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

DAY = timedelta(hours=24)
NOT_COUNTED = "not_counted"
"""In the ``extra_data`` of an attempt that was not graded, or that the grader failed."""


@dataclass(frozen=True)
class Refusal:
    """Why this attempt is not graded, and the points that stay."""

    message: str
    points: float


def refusal(metadata: Any, allowed: int) -> Refusal | None:
    """Whether ``allowed`` attempts were graded in the 24 hours before this one.

    ``metadata`` is Gradescope's submission_metadata.json; every field may be missing, null or of
    another type. Where it does not say when this attempt was made, it is graded.
    """
    now = _moment(metadata.get("created_at")) if isinstance(metadata, dict) else None
    if now is None or not allowed:
        return None
    earlier = sorted(_graded(metadata.get("previous_submissions")), key=lambda pair: pair[0])
    recent = [moment for moment, _ in earlier if now - DAY < moment <= now]
    if len(recent) < allowed:
        return None
    again = recent[-allowed] + DAY
    points = earlier[-1][1]
    return Refusal(
        f"Not graded: {len(recent)} attempts were graded in the last 24 hours, and {allowed} are "
        f"allowed. The {points:g} points of the last one stay. The next attempt is graded from "
        f"{again:%Y-%m-%d %H:%M %Z} on.",
        points,
    )


def _graded(attempts: Any) -> Iterator[tuple[datetime, float]]:
    """When each earlier attempt that counts was made, and its points."""
    for attempt in attempts if isinstance(attempts, list) else []:
        if not isinstance(attempt, dict) or attempt.get("autograder_error") is True:
            continue
        moment = _moment(attempt.get("submission_time"))
        results = attempt.get("results")
        extra = results.get("extra_data") if isinstance(results, dict) else None
        if moment is not None and not (isinstance(extra, dict) and extra.get(NOT_COUNTED)):
            yield moment, _number(attempt.get("score"))


def _moment(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=timezone.utc)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0
