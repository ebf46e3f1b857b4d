"""What the other side of a wire may say, right and wrong: a grammar, and changes that know it.

A message is made of the words of the protocol (tags, handles, changes, callbacks, errors). A mutant
of it keeps its form and has another part, tag or number somewhere, so that most reach the code
behind the JSON.
"""

from __future__ import annotations

import copy
import json
import random
from typing import Any

from hypothesis import strategies as st

from autograder.sandbox.inside import wire
from autograder.sandbox.inside.operations import SPECIAL_METHODS
from autograder.sandbox.inside.rare import MAX_BITS, MAX_RANGE, SMALL

EDGES = [0, 1, -1, 2, 7, 255, 2**31, 2**53, SMALL - 1, SMALL, -SMALL, 2**64, 10**400, MAX_RANGE + 1]
TEXTS = ["", "a", "<f8", "|O", "|b1", ">i2", "<c16", "<M8", "<U9", "nan", "inf", "list", "\ud800"]
TEXTS += ["class", "__class__", "\u00b5", "0x1f", "-0x" + "f" * (MAX_BITS // 4), "9" * 5000]
TAGS = "asxyltdnrefgikquvz"
ALL = 2 ** len(SPECIAL_METHODS)
MASKS = [0, 1, ALL - 1, ALL, *(1 << bit for bit in range(len(SPECIAL_METHODS)))]

scalars = (
    st.none() | st.booleans() | st.sampled_from([*EDGES, *TEXTS]) | st.floats() | st.integers()
)
handles = st.builds(
    lambda *body: {"x": list(body)},
    st.integers(1, 30) | st.sampled_from(EDGES),
    st.sampled_from(["list", "function", "Thing", "ndarray", "generator", *TEXTS]),
    st.sampled_from(MASKS) | st.integers(0, ALL - 1),
)
shapes = st.lists(st.integers(0, 3) | st.sampled_from(EDGES), max_size=4)
dtypes = st.sampled_from(["<f8", "<f4", "|i1", "|b1", "<c16", ">i2", *TEXTS])
arrays = st.builds(
    lambda dtype, shape, place, axes: {"a": [dtype, shape, place, *axes]},
    dtypes, shapes, st.integers(-1, 3), st.permutations([0, 1]) | st.just([]),
)  # fmt: skip
leaves = (
    scalars
    | handles
    | arrays
    | st.builds(lambda dtype, place: {"s": [dtype, place]}, dtypes, st.integers(0, 3))
    | st.builds(lambda tag, body: {tag: body}, st.sampled_from("yefikz"), scalars)
    | st.builds(lambda tag, body: {tag: body}, st.sampled_from("uvqgz"), st.lists(scalars))
)
values = st.recursive(
    leaves,
    lambda part: (
        st.builds(lambda tag, body: {tag: body}, st.sampled_from("lt"), st.lists(part, max_size=4))
        | st.builds(lambda body: {"d": body}, st.lists(st.tuples(scalars, part), max_size=3))
        | st.builds(
            lambda names, body: {"n": [names, body]},
            st.lists(st.sampled_from(["out", "cache", *TEXTS]), max_size=3),
            st.lists(part, max_size=3),
        )
        | st.builds(lambda body: {"r": body}, st.lists(part, min_size=2, max_size=3))
        | st.lists(part, max_size=3)
    ),
    max_leaves=10,
)
paths = st.lists(st.integers(-1, 2) | st.sampled_from(TEXTS), max_size=3)
kinds = st.sampled_from(["fill", "advance", "set", "delete", "replace", "reshape", "swap"])
replies = st.fixed_dictionaries(
    {"result": values},
    optional={
        "changes": st.lists(st.tuples(paths, kinds, values), max_size=3) | values,
        "output": scalars,
        "stop": st.booleans() | scalars,
    },
)
errors = st.fixed_dictionaries(
    {},
    optional={
        "type": scalars,
        "known": st.sampled_from(["TypeError", "KeyError", "NotImplementedError", *TEXTS]),
        "text": scalars,
        "missing": scalars,
        "fault": st.sampled_from(["undefined", "missing", "too large", *TEXTS]),
        "frames": st.lists(st.tuples(scalars, scalars), max_size=6) | scalars,
        "lent": st.booleans() | scalars,
    },
)
callbacks = st.fixed_dictionaries(
    {
        "callback": st.integers(0, 3) | scalars,
        "args": st.builds(lambda body: {"t": body}, st.lists(values, max_size=3)) | values,
        "kwargs": st.builds(
            lambda body: {"d": body}, st.lists(st.tuples(st.sampled_from(TEXTS), values))
        )
        | values,
    }
)
messages = (
    replies | st.builds(lambda error: {"error": error}, errors | scalars) | callbacks | values
)
conversations = st.lists(
    st.tuples(messages, st.lists(st.integers(0, 48), max_size=4)), min_size=1, max_size=8
)
"""What is said one after the other, each with the sizes of its buffers."""


def frame(message: object, sizes: object, body: bytes) -> bytes:
    """The bytes of a frame that says so, true or not."""
    header = json.dumps({"m": message, "b": sizes}).encode()
    return wire.LENGTHS.pack(len(header), len(body)) + header + body


def mutant(message: Any, pool: list[Any], chance: random.Random) -> Any:
    """``message`` with one to three parts changed; parts to put in come from the ``pool``."""
    made = [copy.deepcopy(message)]
    for _ in range(chance.randint(1, 3)):
        places = [place for place in _places(made)]
        holder, key = chance.choice(places)
        kind = chance.randrange(6)
        if kind == 0 and isinstance(holder, dict):  # another tag or word
            word = chance.choice([*TAGS, "result", "args", "error", "callback", "changes", "stop"])
            holder[word] = holder.pop(key)
        elif kind == 1:
            holder[key] = chance.choice(EDGES)
        elif kind == 2:
            holder[key] = chance.choice(TEXTS)
        elif kind == 3 and isinstance(holder[key], list) and holder[key]:
            holder[key] = holder[key] * chance.randint(0, 3)
        elif kind == 4:
            holder[key] = {chance.choice(TAGS): holder[key]}
        else:
            holder[key] = copy.deepcopy(chance.choice(pool))
    return made[0]


def _places(value: Any) -> Any:
    """Every place in a tree: what holds it, and under which key."""
    parts = enumerate(value) if isinstance(value, list) else value.items()
    for key, part in list(parts):
        yield value, key
        if isinstance(part, list | dict):
            yield from _places(part)
