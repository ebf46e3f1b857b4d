"""Which row of a gradebook a student of a hand-in is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.classroom.names import same_name
from autograder.classroom.people import Entry, Person
from autograder.errors import AssignmentError


@dataclass(frozen=True)
class GradebookStudent:
    """A row of a gradebook, and all that it says of a student."""

    row: int
    label: str
    """what people call them"""
    names: tuple[str, ...] = ()
    sid: str = ""
    email: str = ""
    login: str = ""
    number: str = ""
    """the platform's name and its own number"""
    possible: float | None = None
    """the points that the gradebook gives for the assignment"""
    locked: bool = False
    """whether the platform refuses changes"""


@dataclass(frozen=True)
class Fit:
    """A student of a hand-in, and the row that fits."""

    entry: Entry
    person: Person
    student: GradebookStudent
    rank: int
    """how sure it is: the smaller, the surer"""
    against_address: bool = False
    """whether nothing but the name fits, and both have an address, not the same"""


def fits(
    hand_ins: Iterable[Entry], students: Sequence[GradebookStudent]
) -> tuple[dict[int, Fit], list[str], list[Fit]]:
    """The best fit of each row; who has no row; and fits that a surer one keeps out of theirs.

    ``AssignmentError`` where somebody fits two rows, or two hand-ins fit one row equally well.
    """
    index = [_index(kinds) for kinds in zip(*map(_keys_of_student, students), strict=True)]
    best: dict[int, Fit] = {}
    unknown: list[str] = []
    outdone: list[Fit] = []
    for entry in hand_ins:
        for person in entry.people or (Person(),):
            fit = _fit(entry, person, students, index)
            if fit is None:
                unknown.append(person.name or person.sid or person.email or entry.title)
                continue
            other = best.get(fit.student.row)
            if other is None or (other.entry is entry and other.person == person):
                best[fit.student.row] = fit
            elif other.rank == fit.rank:
                raise AssignmentError(
                    f"{other.entry.title} and {entry.title} both fit {fit.student.label}: "
                    "give student numbers in a roster, or grade without one of them"
                )
            else:
                best[fit.student.row] = min(other, fit, key=lambda f: f.rank)
                outdone.append(max(other, fit, key=lambda f: f.rank))
    return best, unknown, outdone


def _fit(
    entry: Entry,
    person: Person,
    students: Sequence[GradebookStudent],
    index: Sequence[dict[str, list[int]]],
) -> Fit | None:
    """The row that fits by the surest kind of key by which any does."""
    for rank, (kind, key, weak) in enumerate(_keys_of(entry, person)):
        places = [] if not key else index[kind].get(key, [])
        places = [p for p in places if not weak or not _contradict(person, students[p])]
        if len(places) > 1:
            raise AssignmentError(
                f"{entry.title}: {key} fits {len(places)} students of the gradebook "
                f"({', '.join(students[p].label for p in places)}); give student numbers in a "
                "CSV roster"
            )
        if places:
            student = students[places[0]]
            doubt = kind == FULL_NAME and _other_address(person, student)
            return Fit(entry, person, student, rank, doubt)
    return None


HAN = "\u2e80"
"""The first of the characters that East Asian names are written in."""
SID, EMAIL, STUDENT_NUMBER, LOGIN, DIGITS, PLATFORM_ID, LOCAL, ADDRESS_LOCAL, FULL_NAME = range(9)


def _keys_of_student(student: GradebookStudent) -> tuple[set[str], ...]:
    """The keys of a row by their kind, in the order of the kinds above."""
    address = student.email if "@" in student.email else ""
    login = "" if "@" in student.login else student.login
    addresses = {a for a in (address, student.login) if "@" in a}
    bare = student.number.rpartition(" ")[2]
    return tuple(
        {same_name(key) for key in keys} - {""}
        for keys in (
            {student.sid},
            addresses,
            {student.number},
            {login},
            {_digits(student.sid)},
            {bare},
            {login},
            {a.partition("@")[0] for a in addresses},
            {_written_together(name) for name in student.names},
        )
    )


def _keys_of(entry: Entry, person: Person) -> Iterator[tuple[int, str, bool]]:
    """Kind and key of everything that is known of a student, the surest first.

    Weak ones do not stand against a student number that says otherwise. What a student calls a
    file never outranks what a roster or a platform says.
    """
    local = person.email.partition("@")[0]
    known = [
        (SID, person.sid, False),
        (EMAIL, person.email, False),
        (STUDENT_NUMBER, person.number, False),
        (LOGIN, person.login, False),
        (LOGIN, person.sid, False),
        (DIGITS, _digits(person.sid), False),
        (PLATFORM_ID, person.sid, False),
        (LOCAL, local, True),
        (ADDRESS_LOCAL, person.login, True),
        (FULL_NAME, _written_together(person.name), True),
    ]
    title = "" if entry.people else entry.title
    own = [(kind, title, True) for kind in (SID, EMAIL, LOGIN, PLATFORM_ID, ADDRESS_LOCAL)]
    own.append((FULL_NAME, _written_together(title), True))
    for kind, key, weak in [*known, *own]:
        yield kind, same_name(key), weak


def _contradict(person: Person, student: GradebookStudent) -> bool:
    """Whether both have a student number, and not the same."""
    mine, theirs = (_digits(n) or same_name(n) for n in (person.sid, student.sid))
    return bool(mine and theirs) and mine != theirs


def _other_address(person: Person, student: GradebookStudent) -> bool:
    """Whether both have an address, and not the same."""
    theirs = next((a for a in (student.email, student.login) if "@" in a), "")
    return bool(person.email and theirs) and same_name(person.email) != same_name(theirs)


def _written_together(name: str) -> str:
    """A name; one in Chinese, Japanese or Korean without the spaces that some platforms add."""
    return "".join(name.split()) if any(c >= HAN for c in name) else name


def _digits(number: str) -> str:
    """A number without the zeros before it, which spreadsheets eat."""
    text = number.strip()
    return text.lstrip("0") if text.isdecimal() else ""


def _index(kinds: Iterable[set[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, keys in enumerate(kinds):
        for key in keys:
            found.setdefault(key, []).append(place)
    return found
