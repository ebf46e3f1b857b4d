"""``python check.py``: one question, and at each save what it changed, as a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder._files import write_folder
from autograder.assignment.folders import Folders
from autograder.publish.student_folder import student_files
from autograder.student.watch import Watch, parts_of, parts_of_notebook

ROOT = Path(__file__).parents[3]
NAME = "hw1_layers"
RIGHT = (ROOT / "examples" / "submissions" / "right.py").read_text(encoding="utf-8")
WRONG = RIGHT.replace("(x + abs(x)) / 2", "(x - abs(x)) / 2")
PATIENCE = 60.0
"""Seconds that a round may take on a machine that has much else to do."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder of two questions, with a blank and Chinese in its path."""
    home = tmp_path / "我的 作业" / NAME
    write_folder(home, student_files(Folders(ROOT, NAME)))
    for test in (home / "tests").glob("*.py"):
        if test.stem not in ("relu_forward", "relu_backward", "tanh_forward"):
            test.unlink()
    (home / "layers.py").write_text(RIGHT, encoding="utf-8")
    return home


def environment() -> dict[str, str]:
    """Of a student, who has no framework but the folder's own."""
    return {**os.environ, "PYTHONPATH": "", "PYTHONUTF8": "1"}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "check.py", *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )


class Watched:
    """A watch that runs, and what it has printed."""

    def __init__(self, folder: Path) -> None:
        self.module, self.output = folder / "layers.py", folder.parent / "output.txt"
        self.seen = 0
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-B", "check.py", "--watch"],
                cwd=folder,
                env=environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said_until(self, end: str) -> str:
        """What it prints from here on, up to what matches ``end``."""
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last:
            text = self.output.read_text(encoding="utf-8")[self.seen :]
            if found := re.search(end, text):
                self.seen += found.end()
                return text[: found.end()]
            time.sleep(0.05)
        raise AssertionError(f"{end!r} was not said: {text}")

    def between_rounds(self) -> None:
        """Wait until no round is running: its table is printed before its process has ended."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        last = time.monotonic() + PATIENCE
        while children.exists() and children.read_text() and time.monotonic() < last:
            time.sleep(0.05)

    def save(self, source: str, end: str) -> str:
        """Save the module, and wait for what it says to that."""
        self.module.write_text(source, encoding="utf-8")
        return self.said_until(end)


@pytest.fixture
def watched(folder: Path) -> Iterator[Watched]:
    found = Watched(folder)
    yield found
    found.process.kill()
    found.process.wait()


ENDED = r"\d+ (?:passed|failed).* in .*\n"


def test_a_save_runs_what_it_changed_until_ctrl_c(watched: Watched) -> None:
    first = watched.said_until("Ctrl-C ends it")
    assert "all questions" in first and "All public tests pass" in first
    wrong = watched.save(WRONG, ENDED)
    watched.between_rounds()
    assert re.search(r"layers\.py  relu_forward, relu_backward\n", wrong), wrong
    assert "relu_forward: out is wrong" in wrong and "tanh" not in wrong
    assert wrong.splitlines()[-2] == "  pytest --question relu_forward"
    unreadable = WRONG.replace("def tanh_forward(x", "def tanh_forward(:x")
    told = watched.save(unreadable, r"cannot be read.*\n")
    line = unreadable[: unreadable.index("(:x")].count("\n") + 1
    assert told.strip() == f"layers.py cannot be read: line {line}: SyntaxError: invalid syntax"
    other = WRONG.replace("def tanh_forward(x):", "def tanh_forward(x):\n    'words'")
    passed = watched.save(other, r"pytest --question .*\n")
    watched.between_rounds()
    assert "layers.py  tanh_forward\n" in passed and "1 failed" not in passed
    assert passed.splitlines()[-2].startswith("Next: relu_forward, ")  # of an earlier round
    assert "All public tests pass" in watched.save(RIGHT, r"packs it\.\n")
    said = watched.save(f"{RIGHT}\n# words\n", r"layers\.py: .*\n")
    assert said.strip() == "layers.py: no test meets what is new in it."
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(PATIENCE) == 0
    assert watched.said_until(r"\n\Z").strip() == ""


def test_ctrl_c_ends_a_round_and_its_tests(folder: Path) -> None:
    (folder / "layers.py").write_text(
        "import os, time\nopen('began', 'w').write(str(os.getpid()))\ntime.sleep(60)\n"
    )
    watched = Watched(folder)
    began, last = folder / "began", time.monotonic() + PATIENCE
    while not (began.is_file() and began.read_text()) and time.monotonic() < last:
        time.sleep(0.05)
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(PATIENCE) == 0
    assert "Traceback" not in watched.output.read_text() and "Keyboard" not in (
        watched.output.read_text()
    )
    with pytest.raises(ProcessLookupError):
        os.kill(int(began.read_text()), 0)


def test_another_save_ends_a_round_and_leaves_what_it_had_to_run(watched: Watched) -> None:
    watched.said_until("Ctrl-C ends it")
    slow = RIGHT.replace(
        "def relu_forward(x):", "def relu_forward(x):\n    import time; time.sleep(9)"
    )
    assert slow != RIGHT
    watched.save(slow, r"relu_forward, relu_backward\n")
    again = slow.replace("def tanh_forward(x):", "def tanh_forward(x):\n    'words'")
    said = watched.save(again.replace("sleep(9)", "sleep(0)"), ENDED)
    assert "Saved again: this round is out of date." in said
    assert {*re.findall(r"^(\w+) +#", said, re.M)} == {
        "relu_forward",
        "relu_backward",
        "tanh_forward",
    }


def test_without_arguments_it_says_what_can_be_done(folder: Path) -> None:
    found = run(folder)
    assert found.returncode == 0 and "python check.py --watch  " in found.stdout
    assert run(folder, "--wacht").returncode == 2


def test_a_question_is_checked_by_its_name(folder: Path) -> None:
    (folder / "layers.py").write_text(WRONG, encoding="utf-8")
    right, wrong, none = (run(folder, n) for n in ("tanh_forward", "relu_forward", "relu"))
    assert (right.returncode, wrong.returncode, none.returncode) == (0, 1, 2)
    assert "relu_forward: out is wrong" in wrong.stdout
    assert "There is no question 'relu'; there are relu_backward, " in none.stdout


def asked(folder: Path, watch: Watch, **files: str) -> set[str]:
    """The questions that are asked by files, as they are now."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    watch.files = watch.look()
    questions = watch.questions()
    return {q for name in files for q in watch.asked_by(folder / f"{name}.py", questions)}


