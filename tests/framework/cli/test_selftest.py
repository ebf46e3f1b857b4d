"""What ``autograder selftest`` prints of this machine, and what its exit status says."""

from __future__ import annotations

import os
import sys

import pytest

from autograder.cli import main
from autograder.publish.selftest import corpus, run
from autograder.publish.selftest.corpus import ENTRIES, Entry
from autograder.sandbox.inside.confine import PROTECTIONS

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere the hand-ins are not tried"
)
FEW = [next(e for e in ENTRIES if e.name == name) for name in ("nan", "open_tests")]


def told_of(
    entries: list[Entry], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[str]]:
    monkeypatch.setattr(corpus, "ENTRIES", entries)
    monkeypatch.setattr(run.contained, "__defaults__", (entries,))
    status = main(["selftest"])
    return status, capsys.readouterr().out.splitlines()


def test_it_names_every_protection_and_counts_what_was_contained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = told_of(FEW, monkeypatch, capsys)
    assert status == 0
    named = [line.split()[-1] for line in lines[: len(PROTECTIONS)]]
    assert named == [protection.name for protection in PROTECTIONS]
    assert ("in force  uid" in lines) == (os.geteuid() == 0)
    assert "read         1 of 1 contained" in lines and "odd answer   1 of 1 contained" in lines
    assert lines[-1].startswith("2 hand-ins in ")


def test_what_is_not_contained_is_named_and_the_status_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An entry that loses its points where the corpus says that it has them."""
    wrong = Entry("forge", "impostor", "is wrong", "return x, x", own="full")
    status, lines = told_of([wrong], monkeypatch, capsys)
    assert status == 1 and "forge        0 of 1 contained" in lines
    (line,) = [line for line in lines if line.startswith("NOT CONTAINED")]
    assert line == "NOT CONTAINED: forge, impostor, which is wrong"


def test_hand_ins_that_could_end_other_programs_are_not_tried(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "protections", lambda world: ["process", "rlimits"])
    assert main(["selftest"]) == 1
    said = capsys.readouterr()
    assert "MISSING   seccomp" in said.out and "are not tried" in said.err
