"""pack.py: what it says of a hand-in is what the grader says of it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder._files import write_folder
from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.rubric import Rubric
from autograder.grading.engine import grade
from autograder.publish.bundle import build
from autograder.publish.student_folder import student_files
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples" / "submissions"
SAID = re.compile(r"it has ([\d.]+) of ([\d.]+) points in the public tests(?:, ([\d.]+) bonus)?")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return unpacked("hw1_layers", tmp_path / "my homework")


def unpacked(name: str, home: Path) -> Path:
    """What is in the student.zip of an assignment."""
    write_folder(home, student_files(Folders(ROOT, name)))
    return home


def pack(folder: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *flags, folder / "pack.py"]
    return subprocess.run(command, cwd=folder.parent, capture_output=True, text=True)


def public_points(rubric: Rubric, archive: Path, sandbox: Sandbox) -> tuple[float, float]:
    """Without and with bonus questions only."""
    public = [o for o in grade(rubric, archive, sandbox).outcomes if not o.hidden]
    return sum(o.points for o in public if not o.bonus), sum(o.points for o in public if o.bonus)


IDLE = """
def relu_forward(x):
    return x, x

def relu_backward(dout, cache):
    return dout
"""
"""Functions that leave their arguments alone, since they do nothing."""


@pytest.mark.parametrize("name", ["right", "untouched", "half_done", "mistaken", "idle"])
def test_the_archive_scores_what_was_said(
    name: str, folder: Path, rubric: Rubric, sandbox: Sandbox
) -> None:
    source = IDLE if name == "idle" else (EXAMPLES / f"{name}.py").read_text()
    (folder / "layers.py").write_text(source)
    done = pack(folder)
    assert done.returncode == 0, done.stderr
    archive = folder / "hw1_layers-submission.zip"
    said = SAID.search(done.stdout)
    assert said is not None and archive.name in done.stdout
    assert float(said[1]) == public_points(rubric, archive, sandbox)[0]
    assert sum(q.points for q in rubric.questions if not q.hidden) == float(said[2])


def test_bonus_points_and_files_that_cases_write(tmp_path: Path, sandbox: Sandbox) -> None:
    name = "hw2_data_and_initialization"
    home = unpacked(name, tmp_path / name)
    for module in ("preprocessing.py", "initializers.py"):
        shutil.copy(ROOT / "solutions" / name / module, home / module)
    said = SAID.search(pack(home).stdout)
    build(Folders(ROOT, name), tmp_path / "dist")
    with open_bundle(tmp_path / "dist" / name / "autograder.zip") as rubric:
        found = public_points(rubric, home / f"{name}-submission.zip", sandbox)
    assert said is not None and (float(said[1]), float(said[3])) == found


def test_helper_modules_are_packed_too(folder: Path, rubric: Rubric, sandbox: Sandbox) -> None:
    shutil.copy(EXAMPLES / "right.py", folder / "helpers.py")
    (folder / "layers.py").write_text("from helpers import *\n")
    assert "holds helpers.py, layers.py." in pack(folder).stdout
    archive = folder / "hw1_layers-submission.zip"
    assert public_points(rubric, archive, sandbox)[0] == 48


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (None, "layers.py is missing in"),
        ("def f(:\n", "layers.py cannot be imported: SyntaxError"),
        ("import numpy\n\nx = 1 / 0\n", 'File "layers.py", line 3'),
        ("raise SystemExit(3)\n", "layers.py cannot be imported"),
    ],
)
def test_what_cannot_be_handed_in_is_not_packed(
    source: str | None, says: str, folder: Path
) -> None:
    if source is None:
        (folder / "layers.py").unlink()
    else:
        (folder / "layers.py").write_text(source)
    done = pack(folder)
    assert done.returncode == 2
    assert says in done.stderr and done.stderr.endswith("Nothing was packed.\n")
    assert not (folder / "hw1_layers-submission.zip").exists()


def test_an_archive_of_before_is_called_old_where_nothing_is_packed(folder: Path) -> None:
    archive = folder / "hw1_layers-submission.zip"
    archive.write_bytes(b"an hour ago")
    (folder / "layers.py").write_text("def f(:\n")
    done = pack(folder)
    assert done.returncode == 2 and not archive.exists()
    assert "which was packed before, is called hw1_layers-submission.old.zip now" in done.stderr
    assert (folder / "hw1_layers-submission.old.zip").read_bytes() == b"an hour ago"


@pytest.mark.parametrize("missing", ["autograder", "assignment.json", "tests", "conftest.py"])
def test_half_an_unpacked_folder_is_told_without_a_traceback(missing: str, folder: Path) -> None:
    path = folder / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    flags = ("-I", "-S") if missing == "autograder" else ()  # nothing that is installed
    done = pack(folder, *flags)
    assert done.returncode == 2 and "unpack student.zip again" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) <= 2


def test_a_folder_in_the_archives_place_is_told(folder: Path) -> None:
    shutil.copy(EXAMPLES / "untouched.py", folder / "layers.py")
    (folder / "hw1_layers-submission.zip").mkdir()
    done = pack(folder)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "hw1_layers-submission.zip is a folder: rename or remove it" in done.stderr
    assert not list(folder.glob("*.new"))


def test_code_that_is_too_large_is_told(folder: Path) -> None:
    (folder / "layers.py").write_text("x = 0  # " + "x" * 3 * 2**20)
    done = pack(folder)
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
    assert "Nothing was packed." in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_is_read_only_is_told(folder: Path) -> None:
    shutil.copy(EXAMPLES / "untouched.py", folder / "layers.py")
    folder.chmod(0o555)
    try:
        done = pack(folder)
    finally:
        folder.chmod(0o755)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "Permission denied" in done.stderr


def test_ctrl_c_is_told(folder: Path) -> None:
    (folder / "layers.py").write_text("import time\ntime.sleep(60)\n")
    command = [sys.executable, folder / "pack.py"]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    time.sleep(3)
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=60)
    assert run.returncode == 130 and "it was stopped" in told and "Traceback" not in told, told
