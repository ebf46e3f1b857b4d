"""The script of the page on Python runs, and the page has every public name of the rooms."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pages import DOCS, FENCE

from autograder.publish.scaffold import SHAPES, assignment_files, course_files, write_new

PAGE = (DOCS / "reference" / "python.md").read_text(encoding="utf-8")
ROOMS = ("assignment", "sandbox", "grading", "publish", "classroom", "reports")
"""The rooms that programs import from; ``checks`` has a page of its own."""


def test_every_public_name_of_the_rooms_has_its_place() -> None:
    described = re.findall(r"^::: autograder\.(\w+)\.(\w+)$", PAGE, re.M)
    public = [
        (room, name)
        for room in ROOMS
        for name in importlib.import_module(f"autograder.{room}").__all__
    ]
    assert sorted([*described, ("assignment", "wrong")]) == sorted(public)


@pytest.mark.slow
def test_the_script_prints_what_the_page_says(tmp_path: Path) -> None:
    (_, script), (_, wanted) = FENCE.findall(PAGE)
    course = tmp_path / "mycourse"
    write_new(course, {**course_files(), **assignment_files("hw0", SHAPES[0])})
    (tmp_path / "hand-ins").mkdir()
    shutil.copy(course / "solutions/hw0/activations.py", tmp_path / "hand-ins/ada.py")
    stub = "def softplus_forward(x):\n    raise NotImplementedError\n"
    (tmp_path / "hand-ins/bob.py").write_text(stub)
    (tmp_path / "script.py").write_text(script)
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, wanted), done.stderr
