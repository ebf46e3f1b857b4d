"""A term at a glance: ways, difficulty, mistakes repaired, what only hidden cases told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_up_class import HOSTILE, make_class

from autograder.assignment import wrong
from autograder.classroom.adjustments.decisions import Decisions
from autograder.classroom.adjustments.place import opened_term
from autograder.classroom.adjustments.term import Term
from autograder.classroom.ledger import NAME, GradedCase, Ledger, Run
from autograder.classroom.people import Entry, Person
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.grading.diagnosis import Diagnosis, naming, title_in
from autograder.grading.results import Outcome, Results
from autograder.language import speaking
from autograder.reports.attempts import mistakes_made
from autograder.reports.term_report import (
    GradedAssignment,
    TermReport,
    _question_statistics,
    _told_by_hidden,
    term_report,
)
from tools.terms import ASSIGNMENTS, NEVER, STUDENTS, MadeUpTerm, make_term, sid

TITLES = {"a": "the bias is not added", "b": "the mean is missing"}
NAMING = "Your answer is what comes out"
METADATA = """submission_1:
  :submitters:
  - :name: Ada
  :created_at: 2026-11-02 02:52:07.938335000 Z
  :results:
    tests:
    - name: now
      output: |-
        {named} in this call when another one.
          Look.
  :history:
  - :submitters: []
    :results:
      tests:
      - name: first
        output: |-
          dw is wrong
            {named} in all 2 calls when {a}.
            Look again.
      - name: second
        output: "db is wrong\\n  {named} in this call when {b}.\\n  Look again."
    :id: 7
submission_2:
  :submitters:
  - :name: Bob
  :history:
  - :results:
      tests:
      - output: nothing is named
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeUpTerm:
    return make_term(tmp_path_factory.mktemp("term"), 3)


@pytest.fixture(scope="module")
def found(made: MadeUpTerm) -> TermReport:
    graded = []
    for name in ASSIGNMENTS:
        folder = made.folder / "graded" / name
        ledger = Ledger(folder / NAME)
        run = ledger.last_run()
        graded.append(GradedAssignment(folder, ledger, run, opened_term(ledger, run, None)))
    return term_report(graded)


def test_everybody_has_a_way_with_the_points_that_count(
    found: TermReport, made: MadeUpTerm
) -> None:
    ways = {way.sid: way for way in found.ways}
    assert sorted(ways) == [sid(student) for student in range(STUDENTS)]
    for place, name in enumerate(ASSIGNMENTS):
        with Ledger(made.folder / "graded" / name / NAME) as ledger:
            run = ledger.last_run()
            term = opened_term(ledger, run, None)
            for student in range(0, STUDENTS, 7):
                if student == NEVER or (name, student) in made.unreadable:
                    continue
                ((_, account),) = term.find(ledger, run, sid(student))
                cell = ways[sid(student)].cells[place]
                assert cell is not None and cell.points == account.account.so_far
                assert cell.share == pytest.approx(cell.points / run.max_points)
    never = ways[sid(NEVER)]
    assert never.cells == (None,) * 5 and never.mean == 0.0
    way = next(way for way in found.ways if None not in way.cells)
    assert way.mean == pytest.approx(np.mean([cell.share for cell in way.cells if cell]))


def test_questions_have_the_class_share_and_the_correlation_with_the_rest(
    found: TermReport, made: MadeUpTerm
) -> None:
    own = [
        passed
        for (name, student), (_, passed) in made.newest.items()
        if name == "t1" and ("t1", student) not in made.unreadable
    ]
    points = np.array(own) * np.array([2.0, 1.0, 3.0, 1.5, 1.5, 2.5])
    forward = points[:, [0, 1, 4]].sum(axis=1)
    rest = points.sum(axis=1) - forward
    (question,) = (q for q in found.questions if (q.assignment, q.name) == ("T1", "forward"))
    assert question.points == 4.5
    assert question.share == pytest.approx(forward.mean() / 4.5)
    assert question.discrimination == pytest.approx(np.corrcoef(forward, rest)[0, 1])


@pytest.fixture
def small_run(tmp_path: Path) -> Run:
    """A run whose question has two public cases and three hidden ones."""
    with Ledger(make_class(tmp_path, 6) / NAME) as ledger:
        run = ledger.last_run()
    names = [("q", "a"), ("q", "b"), ("q (hidden)", "x"), ("q (hidden)", "y"), ("q (hidden)", "z")]
    return replace(run, cases=[GradedCase(q, n, "hidden" in q, False, 1.0) for q, n in names])


def test_hidden_cases_are_listed_by_what_each_adds(small_run: Run) -> None:
    passed = np.array(
        [
            [1, 1, 0, 1, 0],
            [1, 1, 0, 1, 1],
            [1, 1, 0, 0, 1],
            [1, 1, 1, 0, 1],
            [1, 0, 0, 0, 0],  # a public case told
            [1, 1, 1, 1, 1],
        ],
        bool,
    )
    told = [(c.case, c.alone, c.more, c.of) for c in _told_by_hidden(small_run, passed)]
    assert told == [("x", 3, 3, 4), ("y", 2, 1, 4)]  # z tells of nobody else
    assert _told_by_hidden(small_run, np.ones((3, 5), bool)) == []
    (question,) = _question_statistics(small_run, np.ones((3, 5), bool))
    assert (question.share, question.discrimination) == (1.0, None)


