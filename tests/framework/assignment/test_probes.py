"""Probes run beside the student's code, and mean the same at home, in the proofs, in the grader."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from small_course import NAME, REFERENCE, at_home, graded, lost, run_at_home, small_course

from autograder.assignment.bundle import open_bundle
from autograder.assignment.fingerprint import parts_of
from autograder.assignment.folders import Folders
from autograder.cli import main
from autograder.publish.bundle import build
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.known_mistakes import mistakes_are_caught
from autograder.publish.proofs.leaks import no_leak
from autograder.publish.proofs.mutation import mutants_are_killed
from autograder.publish.proofs.right_answers import right_answers
from autograder.publish.proofs.standing_alone import questions_stand_alone

PROBES = '''"""What runs beside your code."""

import numpy as np

import small


def often(times, x):
    """double(double(... x))."""
    for _ in range(times):
        x = small.double(x)
    return x


def keeps(x):
    """Whether double leaves its argument alone."""
    before = x.copy()
    small.double(x)
    return bool(np.array_equal(x, before))
'''
TEST = '''OK_FORMAT = False
name = "double"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def three_times(often):
    """doubles three times"""
    assert_close(often(3, np.array([1.0, 2.5])), np.array([8.0, 20.0]), "often: x")


@case(points=1)
def alone(keeps):
    """leaves its argument alone"""
    assert keeps(np.ones(2)) is True, "double changed its argument"
'''
OTHER_TEST = '''OK_FORMAT = False
name = "other"

from autograder.checks import assert_close, case


@case(points=1)
def plain(double):
    """doubles a number"""
    assert_close(double(3.0), 6.0, "double")
'''
MISTAKES = """import small
from autograder.assignment import wrong


@wrong("double", "it is a half", hint="Twice, not half.", question="double")
def halved(x):
    return x / 2
