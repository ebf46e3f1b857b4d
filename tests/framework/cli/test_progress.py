"""Progress: a bar on a terminal, a line now and then elsewhere, nothing on stdout."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.cli import _progress
from autograder.cli._progress import Progress

ROOT = Path(__file__).parents[3]


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(_progress, "time", made)
    return made


def _count(progress: Progress, clock: Clock, of: int, seconds: float) -> None:
    for done in range(1, of + 1):
        clock.now += seconds
        progress("mutants", done, of)


def test_without_a_terminal_a_line_is_said_every_ten_seconds_on_stderr(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with Progress() as progress:
        _count(progress, clock, 30, 1.0)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "mutants 11 of 30, 0:19 left",
        "mutants 21 of 30, 0:09 left",
        "mutants 30 of 30, 0:00 left",
    ]


def test_what_is_done_in_ten_seconds_says_nothing(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with Progress() as progress:
        _count(progress, clock, 9, 1.0)
        _count(progress, clock, 9, 1.0)
    assert capsys.readouterr() == ("", "")


class Terminal(io.StringIO):
    """Takes down what a terminal is sent."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    return Terminal()


def test_a_terminal_gets_a_bar_that_counts_and_goes_away(
    clock: Clock, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.redirect_stderr(terminal), Progress() as progress:
        _count(progress, clock, 30, 1.0)
    said = terminal.getvalue()
    assert "mutants" in said and "29 of 30" in said and "0:01 left" in said
    assert said.rstrip().endswith("\x1b[2K")  # the line is cleared
    assert capsys.readouterr().out == ""


def test_a_bar_appears_at_once_for_a_long_step_and_never_for_short_work(
    clock: Clock, terminal: Terminal
) -> None:
    with contextlib.redirect_stderr(terminal), Progress() as progress:
        _count(progress, clock, 9, 0.1)
        assert terminal.getvalue() == ""
        progress("setting up the image: step", 1, 4)
        assert "setting up the image" not in terminal.getvalue()
        progress("grading an upload: step", 0, 4)
        assert "grading an upload: step" in terminal.getvalue()


def test_a_bar_is_taken_away_when_the_work_fails(clock: Clock, terminal: Terminal) -> None:
    shown = contextlib.redirect_stderr(terminal)
    with pytest.raises(KeyError), shown, Progress() as progress:
        progress("notebook cells", 0, 4)
        raise KeyError
    assert terminal.getvalue().endswith("\x1b[?25h\r\x1b[1A\x1b[2K")  # the cursor is back


def test_on_a_terminal_stdout_stays_plain_where_it_is_piped(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "autograder", "list"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm"}
    piped = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, env=env)
    os.close(theirs)
    os.close(ours)
    assert piped.stdout.decode() == done.stdout and "\x1b" not in done.stdout
