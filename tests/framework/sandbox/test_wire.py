"""The decoder of what the sandbox says: any bytes end in a value or in ``WireError``.

What a value may become is bounded too: numbers, sets, ranges, and what hashes may collide.
"""

from __future__ import annotations

import contextlib
import copy
import json
import os
import random
import tracemalloc
from collections import namedtuple
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.errors import Forged, StudentError
from autograder.sandbox.conversation import Conversation
from autograder.sandbox.inside import changes, packing, rare, wire
from autograder.sandbox.messages import told

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))
MUTATIONS = 50
"""Mutated messages an example; ``make fuzz`` sends 20,000 times as many."""
CAP = 3 * wire.MESSAGE_MB * 2**20

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["<f8", "|O", "<U9", "nan", "|V8", "<M8", ">i2", "<c16"])
    | st.sampled_from(["0x1f", "-0x" + "f" * 1100, "a", "_fields", "class", "count", "\u00b5"])
    | st.sampled_from([2**61 - 1, 2**63, 2**64, 10**400])
)
trees = st.recursive(
    leaves,
    lambda part: (
        st.lists(part, max_size=4)
        | st.dictionaries(st.sampled_from("asdltfxgienqruvyzk"), part, min_size=1, max_size=2)
    ),
    max_leaves=12,
)
handles = st.fixed_dictionaries(
    {"x": st.tuples(st.integers(-1, 2**53), st.text(max_size=3), st.integers(-1, 2**22))}
)
answers = (
    trees
    | st.dictionaries(st.sampled_from(["result", "args", "kwargs", "error", "stop"]), trees)
    | st.fixed_dictionaries(
        {
            "result": handles | trees,
            "changes": st.lists(
                st.tuples(
                    st.lists(st.integers(0, 1) | st.text(max_size=1), max_size=3),
                    st.sampled_from(["fill", "advance", "set", "delete", "replace"]),
                    trees,
                ),
                max_size=3,
            )
            | trees,
        }
    )
)
messages = st.fixed_dictionaries(
    {"m": answers, "b": st.lists(st.integers(-2, 40), max_size=4) | trees}
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


class Fed(Conversation):
    """A conversation whose other side says what a test makes up."""

    def __init__(self, message: object, data: list[bytearray]) -> None:
        super().__init__({})
        self.said = message, data

    def _exchange(self, request: Any, buffers: Any, doing: str) -> Any:
        message, data = self.said
        if not isinstance(message, dict):
            raise self._forged()
        return message, data

    def _error(self, doing: str, error: object, called: bool) -> StudentError:
        return told(doing, error, Path("/nowhere"), called)

    def _forged(self) -> StudentError:
        self.alive = False
        return Forged("forged")


def decode(frame: bytes) -> None:
    feed = Feed(frame)
    try:
        message, buffers = wire.receive(feed)
    except (wire.WireError, EOFError):
        return
    finally:
        assert feed.largest <= wire.MAX_HEADER + wire.MESSAGE_MB * 2**20
    with contextlib.suppress(StudentError, StopIteration):
        Fed(message, buffers).operate("next", doing="f")
    with contextlib.suppress(StudentError):
        Fed({"result": message}, buffers).operate("call", np.ones(2), doing="f", of_object=True)
    if isinstance(message, dict):
        with contextlib.suppress(StudentError):
            Fed({}, []).call_back({"callback": 1, **message}, buffers, [])


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
        json.dumps(
            {"m": {"l": [{"n": [[f"f{i}"], [0]]} for i in range(40_000)]}, "b": [8]}
        ).encode(),
        json.dumps(
            {"m": {"l": [{"x": [i, "list", i % 300]} for i in range(1, 25_000)]}, "b": [8]}
        ).encode(),
        json.dumps({"m": {"l": [{"u": [i]} for i in range(70_000)]}, "b": [8]}).encode(),
    ],
    ids=[
        *("arrays", "tags", "objects", "digits", "buffers", "shape", "object dtype"),
        *("named tuples", "handles", "sets"),
    ],
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
        | st.integers(-(2**rare.MAX_BITS) + 1, 2**rare.MAX_BITS - 1)
        | st.floats()
        | st.complex_numbers()
        | st.text()
        | st.binary(max_size=20)
        | st.frozensets(st.text(max_size=3) | st.integers(-(2**63) + 1, 2**63 - 1))
        | st.sets(st.none() | st.booleans() | st.floats(allow_nan=False))
        | st.slices(9)
        | st.sampled_from([..., range(3, 9, 2), np.dtype("<f4"), np.dtype(">i2")])
        | hnp.arrays(
            st.sampled_from(["<f8", "<f4", "<i8", "|b1", "<c16"]), hnp.array_shapes(min_dims=0)
        ),
        lambda part: st.lists(part) | st.tuples(part, part) | st.dictionaries(st.text(), part),
        max_leaves=8,
    )
)
@settings(deadline=None, derandomize=True)
def test_what_is_packed_comes_back(value: Any) -> None:
    same(there_and_back(value), value)


def there_and_back(value: Any, become: packing.Containers = packing.PLAIN_CONTAINERS) -> Any:
    buffers: list[Any] = []
    tree = json.loads(json.dumps(packing.pack(value, buffers, pytest.fail)))
    data = [bytearray(np.ascontiguousarray(b).tobytes()) for b in buffers]
    return packing.unpack(tree, data, pytest.fail, become)


