"""README stays true: the commands in it run."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
COMMANDS = re.findall(r"^    (\S.*)$", "".join(README.split("```")[::2]), re.M)
STUDENTS = ["pip install -r requirements.txt", "pytest", "python pack.py"]
BIN = Path(sys.executable).parent
INSTALL = [
    "python3 -m venv .venv",
    ". .venv/bin/activate",
    "pip install 'nn-autograder[instructor]'",
]
OWN_COURSE = [
    *INSTALL,
    "autograder init mycourse",
    "cd mycourse",
    "autograder new hw1",
    "autograder validate",
    "autograder build",
]


def test_every_command_is_known() -> None:
    targets = {m for m in re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M)}
    for command in COMMANDS:
        if command.startswith("make "):
            assert command.split()[1] in targets
        else:
            assert command in STUDENTS + OWN_COURSE or command.startswith(".venv/bin/")


@pytest.mark.slow
def test_a_course_of_ones_own_is_begun_proven_and_built(tmp_path: Path) -> None:
    """By README's commands; test_tutorial.py installs the wheel, here the package is installed."""
    assert [c for c in COMMANDS if c in OWN_COURSE] == OWN_COURSE
    for command in OWN_COURSE[len(INSTALL) :]:
        if command.startswith("cd "):
            tmp_path /= command.removeprefix("cd ")
            continue
        done = _run(command, tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
    built = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.glob("dist/*/*.zip"))
    assert len(built) == 4


@pytest.mark.slow
def test_the_commands_for_instructors_and_staff_run(tmp_path: Path) -> None:
    _course(tmp_path)
    hand_in = shutil.make_archive(str(tmp_path / "HAND_IN"), "zip", _only_layers(tmp_path))
    assert Path(hand_in).name == "HAND_IN.zip"
    commands = [c for c in COMMANDS if c.startswith(".venv/bin/")]
    (tmp_path / "GRADEBOOK.csv").write_text("Student,ID,HW 1 (10)\nright,1,\n")
    assert len(commands) == 14
    for command in commands:
        done = _run(command.removeprefix(".venv/bin/"), tmp_path)
        needs_root = "rehearse" in command and "needs" in done.stderr
        assert done.returncode == (2 if needs_root else 0), done.stderr
    assert (tmp_path / "dist" / "graded" / "grades.csv").exists()


@pytest.mark.slow
def test_make_demo_grades_the_examples(tmp_path: Path) -> None:
    _course(tmp_path)
    shutil.copy(ROOT / "Makefile", tmp_path)
    command = ["make", "-o", ".venv/light", "demo", f"BIN={BIN}"]  # installed already
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "results in dist/demo" in done.stdout
    shown = README.split("```text\n")[1].split("```")[0]
    assert shown in done.stdout
    assert len(list((tmp_path / "dist" / "demo" / "results").iterdir())) == 5


@pytest.mark.slow
def test_the_students_commands_run_in_the_unpacked_folder(tmp_path: Path) -> None:
    _course(tmp_path)
    _run("autograder build hw1_layers", tmp_path)
    shutil.unpack_archive(tmp_path / "dist" / "hw1_layers" / "student.zip", tmp_path / "home")
    shutil.copy(ROOT / "examples/submissions/right.py", tmp_path / "home/hw1_layers/layers.py")
    assert [c for c in COMMANDS if c in STUDENTS] == STUDENTS
    for command in STUDENTS:
        done = _run(command, tmp_path / "home" / "hw1_layers")
        assert done.returncode == 0, done.stdout + done.stderr


def _course(folder: Path) -> None:
    for part in ("assignments", "solutions", "tests", "examples"):
        ignored = shutil.ignore_patterns("framework", "__pycache__")
        shutil.copytree(ROOT / part, folder / part, ignore=ignored)


def _run(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    program, *arguments = shlex.split(command)
    return subprocess.run([BIN / program, *arguments], cwd=cwd, capture_output=True, text=True)


def _only_layers(folder: Path) -> str:
    target = folder / "hand-in"
    target.mkdir()
    shutil.copy(ROOT / "examples" / "submissions" / "right.py", target / "layers.py")
    return str(target)


@pytest.mark.parametrize(
    "link", re.findall(r"`((?:dist|examples|student_template)/[^`]*)`", README)
)
def test_paths_named_in_readme_exist_or_are_built(link: str) -> None:
    assert link.startswith("dist/") or (ROOT / link).exists()
