"""Helpers of tests: where they are found, who gets them, and what a change of one regrades."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from small_course import NAME, REFERENCE, at_home, graded, lost, run_at_home, small_course

from autograder.assignment.bundle import open_bundle
from autograder.assignment.fingerprint import parts_of
from autograder.assignment.folders import Folders
from autograder.checks.questions import questions_of
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.publish.bundle import build
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.leaks import leaks, no_leak
from autograder.publish.proofs.right_answers import right_answers
from autograder.publish.student_folder import student_files

TEST = '''OK_FORMAT = False
name = "double"

from autograder.checks import case

from shared.verdicts import doubles


@case(points=1)
def values(double):
    """doubles"""
    doubles(double)
'''
HIDDEN = '''OK_FORMAT = False
name = "double (hidden)"

from autograder.checks import assert_close, case

from shared import secrets, verdicts


@case(points=1)
def values(double):
    """doubles what is secret"""
    verdicts.doubles(double)
    assert_close(double(secrets.NUMBERS), 2 * secrets.NUMBERS, "double")
'''
OTHER = '''OK_FORMAT = False
name = "other"

from autograder.checks import assert_close, case


@case(points=1)
def one(double):
    """doubles one"""
    assert_close(double(1.0), 2.0, "double")
'''
VERDICTS = '''"""What double must do."""

from .inputs import NUMBERS


def doubles(double):
    """Assert that it doubles."""
    assert (double(NUMBERS) == 2 * NUMBERS).all()
'''
INPUTS = "import numpy as np\n\nNUMBERS = np.array([1.0, 2.5])\n"
SECRETS = "import numpy as np\n\nNUMBERS = np.array([3.25, 4.125, 5.0625])\n"
ALL = {
    f"tests/{NAME}/shared/verdicts.py": VERDICTS,
    f"tests/{NAME}/shared/inputs.py": INPUTS,
    f"tests/{NAME}/hidden/shared/secrets.py": SECRETS,
    f"tests/{NAME}/hidden/double.py": HIDDEN,
    f"tests/{NAME}/public/other.py": OTHER,
}
RIGHT = REFERENCE
WRONG = "def double(x):\n    return 3 * x\n"


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return small_course(tmp_path / "course", test=TEST, more=ALL)


def hand_in(folder: Path, text: str) -> Path:
    path = folder / "small.py"
    path.write_text(text)
    return path


def test_helpers_are_there_in_the_proofs_in_the_grader_and_at_home(
    folders: Folders, tmp_path: Path
) -> None:
    answers = Answers(folders)
    assert right_answers(answers).holds and no_leak(answers).holds
    assert graded(folders, hand_in(tmp_path, RIGHT), tmp_path).points == 3
    home = tmp_path / "home"
    assert "2 of 2" in at_home(folders, {"small.py": RIGHT}, home)
    packed = run_at_home(home, "pack.py")
    assert "it has 2 of 2 points in the public tests" in packed.stdout, packed.stderr


def test_an_assert_in_a_helper_is_a_verdict_with_its_text(folders: Folders, tmp_path: Path) -> None:
    outcomes = graded(folders, hand_in(tmp_path, WRONG), tmp_path).outcomes
    says = "this does not hold: (double(NUMBERS) == 2 * NUMBERS).all()"
    assert outcomes[0].message.startswith(says)
    assert lost(folders, {"small.py": WRONG})[0].detail.startswith(says)
    assert says in " ".join(at_home(folders, {"small.py": WRONG}, tmp_path / "home").split())


def test_students_get_the_public_helpers_and_never_the_hidden_ones(folders: Folders) -> None:
    files = student_files(folders)
    assert {"tests/shared/verdicts.py", "tests/shared/inputs.py"} <= files.keys()
    assert not [name for name, data in files.items() if "secrets" in name or b"4.125" in data]
    notes = {"notes.py": SECRETS.encode()}
    assert leaks(notes, folders, Answers(folders).answer) == [
        f"tests/{NAME}/hidden/shared/secrets.py:3: NUMBERS = np.array([3.25, 4.125, 5.0625]): "
        "students get it in notes.py: take it out there"
    ]


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("public/double.py", TEST.replace(".verdicts", ".secrets"), "secrets.py, which students"),
        ("public/double.py", TEST.replace(".verdicts", ".nothing"), "No module named 'shared.not"),
        ("shared/secrets.py", "", "shared/secrets.py: the name is taken by"),
        ("shared/verdicts.py", "from .secrets import NUMBERS\n" + VERDICTS, "students do not get"),
    ],
)
def test_what_is_wrong_with_helpers_is_said(
    path: str, text: str, says: str, folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    (folders.public.parent / path).write_text(text.replace("import doubles", "import NUMBERS"))
    assert main(["--root", str(folders.root), "build", "--no-validate"]) == 2
    assert says in capsys.readouterr().err


def test_a_change_of_a_helper_regrades_what_imports_it_and_nothing_else(
    folders: Folders, tmp_path: Path
) -> None:
    def parts() -> object:
        with open_bundle(build(folders, tmp_path / "dist")[1]) as rubric:
            return parts_of(rubric)

    before = parts()
    helper = folders.public.parent / "shared" / "inputs.py"  # of verdicts.py, which double imports
    helper.write_text(INPUTS + "\n# a remark\n")
    after = parts()
    assert after.changed(before, "double") == ["test changed"]
    assert after.changed(before, "other") == []


def test_two_assignments_have_helpers_of_one_name_each_its_own() -> None:
    found = []
    for number in (1, 2):
        path, helper = Path(f"hw{number}/a.py"), Path(f"hw{number}/shared/inputs.py")
        text = TEST.replace("shared.verdicts import doubles", "shared.inputs import N as doubles")
        (question,) = questions_of({path: text.encode()}, {helper: f"N = {number}\n".encode()})
        found.append(question.cases[0].test_func.__globals__["doubles"])
    assert found == [1, 2]
    assert not [name for name in sys.modules if name.partition(".")[0] == "shared"]
    with pytest.raises(AssignmentError, match=r"No module named 'shared"):
        questions_of({path: TEST.encode()})


def test_otter_runs_tests_with_helpers_and_gives_the_same_points(
    folders: Folders, tmp_path: Path
) -> None:
    bundle = build(folders, tmp_path / "dist")[1]
    for text, points in ((RIGHT, 3), (WRONG, 0)):
        with zipfile.ZipFile(tmp_path / "hand-in.zip", "w") as archive:
            archive.writestr("small.py", text)
        otter = Path(sys.executable).with_name("otter")
        done = subprocess.run(
            [otter, "run", "-a", bundle, "hand-in.zip"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        document = json.loads((tmp_path / "results.json").read_text())
        assert sum(test["score"] for test in document["tests"]) == points
