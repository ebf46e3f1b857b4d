"""A term's decisions, brought to the hand-ins of one class: an account for every student."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from autograder.classroom.adjustments.account import (
    Account,
    account,
)
from autograder.classroom.adjustments.decisions import (
    DOES_NOT_COUNT,
    EXTENSION,
    MANUAL,
    OVERRIDE,
    Decision,
    Decisions,
    LateRule,
    Planned,
)
from autograder.classroom.adjustments.directory import (
    Directory,
    called_so,
    people_in,
    read_students,
)
from autograder.classroom.adjustments.late import lateness
from autograder.classroom.adjustments.validity import asked_questions, check
from autograder.classroom.ledger import NAME, Ledger, Row, Run
from autograder.classroom.names import same_name
from autograder.classroom.people import Entry, Person
from autograder.errors import AssignmentError
from autograder.grading.results import Outcome


@dataclass(frozen=True)
class StudentAccount:
    """One student of a hand-in, and the points that count."""

    entry: Entry
    person: Person
    account: Account
    due: datetime | None = None
    """when it was due for this student; None where nobody says so"""

    @property
    def label(self) -> str:
        """What people call the student."""
        known = self.person
        return known.name or known.sid or known.email or known.login or self.entry.title


class Term:
    """The decisions of a term as far as they are about the students of one run."""

    def __init__(self, decisions: Decisions, ledger: Ledger, run: Run) -> None:
        """Find out whom every decision is about.

        Raises ``AssignmentError``, with the file and the place in it, for a student who is not
        known or not clear, a question that is none, points above the maximum, and decisions that
        contradict each other; and where an earlier assignment's late days cannot be counted.
        """
        self.decisions = decisions
        self.asked = asked_questions(run)
        self.due = _due_date(decisions, run)
        self._about: dict[int, list[Decision]] = {}
        self._numbers: dict[str, list[int]] = {}
        self._used: dict[int, int] = {}
        self._absent: list[int] = []
        self.untimed = 0
        """hand-ins of which nobody knows when they came, where lateness would cost something"""
        if not decisions.files:
            return
        self._directory = Directory()
        if decisions.students is not None:
            self._directory.enter_class(read_students(decisions.students))
        earlier = _earlier_classes(decisions, run, self.due)
        classes = [*(found.entries for found in earlier), list(ledger.entries(run))]
        *numbers, self._numbers = self._entered(classes)
        if self.due is not None and decisions.late != LateRule():
            self.untimed = sum(entry.submitted is None for entry in classes[-1])
        self._about = self._resolved(run.assignment)
        check(self._about, self.asked, self.due)
        for found, own in zip(earlier, numbers, strict=True):
            self._use_late_days(found, own)
        here = {n for own in self._numbers.values() for n in own}
        self._absent = [n for n, found in self._about.items() if n not in here and _give(found)]

    def accounts(self, row: Row) -> list[StudentAccount]:
        """The accounts of the students of a hand-in."""
        outcomes = None if row.results is None or row.without_result else row.results.outcomes
        numbers = self._numbers.get(row.entry.name)
        return [
            self._account(row.entry, person, outcomes, None if numbers is None else numbers[place])
            for place, person in enumerate(row.entry.people or (Person(),))
        ]

    def find(self, ledger: Ledger, run: Run, text: str) -> list[tuple[Row | None, StudentAccount]]:
        """The accounts of everybody in ``run`` who is called ``text``, by anything known of them.

        Who handed nothing in has an account where a person gives points, and no row.
        """
        found: list[tuple[Row | None, StudentAccount]] = []
        for entry in list(ledger.entries(run)):
            if places := called_so(entry, text):
                row = ledger.row(run, entry.name)
                accounts = self.accounts(row)
                found += [(row, accounts[place]) for place in places]
        absent = [account for account in self.absent() if called_so(account.entry, text)]
        return [*found, *((None, account) for account in absent)]

    def absent(self) -> list[StudentAccount]:
        """The accounts of students who handed nothing in and whom a person gives points."""
        people = [(n, self._directory.person(n)) for n in self._absent]
        return [
            self._account(Entry("", Path(), (person,)), person, None, number)
            for number, person in people
        ]

    def _account(
        self, entry: Entry, person: Person, outcomes: Sequence[Outcome] | None, number: int | None
    ) -> StudentAccount:
        about = [] if number is None else self._about.get(number, [])
        due = _due_for(self.due, about)
        rule = self.decisions.late
        late = None
        counts = all(decision.kind != DOES_NOT_COUNT for decision in about)
        if due is not None and entry.submitted is not None and counts:
            left = rule.days - self._used.get(-1 if number is None else number, 0)
            late = lateness(rule, due, entry.submitted, left)
        marked = entry.late and entry.submitted is None
        found = account(self.asked, outcomes, about, rule, late, marked_late=marked)
        return StudentAccount(entry, person, found, due)

    def _entered(self, classes: Sequence[Sequence[Entry]]) -> list[dict[str, list[int]]]:
        """The numbers of the students of each hand-in, by its name, of several classes."""
        people = [[(e.name, p) for e in entries for p in people_in(e)] for entries in classes]
        found = [self._directory.enter_class([p for _, p in each]) for each in people]
        numbers: list[dict[str, list[int]]] = []
        for each, own in zip(people, found, strict=True):
            numbers.append({})
            for (name, _), number in zip(each, own, strict=True):
                numbers[-1].setdefault(name, []).append(self._directory.number(number))
        return numbers

    def _resolved(self, assignment: str) -> dict[int, list[Decision]]:
        """The decisions on an assignment, by the number of each student whom they are about."""
        about: dict[int, list[Decision]] = {}
        for decision in self.decisions.each:
            if decision.assignment not in (self.decisions.assignments or {assignment}):
                known = ", ".join(self.decisions.assignments or [assignment])
                raise AssignmentError(
                    f"{decision.where}: no assignment {decision.assignment!r}; there are {known}"
                )
            if decision.assignment != assignment:
                continue
            for number in self._whom(decision):
                about.setdefault(number, []).append(decision)
        return about

    def _whom(self, decision: Decision) -> list[int]:
        if decision.group:
            members = self.decisions.groups[decision.group]
            return [self._one(name, f"{decision.where}, {decision.group}") for name in members]
        if decision.student:
            return [self._one(decision.student, decision.where)]
        return self._directory.numbers

    def _one(self, text: str, where: str) -> int:
        """The number of the student who is called ``text``."""
        found = self._directory.find(text)
        if len(found) > 1:
            raise AssignmentError(
                f"{where}: {text!r} is what {len(found)} students are called: say a number or an "
                "address"
            )
        if not found:
            near = get_close_matches(same_name(text), self._directory.all, 3)
            like = f"; like it are {', '.join(near)}" if near else ""
            who = "" if self.decisions.students else ' (students = "class.csv" names all)'
            raise AssignmentError(f"{where}: no student {text!r} is known{who}{like}")
        return found.pop()

    def _use_late_days(self, earlier: _EarlierClass, numbers: dict[str, list[int]]) -> None:
        """Count the late days that hand-ins of an earlier assignment have used."""
        about, rule = self._resolved(earlier.assignment), self.decisions.late
        for entry in earlier.entries:
            for number in numbers[entry.name]:
                decided = about.get(number, [])
                due = _due_for(earlier.due, decided)
                if due is None or entry.submitted is None:
                    continue
                if any(d.kind == DOES_NOT_COUNT for d in decided):
                    continue
                used = self._used.get(number, 0)
                late = lateness(rule, due, entry.submitted, rule.days - used)
                self._used[number] = used + late.free


@dataclass(frozen=True)
class _EarlierClass:
    """Who handed in an earlier assignment, and when it was due."""

    assignment: str
    due: datetime
    entries: list[Entry]


def _earlier_classes(decisions: Decisions, run: Run, due: datetime | None) -> list[_EarlierClass]:
    """The classes whose late days count against those of ``run``, the earliest first."""
    if due is None or not decisions.late.days:
        return []
    before = sorted(
        (planned.due, name, planned.graded)
        for name, planned in decisions.assignments.items()
        if planned.due is not None and (planned.due, name) < (due, run.assignment)
    )
    found = []
    for own, name, graded in before:
        if graded is None:
            raise AssignmentError(
                f"{decisions.files[0]}: [assignments.{name}]: graded is missing, its folder, in "
                "which late days were used"
            )
        with Ledger(graded / NAME, create=False) as ledger:
            last = ledger.last_run()
            if last.assignment != name:
                raise AssignmentError(f"{ledger.path}: of {last.assignment}, not of {name}")
            found.append(_EarlierClass(name, own, list(ledger.entries(last))))
    return found


def _due_date(decisions: Decisions, run: Run) -> datetime | None:
    """When hand-ins were due: as the file says, else as was said when the class was graded."""
    if decisions.assignments and run.assignment not in decisions.assignments:
        raise AssignmentError(
            f"{decisions.files[0]}: says nothing of {run.assignment}: add "
            f"[assignments.{run.assignment}]"
        )
    planned = decisions.assignments.get(run.assignment, Planned())
    return planned.due or run.conditions.due


def _due_for(due: datetime | None, decisions: Sequence[Decision]) -> datetime | None:
    """When it is due for a student: the latest extension holds."""
    extended = [d.until for d in decisions if d.kind == EXTENSION and d.until is not None]
    return max([due, *extended]) if due is not None else None


def _give(decisions: Sequence[Decision]) -> bool:
    return any(d.kind in (OVERRIDE, MANUAL) for d in decisions)
