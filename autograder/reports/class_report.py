"""The class report computes from a ledger how a class did: numbers and texts, no markup yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from autograder.assignment.manual import NOT_GRADED_YET
from autograder.assignment.settings import Gradescope
from autograder.classroom.adjustments.account import LATE, Account, question_of
from autograder.classroom.adjustments.decisions import Decisions
from autograder.classroom.adjustments.term import StudentAccount, Term
from autograder.classroom.ledger import Ledger, Row, Run
from autograder.classroom.people import Entry
from autograder.grading.results import Outcome, Results
from autograder.language import speaking
from autograder.platforms.gradescope.document import document_of
from autograder.reports.code import Code, code_of_all
from autograder.reports.explanation import adjustments, told_by_people
from autograder.reports.gallery import Gallery, Maker, Wall
from autograder.reports.labels import labels
from autograder.reports.shown import Texts
from autograder.reports.statistics import CaseStatistics, Half, halves
from autograder.reports.unexplained import Group, Unexplained

if TYPE_CHECKING:
    from autograder.reports.similarity.hand_ins import Alike

FEW_SHOWN = 5
"""How many cases, or hand-ins, are named where more are a click away."""
NOTABLE = 10
"""How many hand-ins are listed as the slowest ones."""
BINS = 20
"""How many bars the histogram of the points has."""
ACCIDENTS_TOLD = {
    "timeout": "took too long",
    "crash": "crashed, or ended the program",
    "forged": "sent something that is no answer",
}
"""How the report puts the ways in which a hand-in's process can end."""
SHORT = 2
"""Letters of a name that other words may hold."""
MARKED = 0.001
"""Hours late of what the platform calls late without saying when it came: the least there is."""


@dataclass(frozen=True)
class Mistake:
    """A known mistake and who made it."""

    name: str
    title: str
    hand_ins: list[str]
    question: str = field(default="", compare=False)


@dataclass(frozen=True)
class Line:
    """A hand-in in the table of all."""

    name: str
    student: str
    points: float
    lost: int
    seconds: float
    problem: str = ""
    """why it has no result"""
    adjusted: str = ""
    """what people and the late rule did to the points, or what still waits for somebody"""
    in_short: str = ""
    """the names of those adjustments, without reasons"""
    unrun: str = ""
    """why nothing of it could be run; its points are those of nothing"""
    late: float = 0.0
    """hours; ``MARKED`` where only that it was late is known"""
    place: int = -1
    """the place of its page in ``Report.pages``; -1 where it has no result"""

    @property
    def told_late(self) -> str:
        """How late it was, in words; empty where it was not."""
        if not self.late:
            return ""
        hours = round(self.late)
        days = f"{hours // 24} d " * (hours >= 24)
        return "marked late" if self.late == MARKED else f"{days}{hours % 24} h"


@dataclass
class Report:
    """Everything that the page shows."""

    SHOWN_GROUPS: ClassVar = 200
    """How many groups of failures that nothing explains have a line; most small ones are noise."""
    run: Run
    lines: list[Line] = field(default_factory=list)
    halves: list[Half] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    accidents: dict[str, list[str]] = field(default_factory=dict)
    troubles: list[tuple[str, str]] = field(default_factory=list)
    """who has no result, or whose work could not be run, and why"""
    alike: list[Alike] = field(default_factory=list)
    compared: int = 0
    """hand-ins that were looked at for passages alike; 0 where nobody asked"""
    groups: list[Group] = field(default_factory=list)
    """failures that no known mistake explains, by equal answers, the largest group first"""
    gallery: list[Wall] | None = None
    """the pictures that hand-ins made; None where nobody asked"""
    pages: list[dict[str, Any]] = field(default_factory=list)
    """a page a hand-in with a result, which points at ``texts``"""
    texts: list[str] = field(default_factory=list)

    @property
    def points(self) -> list[float]:
        """The points of what was graded."""
        return [line.points for line in self.lines if not line.problem]

    @property
    def hand_ins(self) -> int:
        """How many there are; a hand-in has a line a student where these have other points."""
        return len({line.name for line in self.lines})

    @property
    def late_hand_ins(self) -> int:
        """How many came late."""
        return len({line.name for line in self.lines if line.late})

    @property
    def hardest(self) -> list[tuple[Half, CaseStatistics]]:
        """Of the questions with the lowest pass rates, the case that the fewest passed."""
        cases = [(half, case) for half in self.halves for case in half.cases if case.failed]
        cases.sort(key=lambda found: found[1].rate)
        by_question: dict[str, tuple[Half, CaseStatistics]] = {}
        for half, case in cases:
            by_question.setdefault(question_of(half.name), (half, case))
        return list(by_question.values())[:FEW_SHOWN]

    def told_cases(self, group: Group) -> str:
        """The cases of a group, in words."""
        first = self.run.cases[group.cases[0]].name
        more = len(group.cases) - 1
        return f"{first}, and {more} more" if more else first

    def first_words(self, group: Group) -> str:
        """The first line of what those of a group read."""
        row = self.pages[group.hand_ins[0]]["cases"][group.cases[0]]
        text: str = self.texts[row[1]]
        return text.partition("\n")[0]

    @property
    def slowest(self) -> list[Line]:
        """The hand-ins that took longest."""
        return sorted(self.lines, key=lambda line: -line.seconds)[:NOTABLE]

    @property
    def histogram(self) -> list[tuple[float, float, int]]:
        """From, to and how many, in equal steps over the points that can be earned."""
        most = max([self.run.max_points, *self.points, 1.0])
        counts, edges = np.histogram(self.points, bins=BINS, range=(0.0, most))
        return [
            (float(a), float(b), int(n))
            for a, b, n in zip(edges[:-1], edges[1:], counts, strict=True)
        ]


