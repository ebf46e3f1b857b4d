"""Where the processor time of a grading goes: this process, the hand-in's processes, the bare run.

    python tools/profile_grading.py [ROUNDS]

Bare is the same cases with the hand-in imported in this process. All three are measured in turns,
and compared within a row: absolute times say little on a shared machine. The clocks of the other
tables take time themselves: their proportions are to be read.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import functools
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from classes import make_class

from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.reference import load_reference
from autograder.assignment.rubric import Rubric
from autograder.checks import contract
from autograder.checks.cases import Case
from autograder.checks.run import run_cases
from autograder.grading import engine, handin, runner
from autograder.grading.engine import grade
from autograder.grading.handin import opened
from autograder.grading.remembered import Memory
from autograder.publish.bundle import build
from autograder.sandbox import conversation, session
from autograder.sandbox.inside import changes, objects, packing, wire
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[1]
ROUNDS, CLASS = 20, 40
TICK = 1000 / os.sysconf("SC_CLK_TCK")
TRUSTED: dict[str, list[tuple[Any, str]]] = {
    "unpacking, hashing, removing": [(handin, "stage"), (handin, "_digest"), (handin, "remove")],
    "orders, scratch folders": [(Sandbox, "session"), (Sandbox, "share"), (Sandbox, "settle")],
    "test code and checks": [(Case, "run")],
    "copies of arguments": [(contract, "on_copies")],
    "an operation, beside the rest": [(conversation.Conversation, "operate")],
    "arguments packed": [(conversation.Conversation, "_packed")],
    "answers unpacked": [(conversation.Conversation, "_result")],
    "headers written": [(wire, "frame")],
    "headers read": [(wire, "contents")],
    "sending, waking, receiving": [(session.Session, "_said")],
    "memory: recalled and learned": [(Memory, "recall"), (Memory, "learn")],
    "tests heard again": [(runner, "heard_again")],
    "diagnosis": [(engine, "_explanations")],
}
"""Part of a grading in this process -> the functions whose own time it is."""
INSIDE: dict[str, list[tuple[Any, str]]] = {
    "headers read": [(wire, "contents")],
    "arguments unpacked": [(packing, "unpack")],
    "arguments watched": [(changes, "watched"), (changes, "changes")],
    "answers packed": [(objects.Objects, "_packed")],
    "headers written": [(wire, "frame")],
    "an operation, beside the rest": [(objects.Objects, "operate")],
}
"""The same of what a child does with the recorded calls, carried out in this process."""


class Clock:
    """Charges processor time to the part that runs, and not to those that it calls."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    @contextmanager
    def timing(self, parts: dict[str, list[tuple[Any, str]]]) -> Iterator[None]:
        """Time the functions of ``parts`` in a ``with`` block."""
        before = [(home, name, vars(home)[name]) for fs in parts.values() for home, name in fs]
        for part, functions in parts.items():
            for home, name in functions:
                setattr(home, name, self._timed(part, vars(home)[name]))
        try:
            yield
        finally:
            for home, name, function in before:
                setattr(home, name, function)

    def _timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            if self._running[-1:] == [part]:
                return function(*args, **kwargs)
            self._charge()
            self._running.append(part)
            try:
                return function(*args, **kwargs)
            finally:
                self._charge()
                self._running.pop()

        return timed

    def _charge(self) -> None:
        now = time.thread_time()
        if self._running:
            self.parts[self._running[-1]] += 1000 * (now - self._since)
        self._since = now


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        bundle = build(Folders(ROOT, "hw1_layers"), home)[1]
        (home / "right").mkdir()
        source = (ROOT / "solutions" / "hw1_layers" / "layers.py").read_text()
        for number in range(rounds):
            (home / "right" / f"{number}.py").write_text(f"{source}\n# {number}\n")
        make_class(home / "made", CLASS)
        with open_bundle(bundle) as rubric:
            heads = f"{'here':>7} {'theirs':>7} {'all':>6} {'bare':>6} {'ratio':>6}"
            print(f"{'CPU ms a hand-in':28} {heads} {'processes':>10} {'recalled':>9}")
            for name in ("right", "made"):
                compared(rubric, name, sorted((home / name).iterdir()))
            for name, memory in (("every test run", None), ("remembered", Memory())):
                print(f"\nthis process, right hand-ins, {name}:")
                parts(rubric, sorted((home / "right").iterdir()), memory)
            print("\nin a hand-in's process, its calls repeated here:")
            inside(rubric, home / "right" / "0.py")


