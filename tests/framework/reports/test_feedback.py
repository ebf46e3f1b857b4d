"""Feedback: exactly what a student may see, under the names that platforms take."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom.adjustments.place import opened_term
from autograder.classroom.ledger import NAME, Ledger
from autograder.classroom.people import Entry, Person
from autograder.cli import main
from autograder.grading.results import Outcome, Results
from autograder.reports.changes import HAND_IN_CHANGED, PointsChange
from autograder.reports.feedback import SeenChange, feedback
from autograder.reports.feedback_files import canvas_name, feedback_files, moodle_name
from tools.terms import ESSAY, REGRADED, WRITTEN, MadeUpTerm, make_term, sid

HIDDEN = ("images", "edges")
"""The hidden cases of the made-up term."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeUpTerm:
    return make_term(tmp_path_factory.mktemp("term"))


def written(made: MadeUpTerm, name: str, viewer: str) -> dict[str, str]:
    """Pages and texts of an assignment, by their names."""
    with Ledger(made.folder / "graded" / name / NAME) as ledger:
        run = ledger.last_run()
        files = feedback_files(ledger, run, opened_term(ledger, run), viewer)
    return {n: data.decode() for n, data in files.items() if not n.endswith((".csv", ".zip"))}


def of_student(made: MadeUpTerm, name: str, viewer: str, student: int) -> str:
    """The text of a student, known by the file that they handed in or by the reason of a bonus."""
    texts = written(made, name, viewer)
    (text,) = (t for n, t in texts.items() if n.endswith(".txt") and f"{sid(student)}-2.py" in t)
    return text


def test_nothing_hidden_is_in_any_file_before_grades_are_published(made: MadeUpTerm) -> None:
    before, after = (written(made, "t1", viewer) for viewer in ("before", "after"))
    assert len(before) == len(after) == 2 * 119
    for name, text in before.items():
        assert not any(case in text for case in HIDDEN), name
        assert "why " not in text and "all questions" not in text and " of 10" not in text, name
    everything = "".join(after.values())
    assert all(case in everything for case in HIDDEN)
    assert "bonus: why bonus" in everything and "excused, does not count" in everything
    assert "why override" in everything and "TA" not in everything


def test_what_is_hidden_for_good_never_shows_and_neither_does_the_total(made: MadeUpTerm) -> None:
    with Ledger(made.folder / "graded" / "t1" / NAME) as ledger:
        run = ledger.last_run()
        run = replace(run, settings={**run.settings, "hidden_cases": "hidden"})
        files = feedback_files(ledger, run, opened_term(ledger, run), "after")
    text = b"".join(data for name, data in files.items() if name.endswith((".txt", ".html")))
    assert not any(case.encode() in text for case in HIDDEN)
    assert b"all questions" not in text and b"in the cases that you see" in text


def test_what_a_regrade_changed_stands_on_top_as_far_as_it_is_seen(made: MadeUpTerm) -> None:
    changed = [t for t in written(made, REGRADED, "before").values() if "What a regrade" in t]
    assert len(changed) > 100
    text = next(t for t in changed if not t.startswith("<"))
    head = text.splitlines()[:5]
    assert head[3] == "What a regrade changed" and head[4] == "  +3  backward: test changed"
    assert not any("What a regrade" in t for t in written(made, "t1", "after").values())


def test_a_change_in_a_hidden_case_shows_only_with_the_case(made: MadeUpTerm) -> None:
    changes = [
        PointsChange("ada", "Ada", f"backward{half}", "a case", 0.0, gain, why)
        for half, gain, why in (("", 1.0, "test changed"), (" (hidden)", 2.0, "reference changed"))
    ]
    changed_hand_in = replace(changes[0], before=5.0, why=f"{HAND_IN_CHANGED}; test changed")
    with Ledger(made.folder / "graded" / "t1" / NAME) as ledger:
        run = ledger.last_run()
        row = next(ledger.rows(run))
        (student,) = opened_term(ledger, run).accounts(row)
        before, after = (
            feedback(run, row, student, [*changes, changed_hand_in], viewer).changes
            for viewer in ("before", "after")
        )
    assert before == (SeenChange("backward", 1.0, "test changed"),)
    assert after == (SeenChange("backward", 3.0, "test changed; reference changed"),)


