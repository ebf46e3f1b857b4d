"""A made-up term: five assignments, 120 students, and every decision that a term knows.

    python tools/terms.py FOLDER [SEED]

writes ``students.csv``, ``adjustments.toml``, ``adjustments.csv``, a gradebook an assignment as
Canvas exports it, and a ledger an assignment in ``graded/``, as if all of them had been graded:
three attempts a student, of which the newest counts, groups in the third assignment, late hand-ins,
some that could not be opened, and a regrade of the second assignment after its test was mended.
Nothing of it comes from the framework's arithmetic, so that a test can hold one against the other.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np

from autograder.assignment.fingerprint import Parts
from autograder.assignment.manual import ManualQuestion
from autograder.assignment.provenance import Provenance
from autograder.assignment.settings import Gradescope
from autograder.classroom.ledger import NAME, Bundle, GradedCase, Ledger
from autograder.classroom.people import Entry, Person
from autograder.classroom.roster import read_input
from autograder.grading.results import Outcome, Results

STUDENTS, ATTEMPTS = 120, 3
GROUPED, WRITTEN, REGRADED = "t3", "t4", "t2"
ASSIGNMENTS = ("t1", "t2", GROUPED, WRITTEN, "t5")
CASES = (
    ("forward", "values", 2.0, False),
    ("forward", "shapes", 1.0, False),
    ("backward", "gradient", 3.0, False),
    ("extra", "further", 1.5, True),
    ("forward (hidden)", "images", 1.5, False),
    ("backward (hidden)", "edges", 2.5, False),
)
"""Question, case, points, and whether they come on top: ten points and 1.5 more."""
ESSAY = ManualQuestion("Derive the gradient", 4.0, "2 for the chain rule, 2 for the sum")
FIRST_DUE = datetime(2026, 9, 14, 21, 59, tzinfo=timezone.utc)
ROUND = timedelta(days=14)
NEVER = 17
"""The student who never hands anything in."""


@dataclass
class MadeUpTerm:
    """What was made, for who checks it."""

    folder: Path
    due: dict[str, datetime] = field(default_factory=dict)
    newest: dict[tuple[str, int], tuple[datetime, list[bool]]] = field(default_factory=dict)
    """assignment and student -> when the newest hand-in came, and which cases it passes"""
    unreadable: set[tuple[str, int]] = field(default_factory=set)
    """hand-ins without a result"""


def sid(student: int) -> str:
    """The number of a student."""
    return f"{student:05}"


def person(student: int) -> Person:
    """A student; two of every forty have the same name."""
    return Person(f"Student {student % 40:02} Example", sid(student), f"s{student}@x.edu")


def make_term(folder: Path, seed: int = 0) -> MadeUpTerm:
    """Write a term into ``folder``; the same ``seed`` makes the same one."""
    random = np.random.default_rng(seed)
    made = MadeUpTerm(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _write_table(
        folder / "students.csv",
        ["student", "sid", "email"],
        [[p.name, p.sid, p.email] for p in map(person, range(STUDENTS))],
    )
    for number, name in enumerate(ASSIGNMENTS):
        made.due[name] = FIRST_DUE + number * ROUND
        _write_ledger(made, name, _attempts(made, name, random), random)
        _write_gradebook(folder / f"{name}.csv", name)
    (folder / "adjustments.toml").write_text(_decisions(made, random), encoding="utf-8")
    _write_points(folder / "adjustments.csv", random)
    return made


def _attempts(made: MadeUpTerm, name: str, random: np.random.Generator) -> list[Entry]:
    """The newest of three attempts of each student, or of each group of three."""
    handing_in = [s for s in range(STUDENTS) if s != NEVER]
    size = 3 if name == GROUPED else 1
    groups = [handing_in[i : i + size] for i in range(0, len(handing_in), size)]
    attempts = []
    for attempt in range(ATTEMPTS):
        for group in groups:
            early = timedelta(hours=float(random.uniform(1, 40)) + 48 * (ATTEMPTS - 1 - attempt))
            late = timedelta(hours=float(random.exponential(40))) if random.random() < 0.5 else None
            on_time = made.due[name] - early
            came = made.due[name] + late if late and attempt == ATTEMPTS - 1 else on_time
            moment = came.replace(microsecond=0)
            attempts.append((group, attempt, moment))
    if name != GROUPED:
        return _by_rosters(made.folder / "rosters" / name, attempts)
    return [
        Entry(
            name=f"group-{group[0]}",
            path=made.folder / f"group-{group[0]}-{attempt}.py",
            people=tuple(map(person, group)),
            submitted=moment,
            attempts=ATTEMPTS,
            key=f"group-{group[0]}",
        )
        for group, attempt, moment in attempts
        if attempt == ATTEMPTS - 1
    ]


def _by_rosters(folder: Path, attempts: Sequence[tuple[list[int], int, datetime]]) -> list[Entry]:
    """A roster for every round of attempts, in another order each, read as ``grade`` reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    rosters = []
    for attempt in (1, 2, 0):
        rosters.append(folder / f"round-{attempt}.csv")
        rows = [
            [person(g[0]).name, sid(g[0]), f"{sid(g[0])}-{attempt}.py", moment.isoformat(" ")]
            for g, of, moment in attempts
            if of == attempt
        ]
        _write_table(rosters[-1], ["student", "sid", "file", "submitted"], rows)
    return list(read_input(rosters, ["layers"], scratch=folder / "scratch").entries)