def compared(rubric: Rubric, name: str, paths: list[Path]) -> None:
    """Print a row for each way to grade, measured in turns."""
    memory = Memory()
    ways: dict[str, Memory | None] = {"every test run": None, "remembered": memory}
    sums: dict[str, list[float]] = {way: [0.0, 0.0, 0.0] for way in ways}
    bare = 0.0
    boxes = {way: Sandbox() for way in ways}
    for number, path in enumerate((paths[0], *paths)):  # the first one warms up
        for way, sandbox in boxes.items():
            with sandbox.on_one_core():
                found = cpu_of(rubric, path, sandbox, ways[way])
            if number:
                sums[way] = [a + b for a, b in zip(sums[way], found, strict=True)]
        start = time.process_time()
        alone(rubric, path)
        bare += 1000 * (time.process_time() - start) if number else 0.0
    for way, sandbox in boxes.items():
        sandbox.close()
        ours, theirs, children = (total / len(paths) for total in sums[way])
        both, alone_ms = ours + theirs, bare / len(paths)
        share = memory.recalled / (memory.recalled + memory.judged) if ways[way] else 0.0
        print(
            f"{name + ', ' + way:28} {ours:7.1f} {theirs:7.1f} {both:6.1f} {alone_ms:6.1f} "
            f"{both / alone_ms:6.2f} {children:10.2f} {share:9.0%}"
        )


def cpu_of(
    rubric: Rubric, path: Path, sandbox: Sandbox, memory: Memory | None
) -> tuple[float, float, int]:
    """Milliseconds of this process and of the sandbox's, and how many processes there were."""
    here, there, children = time.process_time(), cpu_below(sandbox), sandbox._children
    grade(rubric, path, sandbox, memory=memory)
    ours = 1000 * (time.process_time() - here)
    sandbox.settle()
    return ours, cpu_below(sandbox) - there, sandbox._children - children


def cpu_below(sandbox: Sandbox) -> float:
    """Milliseconds that the zygote and its ended children have computed."""
    text = Path(f"/proc/{sandbox._process.pid}/stat").read_text()
    return TICK * sum(map(int, text.rpartition(")")[2].split()[11:15]))


def alone(rubric: Rubric, path: Path) -> None:
    """The cases with the hand-in imported in this process."""
    modules = rubric.assignment.modules
    with opened(path, modules) as hand_in, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        names = {**vars(load_reference(hand_in.folder, modules)), "reference": rubric.reference}
        right = vars(rubric.reference)
        list(run_cases(rubric.questions, names, oracle=right, memo=rubric.memo))


def parts(rubric: Rubric, paths: list[Path], memory: Memory | None) -> None:
    """Print what the parts of a grading take in this process."""
    clock = Clock()
    with Sandbox() as sandbox, sandbox.on_one_core():
        grade(rubric, paths[0], sandbox, memory=memory)
        start = time.thread_time()
        with clock.timing(TRUSTED):
            for path in paths:
                grade(rubric, path, sandbox, memory=memory)
        whole = 1000 * (time.thread_time() - start) / len(paths)
    table({part: spent / len(paths) for part, spent in clock.parts.items()}, whole)


def inside(rubric: Rubric, path: Path) -> None:
    """Print what a child does with the calls of one grading."""
    messages: list[bytes] = []
    said = session.Session._said

    def noted(self: Any, message: bytes, freed: tuple[int, ...]) -> Any:
        messages.append(message)
        return said(self, message, freed)

    session.Session._said = noted  # type: ignore[method-assign]
    try:
        with Sandbox() as sandbox:
            grade(rubric, path, sandbox)
    finally:
        session.Session._said = said  # type: ignore[method-assign]
    mine = objects.Objects(path.parent, lambda *_: ({}, []))
    mine.names.update(vars(load_reference(rubric.folder or Path(), rubric.assignment.modules)))
    clock = Clock()
    repeat(mine, messages)
    start = time.thread_time()
    with clock.timing(INSIDE):
        repeat(mine, messages)
    table(dict(clock.parts), 1000 * (time.thread_time() - start))


def repeat(mine: objects.Objects, messages: list[bytes]) -> None:
    """Carry out requests as a child does, without a socket."""
    for message in messages:
        size, total = wire.LENGTHS.unpack(message[: wire.LENGTHS.size])
        assert len(message) == wire.LENGTHS.size + size + total
        request, data = wire.contents(wire.Raw(size, message[wire.LENGTHS.size :]))
        reply: list[Any] = []
        try:
            answer = mine.operate(request, data, reply)  # type: ignore[arg-type]
        except Exception as error:
            answer = {"error": mine.describe(error)}
        wire.frame(answer, reply)


def table(found: dict[str, float], whole: float) -> None:
    """Print parts in milliseconds, the largest first, and what is left."""
    for part, spent in sorted(found.items(), key=lambda item: -item[1]):
        print(f"  {part:32} {spent:6.2f}")
    print(f"  {'the rest':32} {whole - sum(found.values()):6.2f}\n  {'all':32} {whole:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
