"""A ledger: what it keeps of a class, and what it does not take."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from autograder.assignment.manual import ManualQuestion
from autograder.assignment.rubric import Rubric
from autograder.classroom import Ledger, grade_class
from autograder.classroom.ledger import NAME, Conditions, Row
from autograder.classroom.people import Entry
from autograder.classroom.run import FEW, bundle_of
from autograder.errors import AssignmentError
from autograder.grading.engine import grade
from autograder.sandbox.process import Sandbox


@pytest.fixture
def bob(tmp_path: Path, right_source: str) -> Entry:
    """A hand-in with a known mistake."""
    path = tmp_path / "bob.py"
    path.write_text(right_source.replace("np.maximum(0, x), x", "np.abs(x), x"))
    return Entry("bob", path)


def test_results_come_back_as_they_were_taken_in(
    rubric: Rubric, sandbox: Sandbox, bob: Entry, tmp_path: Path
) -> None:
    results = grade(rubric, bob.path, sandbox)
    named = {o.misconception: o.misconception_title for o in results.outcomes if o.misconception}
    assert named == {"relu_abs": "the absolute value is taken"}
    results.outcomes[0] = replace(results.outcomes[0], answer="relu_forward 0123456789abcdef")
    with Ledger(tmp_path / NAME) as ledger:
        run = ledger.begin(bundle_of(rubric))
        ledger.enter(run, [(0, bob)])
        ledger.opened(run, [("bob", results.hand_in, results.files)])
        assert ledger.waiting(run) == [("bob", bob.path, results.hand_in)]
        ledger.record(run, results)
        ledger.record(run, results)
        assert ledger.waiting(run) == []
        ledger.finish(run)
        last = ledger.last_run()
        assert ledger.row(last, "bob") == Row(bob, replace(results, name="bob"), "")
        assert last.cases == bundle_of(rubric).cases and last.max_points == 62


def test_a_run_keeps_conditions_and_written_questions(rubric: Rubric, tmp_path: Path) -> None:
    due = datetime(2026, 11, 30, 23, 59, tzinfo=timezone(timedelta(hours=1)))
    conditions = Conditions(due, "dist/autograder.zip", "adjustments.toml")
    manual = [ManualQuestion("Derive it", 5.0, "2 for the chain rule")]
    with Ledger(tmp_path / NAME) as ledger:
        ledger.finish(
            ledger.begin(replace(bundle_of(rubric), manual=manual), conditions=conditions)
        )
        last = ledger.last_run()
    assert Conditions(bundle="other").after(conditions) == replace(conditions, bundle="other")
    assert (last.conditions, last.manual, last.max_points) == (conditions, manual, 67)


def test_a_grading_that_is_there_goes_only_where_it_is_asked_for(
    rubric: Rubric, sandbox: Sandbox, bob: Entry, tmp_path: Path
) -> None:
    results = grade(rubric, bob.path, sandbox)
    better = replace(results, outcomes=[replace(o, points=o.max_points) for o in results.outcomes])
    with Ledger(tmp_path / NAME) as ledger:
        run = ledger.begin(bundle_of(rubric))
        ledger.enter(run, [(0, bob)])
        ledger.opened(run, [("bob", results.hand_in, results.files)])
        ledger.record(run, results)
        assert ledger.waiting(run) == []
        assert [name for name, *_ in ledger.waiting(run, [results.hand_in])] == ["bob"]
        for again, points in ((False, results.points), (True, better.points)):
            ledger.record(run, better, again=again)
            (row,) = ledger.rows(run)
            assert row.results is not None and row.results.points == points


def test_a_run_that_was_not_finished_goes_with_its_entries(
    rubric: Rubric, bob: Entry, tmp_path: Path
) -> None:
    with Ledger(tmp_path / NAME) as ledger:
        ledger.enter(ledger.begin(bundle_of(rubric)), [(0, bob)])
        again = ledger.begin(bundle_of(rubric))
        assert ledger.runs() == [again] and list(ledger.entries(again)) == []
        ledger.enter(again, [(0, bob)])
        assert list(ledger.entries(again)) == [bob]


def test_a_line_that_refers_to_none_is_refused(
    rubric: Rubric, sandbox: Sandbox, bob: Entry, tmp_path: Path
) -> None:
    results = grade(rubric, bob.path, sandbox)
    with Ledger(tmp_path / NAME) as ledger:
        run = ledger.begin(bundle_of(rubric))
        with pytest.raises(AssignmentError, match="FOREIGN KEY constraint failed"):
            ledger.record(replace(run, bundle=7), replace(results, outcomes=[]))
        with pytest.raises(AssignmentError, match="FOREIGN KEY constraint failed"):
            ledger.enter(replace(run, id=7), [(0, bob)])


def test_who_reads_a_ledger_loads_nothing_that_grades() -> None:
    code = "import sys, autograder.classroom.ledger; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "autograder.classroom.ledger.gradings" in loaded
    assert not loaded & {"autograder.sandbox", "autograder.grading.engine"}


def test_a_sandbox_that_was_lent_is_given_back_open(
    rubric: Rubric, bob: Entry, tmp_path: Path
) -> None:
    entries = []
    for n in range(FEW + 1):  # enough for processes with sandboxes of their own
        path = tmp_path / f"s{n}.py"
        path.write_text(f"{bob.path.read_text()}\n# {n}\n")
        entries.append(Entry(f"s{n}", path))
    with Sandbox() as lent:
        counts = grade_class(rubric, entries, tmp_path / "out", lent)
        assert (counts.graded, counts.failures) == (FEW + 1, {})
        lent.settle()
