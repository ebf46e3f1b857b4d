"""The attempts of a day are limited by what Gradescope says of earlier ones; no field is trusted.

Gradescope gives the results of the latest earlier attempt alone. Which of the others were graded is
known by going through all of them with the rule that was applied to each.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from autograder.language import gettext

DAY = timedelta(hours=24)
FIRST_YEAR, LAST_YEAR = 1970, 9000
"""Years of a moment that is believed."""
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
    earlier = _graded(metadata.get("previous_submissions"), allowed)
    recent = _within_a_day(earlier, now)
    if len(recent) < allowed:
        return None
    again = recent[-allowed][0] + DAY
    points = earlier[-1][1]
    return Refusal(
        gettext(
            "Not graded: {count} attempts were graded in the last 24 hours, and {allowed} are "
            "allowed. The {points} points of the last one stay. The next attempt is graded from "
            "{again} on.",
            count=len(recent),
            allowed=allowed,
            points=f"{points:g}",
            again=f"{again:%Y-%m-%d %H:%M %Z}",
        ),
        points,
    )


def _graded(attempts: Any, allowed: int) -> list[tuple[datetime, float]]:
    """When each earlier attempt that was graded was made, and its points; the oldest first."""
    known = [a for a in attempts if isinstance(a, dict)] if isinstance(attempts, list) else []
    made = [(when, a) for a in known if (when := _moment(a.get("submission_time"))) is not None]
    graded: list[tuple[datetime, float]] = []
    for when, attempt in sorted(made, key=lambda pair: pair[0]):
        if attempt.get("autograder_error") is True:
            continue
        results = attempt.get("results")
        extra = results.get("extra_data") if isinstance(results, dict) else None
        if isinstance(extra, dict) and extra.get(NOT_COUNTED):
            continue
        if isinstance(results, dict) or len(_within_a_day(graded, when)) < allowed:
            graded.append((when, _number(attempt.get("score"))))
    return graded


def _within_a_day(
    graded: list[tuple[datetime, float]], now: datetime
) -> list[tuple[datetime, float]]:
    """Those of the 24 hours before ``now``."""
    return [(when, points) for when, points in graded if now - DAY < when <= now]


def _moment(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        return None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:  # a day more or less must be a date too
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=timezone.utc)


def _number(value: Any) -> float:
    """The number that a field says; 0 where it says none, as "NaN" does not."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return number if math.isfinite(number) else 0.0