def test_a_named_tuple_comes_back_with_its_names() -> None:
    found = there_and_back(namedtuple("Pair", "out cache")(1, [2]))
    assert found == (1, [2]) and (found.out, found.cache) == (1, [2])
    assert found._replace(out=3)._asdict() == {"out": 3, "cache": [2]}
    assert repr(found) == "(out=1, cache=[2])" and copy.deepcopy(found).cache == [2]
    assert there_and_back(found).out == 1
    with pytest.raises(AttributeError, match="a named tuple of out, cache has no 'nothing'"):
        found.nothing  # noqa: B018


@pytest.mark.parametrize(
    "tree",
    [
        {"d": [[2**63, 0]]},
        {"d": [[1.0, 0]]},
        {"i": "0x" + "1" * 1030},
        {"u": [2**63]},
        {"u": list(range(rare.MAX_SET + 1))},
        {"v": [[1]]},
        {"u": [{"l": []}]},
        {"q": [0, 10**9, 1]},
        {"q": [0, 1, 0]},
        {"z": [1.0]},
        {"z": [True, 1.0]},
        {"k": "|O"},
        {"n": [["_x"], [1]]},
        {"n": [["a", "a"], [1, 2]]},
        {"n": [["a b"], [1]]},
        {"n": [["a"], [1, 2]]},
        {"n": [[f"f{i}" for i in range(65)], [0] * 65]},
        2**63,
        -(2**63),
    ],
    ids=str,
)
def test_what_pack_would_not_write_is_refused(tree: Any) -> None:
    with pytest.raises(wire.WireError):
        packing.unpack(tree, [], pytest.fail)


def falling_on_one_another(slots: int, path: int) -> list[int]:
    """Keys of a dict with 2**16 slots that take seconds: each walks along a path of taken ones.

    A number is tried at its lowest bits, then at i -> 5 i + 1 + what is left of its higher ones,
    and once these are used up at i -> 5 i + 1 alone, which is the same way for all.
    """
    taken, place = np.zeros(slots, bool), 0
    keys = []
    for _ in range(path):
        keys.append(place)
        taken[place] = True
        place = (5 * place + 1) % slots
    number = np.arange(slots, 64 * slots, dtype=np.uint64)
    places, rest, all_taken = number % slots, number.copy(), taken[(number % slots).astype(int)]
    while rest.any():
        rest >>= np.uint64(5)
        places = (places * np.uint64(5) + rest + np.uint64(1)) % np.uint64(slots)
        all_taken &= taken[places.astype(int)]
    return [*keys, *map(int, number[all_taken][: slots * 2 // 3 - path - 10])]


@pytest.mark.parametrize(
    "keys",
    [falling_on_one_another(2**13, 3300), [i << 20 for i in range(3000)]],
    ids=["walk", "bits"],
)
def test_numbers_that_can_fall_on_one_another_are_no_keys(keys: list[int]) -> None:
    """Of twice as many the path is twice as long: 550 kB cost 1.4 s, 1.1 MB 5.7 s."""
    with pytest.raises(wire.WireError, match="keys"):
        packing.unpack({"d": [[key, 0] for key in keys]}, [], pytest.fail)
    with pytest.raises(wire.WireError, match="keys"):
        changes.check_keys([([0, key], "set", None) for key in keys])
    stays: list[Any] = []
    packing.pack(dict.fromkeys(keys), [], lambda value: stays.append(value))
    assert stays == [dict.fromkeys(keys)]


@pytest.mark.parametrize("first", [0, 1])
def test_numbers_that_count_are_keys_however_many(first: int) -> None:
    words = {number: f"word {number}" for number in range(first, first + 9000)}
    assert there_and_back(words) == words
    changes.check_keys([([0, number], "set", None) for number in words])


def test_a_key_that_is_set_is_one_that_travels() -> None:
    """A path is JSON of any kind: multiples of 2**61 - 1 all have the hash 0."""
    for key in (2**61 * 2**61, 1.5, [1], {"a": 1}):
        with pytest.raises(wire.WireError):
            changes.check_keys([([0, key], "set", None)])


def test_numbers_whose_hashes_collide_are_no_keys_and_in_no_set() -> None:
    """All multiples of 2**61 - 1 have the hash 0: a dict of them takes the square of the time."""
    same_hash = [i * (2**61 - 1) for i in range(1, 2000)]
    assert len({hash(n) for n in same_hash}) == 1
    for tree in ({"d": [[n, 0] for n in same_hash]}, {"u": same_hash}):
        with pytest.raises(wire.WireError):
            packing.unpack(tree, [], pytest.fail)


@pytest.mark.parametrize(
    "value",
    [2**rare.MAX_BITS, set(range(rare.MAX_SET + 1)), {(1, 2)}, {1j}, range(10**7)],
    ids=lambda v: type(v).__name__,
)
def test_what_is_too_large_or_not_plain_stays_where_it_is(value: Any) -> None:
    kept: list[Any] = []
    packing.pack(value, [], lambda stays: kept.append(stays))
    assert kept == [value]


def test_what_is_read_from_an_object_can_be_made_read_only() -> None:
    become = packing.Containers(tuple, dict, writeable=False)  # type: ignore[arg-type]
    found = there_and_back([np.ones(2), [1]], become)
    assert found[1] == (1,) and not found[0].flags.writeable


@pytest.mark.parametrize(
    "numbers", [None, [], [1, 1, 0], [1, 1, 2, 0], [-1, 1, 0, 0], [1, 2**128, 0, 0], [1.0, 1, 0, 0]]
)
def test_a_forged_generator_is_refused(numbers: Any) -> None:
    with pytest.raises(wire.WireError):
        packing.unpack({"g": numbers}, [], pytest.fail)


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
