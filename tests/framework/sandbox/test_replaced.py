"""A hand-in that replaces what Python or NumPy has is graded all the same, by kind of name."""

from __future__ import annotations

import ast
import builtins
import importlib
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

import autograder.sandbox
from autograder.errors import Crash, StudentError
from autograder.sandbox.inside.order import BROKEN
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Session

INSIDE = Path(autograder.sandbox.__file__).parent / "inside"
OpenSession = Callable[..., Session]
RIGHT = """
import numpy as np
from collections import namedtuple
Pair = namedtuple("Pair", "one two")
class Thing:
    def __init__(self, value):
        self.value = value
    def __add__(self, other):
        return Thing(self.value + other)
def array(x, random):
    x[0] = 7.0
    return x * x, {"a": [x, (1, 2.5)], "b": {1, 2}, "n": None}, random.standard_normal(), 2**70
def pair(n):
    print("said")
    return Pair(n + 1j, slice(1, n, 2)), b"bytes", range(n), float("inf"), x.dtype
def thing(n):
    return Thing(n)
def lent(function, n):
    return function(n) + 1
def fails(n):
    return {}[n]
x = np.ones(3)
"""


def names_used() -> Iterator[tuple[str, str]]:
    """Every name of a module that the files beside the hand-in use, builtins among them."""
    found = set()
    for path in INSIDE.glob("*.py"):
        tree = ast.parse(path.read_text())
        imported = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                imported |= {(a.asname or a.name.partition(".")[0]): a.name for a in node.names}
            elif (
                isinstance(node, ast.ImportFrom) and not node.level and node.module != "__future__"
            ):
                found |= {(str(node.module), a.name) for a in node.names}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and hasattr(builtins, node.id):
                found.add(("builtins", node.id))
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in imported:
                found.add((imported[ast.unparse(node.value)], node.attr))
    modules = {module: importlib.import_module(module) for module, _ in found}
    for module, name in sorted(found):
        value = getattr(modules[module], name, None)
        if callable(value) and not isinstance(value, types.ModuleType):
            yield module, name


USED = list(names_used())


def asked(session: Session) -> Iterator[object]:
    """What a right hand-in answers to each kind of request, in a form that can be compared."""
    session.allow(10)
    values = np.arange(4.0)
    yield session.function("array")(values, np.random.default_rng(0)), values
    yield session.function("pair")(5)
    yield (session.function("thing")(2) + 3).value
    yield session.function("lent")(lambda n: 2 * n, 4)
    for name, arguments in {"fails": (3,), "thing": (1, 2, 3), "nowhere": ()}.items():
        with pytest.raises(StudentError) as caught:
            session.function(name)(*arguments)
        yield caught.value.kind, caught.value.safe
    yield session.output.count("said")


def replacing(module: str, name: str) -> str:
    return (
        f"\nimport {module} as its_module\ndef mine(*args, **kwargs):\n"
        f"    raise RuntimeError('this is not {name}')\nits_module.{name} = mine\n"
    )


def test_the_names_are_those_of_builtins_numpy_and_the_library() -> None:
    some = {("builtins", "len"), ("builtins", "sum"), ("numpy", "array"), ("json", "JSONDecoder")}
    assert some <= set(USED) and len(USED) > 100


def test_a_right_hand_in_answers_the_same_whatever_it_replaces(
    open_session: OpenSession, sandbox: Sandbox
) -> None:
    """One name after the other: the same answers, or a sentence that says which name it was."""
    wanted = [repr(found) for found in asked(open_session(RIGHT))]
    worse = {}
    for module, name in USED:
        session = open_session(RIGHT + replacing(module, name))
        try:
            found = [repr(found) for found in asked(session)]
            if found != wanted:
                worse[f"{module}.{name}"] = str(
                    [f for f, w in zip(found, wanted, strict=True) if f != w]
                )
        except StudentError as error:
            assert not isinstance(error, Crash)
            worse[f"{module}.{name}"] = str(error)
        session.close()
    assert all(name in text for name, text in worse.items()), worse


def test_a_process_that_can_answer_no_more_is_not_told_to_remove_exit(
    open_session: OpenSession,
) -> None:
    session = open_session(f"import os\ndef f():\n    os._exit({BROKEN})\n")
    session.allow(5)
    with pytest.raises(
        Crash, match=r"broke what runs beside it: does it replace a function"
    ) as told:
        session.function("f")()
    assert "exit()" not in str(told.value)


HOSTILE = """
class E(Exception):
    def __getattribute__(self, name):
        raise SystemExit
class Late(Exception):
    @property
    def __class__(self):
        raise KeyboardInterrupt
def f(kind):
    raise E if kind == "E" else Late
def g():
    return 3
"""


@pytest.mark.parametrize("kind", ["E", "Late"])
def test_an_exception_that_cannot_be_described_costs_its_own_call_alone(
    open_session: OpenSession, kind: str
) -> None:
    session = open_session(HOSTILE)
    session.allow(5)
    with pytest.raises(StudentError) as caught:
        session.function("f")(kind)
    assert not isinstance(caught.value, Crash)
    assert session.function("g")() == 3