def test_points_that_a_person_gives_wait_for_publishing_where_no_case_is_hidden(
    made: MadeUpTerm,
) -> None:
    with Ledger(made.folder / "graded" / WRITTEN / NAME) as ledger:
        run = ledger.last_run()
        run = replace(run, settings={**run.settings, "hidden_cases": "visible"})
        row = next(row for row in ledger.rows(run) if row.entry.people[0].sid == sid(9))
        (student,) = opened_term(ledger, run).accounts(row)
        before, after = (feedback(run, row, student, [], v).text() for v in ("before", "after"))
    assert "images" in before and f"{ESSAY.title}: shown when" in before and "TA" not in before
    assert "graded by a person: read by a TA" in after and "all questions" not in before


def test_the_published_score_is_that_of_the_gradebook(made: MadeUpTerm) -> None:
    out = made.folder / "t1-feedback.csv"
    assert main(["export", str(made.folder / "graded/t1"), "--to", "csv", "-o", str(out)]) == 0
    lines = {line["sid"]: line for line in csv.DictReader(out.read_text("utf-8-sig").splitlines())}
    texts = [t for n, t in written(made, "t1", "after").items() if n.endswith(".txt")]
    seen = 0
    for text in texts:
        student = re.search(r"^(\d{5})-2\.py$", text, re.M)
        if student is not None:
            assert text.splitlines()[1] == f"{lines[student[1]]['points']} of 10"
            seen += 1
    assert seen == 117


def test_a_written_question_says_that_nobody_has_graded_it(made: MadeUpTerm) -> None:
    waiting = of_student(made, WRITTEN, "after", 8)
    assert f"{ESSAY.title}: not graded yet" in waiting
    assert waiting.splitlines()[1].startswith(f"not graded yet: {ESSAY.title}; ")
    graded = of_student(made, WRITTEN, "after", 9)
    assert "graded by a person: read by a TA" in graded
    assert f"{ESSAY.title}: shown when grades are published" in of_student(
        made, WRITTEN, "before", 9
    )


def test_what_is_said_to_instructors_is_not_said_to_students(made: MadeUpTerm) -> None:
    texts = written(made, "t1", "after").values()
    assert not any("archive is broken" in text for text in texts)
    assert sum("could not be graded: ask your instructor" in text for text in texts) == 4


@pytest.fixture
def hostile(made: MadeUpTerm, tmp_path: Path) -> Ledger:
    """A class of two, whose names and messages are markup, known to Moodle and Canvas."""
    with Ledger(made.folder / "graded" / "t1" / NAME) as other:
        bundle = other.last_run()
    people = [
        Person("<b>A</b>_7_x", number="moodle 1234501"),
        Person("../../Éva 99", number="canvas 70001"),
    ]
    entries = [
        Entry(f"e{n}", Path(f"e{n}.py"), (p,), display="<i>", key=f"e{n}")
        for n, p in enumerate(people)
    ]
    ledger = Ledger(tmp_path / "out" / NAME)
    run = ledger.begin(bundle)
    ledger.enter(run, enumerate(entries))
    ledger.opened(
        run, [(e.name, f"digest {e.name}", ["</pre><script>x</script>.py"]) for e in entries]
    )
    for entry in entries:
        outcomes = [
            Outcome(c.question, c.name, c.hidden, 0.0, c.points, "failed", "<script>alert(1)")
            for c in bundle.cases
        ]
        results = Results(entry.name, bundle.provenance, outcomes, hand_in=f"digest {entry.name}")
        ledger.record(run, results)
    ledger.finish(run)
    return ledger


def test_a_page_escapes_everything_and_loads_nothing(hostile: Ledger) -> None:
    with hostile as ledger:
        run = ledger.last_run()
        files = feedback_files(ledger, run, opened_term(ledger, run), "after")
    pages = {n: d.decode() for n, d in files.items() if n.endswith(".html")}
    assert len(pages) == 2
    for name, page in pages.items():
        assert "/" not in name and "<" not in name
        assert "<script" not in page and "<b>" not in page and "&lt;script&gt;alert(1)" in page
        assert "default-src 'none'" in page
        assert not re.search(r"(?:src|href|url)\s*[=(]", page)


