"""What make makes: an environment that works, light for the demo, whole for the rest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small_course import NAME, small_course

from tools import make_environment

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
HEAVY = ("otter", "IPython", "nbconvert", "nbclient", "scipy", "sklearn", "matplotlib", "PIL")
"""What make install brings, and the demo does without."""
LIGHT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {heavy!r}:
            raise ImportError(f"no module named {{name}} here")

sys.meta_path.insert(0, Absent())
from autograder.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_the_demos_commands_need_no_heavy_package(tmp_path: Path) -> None:
    folders = small_course(tmp_path / "course")
    hand_in = tmp_path / "right.py"
    hand_in.write_bytes((folders.solution / "small.py").read_bytes())
    light = ["-c", LIGHT.format(heavy=HEAVY)]
    for command in (
        ["build", NAME, "-o", "dist", "--without-otter"],
        ["grade", f"dist/{NAME}/autograder.zip", str(hand_in), "-o", "dist/demo"],
    ):
        done = subprocess.run(
            [sys.executable, *light, *command], cwd=folders.root, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    assert "right                              1   0 of 1 cases lost" in done.stdout


def test_otters_setup_needs_otter(tmp_path: Path) -> None:
    folders = small_course(tmp_path / "course")
    command = [BIN / "autograder", "build", NAME, "--without-otter", "--stock-setup"]
    done = subprocess.run(command, cwd=folders.root, capture_output=True, text=True)
    assert done.returncode == 2
    assert "--without-otter" in done.stderr


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the environment would be; nothing is there."""
    monkeypatch.setattr(make_environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(make_environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return tmp_path / ".venv"


def _python(folder: Path, script: str) -> None:
    """A made-up environment, whose Python is a shell script."""
    (folder / "bin").mkdir(parents=True)
    (folder / "pyvenv.cfg").touch()
    (folder / "bin" / "python").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "bin" / "python").chmod(0o755)


def test_an_environment_that_cannot_be_used_is_made_anew(folder: Path) -> None:
    assert make_environment.what_is_wrong() == "it is half made"
    _python(folder, "exit 127")
    assert make_environment.what_is_wrong() == "its Python does not start"
    (folder / "bin" / "python").write_text("#!/bin/sh\necho 3 8\n")
    assert make_environment.what_is_wrong() == "its Python is 3.8"


def test_an_environment_without_pip_is_made_anew(folder: Path) -> None:
    here = " ".join(map(str, sys.version_info[:2]))
    _python(folder, f"echo {here}")
    assert make_environment.what_is_wrong() == ""
    (folder / "bin" / "python").write_text(f'#!/bin/sh\n[ "$2" = "import pip" ] || echo {here}\n')
    assert make_environment.what_is_wrong() == ""
    (folder / "bin" / "python").write_text(
        f'#!/bin/sh\n[ "$2" = "import pip" ] && exit 1\necho {here}\n'
    )
    assert make_environment.what_is_wrong() == "it has no pip"


def test_an_old_python_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_environment, "HERE", (3, 8))
    with pytest.raises(SystemExit) as ended:
        make_environment.main()
    assert "Python 3.8; the framework needs 3.10" in str(ended.value)