def test_a_helper_is_followed_to_what_uses_it(folder: Path) -> None:
    settings = json.loads((folder / "assignment.json").read_text(encoding="utf-8"))
    watch = Watch(folder, settings)
    with_helper = RIGHT.replace("(x + abs(x)) / 2", "half(x + abs(x))")
    source = f"{with_helper}\n\ndef half(x):\n    return x / 2\n"
    every = {"relu_forward", "relu_backward", "tanh_forward"}
    assert asked(folder, watch, layers=source) == every
    assert asked(folder, watch, layers=source) == set()
    assert asked(folder, watch, layers=source.replace("x / 2\n", "x * 0.5\n")) == {
        "relu_forward",
        "relu_backward",
    }
    assert asked(folder, watch, layers=f"import math\n{source}") == every
    assert asked(folder, watch, helpers="x = 1\n") == every
    test = (folder / "tests" / "tanh_forward.py").read_text(encoding="utf-8")
    (folder / "tests" / "tanh_forward.py").write_text(f"{test}\n# words\n", encoding="utf-8")
    assert watch.asked_by(folder / "tests" / "tanh_forward.py", watch.questions()) == {
        "tanh_forward"
    }


def test_what_a_module_is_made_of_is_no_matter_of_line_ends_or_comments() -> None:
    source = "import math\n\n\ndef f(x):\n    return g(x)\n\n\na, b = 1, 2\n"
    found = parts_of(source.encode())
    assert found.keys() == {"", "f", "a", "b"} and "g" in found["f"][1]
    for same in (source.replace("\n", "\r\n"), source.replace("(x)\n", "(x)  # 注释\n")):
        assert parts_of(b"\xef\xbb\xbf" + same.encode()) == found


def test_a_line_of_ipython_costs_no_other_cell_its_name() -> None:
    cells = ["%matplotlib inline\n", "def f(x):\n    return x\n"]
    notebook = {"cells": [{"cell_type": "code", "source": text} for text in cells]}
    assert parts_of_notebook(json.dumps(notebook).encode()).keys() == {"", "f"}