def _write_ledger(
    made: MadeUpTerm, name: str, entries: list[Entry], random: np.random.Generator
) -> None:
    passed = [[bool(p) for p in random.random(len(CASES)) < 0.7] for _ in entries]
    with Ledger(made.folder / "graded" / name / NAME) as ledger:
        if name == REGRADED:  # with a test that nobody passes
            before = [[*own[:2], False, *own[3:]] for own in passed]
            _write_run(ledger, _bundle(name, "before"), entries, before)
        _write_run(ledger, _bundle(name, "mended"), entries, passed)
    for place, (entry, own) in enumerate(zip(entries, passed, strict=True)):
        assert entry.submitted is not None
        for student in (int(p.sid) for p in entry.people):
            made.newest[name, student] = entry.submitted, own
            if _is_unreadable(place):
                made.unreadable.add((name, student))


def _is_unreadable(place: int) -> bool:
    return place % 50 == 23


def _bundle(name: str, tests: str) -> Bundle:
    questions = list(dict.fromkeys(question for question, *_ in CASES))
    parts = Parts(
        tests={q: tests if q.startswith("backward") else "same" for q in questions},
        needs={q: [] for q in questions if not q.endswith("(hidden)")},
        reference="reference",
        terms="terms",
        framework="framework",
    )
    return Bundle(
        provenance=Provenance(bundle=f"{name}-{tests}", commit="", framework="framework"),
        assignment=name,
        title=name.upper(),
        settings=asdict(Gradescope()),
        parts=parts,
        given={},
        answers=[],
        cases=[GradedCase(q, case, q.endswith("(hidden)"), b, p) for q, case, p, b in CASES],
        manual=[ESSAY] if name == WRITTEN else [],
    )


def _write_run(
    ledger: Ledger, bundle: Bundle, entries: list[Entry], passed: list[list[bool]]
) -> None:
    run = ledger.begin(bundle)
    ledger.enter(run, enumerate(entries))
    readable = [e for place, e in enumerate(entries) if not _is_unreadable(place)]
    ledger.opened(run, [(e.name, f"digest of {e.path.name}", [e.path.name]) for e in readable])
    for entry, own in zip(entries, passed, strict=True):
        if entry not in readable:
            ledger.not_graded(run, entry.name, "could not be graded: the archive is broken")
            continue
        outcomes = [
            Outcome(
                question=case.question,
                case=case.name,
                hidden=case.hidden,
                points=case.points if right else 0.0,
                max_points=case.points,
                status="passed" if right else "failed",
                message="" if right else f"{case.name}: not what was expected",
                bonus=case.bonus,
            )
            for case, right in zip(bundle.cases, own, strict=True)
        ]
        digest = f"digest of {entry.path.name}"
        results = Results(entry.name, bundle.provenance, outcomes, hand_in=digest, layers=["uid"])
        ledger.record(run, results)
    ledger.finish(run)


