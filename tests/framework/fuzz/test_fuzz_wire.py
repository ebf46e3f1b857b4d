"""Whatever the other side of a wire says, in whatever order: a test gets a value or an error.

``FUZZ_EXAMPLES`` says how many conversations are made up; each is said as it is, and mutated.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import random
import resource
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wire_grammar import conversations, frame, mutant

from autograder.checks.context import CannotTravel, CaseRun, running
from autograder.errors import Crash, Forged, StudentError
from autograder.sandbox.conversation import Conversation
from autograder.sandbox.inside import wire
from autograder.sandbox.messages import told
from autograder.sandbox.proxies import Proxy

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "40"))
MUTANTS = 40
"""Mutants of a conversation; so many frames come of each message."""
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    database=None,
    suppress_health_check=list(HealthCheck),
)
LONGEST = wire.MAX_HEADER + wire.MESSAGE_MB * 2**20
MOST_GROWTH = 30.0
"""Megabytes by which this process may grow over a conversation and its mutants, whatever is said:
frames are of a few kilobytes."""
count: Counter[str] = Counter()


class Scripted(Conversation):
    """A conversation whose other side says what is written, as a ``Session`` reads it."""

    def __init__(self, frames: list[bytes]) -> None:
        super().__init__({})
        self.frames = frames
        self._values = {"Thing"}

    def _exchange(self, request: Any, buffers: Any, doing: str) -> Any:
        json.dumps(request)
        while True:
            if not self.alive or not self.frames:
                raise Crash(f"{doing}: ended")
            try:
                message, data = wire.receive(Feed(self.frames.pop(0)))
            except (EOFError, wire.WireError):
                raise self._forged() from None
            if not isinstance(message, dict):
                raise self._forged()
            count["understood"] += 1
            if "callback" not in message:
                return message, data
            json.dumps(self.call_back(message, data, []))

    def _error(self, doing: str, error: object, called: bool) -> StudentError:
        return told(doing, error, Path("/nowhere"), called)

    def _forged(self) -> StudentError:
        self.alive = False
        return Forged("forged")


class Feed:
    """Bytes as a socket hands them over; nothing larger than a frame may be asked for."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def __call__(self, size: int) -> bytes:
        assert size <= LONGEST
        if size > len(self.data) - self.at:
            raise EOFError
        self.at += size
        return self.data[self.at - size : self.at]


USES = [
    lambda v: v.name, lambda v: setattr(v, "name", 1), lambda v: v(1.0, np.ones(2)), len, bool,
    lambda v: v[0], lambda v: v + 1, lambda v: 2 * v, lambda v: v == 3, lambda v: 1.0 in v, float,
    int, hash, lambda v: next(v), lambda v: [*itertools.islice(v, 3)], lambda v: f"{v:>3}", repr,
    np.asarray, lambda v: isinstance(1, v), round, reversed, lambda v: v.__enter__(), str, complex,
    lambda v: v.method(key=[1, {"a": np.zeros(3)}]), lambda v: v[1:].items, divmod, abs,
]  # fmt: skip
"""What a test does with an object of the student's."""
ALLOWED = (StudentError, CannotTravel, StopIteration, TypeError, AttributeError, ValueError)
"""How it may end: with the student's error, or with Python's own for what an object cannot do."""


def use(frames: list[bytes], chance: random.Random) -> None:
    """Call a function, then do things with what comes, until nothing more is said."""
    talk = Scripted(frames)
    array, store = np.ones((2, 2)), {"a": np.ones(2), "b": [1, 2]}
    with running(CaseRun("q", "c")):
        for _ in range(len(frames) + 1):
            held: list[Any] = []
            with contextlib.suppress(*ALLOWED):
                held += [talk.function("f")(array, store, [array], lambda x: x)]
            with contextlib.suppress(*ALLOWED):
                held += [talk.name("Thing"), talk.stand_in(w=array)]
            for proxy in proxies(held):
                with contextlib.suppress(*ALLOWED):
                    use_once = chance.choice(USES)
                    held.append(use_once(proxy))
            assert array.nbytes == 32 and all(len(str(k)) < 10**5 for k in store)


def proxies(values: Any, depth: int = 0) -> Iterator[Proxy]:
    """The objects in what came."""
    if isinstance(values, Proxy):
        yield values
    elif type(values) in (list, tuple) and depth < 4:
        for part in values[:5]:
            yield from proxies(part, depth + 1)


@FUZZ
@given(conversations, st.integers(0, 2**32))
def test_no_conversation_ends_in_anything_but_an_answer_or_an_error(
    said: list[tuple[Any, list[int]]], seed: int
) -> None:
    chance = random.Random(seed)
    before = resident()
    pool = [json.loads(json.dumps(message)) for message, _ in said]
    for turn in range(MUTANTS):
        frames = []
        for message, (_, sizes) in zip(pool, said, strict=True):
            told_sizes: Any = list(sizes)
            if turn:
                message = mutant(message, pool, chance)
                if chance.random() < 0.05:
                    told_sizes = mutant(told_sizes, pool, chance)
            made = frame(message, told_sizes, chance.randbytes(sum(sizes)))
            if chance.random() < 0.02:
                cut = bytearray(made)
                cut[chance.randrange(len(cut))] = chance.randrange(256)
                made = bytes(cut)
            frames.append(made)
        count["frames"] += len(frames)
        use(frames, chance)
    assert resident() - before < MOST_GROWTH


def resident() -> float:
    """Megabytes of this process in memory; what hypothesis keeps grows with its examples."""
    status = Path("/proc/self/statm")
    pages = int(status.read_text().split()[1]) if status.exists() else 0
    return pages * resource.getpagesize() / 2**20


@pytest.fixture(scope="module", autouse=True)
def told_how_much() -> Iterator[None]:
    """Say how much was tried."""
    yield
    print(f"\n{count['frames']:,} frames, {count['understood']:,} understood")
