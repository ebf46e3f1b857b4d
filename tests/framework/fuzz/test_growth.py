"""Four times as much from a hand-in costs the trusted process no more than some four times as much.

Of what grows with the square it would be sixteen times. Times are compared with each other alone.
"""

from __future__ import annotations

import gc
import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.checks.run import Functions
from autograder.classroom.sources.blackboard import BLACKBOARD_NAME
from autograder.classroom.sources.canvas import CANVAS_NAME
from autograder.classroom.sources.csv_roster import read_csv_roster
from autograder.errors import AssignmentError
from autograder.grading.diagnosis import diagnose, same
from autograder.reports.similarity.measure import print_of
from autograder.sandbox.calls import Call
from autograder.sandbox.inside import packing, wire
from autograder.sandbox.memory import weight
from autograder.unpack.names import copy_of
from autograder.unpack.notebooks import code_alone, notebook_source

TIMES, MOST = 4, 9
"""How much larger the second input is, and how much longer it may take: linear is 4, with room for
memory that is slower the more there is; the square is 16."""
ROUNDS = 5


def seconds(work: Callable[[Any], object], given: Any) -> float:
    """The least processor time of a few rounds."""
    found = []
    gc.disable()  # it looks through all that is there, whoever made it
    try:
        for _ in range(ROUNDS):
            start = time.process_time()
            work(given)
            found.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(found)


def grows(work: Callable[[Any], object], make: Callable[[int], Any], size: int) -> float:
    """How many times as long ``TIMES`` as much takes."""
    return seconds(work, make(TIMES * size)) / max(seconds(work, make(size)), 1e-4)


SOURCES: dict[str, Callable[[int], str]] = {
    "text without end": lambda n: '"""' + "a\n" * n,
    "lines that go on": lambda n: "x = \\\n" * n,
    "brackets": lambda n: "(" * n,
    "indents": lambda n: "".join(" " * i + "if x:\n" for i in range(int(n**0.5))),
    "digits": lambda n: "1" * n,
    "exponents": lambda n: "1e" * n,
    "formatted": lambda n: "f'" + "{" * n,
    "quotes": lambda n: "'" * n,
    "one line again and again": lambda n: "x = 1\n" * n,
    "NUL": lambda n: "\0" * n,
}
VALUES: dict[str, Callable[[int], Any]] = {
    "keys that count": lambda n: {"d": [[k, 0] for k in range(n)]},
    "keys beyond": lambda n: {"d": [[k << 20, 0] for k in range(n)]},
    "texts as keys": lambda n: {"d": [[f"k{k}", 0] for k in range(n)]},
    "sets": lambda n: {"l": [{"u": [k]} for k in range(n)]},
    "lists": lambda n: {"l": [{"l": []} for _ in range(n)]},
    "named": lambda n: {"l": [{"n": [["a"], [1]]} for _ in range(n)]},
    "generators": lambda n: {"l": [{"g": [1, 1, 0, 0]} for _ in range(n)]},
    "integers": lambda n: {"l": [{"i": "0x" + "f" * 1023} for _ in range(n // 10)]},
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SOURCES)
def test_the_prints_of_a_source(name: str) -> None:
    assert grows(lambda text: print_of([text]), SOURCES[name], 10_000) < MOST


@pytest.mark.slow
@pytest.mark.parametrize("name", VALUES)
def test_the_values_of_an_answer(name: str) -> None:
    """Read, weighed, and compared with another one."""

    def work(tree: Any) -> None:
        try:
            found = packing.unpack(tree, [], lambda body: body)
        except wire.WireError:
            return
        weight(found)
        same(found, found)

    assert grows(work, VALUES[name], 4000) < MOST


@pytest.mark.slow
def test_the_headers_of_a_frame() -> None:
    def make(size: int) -> bytes:
        header = json.dumps({"m": [[]] * size, "b": [0] * min(size, wire.MAX_ARRAYS)}).encode()
        return wire.LENGTHS.pack(len(header), 0) + header

    assert grows(lambda data: wire.receive(io.BytesIO(data).read), make, 20_000) < MOST


@pytest.mark.slow
def test_a_notebook() -> None:
    def make(size: int) -> bytes:
        cell = {"cell_type": "code", "source": ["x = 1\n"] * 3}
        return json.dumps({"cells": [cell] * size}).encode()

    def work(data: bytes) -> None:
        code = code_alone(data, 0)
        assert code is not None
        notebook_source(code)

    assert grows(work, make, 5000) < MOST


@pytest.mark.slow
def test_a_roster(tmp_path: Path) -> None:
    def make(size: int) -> Path:
        path = tmp_path / f"{size}.csv"
        path.write_text("name,sid,file\n" + "".join(f"Ada,{n},a{n}.py\n" for n in range(size)))
        return path

    assert grows(read_csv_roster, make, 500) < MOST
    quotes = tmp_path / "quotes.csv"
    quotes.write_text("name,file\n" + '"' * 200_000)
    with pytest.raises(AssignmentError):
        read_csv_roster(quotes)


@pytest.mark.slow
@pytest.mark.parametrize(
    "read",
    [CANVAS_NAME.fullmatch, BLACKBOARD_NAME.fullmatch, lambda text: copy_of(text, "layers")],
    ids=["canvas", "blackboard", "copy"],
)
@pytest.mark.parametrize(
    "unit", ["_", "a_", "_1", "LATE_", "-A1", " copy", "-1", " (1)", "_attempt_2026-11-02-23-01-15"]
)
def test_the_name_of_a_file(read: Callable[[str], object], unit: str) -> None:
    """A file system takes 255 bytes; a hundred such names are read, and no time can be seen."""
    assert grows(lambda text: [read(text) for _ in range(100)], lambda n: unit * n + "!", 12) < 17


@pytest.mark.slow
def test_the_calls_that_a_hint_repeats() -> None:
    """Of one case 60 are kept; each is compared with those before it."""

    def make(size: int) -> list[Call]:
        value = np.ones(10)
        return [Call("f", (value,), True, (value,), {"a": [value] * 50}) for _ in range(size)]

    right: Functions = {"f": lambda x: {"a": [x + 1] * 50}}
    assert grows(lambda calls: diagnose([calls], [], right), make, 15) < MOST
