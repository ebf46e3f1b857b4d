"""The decoder of what the sandbox says: any bytes end in a value or in ``WireError``."""

from __future__ import annotations

import json
import os
import random
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox.inside import wire

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))
MUTATIONS = 50
"""Mutated messages an example; ``make fuzz`` sends 20,000 times as many."""
CAP = 3 * wire.MAX_BUFFERS

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["<f8", "|O", "<U9", "nan", "|V8", "<M8", ">i2", "<c16"])
)
trees = st.recursive(
    leaves,
    lambda part: (
        st.lists(part, max_size=4)
        | st.dictionaries(st.sampled_from("asdltfxg"), part, min_size=1, max_size=2)
    ),
    max_leaves=12,
)
messages = st.fixed_dictionaries(
    {"m": trees, "b": st.lists(st.integers(-2, 40), max_size=4) | trees}
)


class Feed:
    """Bytes as a socket would hand them over; notes the largest piece asked for."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at, self.largest = data, 0, 0

    def __call__(self, count: int) -> bytes:
        self.largest = max(self.largest, count)
        if count > len(self.data) - self.at:
            raise EOFError
        self.at += count
        return self.data[self.at - count : self.at]


def opaque(body: Any) -> str:
    number, _ = body
    return f"handle {number}"


def decode(frame: bytes) -> None:
    feed = Feed(frame)
    try:
        message, buffers = wire.receive(feed)
        wire.unpack(message, buffers, opaque)
    except (wire.WireError, EOFError):
        pass
    assert feed.largest <= wire.MAX_HEADER + wire.MAX_BUFFERS


def frame_of(message: Any, body: bytes) -> bytes:
    header = json.dumps(message).encode()
    return wire.LENGTHS.pack(len(header), len(body)) + header + body


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(messages, st.binary(max_size=80), st.integers(0, 2**32))
def test_no_message_crashes_the_decoder(message: Any, body: bytes, seed: int) -> None:
    frame = frame_of(message, body)
    decode(frame)
    chance = random.Random(seed)
    for _ in range(MUTATIONS):
        changed = bytearray(frame)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(changed))
            kind = chance.randrange(3)
            if kind == 0:
                changed[at] = chance.randrange(256)
            elif kind == 1:
                changed[at:at] = changed[: chance.randint(0, 12)]
            else:
                del changed[at : at + chance.randint(1, 6)]
            changed = changed or bytearray(b"\0")
        decode(bytes(changed))


@pytest.mark.parametrize(
    "header",
    [
        b"[" * wire.MAX_HEADER,
        b'{"m":' + b'{"l":[' * 90_000,
        b'{"m": [' + b"{}," * 300_000 + b'{}], "b": []}',
        b'{"m": ' + b"9" * 900_000 + b', "b": []}',
        b'{"m": 0, "b": [' + b"0," * 400_000 + b"0]}",
        b'{"m": {"a": ["<f8", [4611686018427387904, 4, 0], 0]}, "b": [0]}',
        b'{"m": {"a": ["|O", [1], 0]}, "b": [8]}',
    ],
    ids=["arrays", "tags", "objects", "digits", "buffers", "shape", "object dtype"],
)
def test_a_message_of_the_largest_size_stays_below_the_cap(header: bytes) -> None:
    tracemalloc.start()
    try:
        decode(wire.LENGTHS.pack(len(header), 8) + header + bytes(8))
        assert tracemalloc.get_traced_memory()[1] < CAP
    finally:
        tracemalloc.stop()


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**63) + 1, 2**63 - 1)
        | st.floats()
        | st.text()
        | hnp.arrays(
            st.sampled_from(["<f8", "<f4", "<i8", "|b1", "<c16"]), hnp.array_shapes(min_dims=0)
        ),
        lambda part: st.lists(part) | st.tuples(part, part) | st.dictionaries(st.text(), part),
        max_leaves=8,
    )
)
@settings(deadline=None, derandomize=True)
def test_what_is_packed_comes_back(value: Any) -> None:
    buffers: list[Any] = []
    tree = json.loads(json.dumps(wire.pack(value, buffers, pytest.fail)))
    data = [bytearray(np.ascontiguousarray(b).tobytes()) for b in buffers]
    same(wire.unpack(tree, data, pytest.fail), value)


@pytest.mark.parametrize(
    "numbers", [None, [], [1, 1, 0], [1, 1, 2, 0], [-1, 1, 0, 0], [1, 2**128, 0, 0], [1.0, 1, 0, 0]]
)
def test_a_forged_generator_is_refused(numbers: Any) -> None:
    with pytest.raises(wire.WireError):
        wire.unpack({"g": numbers}, [], pytest.fail)


def same(a: Any, b: Any) -> None:
    assert type(a) is type(b)
    if isinstance(a, dict):
        assert a.keys() == b.keys()
        for key in a:
            same(a[key], b[key])
    elif isinstance(a, list | tuple):
        assert len(a) == len(b)
        for x, y in zip(a, b, strict=True):
            same(x, y)
    else:
        np.testing.assert_array_equal(a, b)
