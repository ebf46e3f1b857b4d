"""The example of docs/assignments.md is an assignment, and every quick proof of it holds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from small_course import LOCK, at_home, graded, write_course

from autograder.assignment.folders import Folders
from autograder.platforms.gradescope.entry import self_test
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.validate import validate

GUIDE = Path(__file__).parents[3] / "docs" / "assignments.md"
BLOCK = re.compile(r"```(?:python|toml)\n# (?P<path>\S+)\n(?P<text>.*?)```", re.DOTALL)
NAME = "hw7_layers"


def test_the_example_of_the_guide_is_proven_and_grades_alike_everywhere(tmp_path: Path) -> None:
    files = {m["path"]: m["text"] for m in BLOCK.finditer(GUIDE.read_text(encoding="utf-8"))}
    files[f"assignments/{NAME}/requirements.lock"] = LOCK.read_text()
    write_course(tmp_path / "course", files)
    folders = Folders(tmp_path / "course", NAME)
    proofs = list(validate(Answers(folders), quick=True))
    assert [line for proof in proofs for line in proof.against] == []
    assert "1 mistakes, 1 of them named" in next(p.figure for p in proofs if "mistakes" in p.figure)
    right = Answers(folders).answer.texts
    assert "5 of 5" in at_home(folders, right, tmp_path / "home")
    assert graded(folders, tmp_path / "home", tmp_path).points == 5
    shutil.make_archive(str(tmp_path / "hand-in"), "zip", tmp_path / "home")
    otter = Path(sys.executable).with_name("otter")
    bundle = tmp_path / "dist" / NAME / "autograder.zip"
    command = [otter, "run", "-a", bundle, "hand-in.zip"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and "5.000 / 5.000" in done.stdout, done.stderr
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path / "image" / "source")
    assert self_test(tmp_path / "image") == 0  # the bundle as a folder, as Gradescope has it
