"""What a child is told: the same on both sides, and nothing that makes no sense."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, fields, replace

import pytest

from autograder.sandbox.inside.order import Order

ORDER = Order(
    directory="/tmp/hand-in",
    scratch="/tmp/scratch",
    user=20_001,
    group=20_000,
    modules=("layers", "helpers"),
    imports=("numpy",),
    import_seconds=10.0,
    total_seconds=300,
    memory_mb=256,
    output_kb=0.5,
    file_mb=16,
    message_mb=16,
)


@pytest.mark.parametrize("order", [ORDER, replace(ORDER, user=None, group=None, imports=())])
def test_an_order_is_the_same_after_its_way_as_json(order: Order) -> None:
    assert Order.from_json(json.loads(json.dumps(order.to_json()))) == order
    assert order.output_characters == 512


def test_an_order_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        ORDER.user = 0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("directory", "hand-in"),
        ("scratch", None),
        ("user", 0),
        ("user", None),
        ("user", True),
        ("group", -1),
        ("group", "20000"),
        ("modules", []),
        ("modules", "layers"),
        ("modules", ["../layers"]),
        ("imports", ["numpy", 3]),
        ("imports", None),
        ("import_seconds", 0),
        ("total_seconds", float("inf")),
        ("memory_mb", "256"),
        ("output_kb", float("nan")),
        ("file_mb", True),
        ("message_mb", 0),
    ],
)
def test_a_malformed_entry_is_refused_by_its_name(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"an order's .*{name}"):
        Order.from_json({**ORDER.to_json(), name: value})


@pytest.mark.parametrize("entries", [None, [], "order", 7])
def test_what_is_no_object_is_no_order(entries: object) -> None:
    with pytest.raises(ValueError, match="should be an object"):
        Order.from_json(entries)


def test_an_order_has_all_its_entries_and_no_other() -> None:
    for entry in fields(Order):
        rest = {k: v for k, v in ORDER.to_json().items() if k != entry.name}
        with pytest.raises(ValueError, match=entry.name):
            Order.from_json(rest)
    with pytest.raises(ValueError, match="shell"):
        Order.from_json({**ORDER.to_json(), "shell": "/bin/sh"})
