"""Who is who in a term: every student once, whatever the sources call them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder._files import given_path
from autograder.classroom.csv_text import table_rows
from autograder.classroom.names import same_name
from autograder.classroom.people import Entry, Person
from autograder.errors import AssignmentError

BY_NAME = "name"
"""The kind of key that two people may have in common."""
KEYS = ("name", "sid", "email", "login")
"""What a file may say of a student."""


class Directory:
    """Gives everybody a number, the same in every class that they are in.

    Two entries are one person where they share a student number, an address, a platform's number or
    a login; where they only share a name, if nothing that both have says otherwise and nobody else
    of that name is there.
    """

    def __init__(self) -> None:
        self._known: list[set[tuple[str, str]]] = []
        self._by_key: dict[tuple[str, str], set[int]] = {}
        self._same_as: list[int] = []
        self._people: list[Person] = []

    def enter_class(self, people: Sequence[Person]) -> list[int]:
        """Take in a class, in which everybody is once; returns their numbers, in their order."""
        places: dict[int, int] = {}
        for place, person in enumerate(people):  # who is surely known, before those by name
            found = {n for key in person.keys if key[0] != BY_NAME for n in self._of(key)}
            if found:
                places[place] = self._joined(found)
                self._note(places[place], person)
        for place, person in enumerate(people):
            if place not in places:
                places[place] = self._by_name(person, set(places.values()))
                self._note(places[place], person)
        return [self._root(places[place]) for place in range(len(people))]

    def find(self, text: str) -> set[int]:
        """The numbers of everybody who is called so, by a name or by anything else."""
        wanted = same_name(text)
        return {n for kind in (*KEYS, "number") for n in self._of((kind, wanted))}

    @property
    def numbers(self) -> list[int]:
        """Everybody."""
        return [n for n, same in enumerate(self._same_as) if n == same]

    def number(self, number: int) -> int:
        """The number that somebody has by now: two can have turned out to be one."""
        return self._root(number)

    def person(self, number: int) -> Person:
        """Whom a number stands for, as the first class that they are in says."""
        return self._people[self._root(number)]

    @property
    def all(self) -> list[str]:
        """What everybody can be called, for messages."""
        return sorted({value for _, value in self._by_key})

    def _of(self, key: tuple[str, str]) -> set[int]:
        return {self._root(n) for n in self._by_key.get(key, ())}

    def _by_name(self, person: Person, taken: set[int]) -> int:
        names = [key for key in person.keys if key[0] == BY_NAME]
        others = {n for key in names for n in self._of(key)} - {self._root(n) for n in taken}
        fitting = [n for n in others if not self._contradicts(n, person)]
        if len(fitting) == 1 and len(others) == 1:
            return fitting[0]
        self._known.append(set())
        self._people.append(person)
        self._same_as.append(len(self._same_as))
        return len(self._known) - 1

    def _contradicts(self, number: int, person: Person) -> bool:
        """Whether both have something of one kind, and not the same."""
        theirs = self._known[number]
        return any(
            {value for kind, value in theirs if kind == own} - {value}
            for own, value in person.keys
            if own != BY_NAME and any(kind == own for kind, _ in theirs)
        )

    def _note(self, number: int, person: Person) -> None:
        self._known[number] |= set(person.keys)
        for key in person.keys:
            self._by_key.setdefault(key, set()).add(number)

    def _joined(self, numbers: set[int]) -> int:
        first, *others = sorted(numbers)
        for other in others:
            self._same_as[other] = first
            self._known[first] |= self._known[other]
        return first

    def _root(self, number: int) -> int:
        while self._same_as[number] != number:
            number = self._same_as[number]
        return number


def people_in(entry: Entry) -> tuple[Person, ...]:
    """Who handed in, one at least: where nobody is named, what the hand-in is called."""
    return entry.people or (Person(name=entry.name),)


def called_so(entry: Entry, text: str) -> list[int]:
    """The places in a hand-in of everybody who is called ``text``, by anything known of them.

    What the hand-in itself is called means all of its students.
    """
    wanted = same_name(text)
    people = people_in(entry)
    if wanted in {same_name(name) for name in (entry.title, entry.name, entry.key)}:
        return list(range(len(people)))
    return [n for n, p in enumerate(people) if wanted in {value for _, value in p.keys}]


def read_students(path: Path) -> list[Person]:
    """Everybody in a class, from a CSV file with the columns of a roster; ``file`` is not needed.

    ``AssignmentError`` where it cannot be read, or a row names nobody.
    """
    with given_path(path):
        head, rows = table_rows(path)
    columns = {c: "name" if c == "student" else c for c in head if c in ("student", *KEYS)}
    if not columns:
        raise AssignmentError(f"{path}: the columns should be some of student, {', '.join(KEYS)}")
    people = []
    for line, row in rows:
        cells = dict(zip(head, (cell.strip() for cell in row), strict=False))
        known = {key: cells[c] for c, key in columns.items() if cells.get(c)}
        if not known:
            raise AssignmentError(f"{path}, line {line}: names nobody")
        people.append(Person(**known))
    return people
