"""A package keeps its folders: in the template, in hand-ins of any layout, in every message."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from package_course import LINEAR, NN, OPTIM, POINTS, RIGHT, SETTINGS, UTILS, package_course
from small_course import NAME, at_home, graded, lost, run_at_home, write_course

from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.rubric import Rubric
from autograder.classroom.roster import read_input
from autograder.cli import main
from autograder.grading.engine import grade
from autograder.grading.results import Results
from autograder.publish.bundle import build
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.known_mistakes import mistakes_are_caught
from autograder.publish.proofs.leaks import no_leak
from autograder.publish.proofs.mutation import mutants_are_killed
from autograder.publish.proofs.right_answers import right_answers
from autograder.publish.proofs.standing_alone import questions_stand_alone
from autograder.publish.student_folder import student_files
from autograder.sandbox.process import Sandbox

Files = Mapping[str, str]
CELLS = [LINEAR, OPTIM.replace("from .utils", "from mytorch.utils")]
NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in CELLS]})
OTHER_CODE = Path(__file__).parents[3] / "solutions/hw2_data_and_initialization/preprocessing.py"
"""Code that is none of this course's."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return package_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def grader(folders: Folders) -> Callable[[Path], Results]:
    made = build(folders, folders.root / "dist")[1]
    with open_bundle(made) as rubric, Sandbox() as sandbox:
        yield lambda path: graded_by(rubric, path, sandbox)


def graded_by(rubric: Rubric, path: Path, sandbox: Sandbox) -> Results:
    results = grade(rubric, path, sandbox)
    assert not results.failure, results.failure
    return results


def zipped(path: Path, files: Files) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def below(folder: str, files: Files = RIGHT) -> dict[str, str]:
    return {f"{folder}/{name}": text for name, text in files.items()}


def test_students_get_the_folders_the_stubs_and_what_is_given(folders: Folders) -> None:
    files = student_files(folders)
    assert files["mytorch/utils.py"].decode() == UTILS
    assert files["mytorch/nn/__init__.py"].decode() == NN
    assert files["mytorch/__init__.py"] == b""
    linear = files["mytorch/nn/linear.py"].decode()
    assert "from ..utils import checked" in linear and "@" not in linear.split('"""')[-1]
    assert 'NotImplementedError("linear_backward")' in linear
    settings = json.loads(files["assignment.json"])
    assert settings["modules"] == ["mytorch.nn.linear", "mytorch.optim"]
    assert settings["defined_in"]["sgd"] == "mytorch.optim"


def test_every_proof_holds(folders: Folders) -> None:
    answers = Answers(folders)
    proofs = [
        right_answers(answers),
        questions_stand_alone(answers),
        mistakes_are_caught(answers),
        no_leak(answers),
        mutants_are_killed(answers),
    ]
    assert [line for proof in proofs for line in proof.against] == []
    assert proofs[0].figure == f"{POINTS} points, 2 right answers"
    assert proofs[2].figure.startswith("2 mistakes, 2 of them named")


def test_a_mutant_and_a_mistake_are_told_by_their_file(folders: Folders, tmp_path: Path) -> None:
    weak = package_course(tmp_path)
    for name in ("public/sgd.py", "hidden/sgd.py"):
        test = weak.public.parent / name
        test.write_text(test.read_text().replace(", 0.5), [-1.0, 3.0]", ", 0.0), [1.0, 2.0]"))
    proof = mutants_are_killed(Answers(weak))
    assert any("/mytorch/optim.py:9: survives: `" in line for line in proof.against)


@pytest.mark.parametrize(
    ("layout", "files"),
    [
        ("plain", RIGHT),
        ("leading folders", below("hw/final version/src")),
        (
            "GitHub",
            {
                **below("hw-main"),
                "hw-main/tests/test_it.py": "assert False\n",
                "hw-main/.github/x.py": "",
                "hw-main/setup.py": "import nothing\n",
            },
        ),
        ("one folder up", below("submission")),
        ("without the given module", {n: t for n, t in RIGHT.items() if "utils" not in n}),
        ("without any __init__.py", {n: t for n, t in RIGHT.items() if "__init__" not in n}),
        ("in other letters", {n.replace("mytorch/nn", "MyTorch/NN"): t for n, t in RIGHT.items()}),
        ("beside __MACOSX", {**RIGHT, **below("__MACOSX", {"mytorch/nn/._linear.py": "\x00"})}),
        ("packed on Windows", {n.replace("/", "\\"): t for n, t in RIGHT.items()}),
        ("a notebook", {"hw.ipynb": NOTEBOOK}),
        ("the files alone", {"linear.py": LINEAR, "optim.py": OPTIM}),
        ("a stray second copy", {**RIGHT, **below("old", {"mytorch/optim.py": "sgd = None\n"})}),
        (
            "a copy by a browser",
            {**{n: t for n, t in RIGHT.items() if "optim" not in n}, "mytorch/optim (1).py": OPTIM},
        ),
        ("without the outer folder", {n.removeprefix("mytorch/"): t for n, t in RIGHT.items()}),
        (
            "a file of its own beside",
            {
                **RIGHT,
                "mytorch/nn/own.py": "TWO = 2\n",
                "mytorch/nn/linear.py": LINEAR + "\nfrom .own import TWO\n",
            },
        ),
        (
            "a helper beside the package",
            {**RIGHT, "own.py": "TWO = 2\n", "mytorch/optim.py": OPTIM + "\nfrom own import TWO\n"},
        ),
    ],
)
def test_a_hand_in_of_any_layout_is_graded(
    layout: str, files: Files, grader: Callable[[Path], Results], tmp_path: Path
) -> None:
    results = grader(zipped(tmp_path / "hand-in.zip", files))
    assert results.points == POINTS, [*results.files, *(o.message for o in results.outcomes)]
    folder = tmp_path / "hand-in"
    write_course(folder, files)
    assert grader(folder).points == POINTS


