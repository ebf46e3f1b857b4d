"""results.json: what is in it, when attempts count, and how it looks to each viewer."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.assignment.provenance import Provenance, framework
from autograder.assignment.settings import Gradescope, parse_assignment
from autograder.checks.run import FAILED, PASSED
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.grading.results import Outcome, Results
from autograder.platforms.gradescope.attempts import refusal
from autograder.platforms.gradescope.document import refused_json, to_json
from autograder.platforms.gradescope.visibility import views
from autograder.publish.rehearsal.schema import MOST_BYTES, faults
from autograder.reports.preview import preview_page

NOW = "2026-11-23T12:00:00.000000-08:00"
MADE_BY = Provenance("0" * 64, "", "a framework")


def outcome(number: int, *, hidden: bool = False, message: str = "") -> Outcome:
    status = FAILED if message else PASSED
    earned = 0.0 if message else 1.0
    return Outcome(f"q{number}", "case", hidden, earned, 1.0, status, message)


def results(*outcomes: Outcome, notes: tuple[str, ...] = ()) -> Results:
    return Results("x", MADE_BY, list(outcomes), list(notes), layers=["process"], seconds=1.234)


def attempt(time: str | None, score: Any = 1.0, **more: Any) -> dict[str, Any]:
    return {"submission_time": time, "score": score, **more}


def metadata(*attempts: Any, now: Any = NOW) -> dict[str, Any]:
    return {"created_at": now, "previous_submissions": list(attempts)}


def test_the_results_say_which_python_and_numpy_graded() -> None:
    made = replace(results(outcome(1)), provenance=Provenance("0" * 64, "", framework()))
    document = json.loads(to_json(made))
    python = ".".join(map(str, sys.version_info[:3]))
    assert document["output"] == f"Graded with Python {python} and NumPy {np.__version__}."


def test_the_results_are_what_the_schema_says() -> None:
    made = results(outcome(1), outcome(2, hidden=True, message="wrong"), notes=("a file",))
    document = json.loads(to_json(made))
    assert faults(to_json(made).encode()) == []
    note, first, second = document["tests"]
    assert "score" not in note and "status" not in note
    assert first["status"] == "passed" and first["number"] == "1"
    assert second["status"] == "failed" and second["visibility"] == "after_published"
    assert "leaderboard" not in document


def test_an_attempt_that_the_grader_failed_is_marked_as_one_that_does_not_count() -> None:
    made = replace(results(outcome(1)), failure="Traceback ...")
    document = json.loads(to_json(made))
    assert document["extra_data"]["not_counted"] is True
    assert "Traceback" not in json.dumps(document)


@pytest.mark.parametrize("visibility", ["visible", "after_due_date", "hidden"])
def test_the_assignment_says_when_hidden_cases_show(visibility: str) -> None:
    made = results(outcome(1), outcome(2, hidden=True))
    document = json.loads(to_json(made, Gradescope(hidden_cases=visibility)))
    assert [t["visibility"] for t in document["tests"]] == ["visible", visibility]


def test_the_leaderboard_is_what_the_assignment_declares() -> None:
    settings = Gradescope(leaderboard={"Points": "points", "Time": "seconds", "First": "q1"})
    made = results(outcome(1), outcome(2))
    assert json.loads(to_json(made, settings))["leaderboard"] == [
        {"name": "Points", "value": 2.0},
        {"name": "Time", "value": 1.23, "order": "asc"},
        {"name": "First", "value": 1.0},
    ]
    assert faults(to_json(made, settings).encode()) == []


@pytest.mark.parametrize("text", ["x" * 10_000, "\0" * 10_000, "\U0001f600" * 10_000])
def test_the_results_stay_below_1_mb(text: str) -> None:
    many = [outcome(n, message=text) for n in range(400)]
    data = to_json(results(*many, notes=(text,) * 100)).encode()
    assert len(data) < MOST_BYTES and faults(data) == []
    assert len(json.loads(data)["tests"]) == 500


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (b"{", "not JSON"),
        (b'{"score": NaN}', "not JSON"),
        (b"{}", "not valid"),
        (b'{"score": "5"}', "score"),
        (b'{"score": 1, "points": 2}', "points"),
        (b'{"tests": [{"score": 1}]}', "max_score"),
        (b'{"tests": [{"status": "ok"}]}', "status"),
        (b'{"tests": [{"visibility": "never"}]}', "visibility"),
        (b'{"tests": [{"visibility": "hidden"}]}', "hides the student's total"),
        (b" " * (MOST_BYTES + 1), "1 MB"),
    ],
)
def test_what_gradescope_would_not_take_is_named(document: bytes, fault: str) -> None:
    assert fault in " ".join(faults(document))


@pytest.mark.parametrize(
    ("about", "refused"),
    [
        (metadata(), False),
        (metadata(attempt("2026-11-23T11:00:00-08:00")), False),
        (metadata(attempt("2026-11-23T11:00:00-08:00"), attempt("2026-11-22T21:00:00Z")), True),
        (metadata(attempt("2026-11-23T11:00:00-08:00"), attempt("2026-11-22T19:59:00Z")), False),
        (metadata(attempt("2026-11-23T11:00:00-08:00"), attempt(None), attempt("never")), False),
        (metadata(*[attempt("2026-11-23T11:00:00-08:00")] * 2, now=None), False),
        (metadata(*[attempt("2026-11-23T11:00:00-08:00", autograder_error=True)] * 3), False),
        (
            metadata(
                *[
                    attempt(
                        "2026-11-23T11:00:00-08:00", results={"extra_data": {"not_counted": True}}
                    )
                ]
                * 3
            ),
            False,
        ),
        (metadata(*[attempt("2026-11-24T11:00:00-08:00")] * 3), False),
        (None, False),
        ([], False),
        ({"created_at": NOW, "previous_submissions": "many"}, False),
        ({"created_at": 5, "previous_submissions": [None, 5]}, False),
    ],
)
def test_attempts_are_counted_over_24_hours(about: Any, refused: bool) -> None:
    assert (refusal(about, 2) is not None) == refused
    assert refusal(about, 0) is None


def test_one_who_keeps_trying_is_graded_again_a_day_later() -> None:
    """Gradescope gives the results of the latest earlier attempt alone."""
    start = datetime(2026, 11, 4, 9, tzinfo=timezone.utc)
    for results_of_all in (True, False):
        log: list[tuple[datetime, dict[str, Any]]] = []
        graded = []
        for hour in range(0, 60, 3):
            now = start + timedelta(hours=hour)
            earlier = [attempt(t.isoformat(), r["score"], results=r) for t, r in log]
            for known in [] if results_of_all else earlier[:-1]:
                del known["results"]
            why = refusal(metadata(*earlier, now=now.isoformat()), 2)
            extra = {} if why is None else {"not_counted": True}
            graded += [hour] if why is None else []
            log.append((now, {"score": 30.0, "extra_data": extra}))
        assert graded == [0, 3, 24, 27, 48, 51]


@pytest.mark.parametrize("score", ["NaN", "inf", None, {}, "1e999"])
def test_points_that_are_no_number_never_come_out(score: Any) -> None:
    why = refusal(metadata(attempt("2026-11-23T11:00:00-08:00", score)), 1)
    assert why is not None and why.points == 0.0
    assert faults(refused_json(why, MADE_BY).encode()) == []


def test_tenths_of_a_point_add_up() -> None:
    many = [replace(outcome(n), points=0.1, max_points=0.1) for n in range(77)]
    made = results(*[replace(o, question="q") for o in many])
    assert json.loads(to_json(made))["score"] == 7.7
    assert (made.points, made.max_points, made.by_question()) == (7.7, 7.7, {"q": (7.7, 7.7)})


def test_a_refused_attempt_keeps_the_points_of_the_last_one_and_says_when_to_come_again() -> None:
    earlier = attempt("2026-11-23T09:00:00-08:00", "3.5"), attempt("2026-11-23T10:00:00-08:00", 7)
    why = refusal(metadata(*earlier), 2)
    assert why is not None and why.points == 7
    assert "from 2026-11-24 09:00 UTC-08:00 on" in why.message
    data = refused_json(why, MADE_BY).encode()
    assert faults(data) == [] and json.loads(data)["extra_data"]["not_counted"] is True


def test_each_viewer_sees_what_gradescope_would_show() -> None:
    made = results(outcome(1), outcome(2, hidden=True), outcome(3, hidden=True, message="no"))
    before, after, instructor = views(to_json(made).encode())
    assert (len(before.tests), before.unseen, before.score) == (1, 2, "2 of 3")
    assert (len(after.tests), after.unseen) == (3, 0)
    assert len(instructor.tests) == 3
    document = json.loads(to_json(made, Gradescope(hidden_cases="hidden")))
    document["tests"] = document["tests"][:1] + document["tests"][:1]
    assert all(v.score == "2 of 2" for v in views(json.dumps(document).encode()))


def test_the_page_shows_texts_as_they_are() -> None:
    text = "<script>alert(1)</script> & {{ 7 * 7 }}"
    made = results(outcome(1, message=text), notes=(text,))
    html = preview_page(to_json(replace(made, name=text)).encode(), text)
    assert "<script>" not in html and html.count("&lt;script&gt;") == 8
    assert "{{ 7 * 7 }}" in html and "default-src" in html


def test_preview_refuses_what_is_no_results_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "results.json"
    path.write_text("{}")
    assert main(["preview", str(path)]) == 2
    assert "not a results.json that Gradescope takes" in capsys.readouterr().err
    assert main(["preview", str(tmp_path / "none.json")]) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["results.json"]


def test_a_package_that_only_instructors_have_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    for loaded in ("autograder.reports.preview", "autograder.reports.pages"):
        monkeypatch.delitem(sys.modules, loaded)
    assert main(["preview", str(tmp_path / "results.json")]) == 2
    assert "this needs jinja2: pip install" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"hidden_cases": "never"}, "hidden_cases should be one of visible"),
        ({"runtime": "docker"}, "runtime should be one of own, otter"),
        ({"attempts_per_day": -1}, "attempts_per_day should be a whole number"),
        ({"attempts_per_day": True}, "attempts_per_day should be a whole number"),
        ({"leaderboard": ["points"]}, "leaderboard should be a table"),
        ({"speed": 1}, "unknown key 'speed'"),
    ],
)
def test_settings_are_checked(entries: dict[str, Any], says: str) -> None:
    about = {"name": "hw", "title": "t", "modules": ["m"], "gradescope": entries}
    with pytest.raises(AssignmentError, match=says):
        parse_assignment(about, "assignment.toml")
