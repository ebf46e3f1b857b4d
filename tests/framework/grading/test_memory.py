"""The grader's own memory: what a hand-in sends is kept only as far as a hint needs it."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.assignment.rubric import Rubric
from autograder.grading import engine
from autograder.grading.engine import grade
from autograder.grading.runner import SandboxRunner
from autograder.publish.selftest.corpus import ENTRIES
from autograder.sandbox import calls, memory
from autograder.sandbox.calls import CallLog
from autograder.sandbox.inside.named import NamedTuple
from autograder.sandbox.memory import PROXY, weight
from autograder.sandbox.process import Sandbox
from autograder.sandbox.transcript import Transcript

ROOT = Path(__file__).parents[3]
MOST = 200.0
"""Megabytes of the grader's process, whatever is graded."""
CONTAINER = 768 * 2**20


def test_a_value_weighs_at_least_what_it_takes() -> None:
    plain = [[[]] * 1000, {"a" * 50: [1, 2.0]}, {1, 2, 3}, "é" * 99, b"x" * 99, 2**4000]
    for value in [np.zeros(1000), *plain]:
        own = value.nbytes if isinstance(value, np.ndarray) else sys.getsizeof(value)
        assert weight(value) >= own
    assert weight(NamedTuple(["n" * 80], [1])) == 80 + weight((1,))
    assert weight(np.random.default_rng(0)) >= 1000 and PROXY >= 400


def test_calls_beyond_the_room_are_known_by_name_alone() -> None:
    log = CallLog(room=20_000)
    answer = log.noting("f", lambda x: np.ones(1000))
    assert answer(np.ones(2)).shape == (1000,) and answer(np.ones(2)).shape == (1000,)
    assert answer(np.ones(2)).shape == (1000,), "the test itself gets all answers"
    kept = log.calls
    assert [call.function for call in kept] == ["f"] * 3
    assert [call.result is None for call in kept] == [False, False, True]
    assert not kept[2].repeatable and kept[2].before == kept[2].after == ()
    assert 2 * 8000 < log.kept <= 20_000


def test_a_transcript_beyond_its_room_is_incomplete() -> None:
    heard = Transcript(room=1000)
    heard.note([1.0])
    heard.note([np.ones(1000)])
    heard.note([2.0])
    assert not heard.complete and heard.answers == [[1.0]] and heard.kept < 1000


def test_what_led_to_the_hints_of_a_question_is_forgotten_with_it(
    rubric: Rubric, sandbox: Sandbox, right_source: str, tmp_path: Path, monkeypatch: Any
) -> None:
    """All room is there again at the end, also after a case that ran twice."""
    runners: list[SandboxRunner] = []

    class Watched(SandboxRunner):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            runners.append(self)

    monkeypatch.setattr(engine, "SandboxRunner", Watched)
    wrong = right_source.replace("np.maximum(0, x), x", "np.abs(x), x")
    (tmp_path / "layers.py").write_text(wrong)
    results = grade(rubric, tmp_path, sandbox)
    assert "relu_abs" in {o.misconception for o in results.outcomes}
    (runner,) = runners
    kept = (runner._said, runner._accounts, runner._known)
    assert not any(kept) and runner._recorded == 0 and runner._room == calls.MAX_KEPT


def test_frames_of_a_failure_do_not_outlive_its_case(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda: collected.append(1))
    try:
        try:
            np.ones(3)[7]
        except IndexError as first:
            raise ValueError from first
    except ValueError as error:
        memory.let_go(memory.WORTH_A_LOOK, error)
        assert error.__traceback__ is None and error.__cause__ is not None
        assert error.__cause__.__traceback__ is None and not collected
        memory.let_go(memory.WORTH_A_LOOK + 1, None)
    assert collected


GRADER = """
import json, re, sys, tempfile
from pathlib import Path
if sys.argv[3]:
    Path(sys.argv[3], "cgroup.procs").write_text("0")
from autograder.assignment.folders import Folders
from autograder.grading.engine import grade
from autograder.publish.proofs.answers import Answers
from autograder.sandbox.process import Sandbox
answers = Answers(Folders(Path(sys.argv[1]), sys.argv[2]))
rubric = answers.rubric
hand_ins = json.load(sys.stdin)
with Sandbox() as sandbox:
    for name, files in hand_ins.items():
        with tempfile.TemporaryDirectory() as folder:
            for file, text in files.items():
                Path(folder, file).write_text(text)
            results = grade(rubric, Path(folder), sandbox)
        assert not results.failure, (name, results.failure)
        peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
        Path("/proc/self/clear_refs").write_text("5")
        print(json.dumps([name, int(peak[1]) / 1024]))
"""


@contextlib.contextmanager
def container() -> Any:
    """A cgroup with a container's memory; empty where none can be made."""
    for root in ("/sys/fs/cgroup", "/sys/fs/cgroup/memory"):
        folder = Path(root, f"autograder-{os.getpid()}")
        try:
            folder.mkdir()
        except OSError:
            continue
        limits = [folder / name for name in ("memory.max", "memory.limit_in_bytes")]
        there = [path for path in limits if path.exists()]
        try:
            if there:
                there[0].write_text(str(CONTAINER))
                yield str(folder)
                return
        except OSError:
            pass
        finally:
            with contextlib.suppress(OSError):
                folder.rmdir()
    yield ""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("name", ["hw1_layers", "hw3_normalization"])
def test_nothing_that_exhausts_takes_more_of_the_grader_than_it_may(name: str) -> None:
    """In a container of 0.75 GB, where one can be had: nobody is killed but the hand-in."""
    modules = sorted((ROOT / "solutions" / name).glob("*.py"))
    right = {p.name: p.read_text() for p in modules if p.name != "misconceptions.py"}
    main = next(iter(right))
    hand_ins: dict[str, dict[str, str]] = {}
    for entry in (e for e in ENTRIES if e.kind == "exhaust"):
        body = "\n".join(f"    {line}" for line in entry.body.splitlines())
        first = f"\n\ndef relu_forward(x):\n{body}\n\n{entry.also}\n"
        text = (right[main] + first).replace("{{", "{").replace("}}", "}")
        hand_ins[entry.name] = {**right, main: text}
    outputs = [{"data": {"image/png": "A" * 2**21}}]
    cells = [{"cell_type": "code", "source": right[main], "outputs": outputs}]
    notebook = {**right, "answers.ipynb": json.dumps({"cells": cells})}
    hand_ins["notebook"] = {n: t for n, t in notebook.items() if n != main}
    with container() as folder:
        done = subprocess.run(
            [sys.executable, "-c", GRADER, str(ROOT), name, folder],
            input=json.dumps(hand_ins), capture_output=True, text=True,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    peaks = dict(map(json.loads, done.stdout.splitlines()))
    print(f"{name}, cgroup {folder or 'none'}: at most {max(peaks.values()):.0f} MB", peaks)
    assert set(peaks) == set(hand_ins) and max(peaks.values()) < MOST
