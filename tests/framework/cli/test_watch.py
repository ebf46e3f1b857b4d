"""``autograder watch`` on the screen: a round at each save, and a clean end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_course import small_course

from autograder.assignment.folders import Folders
from autograder.cli import main

ROOT = Path(__file__).parents[3]
MOST_SECONDS = 60.0
"""Seconds after which a round that does not come is given up; a round takes one or two."""


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return small_course(tmp_path / "course")


@pytest.fixture
def watching(folders: Folders, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    log = tmp_path / "log"
    command = [sys.executable, "-m", "autograder", "--root", str(folders.root), "watch", "hw"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        log.open("w") as out,
        subprocess.Popen(command, stdout=out, stderr=out, env=environment, text=True) as process,
    ):
        yield process, log
        process.kill()


def wait_for(log: Path, holds: Callable[[str], bool]) -> str:
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        if holds(log.read_text()):
            return log.read_text()
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def test_a_save_is_proven_and_control_c_ends_it_cleanly(
    watching: tuple[subprocess.Popen[str], Path], folders: Folders
) -> None:
    process, log = watching
    first = wait_for(log, lambda text: text.count("waiting for the next save") == 1)
    assert first.startswith("hw, ") and ": all questions\n" in first and "FAILS" not in first
    path = folders.solution / "small.py"
    path.write_text(path.read_text().replace("return 2 * x", "return 3 * x"))
    second = wait_for(log, lambda text: text.count("waiting for the next save") == 2)
    assert ": solutions/hw/small.py\n" in second
    assert "the reference: tests/hw/public/double.py:9, 'doubles'" in second
    (folders.public / "double.py").write_text("OK_FORMAT = False\n")
    third = wait_for(log, lambda text: text.count("waiting for the next save") == 3)
    assert "double.py:1: the test file defines no name" in third
    process.send_signal(signal.SIGINT)
    assert process.wait(MOST_SECONDS) == 0
    assert "Traceback" not in log.read_text()


def test_sigterm_is_no_wish_of_a_person(
    watching: tuple[subprocess.Popen[str], Path],
) -> None:
    process, log = watching
    wait_for(log, lambda text: "waiting" in text)
    process.terminate()
    assert process.wait(MOST_SECONDS) == 143


def test_one_that_is_no_assignment_is_told(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(folders.root), "watch", "hw1"]) == 2
    assert "'hw1' is no assignment here; there are hw" in capsys.readouterr().err
