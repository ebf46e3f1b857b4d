"""README stays true: the commands in it run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
COMMANDS = re.findall(r"^    (\S.*)$", README.split("```")[0] + README.split("```")[-1], re.M)
TESTED_ELSEWHERE = ("pytest", "pip install -r requirements.txt")


def test_every_command_is_known() -> None:
    targets = {m for m in re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M)}
    for command in COMMANDS:
        if command.startswith("make "):
            assert command.split()[1] in targets
        else:
            assert command in TESTED_ELSEWHERE or command.startswith(".venv/bin/")


def test_the_commands_for_instructors_and_staff_run(tmp_path: Path) -> None:
    for part in ("assignments", "solutions", "tests/hw1_layers", "examples"):
        shutil.copytree(ROOT / part, tmp_path / part)
    hand_in = shutil.make_archive(str(tmp_path / "HAND_IN"), "zip", _only_layers(tmp_path))
    assert Path(hand_in).name == "HAND_IN.zip"
    commands = [c for c in COMMANDS if c.startswith(".venv/bin/")]
    assert len(commands) == 5
    for command in commands:
        program, *arguments = command.removeprefix(".venv/bin/").split()
        done = subprocess.run(
            [Path(sys.executable).with_name(program), *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
    assert (tmp_path / "dist" / "graded" / "grades.csv").exists()


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