"""
RIGHT = "def double(x):\n    return x + x\n"
WRONG = "def double(x):\n    x *= 3\n    return x\n"
ALL = {
    f"tests/{NAME}/probes.py": PROBES,
    f"tests/{NAME}/public/other.py": OTHER_TEST,
    f"tests/{NAME}/hidden/double.py": TEST.replace('"double"', '"double (hidden)"'),
}


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return small_course(tmp_path / "course", test=TEST, more=ALL)


def hand_in(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / "hand_in" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return folder / "hand_in"


def test_a_probe_grades_alike_at_home_in_the_proofs_and_in_the_grader(
    folders: Folders, tmp_path: Path
) -> None:
    assert right_answers(Answers(folders)).holds
    assert lost(folders, {"small.py": RIGHT}) == []
    assert graded(folders, hand_in(tmp_path, small=RIGHT), tmp_path).points == 5
    assert "3 of 3" in at_home(folders, {"small.py": RIGHT}, tmp_path / "right")

    says = {
        "double": ["often: x is wrong in 2 of 2 elements", "double changed its argument"],
        "other": ["double is wrong in 1 of 1 elements"],
    }
    outcomes = graded(folders, hand_in(tmp_path, small=WRONG), tmp_path).outcomes
    proven = [v for v in lost(folders, {"small.py": WRONG}) if not v.question.hidden]
    printed = at_home(folders, {"small.py": WRONG}, tmp_path / "wrong")
    for name, sentences in says.items():
        messages = [o.message for o in outcomes if o.question == name]
        details = [v.detail for v in proven if v.question.name == name]
        for message, detail, sentence in zip(messages, details, sentences, strict=True):
            assert sentence in message and sentence in detail and sentence in printed


def test_known_mistakes_and_mutants_take_effect_through_a_probe(folders: Folders) -> None:
    (folders.public / "other.py").unlink()
    (folders.solution / "misconceptions.py").write_text(MISTAKES)
    answers = Answers(folders)
    proof = mistakes_are_caught(answers)
    assert proof.holds and "1 mistakes, 1 of them named" in proof.figure, proof
    assert mutants_are_killed(answers).figure.startswith("100.0% of")
    assert questions_stand_alone(answers).holds


def test_a_mistake_that_a_probe_meets_is_named_to_the_student(
    folders: Folders, tmp_path: Path
) -> None:
    (folders.solution / "misconceptions.py").write_text(MISTAKES)
    source = "def double(x):\n    return 0.5 * x\n"
    outcomes = graded(folders, hand_in(tmp_path, small=source), tmp_path).outcomes
    named = {(o.question, o.case): o.misconception for o in outcomes}
    assert named["double", "doubles three times"] == named["other", "doubles a number"] == "halved"


def test_the_probes_are_the_courses_whatever_is_handed_in(folders: Folders, tmp_path: Path) -> None:
    forged = "import numpy as np\n\n\ndef often(*_):\n    return np.array([8.0, 20.0])\n"
    forged += "\n\ndef keeps(x):\n    return True\n"
    results = graded(folders, hand_in(tmp_path, small=WRONG, probes=forged), tmp_path)
    assert results.points == 0


def test_a_hand_in_without_the_functions_is_none_and_one_that_fails_at_import_is_explained(
    folders: Folders, tmp_path: Path
) -> None:
    results = graded(folders, hand_in(tmp_path, small="x = 1\n"), tmp_path)
    assert results.unrun == "it defines none of what was asked for, as double"
    results = graded(folders, hand_in(tmp_path, small="x = 1 / 0\n" + RIGHT), tmp_path)
    assert "ZeroDivisionError (small.py, line 1)" in results.outcomes[0].message


def test_a_secret_in_a_probe_is_a_leak(folders: Folders) -> None:
    assert no_leak(Answers(folders)).holds
    path = folders.hidden / "double.py"
    path.write_text(path.read_text() + "\nsecret = 'a statement of the hidden tests'\n")
    assert folders.probes is not None
    folders.probes.write_text(PROBES + "\nsecret = 'a statement of the hidden tests'\n")
    proof = no_leak(Answers(folders))
    assert proof.against == [
        "tests/hw/hidden/double.py:20: secret = 'a statement of the hidden tests': students get it "
        "in probes.py: take it out there"
    ]


def test_a_change_of_the_probes_regrades_the_questions_that_use_them_and_no_others(
    folders: Folders, tmp_path: Path
) -> None:
    found = []
    for text in (PROBES, PROBES + "\n# a remark\n"):
        assert folders.probes is not None
        folders.probes.write_text(text)
        with open_bundle(build(folders, tmp_path / "dist")[1]) as rubric:
            found.append((parts_of(rubric), rubric.provenance.bundle))
    (before, old), (after, new) = found
    assert old != new
    assert after.changed(before, "double") == ["test changed"]
    assert after.changed(before, "other") == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (PROBES + "\n\ndef double(x):\n    return x\n", "double is a name of the students' small"),
        ("def often(:\n", "probes.py:1: invalid syntax"),
    ],
)
def test_what_is_wrong_with_probes_is_said(
    folders: Folders, text: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folders.probes is not None
    folders.probes.write_text(text)
    assert main(["--root", str(folders.root), "build", "--no-validate"]) == 2
    assert says in capsys.readouterr().err


def test_a_module_called_like_the_probes_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = small_course(tmp_path, modules="probes", more=ALL)
    shutil.move(folders.solution / "small.py", folders.solution / "probes.py")
    assert main(["--root", str(tmp_path), "list"]) == 2
    assert "module 'probes' has the name of" in capsys.readouterr().err


def test_pack_leaves_the_probes_out_and_counts_their_points(
    folders: Folders, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    at_home(folders, {"small.py": RIGHT}, home)
    assert (home / "probes.py").read_text() == PROBES
    packed = run_at_home(home, "pack.py")
    assert "has 3 of 3 points in the public tests" in packed.stdout, packed.stderr
    with zipfile.ZipFile(home / f"{NAME}-submission.zip") as archive:
        assert archive.namelist() == ["small.py"]
    assert graded(folders, home / f"{NAME}-submission.zip", tmp_path).points == 5
    assert graded(folders, home, tmp_path).points == 5


def test_a_stub_is_no_answer_through_a_probe(folders: Folders) -> None:
    assert REFERENCE.count("BEGIN SOLUTION") == 1
    assert len(lost(folders, Answers(folders).answer.template())) == 5