def test_moodle_and_canvas_take_the_files_by_their_names(hostile: Ledger) -> None:
    names = ["eva_70001_5513_layers-1.py", "evaéva_LATE_70001_999_layers.py", "x_1_2_y.py"]
    with hostile as ledger:
        run = ledger.last_run()
        files = feedback_files(ledger, run, opened_term(ledger, run), "after", names)
    with zipfile.ZipFile(io.BytesIO(files["moodle.zip"])) as archive:
        (name,) = archive.namelist()
        assert archive.read(name).startswith(b"<!DOCTYPE html>")
    # Moodle splits a name at the first four underscores: name, number, kind, plugin, file.
    assert name.split("_", 4)[1:] == ["1234501", "assignfeedback", "file", "feedback.html"]
    with zipfile.ZipFile(io.BytesIO(files["canvas.zip"])) as archive:
        (name,) = archive.namelist()
        assert archive.read(name).startswith(b"T1: ")
    # Canvas takes the first two parts that are numbers: the student, and a file of theirs.
    assert [part for part in name.split("_") if part.isdecimal()][:2] == ["70001", "5513"]
    assert "/" not in name and not name.startswith(".")


@pytest.mark.parametrize("name", ["", "12_34", "a/b", "李 雷", ".hidden", "~x", "x" * 300])
def test_no_name_of_a_student_changes_whose_feedback_it_is(name: str) -> None:
    assert moodle_name(name, "5").split("_", 4)[1:4] == ["5", "assignfeedback", "file"]
    numbers = [part for part in canvas_name(name, "5", "6").split("_") if part.isdecimal()]
    assert numbers[:2] == ["5", "6"]
    for made_of in (moodle_name(name, "5"), canvas_name(name, "5", "6")):
        assert "/" not in made_of and made_of[0] not in ".~" and len(made_of.encode()) < 255


def test_the_command_replaces_its_own_folder_and_no_other(
    hostile: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile.close()
    out, download = tmp_path / "feedback", tmp_path / "submissions.zip"
    command = ["feedback", str(tmp_path / "out"), "-o", str(out)]
    assert main(command) == 0
    said = capsys.readouterr()
    assert "wrote" in said.out and "2 pages, public" in said.out
    assert "no canvas.zip: say --download" in said.err
    with zipfile.ZipFile(download, "w") as archive:
        archive.writestr("eva_70001_5513_layers.py", "")
    assert main([*command, "--published", "--download", str(download)]) == 0
    assert (out / "canvas.zip").is_file()
    lines = list(csv.DictReader((out / "students.csv").read_text().splitlines()))
    assert all((out / line["page"]).is_file() and (out / line["text"]).is_file() for line in lines)
    (out / "students.csv").unlink()
    assert main(command) == 2
    assert "not empty, and not of autograder feedback" in capsys.readouterr().err
    assert (out / "canvas.zip").is_file()
    download.write_text("no zip")
    assert main([*command[:-1], str(tmp_path / "new"), "--download", str(download)]) == 2
    assert "neither a folder nor a zip" in capsys.readouterr().err


def test_a_student_reads_feedback_in_the_assignments_language(made: MadeUpTerm) -> None:
    told = {}
    with Ledger(made.folder / "graded" / "t1" / NAME) as ledger:
        run = replace(ledger.last_run(), language="zh")
        for viewer in ("before", "after"):
            files = feedback_files(ledger, run, opened_term(ledger, run), viewer)
            told[viewer] = b"".join(files.values()).decode(errors="replace")
    assert '<html lang="zh">' in told["before"] and "看得到的测试得" in told["before"]
    assert "公布成绩后显示" in told["before"] and "满分" in told["before"]
    for words in ("所有题目", "免做，不计分", "关于你的文件", "未通过", "总分由人工更改"):
        assert words in told["after"], words
    for words in (
        "all questions",
        "excused, does not",
        "About your files",
        "points in the cases",
        "came ",
    ):
        assert words not in told["after"], words