def report(
    ledger: Ledger,
    run: Run,
    *,
    anonymous: bool = False,
    compare: bool = False,
    gallery: bool = False,
    term: Term | None = None,
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> Report:
    """What the ledger says of ``run``; with ``anonymous``, names are replaced by pseudonyms.

    With ``compare`` it also says which hand-ins are alike; with ``gallery`` it has the pictures
    that they made. ``term`` has the decisions that count.
    ``progress`` is told what is counted, how many are done, and of how many.
    """
    entries = list(ledger.entries(run))
    names = labels(entries)
    if anonymous:
        names = {entry.name: ledger.pseudonym(entry.name) for entry in entries}
    looked = _Look(
        Report(run),
        term or Term(Decisions(), ledger, run),
        names,
        code_of_all(ledger, run, progress),
        Texts(len(names)),
        anonymous=anonymous,
        gallery=Gallery() if gallery else None,
    )
    for done, row in enumerate(ledger.rows(run), 1):
        progress("hand-ins looked at", done, len(names))
        looked.at(row)
    found = looked.report()
    if compare:
        from autograder.reports.similarity.hand_ins import (
            alike,  # SciPy, which takes its time to load
        )

        by_name = {entry.name: entry for entry in entries}
        pairs, found.compared = alike(ledger, run, progress)
        found.alike = [_renamed(p, by_name, names, anonymous=anonymous) for p in pairs]
    return found


@dataclass
class _Look:
    """A report while the hand-ins of a class are looked at, one by one."""

    found: Report
    term: Term
    names: Mapping[str, str]
    """what the report calls each hand-in"""
    code: Mapping[str, Code]
    texts: Texts
    anonymous: bool = field(kw_only=True)
    gallery: Gallery | None = None
    passed: list[NDArray[np.bool_]] = field(default_factory=list)
    mistakes: dict[str, Mistake] = field(default_factory=dict)
    unexplained: Unexplained = field(default_factory=Unexplained)

    def at(self, row: Row) -> None:
        """Take in a hand-in."""
        name = self.names[row.entry.name]
        problem = row.trouble
        if problem:
            problem = problem.partition(":")[0] if self.anonymous else problem
            self.found.troubles.append((name, problem))
        if row.results is None:
            problem = "not graded" if self.anonymous else problem
            student = self._students(row.entry)
            late = hours_late(row.entry, self.term.accounts(row)[0].due)
            self.found.lines.append(Line(name, student, 0.0, 0, 0.0, problem, late=late))
            return
        place, before = len(self.found.pages), len(self.found.lines)
        lost = [o for o in row.results.outcomes if not o.passed]
        self._note_lines(row, row.results, problem, len(lost))
        if self.gallery is not None:
            points = max(line.points for line in self.found.lines[before:])
            self.gallery.add(Maker(name, self._students(row.entry), points), row.results.outcomes)
        self.passed.append(np.array([o.passed for o in row.results.outcomes]))
        _note_mistakes(self.mistakes, name, lost)
        self.unexplained.add(place, row.results)
        for kind in {o.accident for o in lost if o.accident}:
            self.found.accidents.setdefault(ACCIDENTS_TOLD[kind], []).append(name)
        self.found.pages.append(self._page(row, row.results))

    def report(self) -> Report:
        """The report on all that were looked at."""
        found = self.found
        found.mistakes = sorted(self.mistakes.values(), key=lambda m: -len(m.hand_ins))
        found.halves = halves(found.run.cases, np.array(self.passed)) if self.passed else []
        found.groups = self.unexplained.groups()
        found.texts = self.texts.all
        if self.gallery is not None:
            found.gallery = self.gallery.walls([(c.question, c.name) for c in found.run.cases])
        return found

    def _students(self, entry: Entry) -> str:
        return "" if self.anonymous else ", ".join(p.name or p.email for p in entry.people)

    def _note_lines(self, row: Row, results: Results, problem: str, lost: int) -> None:
        accounts = self.term.accounts(row)
        student = self._students(row.entry)
        for label, account in _told_apart(accounts, student, anonymous=self.anonymous):
            line = Line(
                self.names[row.entry.name],
                label,
                account.so_far,
                lost,
                results.seconds,
                adjusted=_told(account, anonymous=self.anonymous),
                in_short=_in_short(account, anonymous=self.anonymous),
                late=hours_late(row.entry, accounts[0].due),
                place=len(self.found.pages),
            )
            self.found.lines.append(replace(line, unrun=problem))

    def _page(self, row: Row, results: Results) -> dict[str, Any]:
        """What is shown of a hand-in."""
        name = self.names[row.entry.name]
        hide = _hider(row.entry, name) if self.anonymous else str
        results.files = [] if self.anonymous else results.files
        settings = Gradescope(**self.found.run.settings)
        with speaking(self.found.run.language):
            written = told_by_people(self.term.accounts(row))
            document = document_of(results, settings, written=written)
        shown = self.texts.page(document, results, hide)
        files = self.code.get(row.entry.name, {})
        code = [[hide(path), hide(text)] for path, text in files.items()]
        return {"name": name, **shown, "code": code}


def hours_late(entry: Entry, due: datetime | None) -> float:
    """How many hours after ``due`` a hand-in came; ``MARKED`` where only that it was is known."""
    if entry.submitted is None or due is None:
        return MARKED if entry.late else 0.0
    return max(0.0, (entry.submitted - due).total_seconds() / 3600)


def _told_apart(
    accounts: list[StudentAccount], students: str, *, anonymous: bool
) -> Iterator[tuple[str, Account]]:
    """A hand-in's accounts: one for all its students, where the same points count for them."""
    if len({found.account.points for found in accounts}) == 1:
        accounts = accounts[:1]
        yield students, accounts[0].account
        return
    for found in accounts:
        yield "" if anonymous else found.label, found.account


def _told(account: Account, *, anonymous: bool) -> str:
    """What is said beside the points; no reasons, which can name people, where it is anonymous."""
    waiting = [f"{name} {NOT_GRADED_YET}" for name in account.waiting]
    done = "adjusted" if anonymous and account.is_adjusted else adjustments(account)
    return "; ".join(filter(None, [*waiting, done]))


def _in_short(account: Account, *, anonymous: bool) -> str:
    """What was done to the points, without reasons; lateness that costs nothing does nothing."""
    told = [NOT_GRADED_YET] if account.waiting else []
    told += [step.what for question in account.questions for step in question.steps]
    before = account.steps[0]
    for step in account.steps[1:]:
        if step.what != LATE or step.points != before.points:
            told.append(step.what)
        before = step
    if anonymous and told and not account.waiting:
        return "adjusted"
    return ", ".join(dict.fromkeys(told))


def _note_mistakes(mistakes: dict[str, Mistake], name: str, lost: Iterable[Outcome]) -> None:
    for outcome in lost:
        if outcome.misconception:
            question = question_of(outcome.question)
            mistake = Mistake(outcome.misconception, outcome.misconception_title, [], question)
            known = mistakes.setdefault(mistake.name, mistake)
            if name not in known.hand_ins[-1:]:
                known.hand_ins.append(name)


def _hider(entry: Entry, name: str) -> Callable[[str], str]:
    """Replaces what tells who handed in, where a message repeats it.

    What has one or two letters, as Bo, is replaced where it is a word: it stands within others.
    """
    known = [entry.name, entry.title, entry.key]
    for p in entry.people:
        known += [p.name, p.sid, p.email, p.email.partition("@")[0], p.login, p.number]
        known += p.name.split()
    forms = {unicodedata.normalize(form, k) for k in known for form in ("NFC", "NFD")}
    telling = {k for k in forms if len(k) > SHORT or any(map(str.isalpha, k))}
    if not telling:
        return str
    longest_first = sorted(telling, key=len, reverse=True)
    pattern = re.compile("|".join(map(_pattern_of, longest_first)))
    return lambda text: pattern.sub(name, text)


def _pattern_of(telling: str) -> str:
    """A pattern for a name: a short one as a word, in scripts that write words apart."""
    found = re.escape(telling)
    if len(telling) > SHORT:
        return f"(?i:{found})"
    apart = unicodedata.category(telling[0]) != "Lo"  # 李 stands between other letters
    return rf"(?<![^\W_]){found}(?![^\W_])" if apart else found


def _renamed(
    found: Alike, entries: Mapping[str, Entry], called: Mapping[str, str], *, anonymous: bool
) -> Alike:
    """Two hand-ins side by side, as the report calls them."""
    names = [found.pair.first, found.pair.second]
    first, second = (called[name] for name in names)
    found = replace(found, pair=replace(found.pair, first=first, second=second))
    if not anonymous:
        return found
    hide = [_hider(entries[name], called[name]) for name in names]
    passages = [
        (replace(a, text=hide[0](a.text)), replace(b, text=hide[1](b.text)))
        for a, b in found.passages
    ]
    return replace(found, passages=passages)
