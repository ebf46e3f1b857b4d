"""A line of a roster: one hand-in, whose it is, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from autograder.classroom.names import file_name, same_name, shown

TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?"
    r"\s*(?:(Z|UTC)|([+-])(\d{2}):?(\d{2}))?"
)


@dataclass(frozen=True)
class Person:
    """A student, as far as the source tells."""

    name: str = ""
    sid: str = ""
    email: str = ""
    login: str = ""
    """what the platform calls them, as "aexample" """
    number: str = ""
    """a platform's name and its own number of them, as "canvas 70001" or "moodle 1234501" """

    @property
    def identity(self) -> tuple[str, str]:
        """The strongest that is known of them and what kind it is; empty where nothing is."""
        return self.keys[0] if self.keys else ("", "")

    @property
    def keys(self) -> list[tuple[str, str]]:
        """All that tells who it is, with its kind, the strongest first."""
        kinds = ("sid", "email", "number", "login", "name")
        return [(kind, same_name(getattr(self, kind))) for kind in kinds if getattr(self, kind)]


@dataclass(frozen=True)
class Entry:
    """One hand-in of one student or group."""

    name: str
    """unique in the roster, and a file name"""
    path: Path
    people: tuple[Person, ...] = ()
    submitted: datetime | None = None
    attempts: int = 1
    late: bool = False
    """whether the platform marks it as late, where it does not say when it came"""
    display: str = ""
    """what people call it, never altered; two hand-ins may have the same"""
    key: str = ""
    """what it is known by from run to run, where no student is; unique in the roster"""

    @property
    def title(self) -> str:
        """What it is called where people read."""
        return self.display or self.name


@dataclass(frozen=True)
class Intake:
    """An input, all of it accounted for."""

    entries: tuple[Entry, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    """files and folders that are no hand-ins of their own, and why"""
    notes: tuple[str, ...] = ()
    """what the user should know of how it was read"""
    classes: int = 0
    """rosters, and inputs that hold a whole class; without any, all are single hand-ins"""

    def __add__(self, other: Intake) -> Intake:
        return Intake(
            self.entries + other.entries,
            self.left + other.left,
            self.notes + other.notes,
            self.classes + other.classes,
        )


@dataclass
class Taken:
    """An intake while a source reads it."""

    entries: list[Entry] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)

    def leave(self, path: Path | str, why: str) -> None:
        """Account for what is no hand-in of its own."""
        self.left.append((shown(Path(path).name), why))

    def intake(self) -> Intake:
        """What was taken in."""
        return Intake(tuple(self.entries), tuple(self.left))


def parsed_time(text: str) -> datetime:
    """A time in ISO 8601, or as Gradescope and spreadsheets write it.

    Without a zone it is this machine's. ``ValueError`` for anything else.
    """
    found = TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no time")
    year, month, day, hour, minute, second = (int(n or 0) for n in found.groups()[:6])
    micro = int((found[7] or "0").ljust(6, "0")[:6])
    naive = datetime(year, month, day, hour, minute, second, micro)
    if found[8]:
        return naive.replace(tzinfo=timezone.utc)
    if found[9]:
        offset = timedelta(hours=int(found[10]), minutes=int(found[11]))
        zone = timezone(offset if found[9] == "+" else -offset)
        return naive.replace(tzinfo=zone).astimezone(timezone.utc)
    return naive.astimezone(timezone.utc)


def uniquely_named(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """``entries`` with names and keys that no two of them share."""
    keys: set[str] = set()
    names: set[str] = set()
    named = []
    for entry in entries:
        title = entry.title
        key = free_name(entry.key or title, keys, str)
        name = free_name(file_name(title), names, same_name)
        named.append(replace(entry, name=name, display=title, key=key))
    return tuple(named)


def free_name(wanted: str, taken: set[str], same: Callable[[str], str]) -> str:
    """``wanted``, or the first of ``wanted-2``, ``wanted-3`` ... that nobody has."""
    name, number = wanted, 2
    while same(name) in taken:
        name, number = f"{wanted}-{number}", number + 1
    taken.add(same(name))
    return name