@pytest.mark.parametrize(
    ("files", "points", "says"),
    [
        (
            {"mytorch/nn/linear.py": LINEAR},
            3,
            "mytorch/optim.py was not found in the hand-in",
        ),
        (
            {**RIGHT, **below("old", {"mytorch/optim.py": "sgd = None\n"})},
            POINTS,
            "mytorch/optim.py: taken from mytorch/optim.py, and not from old/mytorch/optim.py",
        ),
        (
            {"a/mytorch/optim.py": OPTIM, "b/linear.py": LINEAR, "b/mytorch/nn/own.py": ""},
            POINTS,
            "mytorch/nn/linear.py: taken from b/linear.py",
        ),
    ],
)
def test_what_is_taken_and_what_is_missing_is_told(
    files: Files, points: float, says: str, grader: Callable[[Path], Results], tmp_path: Path
) -> None:
    results = grader(zipped(tmp_path / "hand-in.zip", files))
    assert results.points == points
    assert any(says in line for line in results.files), results.files


BROKEN = {"mytorch/__init__.py": "from .nn import linear\nfrom .optim import sgd\n"}
BROKEN_LINEAR = "def linear_forward(:\n"


def test_a_module_that_cannot_be_imported_costs_no_other_one_of_its_package(
    folders: Folders, grader: Callable[[Path], Results], tmp_path: Path
) -> None:
    for number, files in enumerate(
        (
            {**RIGHT, **BROKEN, "mytorch/nn/linear.py": BROKEN_LINEAR},
            {n: t for n, t in {**RIGHT, **BROKEN}.items() if "linear" not in n},  # not handed in
        )
    ):
        results = grader(zipped(tmp_path / f"{number}.zip", files))
        earned = {name: points for name, (points, _) in results.by_question().items()}
        lost = {"linear_forward": 0.0, "linear_backward": 0.0}
        assert earned == {**lost, "sgd": 1.0, "sgd (hidden)": 1.0}, results.notes
        assert not any("__init__" in note for note in results.notes), results.notes
    printed = at_home(folders, {**BROKEN, "mytorch/optim.py": OPTIM}, tmp_path / "home")
    (tmp_path / "home" / "mytorch" / "nn" / "linear.py").write_text(BROKEN_LINEAR)
    printed = run_at_home(tmp_path / "home", "-m", "pytest", "-p", "no:cacheprovider").stdout
    assert re.search(r"^total +1 of 4$", printed, re.M), printed


def test_a_package_that_fails_by_itself_is_told(
    grader: Callable[[Path], Results], tmp_path: Path
) -> None:
    results = grader(zipped(tmp_path / "a.zip", {**RIGHT, "mytorch/__init__.py": "x = 1 / 0\n"}))
    assert results.points == POINTS
    assert [note.splitlines()[0] for note in results.notes] == [
        "importing mytorch/__init__.py raised ZeroDivisionError (mytorch/__init__.py, line 1): "
        "division by zero"
    ]
    without = f"import torch\n{NN}"  # a package that is not here: the rest of the file is executed
    uses = OPTIM.replace("from .utils", "from .nn import linear_forward\nfrom .utils")
    files = {**RIGHT, "mytorch/nn/__init__.py": without, "mytorch/optim.py": uses}
    results = grader(zipped(tmp_path / "b.zip", files))
    assert results.points == POINTS
    assert results.notes == ["torch is not available here; only what uses it fails."]


def test_what_is_given_grades_as_it_is(grader: Callable[[Path], Results], tmp_path: Path) -> None:
    forged = "import numpy as np\n\n\nclass checked:\n    def __init__(self, x): raise ValueError\n"
    says = "mytorch/utils.py is graded as it was given: what you changed in it has no effect."
    for text, told in ((forged, [says]), (UTILS.replace("\n", "\r\n"), [])):
        results = grader(zipped(tmp_path / "hand-in.zip", {**RIGHT, "mytorch/utils.py": text}))
        assert results.points == POINTS and results.notes == told


