"""A term computed from the ledgers of its assignments: students' ways, questions, mistakes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autograder.classroom.adjustments.account import question_of
from autograder.classroom.adjustments.directory import Directory, people_in, read_students
from autograder.classroom.adjustments.term import Term
from autograder.classroom.ledger import GradedCase, Ledger, Row, Run
from autograder.classroom.people import Person
from autograder.errors import AssignmentError
from autograder.reports.attempts import Made, mistakes_made
from autograder.reports.labels import labels
from autograder.reports.statistics import correlation, weights


@dataclass(frozen=True)
class GradedAssignment:
    """An assignment of a term, as its last run left it."""

    folder: Path
    ledger: Ledger
    run: Run
    term: Term


@dataclass(frozen=True)
class TermCell:
    """What a student has in one assignment."""

    points: float
    share: float
    """of the points that can be earned"""
    hand_in: str
    """what the assignment's report calls it"""


@dataclass(frozen=True)
class Way:
    """A student's way through the term."""

    student: str
    sid: str
    cells: tuple[TermCell | None, ...]
    """an assignment each; None where nothing was handed in, or it has no result"""

    @property
    def mean(self) -> float:
        """The mean share of the points; what has no result counts as nothing."""
        return sum(cell.share for cell in self.cells if cell) / len(self.cells)


@dataclass(frozen=True)
class QuestionStatistics:
    """A question, both halves together."""

    assignment: str
    name: str
    points: float
    share: float
    """of its points, on average: the lower, the harder"""
    discrimination: float | None
    """the correlation with the rest of the score; None where one of the two does not vary"""


@dataclass(frozen=True)
class Caught:
    """A hidden case that tells of work which passes all public cases of its question."""

    assignment: str
    question: str
    case: str
    alone: int
    """hand-ins that pass all public cases of the question and not this one"""
    more: int
    """how many of them no case listed before tells of"""
    of: int
    """hand-ins that pass all public cases of the question, and not all hidden ones"""


@dataclass
class TermReport:
    """Everything that the page of a term shows."""

    assignments: list[Run] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    questions: list[QuestionStatistics] = field(default_factory=list)
    mistakes: list[tuple[str, Made]] = field(default_factory=list)
    """assignments and known mistakes"""
    caught: list[Caught] = field(default_factory=list)
    anonymous: bool = False


def term_report(
    graded: Sequence[GradedAssignment],
    *,
    anonymous: bool = False,
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> TermReport:
    """What the ledgers of a term say together; with ``anonymous``, no student is named.

    ``AssignmentError`` where two of them are of one assignment.
    """
    names = [one.run.assignment for one in graded]
    for name in names:
        if names.count(name) > 1:
            folders = ", ".join(str(one.folder) for one in graded if one.run.assignment == name)
            raise AssignmentError(f"{folders}: all of {name}; a term has each assignment once")
    runs, places = [one.run for one in graded], [one.folder for one in graded]
    found = TermReport(runs, places, anonymous=anonymous)
    directory = Directory()
    for students in {str(s): s for one in graded if (s := one.term.decisions.students)}.values():
        directory.enter_class(read_students(students))  # also those who never hand in
    cells: list[list[tuple[int, TermCell | None]]] = []
    for done, one in enumerate(graded):
        progress("assignments looked at", done, len(graded))
        rows = list(one.ledger.rows(one.run))
        cells.append(_cells(one, rows, directory))
        results = [row.results for row in rows if row.results is not None]
        if results:
            passed = np.array([[o.passed for o in own.outcomes] for own in results])
            found.questions += _question_statistics(one.run, passed)
            found.caught += _told_by_hidden(one.run, passed)
        pairs = [(row.entry, row.results) for row in rows if row.results is not None]
        made = mistakes_made(one.ledger, one.run, pairs)
        found.mistakes += [(one.run.title, mistake) for mistake in made]
    progress("assignments looked at", len(graded), len(graded))
    found.ways = _ways(cells, directory, graded[0].ledger if anonymous else None)
    return found


def _cells(
    one: GradedAssignment, rows: Sequence[Row], directory: Directory
) -> list[tuple[int, TermCell | None]]:
    """The students of a class, by their numbers in the term, and what each has."""
    people: list[Person] = []
    cells: list[TermCell | None] = []
    called = labels([row.entry for row in rows])
    for row in rows:
        accounts = one.term.accounts(row)
        for person, account in zip(people_in(row.entry), accounts, strict=True):
            people.append(person)
            points, most = account.account.so_far, account.account.max_points
            share = points / most if most else 0.0
            known = TermCell(points, share, called[row.entry.name])
            has_points = not row.without_result or account.account.points is not None
            cells.append(known if has_points else None)
    return list(zip(directory.enter_class(people), cells, strict=True))


def _ways(
    cells: Sequence[Sequence[tuple[int, TermCell | None]]],
    directory: Directory,
    ledger: Ledger | None,
) -> list[Way]:
    """A way for every student; named by pseudonyms of a ``ledger`` where one is given."""
    by_number = [{directory.number(n): cell for n, cell in own} for own in cells]
    ways = []
    for number in directory.numbers:
        person = directory.person(number)
        name = person.name or person.email or person.login or person.sid
        own = tuple(table.get(number) for table in by_number)
        if ledger is not None:
            key = "\0".join(person.identity)
            name = ledger.pseudonym(f"student\0{key}").replace("hand-in", "student")
        ways.append(Way(name, "" if ledger is not None else person.sid, own))
    return ways


def _question_statistics(run: Run, passed: NDArray[np.bool_]) -> list[QuestionStatistics]:
    """Difficulty and discrimination of each question; ``passed``: (hand-ins, cases)."""
    points = np.array([case.points for case in run.cases])
    scores = passed @ points
    found = []
    for name, places in _by_question(run.cases).items():
        worth = weights(points[places])
        own = passed[:, places] @ worth
        share = float(own.mean() / float(worth.sum()))
        discrimination = correlation(own, scores - passed[:, places] @ points[places])
        most = float(points[places].sum())
        found.append(QuestionStatistics(run.title, name, most, share, discrimination))
    return found


def _by_question(cases: Sequence[GradedCase]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, case in enumerate(cases):
        found.setdefault(question_of(case.question), []).append(place)
    return found


def _told_by_hidden(run: Run, passed: NDArray[np.bool_]) -> list[Caught]:
    """The hidden cases that tell of what public ones miss: in the order in which each adds most."""
    found = []
    for name, places in _by_question(run.cases).items():
        public = [place for place in places if not run.cases[place].hidden]
        hidden = [place for place in places if run.cases[place].hidden]
        if not public or not hidden:
            continue
        missed = passed[:, public].all(axis=1) & ~passed[:, hidden].all(axis=1)
        told = np.zeros(len(passed), bool)
        while (missed & ~told).any():
            gains = {place: int((missed & ~told & ~passed[:, place]).sum()) for place in hidden}
            best = max(gains, key=lambda place: gains[place])
            alone = int((missed & ~passed[:, best]).sum())
            case = run.cases[best].name
            found.append(Caught(run.title, name, case, alone, gains[best], int(missed.sum())))
            told |= ~passed[:, best]
    return found
