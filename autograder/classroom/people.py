"""A line of a roster: one hand-in, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path


@dataclass(frozen=True)
class Person:
    """A student, as far as the roster tells."""

    name: str = ""
    sid: str = ""
    email: str = ""


@dataclass(frozen=True)
class Entry:
    """One hand-in of one student or group."""

    name: str
    """unique in the roster, and a file name"""
    path: Path
    people: tuple[Person, ...] = ()
    submitted: datetime | None = None
    attempts: int = 1


def parsed_time(text: str) -> datetime:
    """A time in ISO 8601; without a zone it is this machine's. ``ValueError`` for anything else."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc)
