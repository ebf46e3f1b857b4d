"""What a call changed in place in its arguments: arrays, generators, lists, dicts and sets.

The side of the hand-in finds the changes, the caller's side makes them again. What arrives there is
hostile: a change fits the argument that it is for, or it is none.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TypeAlias

import numpy as np

from .keys import are_keys
from .wire import StudentValue, WireError

Snapshot: TypeAlias = tuple[StudentValue, StudentValue]
"""A value and a copy of what it holds."""
Change: TypeAlias = tuple[list[StudentValue], str, StudentValue]
"""Where below the arguments, how, and what is there now."""
KEPT = object()
"""Stands for what a value held that is not the caller's."""


def snapshot(value: StudentValue, kept: Container[int]) -> Snapshot:
    """A copy to compare with later: (the object itself, its parts or its values).

    What has its id in ``kept``, a cache, is not the caller's: its parts are ``KEPT``.
    """
    if id(value) in kept:
        return value, KEPT
    if type(value) is np.ndarray:
        return value, value.copy()
    if type(value) is np.random.Generator:
        return value, value.bit_generator.state
    if type(value) is dict:
        return value, {k: snapshot(v, kept) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return value, [snapshot(v, kept) for v in value]
    return value, set(value) if type(value) is set else None


def changes(value: StudentValue, before: Snapshot, path: list[StudentValue]) -> list[Change]:
    """What was changed in place below ``value``: arrays filled, entries set or deleted."""
    _, parts = before
    found: list[Change] = []
    if parts is KEPT:
        return found
    if type(value) is np.ndarray:
        if value.shape != parts.shape:
            found.append((path, "reshape", value))
        elif value.tobytes() != parts.tobytes():
            found.append((path, "fill", value))
    elif type(value) is np.random.Generator:
        if value.bit_generator.state != parts:
            found.append((path, "advance", value))
    elif type(value) is set:
        if value != parts:
            found.append((path, "replace", value))
    elif type(value) is dict:
        found += [([*path, k], "delete", None) for k in parts if k not in value]
        for k, v in value.items():
            if k not in parts or v is not parts[k][0]:
                found.append(([*path, k], "set", v))
            else:
                found += changes(v, parts[k], [*path, k])
    elif isinstance(value, list | tuple):
        if len(value) != len(parts) or any(v is not p[0] for v, p in zip(value, parts)):  # noqa: B905
            found.append((path, "replace", value))
        else:
            for i, (v, p) in enumerate(zip(value, parts)):  # noqa: B905
                found += changes(v, p, [*path, i])
    return found


def check_keys(found: Sequence[Change]) -> None:
    """``WireError`` where changes set keys that must not be those of one dict."""
    if not are_keys([path[-1] for path, kind, _ in found if kind == "set"]):
        raise WireError("changes of keys that are far too many")


def apply(arguments: list[StudentValue], path: object, kind: object, value: StudentValue) -> None:
    """Make one change visible to the caller; ``WireError`` where it does not fit."""
    if type(path) is not list or not path:
        raise WireError("a malformed path")
    target: StudentValue = arguments
    for step in path[:-1] if kind in ("set", "delete") else path:
        if not isinstance(target, list | tuple | dict):
            raise WireError("a path through what holds no parts")
        target = target[step]
    if kind == "fill" and _fits(target, value):
        target[...] = value
    elif kind == "reshape" and type(target) is type(value) is np.ndarray and target.flags.owndata:
        target.resize(value.shape, refcheck=False)
        target[...] = value if value.dtype == target.dtype else 0
    elif kind == "advance" and type(target) is type(value) is np.random.Generator:
        target.bit_generator.state = value.bit_generator.state
    elif kind == "set" and type(target) is dict:
        target[path[-1]] = value
    elif kind == "delete" and type(target) is dict:
        del target[path[-1]]
    elif kind == "replace" and type(target) is list and type(value) is list:
        target[:] = value
    elif kind == "replace" and type(target) is set and type(value) is set:
        target.clear()
        target.update(value)
    else:
        raise WireError("a malformed change")


def _fits(target: StudentValue, value: StudentValue) -> bool:
    return (
        type(target) is np.ndarray
        and type(value) is np.ndarray
        and (target.shape, target.dtype) == (value.shape, value.dtype)
        and target.flags.writeable
    )