def _graded(ledger: Ledger, like: Run, entry: Entry, digest: str, *titles: str) -> Run:
    run = ledger.begin(like)
    ledger.enter(run, [(0, entry)])
    ledger.opened(run, [(entry.name, digest, [])])
    outcomes = [
        Outcome(
            question=case.question,
            case=case.name,
            hidden=case.hidden,
            points=0.0,
            max_points=case.points,
            status="failed",
            misconception=title[:3],
            misconception_title=title,
        )
        for case, title in zip(like.cases, titles, strict=False)
    ]
    ledger.record(run, Results(entry.name, run.provenance, outcomes, hand_in=digest))
    ledger.finish(run)
    return run


def test_mistakes_of_earlier_gradings_are_repaired_where_the_last_one_makes_none(
    tmp_path: Path, small_run: Run
) -> None:
    entry = Entry("ada", tmp_path / "ada.py", (Person("Ada", "1"),))
    with Ledger(tmp_path / "new.sqlite") as ledger:
        _graded(ledger, small_run, entry, "first", TITLES["a"], TITLES["b"])
        _graded(ledger, small_run, replace(entry, name="ada-2"), "second", TITLES["b"])
        run = ledger.last_run()
        made = mistakes_made(ledger, run, [(r.entry, r.results) for r in ledger.rows(run)])  # type: ignore[misc]
    told = {m.title: (m.made, m.repaired, len(m.now)) for m in made}
    assert told == {TITLES["a"]: (1, 1, 0), TITLES["b"]: (1, 0, 1)}


def test_mistakes_in_the_history_of_an_export_count_as_made_before(
    tmp_path: Path, small_run: Run
) -> None:
    export = tmp_path / "assignment_1_export"
    (export / "submission_1").mkdir(parents=True)
    (export / "submission_metadata.yml").write_text(METADATA.format(named=NAMING, **TITLES))
    entry = Entry("submission_1", export / "submission_1", (Person("Ada", "1"),))
    with Ledger(tmp_path / "new.sqlite") as ledger:
        run = _graded(ledger, small_run, entry, "last", TITLES["b"])
        rows = list(ledger.rows(ledger.last_run()))
        made = mistakes_made(ledger, run, [(r.entry, r.results) for r in rows if r.results])
    told = {m.title: (m.made, m.repaired, len(m.now)) for m in made}
    assert told == {TITLES["a"]: (1, 1, 0), TITLES["b"]: (1, 0, 1)}


@wrong("f", "f 少了一项。两次", hint="看。")
def _f_with_a_mistake() -> None:
    """A known mistake of an author who writes Chinese."""


def test_a_message_names_its_mistake() -> None:
    assert title_in(f"w\n  {NAMING} in all 3 calls when x is y when z.\n  Look.") == "x is y when z"
    assert title_in(f"{NAMING} when it is a. b.\n  Look.") == "it is a. b"
    with speaking("zh"):
        told = str(Diagnosis(_f_with_a_mistake, 3))
    assert title_in(f"w\n  {told}") == "f 少了一项。两次"
    assert all(any(begins in text for begins in naming()) for text in (f"{NAMING} in all", told))
    assert title_in("fails when it is 0.\nNothing more.") == ""


def test_the_page_of_a_term_names_nobody_where_that_is_asked(
    made: MadeUpTerm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [str(made.folder / "graded" / name) for name in ASSIGNMENTS]
    assert main(["report", *folders]) == 0
    target = made.folder / "graded" / "term.html"
    text = target.read_text()
    assert "5 assignments, 120 students" in text and "Student 03 Example" in text
    assert not re.findall(r"(?:src|href)=[\"']?(?:https?:|//)", text)
    assert main(["report", *folders, "--anonymous", "-o", str(tmp_path / "a.html")]) == 0
    hidden = (tmp_path / "a.html").read_text().partition("<main>")[2].partition("<script>")[0]
    assert not re.findall(r"Example|\b0000\d\b|report\.html", hidden) and "student " in hidden
    capsys.readouterr()


def test_names_on_the_page_of_a_term_are_no_markup(tmp_path: Path) -> None:
    first, second = make_class(tmp_path / "one", 5), make_class(tmp_path / "two", 5)
    with Ledger(second / NAME) as ledger:
        ledger._file.change("UPDATE bundle SET assignment = 'hw2'")
    for folder in (first, second):
        (folder / "adjustments.toml").unlink()
        assert main(["report", str(folder)]) == 0
    assert main(["report", str(first), str(second)]) == 0
    text = (tmp_path / "term.html").read_text()
    assert HOSTILE not in text and "<img" not in text and "one/report.html#=" in text


def test_a_term_has_each_assignment_once_and_no_pairs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_class(tmp_path / "one", 5)
    with Ledger(folder / NAME) as ledger:
        run = ledger.last_run()
        twice = [GradedAssignment(folder, ledger, run, Term(Decisions(), ledger, run))] * 2
        with pytest.raises(AssignmentError, match="all of hw1; a term has each assignment once"):
            term_report(twice)
    assert main(["report", str(folder), str(folder), "--similar"]) == 2
    assert "--similar compares the hand-ins of one class" in capsys.readouterr().err
