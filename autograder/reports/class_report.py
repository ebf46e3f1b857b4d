"""The class report computes from a ledger how a class did: numbers and texts, no markup yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from autograder.assignment.manual import NOT_GRADED_YET
from autograder.assignment.settings import Gradescope
from autograder.classroom.adjustments.account import Account
from autograder.classroom.adjustments.decisions import Decisions
from autograder.classroom.adjustments.term import StudentAccount, Term
from autograder.classroom.ledger import Ledger, Run
from autograder.classroom.people import Entry
from autograder.grading.results import Outcome
from autograder.platforms.gradescope.document import document_of
from autograder.reports.explanation import adjustments, told_by_people
from autograder.reports.labels import labels

if TYPE_CHECKING:
    from autograder.reports.similarity.hand_ins import Alike

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
CHARACTERS = 6_000_000
"""Budget of message text for the page, in characters, which every browser still opens at once; each
hand-in gets an equal share, never less than ``LEAST``."""
LEAST = 400
"""Characters of message text that each hand-in gets, however large the class is."""
SHORT = 2
"""Letters of a name that other words may hold."""
CUT = "\n... (cut here; the whole text is in results/)"
"""What stands where a message was cut."""


@dataclass(frozen=True)
class CaseStatistics:
    """How the class did in one case."""

    name: str
    points: float
    rate: float
    """the share that passed"""
    discrimination: float | None
    """the correlation with the rest of the score; None where all passed or all failed"""


@dataclass(frozen=True)
class Half:
    """How the class did in one half of a question."""

    name: str
    points: float
    share: float
    """of the points, on average"""
    cases: list[CaseStatistics]


@dataclass(frozen=True)
class Mistake:
    """A known mistake and who made it."""

    name: str
    title: str
    hand_ins: list[str]


@dataclass(frozen=True)
class Line:
    """A hand-in in the table of all."""

    name: str
    student: str
    points: float
    lost: int
    seconds: float
    problem: str = ""
    adjusted: str = ""
    """what people and the late rule did to the points, or what still waits for somebody"""


@dataclass
class Report:
    """Everything that the page shows."""

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
    pages: dict[str, Any] = field(default_factory=dict)
    """what each student sees: texts shared by all, and a page a hand-in that points at them"""

    @property
    def points(self) -> list[float]:
        """The points of what was graded."""
        return [line.points for line in self.lines if not line.problem]

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
    term: Term | None = None,
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> Report:
    """What the ledger says of ``run``; with ``anonymous``, names are replaced by pseudonyms.

    With ``compare`` it also says which hand-ins are alike. ``term`` has the decisions that count.
    ``progress`` is told what is counted, how many are done, and of how many.
    """
    found = Report(run)
    term = term or Term(Decisions(), ledger, run)
    settings = Gradescope(**run.settings)
    names = labels(list(ledger.entries(run)))
    texts = _Texts(max(LEAST, CHARACTERS // max(1, len(names))))
    passed: list[NDArray[np.bool_]] = []
    outcomes: list[Outcome] = []
    mistakes: dict[str, Mistake] = {}
    for done, row in enumerate(ledger.rows(run), 1):
        progress("hand-ins looked at", done, len(names))
        name = ledger.pseudonym(row.entry.name) if anonymous else names[row.entry.name]
        student = "" if anonymous else ", ".join(p.name or p.email for p in row.entry.people)
        problem = row.trouble
        if problem:
            problem = problem.partition(":")[0] if anonymous else problem
            found.troubles.append((name, problem))
        if row.results is None:
            problem = "not graded" if anonymous else problem
            found.lines.append(Line(name, student, 0.0, 0, 0.0, problem))
            continue
        results = row.results
        outcomes = results.outcomes
        lost = [o for o in outcomes if o.points < o.max_points]
        accounts = term.accounts(row)
        for label, account in _told_apart(accounts, student, anonymous=anonymous):
            told = _told(account, anonymous=anonymous)
            found.lines.append(
                Line(name, label, account.so_far, len(lost), results.seconds, adjusted=told)
            )
        passed.append(np.array([o.points > 0 for o in outcomes]))
        _note_mistakes(mistakes, name, lost)
        for kind in {o.accident for o in lost if o.accident}:
            found.accidents.setdefault(ACCIDENTS_TOLD[kind], []).append(name)
        hide = _hider(row.entry, name) if anonymous else str
        results.files = [] if anonymous else results.files
        document = document_of(results, settings, written=told_by_people(accounts))
        found.pages[name] = texts.page(document, hide)
    if compare:
        from autograder.reports.similarity.hand_ins import (
            alike,  # SciPy, which takes its time to load
        )

        entries = {entry.name: entry for entry in ledger.entries(run)}
        pairs, found.compared = alike(ledger, run, progress)
        found.alike = [_renamed(p, entries, ledger if anonymous else None, names) for p in pairs]
    found.mistakes = sorted(mistakes.values(), key=lambda m: -len(m.hand_ins))
    found.halves = _halves(outcomes, np.array(passed)) if passed else []
    found.pages = {"texts": texts.all, "hand_ins": found.pages}
    return found


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


def _note_mistakes(mistakes: dict[str, Mistake], name: str, lost: Iterable[Outcome]) -> None:
    for outcome in lost:
        if outcome.misconception:
            mistake = Mistake(outcome.misconception, outcome.misconception_title, [])
            known = mistakes.setdefault(mistake.name, mistake)
            if name not in known.hand_ins[-1:]:
                known.hand_ins.append(name)


def _halves(outcomes: list[Outcome], passed: NDArray[np.bool_]) -> list[Half]:
    """Pass rates and discriminations; ``passed``: (hand-ins, cases)."""
    points = np.array([o.max_points for o in outcomes])
    scores = passed @ points
    found: dict[str, Half] = {}
    for column, o in enumerate(outcomes):
        half = found.setdefault(o.question, Half(o.question, 0.0, 0.0, []))
        own = passed[:, column]
        rest = scores - own * points[column]
        case = CaseStatistics(o.case, o.max_points, float(own.mean()), _correlation(own, rest))
        half.cases.append(case)
    return [
        Half(h.name, total, sum(c.points * c.rate for c in h.cases) / total, h.cases)
        for h in found.values()
        for total in [sum(c.points for c in h.cases)]
    ]


def _correlation(a: NDArray[np.bool_], b: NDArray[np.float64]) -> float | None:
    if a.all() or not a.any() or float(np.ptp(b)) == 0.0:
        return None
    return float(np.corrcoef(a, b)[0, 1])


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
    found: Alike, entries: Mapping[str, Entry], ledger: Ledger | None, called: Mapping[str, str]
) -> Alike:
    """Two hand-ins side by side, as the report calls them; pseudonyms come from a ``ledger``."""
    names = [found.pair.first, found.pair.second]
    if ledger is None:
        first, second = (called[name] for name in names)
        return replace(found, pair=replace(found.pair, first=first, second=second))
    new = [ledger.pseudonym(name) for name in names]
    hide = [_hider(entries[name], n) for name, n in zip(names, new, strict=True)]
    passages = [
        (replace(a, text=hide[0](a.text)), replace(b, text=hide[1](b.text)))
        for a, b in found.passages
    ]
    return replace(found, pair=replace(found.pair, first=new[0], second=new[1]), passages=passages)


class _Texts:
    """Texts that pages share, each kept once."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.all: list[str] = []
        self._numbers: dict[str, int] = {}

    def page(self, document: dict[str, Any], hide: Callable[[str], str]) -> dict[str, Any]:
        """What Gradescope shows of a results.json: its tests as rows of numbers and text numbers.

        A row is name, output, visibility, and where it has points status, score and most.
        """
        left = self.budget
        rows = []
        for test in document["tests"]:
            text = hide(test.get("output", ""))
            if text not in self._numbers:
                text = text if len(text) <= left else text[: max(0, left)] + CUT
                left -= len(text)
            scored = [test["status"], test["score"], test["max_score"]] if "score" in test else []
            name = f"{test['number']}. {test['name']}" if "number" in test else test["name"]
            rows.append([self._number(t) for t in (name, text, test["visibility"])])
            rows[-1] += [self._number(scored[0]), *scored[1:]] if scored else []
        return {"score": document["score"], "tests": rows}

    def _number(self, text: str) -> int:
        if text not in self._numbers:
            self._numbers[text] = len(self.all)
            self.all.append(text)
        return self._numbers[text]