def _decisions(made: MadeUpTerm, random: np.random.Generator) -> str:
    """The file of decisions; no student has two on the same question."""
    lines = [
        'students = "students.csv"\n',
        "[late]\npercent_a_day = 10\ngrace_minutes = 30\ndays = 3\nhard_stop_days = 4\n",
    ]
    for name, due in made.due.items():
        lines.append(f'[assignments.{name}]\ndue = {due.isoformat()}\ngraded = "graded/{name}"\n')
    lines.append('[groups]\n"night shift" = ["00003", "s4@x.edu", "00005"]\n')
    for name, due in made.due.items():
        chosen = iter(random.permutation([s for s in range(6, STUDENTS) if s != NEVER]))
        for _ in range(4):
            until = (due + timedelta(hours=int(random.integers(12, 90)))).isoformat()
            lines.append(_decision("extension", name, next(chosen), f"until = {until}"))
        for question in ("forward", "backward"):
            points = int(random.integers(0, 4))
            about = f'question = "{question}"\npoints = {points}\n{_BY}'
            lines.append(_decision("override", name, next(chosen), about))
        lines.append(_decision("override", name, next(chosen), f"points = 7.25\n{_BY}"))
        lines.append(_decision("excused", name, next(chosen), 'question = "backward"'))
        for _ in range(3):  # late ones, which keep their late days for the next assignment
            late = next(s for s in chosen if made.newest[name, int(s)][0] - due > ROUND / 14)
            lines.append(_decision("not_counted", name, late, ""))
        for _ in range(3):
            lines.append(_decision("bonus", name, next(chosen), "points = 1.5"))
    until = (made.due["t1"] + timedelta(days=2)).isoformat()
    lines.append(
        f'[[extension]]\nassignment = "t1"\ngroup = "night shift"\nuntil = {until}\n'
        'why = "a conference"\n'
    )
    lines.append('[[full_marks]]\nassignment = "t5"\nquestion = "forward"\nwhy = "misprint"\n')
    lines.append(_decision("override", "t5", NEVER, f"points = 5\n{_BY}"))
    return "\n".join(lines)


_BY = 'by = "TA"\nwhen = 2026-12-01'


def _decision(kind: str, assignment: str, student: int, about: str) -> str:
    head = f'[[{kind}]]\nassignment = "{assignment}"\nstudent = "{sid(student)}"\n'
    return f'{head}why = "why {kind} {student}"\n{about}\n'


def _write_points(path: Path, random: np.random.Generator) -> None:
    """The points of the written question; three students still wait."""
    rows = [
        ["manual", WRITTEN, sid(s), ESSAY.title, f"{random.integers(0, 9) / 2:g}", "read by a TA"]
        for s in range(STUDENTS)
        if s != NEVER and s % 40 != 8
    ]
    _write_table(path, ["kind", "assignment", "student", "question", "points", "why"], rows)


def _write_gradebook(path: Path, name: str) -> None:
    rows = [["    Points Possible", "", "", "", "20"]]
    for student in range(STUDENTS):
        given, _, last = person(student).name.rpartition(" ")
        rows.append([f"{last}, {given}", f"{70000 + student}", sid(student), f"s{student}", ""])
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", f"{name.upper()} (1{name[1:]})"]
    _write_table(path, head, rows)


def _write_table(path: Path, head: list[str], rows: list[list[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([head, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    made_up = make_term(target, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    print(f"wrote {target}: {len(made_up.due)} assignments, {len(made_up.newest)} newest hand-ins")