def test_a_package_that_is_installed_is_not_taken_for_the_hand_ins(
    folders: Folders, grader: Callable[[Path], Results], tmp_path: Path
) -> None:
    """``email`` is one of the library's; a hand-in's package of such a name is its own."""
    course = package_course(tmp_path / "course")
    for path in [*course.root.rglob("*.toml"), *course.root.rglob("*.py")]:
        path.write_text(path.read_text().replace("mytorch", "email"))
    (course.solution / "mytorch").rename(course.solution / "email")
    other = course.solution / "alternatives" / "columns"
    (other / "mytorch").rename(other / "email")
    files = {n.replace("mytorch", "email"): t for n, t in RIGHT.items()}
    assert lost(course, files) == []
    assert graded(course, zipped(tmp_path / "h.zip", files), tmp_path).points == POINTS


def test_messages_name_the_file_in_its_folders(
    folders: Folders, grader: Callable[[Path], Results], tmp_path: Path
) -> None:
    fails = {**RIGHT, "mytorch/nn/linear.py": LINEAR.replace("return checked", "1 / 0; checked")}
    outcome = grader(zipped(tmp_path / "hand-in.zip", fails)).outcomes[0]
    told = "linear_forward raised ZeroDivisionError (mytorch/nn/linear.py, line 9)"
    assert outcome.message.startswith(told)
    assert "mytorch/nn/linear.py, line 9: 1 / 0" in outcome.message
    at_import = {**RIGHT, "mytorch/optim.py": OPTIM + "1 / 0\n"}
    results = grader(zipped(tmp_path / "other.zip", at_import))
    said = "importing mytorch/optim.py raised ZeroDivisionError (mytorch/optim.py, line 11)"
    assert any(note.startswith(said) for note in results.notes)
    printed = at_home(folders, fails, tmp_path / "home")
    assert "ZeroDivisionError in mytorch/nn/linear.py, line 9" in printed


def test_pytest_and_pack_keep_the_folders(
    folders: Folders, grader: Callable[[Path], Results], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    assert "4 of 4" in at_home(folders, RIGHT, home)
    (home / "mytorch" / "nn" / "own.py").write_text("TWO = 2\n")
    packed = run_at_home(home, "pack.py")
    assert "it has 4 of 4 points in the public tests" in packed.stdout, packed.stderr
    assert "mytorch/nn/linear.py" in packed.stdout
    archive = home / f"{NAME}-submission.zip"
    with zipfile.ZipFile(archive) as opened:
        names = set(opened.namelist())
    assert "mytorch/nn/own.py" in names and "mytorch/utils.py" not in names
    assert grader(archive).points == grader(home).points == POINTS
    (home / "mytorch" / "optim.py").write_text("import nothing_of_that_name\n")
    failed = run_at_home(home, "pack.py")
    assert failed.returncode == 2
    assert "mytorch/optim.py cannot be imported: ModuleNotFoundError" in failed.stderr


def test_a_folder_of_packages_is_a_class_and_one_package_is_one_hand_in(tmp_path: Path) -> None:
    modules = ["mytorch.nn.linear", "mytorch.optim"]
    write_course(tmp_path / "one", RIGHT)
    write_course(tmp_path / "class", {**below("ada"), **below("bob")})
    one, several = (
        read_input([tmp_path / name], modules, scratch=tmp_path / "scratch").entries
        for name in ("one", "class")
    )
    assert [e.name for e in one] == ["one"]
    assert sorted(e.name for e in several) == ["ada", "bob"]


def test_passages_in_packages_are_compared(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = LINEAR + OTHER_CODE.read_text()
    hand_ins = tmp_path / "class"
    for name, remark in (("ada", ""), ("bob", "# mine\n"), ("eve", None)):
        text = LINEAR if remark is None else own + remark
        write_course(hand_ins / name, {**RIGHT, "mytorch/nn/linear.py": text})
    made = build(folders, tmp_path / "dist")[1]
    assert main(["grade", str(made), str(hand_ins), "-o", str(tmp_path / "out")]) == 0
    page = tmp_path / "page.html"
    assert main(["report", str(tmp_path / "out"), "--similar", "-o", str(page)]) == 0
    assert "3 compared, 1 pairs to look at" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ('modules = ["mytorch.nn.linear", "mytorch.missing"]', "module 'mytorch.missing' has no"),
        ('modules = ["mytorch..linear"]', "'mytorch..linear' is no module name"),
        ('modules = ["mytorch.__init__"]', "'mytorch.__init__' is no module name"),
        ('modules = ["mytorch.class"]', "'mytorch.class' is no module name"),
        ('modules = ["mytorch.optim", "mytorch"]', "'mytorch' is a module and the package of oth"),
        ('modules = ["mytorch.optim", "mytorch.optim"]', "'mytorch.optim' is named twice"),
        ('modules = ["tests.linear"]', "a file of that name is never taken from a hand-in"),
        ('modules = ["mytorch.setup"]', "a file of that name is never taken from a hand-in"),
        ('modules = ["mytorch.optim"]\ngiven = ["mytorch.optim"]', "'mytorch.optim' is named twi"),
    ],
)
def test_what_is_wrong_with_the_modules_is_said(
    settings: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = package_course(tmp_path)
    text = SETTINGS[: SETTINGS.index("modules")] + settings + "\n"
    (folders.assignment / "assignment.toml").write_text(text)
    assert main(["--root", str(tmp_path), "list"]) == 2
    assert says in capsys.readouterr().err
