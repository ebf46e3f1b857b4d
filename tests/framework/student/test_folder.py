"""The student folder: complete by itself, the same in a plain clone, refused if changed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder._files import write_folder
from autograder.assignment.folders import Folders
from autograder.cli import main
from autograder.publish.student_folder import stale_files, student_files

ROOT = Path(__file__).parents[3]
NAME = "hw1_layers"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What is in student.zip."""
    write_folder(tmp_path / NAME, student_files(Folders(ROOT, NAME)))
    return tmp_path / NAME


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The student folder as a plain clone of the repository has it."""
    for name in ("checks", "language", "sandbox", "student", "unpack"):
        shutil.copytree(ROOT / "autograder" / name, tmp_path / "autograder" / name)
    for name in ("__init__.py", "errors.py"):
        shutil.copy(ROOT / "autograder" / name, tmp_path / "autograder")
    files = student_files(Folders(ROOT, NAME))
    own = {name: data for name, data in files.items() if not name.startswith("autograder/")}
    write_folder(tmp_path / "student_template" / NAME, own)
    return tmp_path / "student_template" / NAME


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command with this Python, which finds no framework but the folder's own."""
    return subprocess.run(
        [sys.executable, "-B", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
    )


def test_it_is_complete_by_itself_and_in_a_clone(folder: Path, clone: Path) -> None:
    where = "import autograder.checks as checks; print(checks.__file__)"
    assert run(folder, "-c", where).stdout.startswith(str(folder))
    for home in (folder, clone):
        shutil.copy(ROOT / "examples" / "submissions" / "right.py", home / "layers.py")
        found = run(home, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "affine")
        assert re.search(r"^total +5\.5 of 5\.5$", found.stdout, re.M), found.stdout
    assert run(clone, "pack.py").stdout.startswith("hw1_layers-submission.zip holds layers.py.")


def test_git_holds_no_second_copy_of_the_framework() -> None:
    listed = ["git", "-C", str(ROOT), "ls-files", "student_template"]
    names = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split()
    assert names and not [name for name in names if "/autograder/" in name]


def test_other_checks_than_those_that_came_along_are_refused(folder: Path) -> None:
    with (folder / "autograder" / "checks" / "values.py").open("a") as file:
        file.write("\ndef assert_close(*args, **kwargs):\n    pass\n")
    found = run(folder, "-m", "pytest", "-q")
    assert found.returncode == 4
    assert "the folder autograder/ was changed: unpack student.zip again" in found.stderr


def test_a_stale_copy_in_a_checkout_is_named(tmp_path: Path) -> None:
    for part in ("assignments", "solutions", "tests"):
        shutil.copytree(ROOT / part / NAME, tmp_path / part / NAME)
    folders = Folders(tmp_path, NAME)
    write_folder(folders.template, student_files(folders))
    assert stale_files(folders) == []
    (folders.template / "autograder" / "unpack" / "archives.py").write_text("")
    assert stale_files(folders) == ["autograder/unpack/archives.py"]
    shutil.rmtree(folders.template / "autograder")
    assert stale_files(folders) == []


def test_the_package_says_what_can_be_done_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(folder, "-m", "autograder").stdout
    assert "python pack.py" in said and "pytest" in said
    monkeypatch.chdir(folder)
    assert main(["list"]) == 2
    assert "this is a student's folder: run pytest or python pack.py" in capsys.readouterr().err


@pytest.mark.parametrize("module", ["preprocessing", "initializers"])
def test_an_error_in_one_module_is_not_told_under_another(module: str, tmp_path: Path) -> None:
    name = "hw2_data_and_initialization"
    write_folder(tmp_path / name, student_files(Folders(ROOT, name)))
    (tmp_path / name / f"{module}.py").write_text("x = undefined_name\n")
    other = {"preprocessing": "init_zeros", "initializers": "mean_image"}[module]
    own = {"preprocessing": "mean_image", "initializers": "init_zeros"}[module]
    for question, told in ((own, True), (other, False)):
        command = ("-m", "pytest", "-q", f"tests/{question}.py")
        said = run(tmp_path / name, *command).stdout
        assert ("name 'undefined_name' is not defined" in said) == told, said


def test_what_cannot_be_read_is_told_once(folder: Path) -> None:
    with (folder / "layers.py").open("a") as file:
        file.write("\n\ndef f(:\n    pass\n")
    line = len((folder / "layers.py").read_text().splitlines()) - 1
    found = run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    assert found.returncode == 1
    assert found.stdout.count("layers.py cannot be read") == 1
    assert f"layers.py cannot be read: line {line}: SyntaxError: " in found.stdout
    assert "layers.py cannot be imported, as said above" in found.stdout


def test_one_question_what_failed_last_and_the_next_step(folder: Path) -> None:
    source = (ROOT / "examples" / "submissions" / "right.py").read_text()
    wrong = source.replace("(x + abs(x)) / 2", "(x - abs(x)) / 2")
    assert wrong != source
    (folder / "layers.py").write_text(wrong)
    first = run(folder, "-m", "pytest", "--question", "relu_forward", "--question", "tanh_forward")
    lines = first.stdout.splitlines()
    assert re.search(r"^\d+ failed, \d+ passed", lines[-1]), first.stdout
    assert lines[-3].startswith("Next: relu_forward, ")
    assert lines[-2] == "  pytest --question relu_forward"
    order = [line.split()[0] for line in lines if line.endswith(" hidden")]
    assert order.index("tanh_forward") < order.index("relu_forward")  # as the module has them
    again = run(folder, "-m", "pytest", "--lf", "--question", "relu_forward")
    failed = re.search(r"^(\d+) failed", lines[-1])
    assert failed and again.stdout.splitlines()[-1].startswith(f"{failed[1]} failed"), again.stdout
    assert "tanh_forward" not in again.stdout


def test_a_question_that_is_none_is_told_with_those_that_are(folder: Path) -> None:
    found = run(folder, "-m", "pytest", "--question", "relu")
    assert found.returncode == 4
    assert "There is no question 'relu'; there are affine_forward, affine_back" in found.stderr


def test_two_assignments_in_one_folder_are_kept_apart(folder: Path) -> None:
    other = folder.parent / "hw3_normalization"
    write_folder(other, student_files(Folders(ROOT, other.name)))
    tests = [f"{NAME}/tests/relu_forward.py", f"{other.name}/tests/population_statistics.py"]
    found = run(folder.parent, "-m", "pytest", "-p", "no:cacheprovider", *tests)
    assert found.stdout.count("= points =") == 2, found.stdout + found.stderr
    assert found.stdout.count("Next: ") == 2


def test_an_endless_loop_is_named_at_its_line(folder: Path) -> None:
    settings = folder / "assignment.json"
    settings.write_text(settings.read_text().replace('"seconds": 12.0', '"seconds": 1.0'))
    source = (ROOT / "examples" / "submissions" / "right.py").read_text()
    start = source.index("def relu_forward")
    place = source.index("return", start)
    (folder / "layers.py").write_text(f"{source[:place]}while True: pass\n    {source[place:]}")
    line = source[:place].count("\n") + 1
    found = run(folder, "-m", "pytest", "--question", "relu_forward", "-x")
    assert f"stopped in layers.py, line {line}: is" in found.stdout, found.stdout
    assert "while True: pass" in found.stdout
