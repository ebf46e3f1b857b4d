"""One decision as a file has it, checked: every key, type and number."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timezone

from autograder.classroom.adjustments.decisions import BONUS, DECISION_KINDS, Decision
from autograder.classroom.people import parsed_time
from autograder.errors import AssignmentError

WHO = ("student", "group")
A_TIME = "2026-11-30T23:59+01:00"
"""How messages show what a time looks like."""


def decision_of(kind: str, values: Mapping[str, object], where: str) -> Decision:
    """The decision that ``values`` hold; ``AssignmentError``, with ``where``, if it is none."""
    about = DECISION_KINDS[kind]
    checked_keys(values, ("assignment", *WHO, *about.required, *about.optional), where)
    for key in ("assignment", *about.required):
        if key not in values:
            raise AssignmentError(f"{where}: the key {key!r} is missing")
    named = [key for key in WHO if key in values]
    if len(named) > 1 or not (named or about.for_all):
        raise AssignmentError(f"{where}: should name a student or a group, and not both")
    points = positive(values, "points", where)
    if kind == BONUS and not points:
        raise AssignmentError(f"{where}: a bonus of {points or 0:g} points is none")
    return Decision(
        kind=kind,
        where=where,
        assignment=_text_in(values, "assignment", where),
        student=_text_in(values, "student", where),
        group=_text_in(values, "group", where),
        question=_text_in(values, "question", where),
        points=points or 0.0,
        until=moment(values["until"], f"{where}: until") if "until" in values else None,
        why=_text_in(values, "why", where),
        by=_text_in(values, "by", where),
        when=_day(values, where),
    )


def checked_keys(values: Mapping[str, object], known: Iterable[str], where: str) -> None:
    """Raise ``AssignmentError`` for a key that means nothing here."""
    names = list(known)
    for key in values:
        if key not in names:
            raise AssignmentError(f"{where}: unknown key {key!r}; known are {', '.join(names)}")


def positive(values: Mapping[str, object], key: str, where: str) -> float | None:
    """A number from 0 on; None where there is no such key."""
    value = values.get(key)
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
        if math.isfinite(number) and number >= 0:
            return number
    raise AssignmentError(f"{where}: {key} should be a number from 0 on, not {value!r}")


def moment(value: object, where: str) -> datetime:
    """A time of TOML's or a text; without a zone it is this machine's.

    A day alone is refused: whether it ends or begins there would be guessed.
    """
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.astimezone(timezone.utc)
    if isinstance(value, str) and ":" in value:
        try:
            return parsed_time(value)
        except ValueError:
            pass
    raise AssignmentError(f"{where} should be a day and a time, as {A_TIME}, not {_shown(value)}")


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else repr(value)


def _day(values: Mapping[str, object], where: str) -> str:
    """When something was decided, as the file says it."""
    value = values.get("when", "")
    return value.isoformat() if isinstance(value, date) else _text_in(values, "when", where)


def _text_in(values: Mapping[str, object], key: str, where: str) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or not value.strip():
        raise AssignmentError(f"{where}: {key} should be a text, not {value!r}")
    return " ".join(value.split())
