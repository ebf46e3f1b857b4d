"""Proxies behave like the objects they stand for, over a socket and by loopback alike."""

from __future__ import annotations

import copy
import gc
import pickle
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from autograder.checks.context import CannotTravel, CaseRun, running
from autograder.checks.contract import student_function
from autograder.checks.stand_in import stand_in
from autograder.errors import Forged, Raised, StudentError, TooLarge, Undefined
from autograder.sandbox import conversation
from autograder.sandbox.alarm import alarm
from autograder.sandbox.conversation import Conversation
from autograder.sandbox.loopback import Loopback
from autograder.sandbox.names import StudentNames
from autograder.sandbox.proxies import HIDDEN_TEXT, Proxy
from autograder.sandbox.session import Session

SOURCE = """import numpy as np

RATE = 0.5


class Node:
    def __init__(self, value, *children):
        self.value, self.children = value, list(children)

    def first(self):
        return self.children[0]

    def apply(self, function):
        return function(self.value)

    def fails(self):
        raise LookupError("not here")


class Counted:
    alive = 0

    def __init__(self):
        Counted.alive += 1

    def __del__(self):
        Counted.alive -= 1


class Bare:
    __eq__ = lambda self, other: True


class Text:
    def __repr__(self):
        return "x" * 10**6


class Wrong:
    def __init__(self, answer):
        self.answer = answer

    def __len__(self):
        return self.answer

    def __bool__(self):
        return True

    def __index__(self):
        return self.answer


def lstm_forward(x):
    return x, 2 * x, {"cache": x}


def same(a, b):
    return a is b


def deeper(function, node):
    return function(node)


def swallow(function):
    try:
        function(1)
    except BaseException:
        return "swallowed"


def keep(function):
    global kept_function
    kept_function = function


def again(x):
    return kept_function(x)


def told(function):
    try:
        function(1)
    except KeyError as error:
        return type(error).__name__, error.args[0]


def counting():
    n = 0
    while True:
        yield n
        n += 1


def endless():
    while True:
        yield np.zeros(2**20)
"""
Open = Callable[..., Conversation]
FORWARD_VALUES = {"lstm_forward": 2}


@pytest.fixture(params=["socket", "loopback"])
def talk(
    request: pytest.FixtureRequest, open_session: Callable[..., Session], tmp_path: Path
) -> Iterator[Conversation]:
    """A conversation with the module, within a case."""
    made: Conversation
    if request.param == "socket":
        made = open_session(SOURCE)
        made.forward_values = FORWARD_VALUES
        made.allow(20)
    else:
        module = ModuleType("m")
        (tmp_path / "m.py").write_text(SOURCE)
        exec(compile(SOURCE, str(tmp_path / "m.py"), "exec"), vars(module))
        made = Loopback(vars(module), tmp_path, FORWARD_VALUES)
    with in_case(made):
        yield made


def in_case(talk: Conversation, question: str = "q"):  # type: ignore[no-untyped-def]
    return running(CaseRun(question, "c", stand_in=talk.stand_in))


def names(talk: Conversation, *wanted: str) -> list[object]:
    return [student_function(name, StudentNames(talk)) for name in wanted]


def test_the_same_object_is_the_same_proxy_as_long_as_it_lives(talk: Conversation) -> None:
    Node, same = names(talk, "Node", "same")
    leaf = Node(1)
    root = Node(2, leaf, leaf)
    assert root.first() is leaf and root.children[1] is leaf and same(root.first(), leaf)
    assert talk.name("Node") is Node and not same(Node(1), Node(1))
    del leaf
    assert root.first().value == 1


def test_what_nobody_needs_is_forgotten_and_what_came_back_is_not(talk: Conversation) -> None:
    Counted, same = names(talk, "Counted", "same")
    kept = Counted()
    for _ in range(50):
        Counted()
    gc.collect()
    assert same(kept, kept)  # the next request tells what is gone
    assert Counted.alive == 1
    (Node,) = names(talk, "Node")
    root = Node(0, kept)
    del kept
    again = root.first()  # it waits to be forgotten, and comes back
    assert same(again, root.first()) and Counted.alive == 1


def test_a_proxy_has_what_its_object_has_and_no_more(talk: Conversation) -> None:
    Node, Wrong, Bare = names(talk, "Node", "Wrong", "Bare")
    node = Node(1)
    assert callable(Node) and callable(node.first) and not callable(node)
    assert hasattr(Wrong(1), "__len__") and not hasattr(node, "__len__")
    assert not isinstance(node, Callable)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="unhashable"):
        hash(Bare())
    with pytest.raises(TypeError, match="not iterable"):
        iter(node)
    for dunder in ("__array_interface__", "__dataclass_fields__", "__name__"):
        assert not hasattr(node, dunder)
    with pytest.raises(AttributeError, match="cannot be set by a test"):
        node.__class__ = int


@pytest.mark.parametrize("answer", [2**60, -1, "x", 1.5, 10**6 + 1])
def test_a_length_and_an_index_are_small_and_of_their_type(
    talk: Conversation, answer: object
) -> None:
    (Wrong,) = names(talk, "Wrong")
    with pytest.raises((StudentError, TypeError, ValueError)):
        len(Wrong(answer))
    if answer != -1:
        with pytest.raises((StudentError, TypeError)):
            range(5)[Wrong(answer)]


def test_errors_name_the_way_to_the_object_and_are_the_builtin_too(talk: Conversation) -> None:
    (Node,) = names(talk, "Node")
    node = Node(1, Node(2))
    with pytest.raises(LookupError, match=r"Node\(...\).first\(...\).fails raised LookupError"):
        node.first().fails()
    with pytest.raises(AttributeError, match=r"Node\(...\).nothing raised AttributeError"):
        node.nothing  # noqa: B018
    with pytest.raises(Raised) as caught:
        node.children.nothing if False else node.fails()
    assert caught.value.kind == "LookupError"
    with pytest.raises(TypeError, match="Node does not take the arguments"):
        Node()
    with pytest.raises(Undefined, match="nothing is not defined"):
        talk.function("nothing")()


def test_the_original_exception_is_chained_at_home(tmp_path: Path) -> None:
    def f() -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError) as caught:
        Loopback({"f": f}, tmp_path).function("f")()
    assert isinstance(caught.value, Raised) and type(caught.value.__cause__) is KeyError


def test_results_before_a_cache_travel_as_the_assignment_says(talk: Conversation) -> None:
    (forward,) = names(talk, "lstm_forward")
    out, state, cache = forward(np.ones(2))
    assert out.tolist() == [1, 1] and state.tolist() == [2, 2]
    assert isinstance(cache, Proxy) and cache["cache"].tolist() == [1, 1]


def test_a_constant_is_a_value_and_a_class_a_proxy(talk: Conversation) -> None:
    assert names(talk, "RATE") == [0.5]
    assert isinstance(names(talk, "Node")[0], Proxy)


def test_copies_are_made_where_the_object_is(talk: Conversation) -> None:
    (Node,) = names(talk, "Node")
    root = Node(1, Node(2))
    shallow, deep = copy.copy(root), copy.deepcopy(root)
    assert shallow is not root and shallow.first() is root.first()
    assert deep.first() is not root.first() and deep.first().value == 2
    with pytest.raises(CannotTravel, match="cannot be pickled"):
        pickle.dumps(root)


def test_functions_of_a_test_are_called_back_within_each_other(talk: Conversation) -> None:
    Node, deeper = names(talk, "Node", "deeper")

    def down(node: object) -> object:
        left = node.value - 1  # type: ignore[attr-defined]
        return deeper(down, Node(left)) if left else "bottom"

    assert deeper(down, Node(10)) == "bottom"
    with pytest.raises(RecursionError, match="too deep"):
        deeper(down, Node(100))
    assert Node(3).apply(lambda x: x + 1) == 4  # it goes on after that
    seen: list[object] = []
    Node(7).apply(seen.append)
    assert seen == [7]


def test_a_function_is_lent_for_one_case(talk: Conversation) -> None:
    keep, again = names(talk, "keep", "again")
    keep(lambda x: x + 1)
    assert again(1) == 2
    talk.new_case()
    with pytest.raises(RuntimeError, match="the test that lent this function has ended"):
        again(1)
    keep(lambda x: x + 2)  # it has the number of the first one now
    assert again(1) == 3


def test_an_object_of_an_earlier_case_is_unknown(talk: Conversation) -> None:
    """What a case asks for, numbers of objects included, does not depend on what ran before."""
    (Node,) = names(talk, "Node")
    node = Node(1)
    talk.new_case()
    with pytest.raises(CannotTravel, match="belongs to another case"):
        node.first()
    (Node,) = names(talk, "Node")
    other = Node(2)
    del node  # its number is another object's now, which stays
    assert Node(3).value == 3 and other.value == 2


def test_a_case_frees_what_the_one_before_it_was_given(talk: Conversation) -> None:
    (Counted,) = names(talk, "Counted")
    kept = [Counted() for _ in range(5)]
    assert Counted.alive == 5
    talk.new_case()
    (Counted,) = names(talk, "Counted")
    assert Counted.alive == 0 and len(kept) == 5


def test_a_failed_assert_in_a_function_of_the_test_cannot_be_hidden(talk: Conversation) -> None:
    (swallow,) = names(talk, "swallow")

    def fails(x: int) -> None:
        assert x == 2, "x should be 2"

    with pytest.raises(AssertionError, match="x should be 2"):
        swallow(fails)
    assert swallow(lambda x: x) is None


def test_what_a_function_of_the_test_raises_comes_to_the_student_and_back(
    talk: Conversation,
) -> None:
    Node, swallow, told = names(talk, "Node", "swallow", "told")

    class Own(KeyError):
        pass

    def raises(x: int) -> None:
        raise Own("mine")

    assert told(raises) == ("KeyError", "'mine'")
    assert swallow(raises) == "swallowed"
    with pytest.raises(Own, match="mine"):
        Node(1).apply(raises)


def test_a_test_object_cannot_travel_and_a_stand_in_can(talk: Conversation) -> None:
    Node, deeper = names(talk, "Node", "deeper")

    class Fake:
        value = 1

    for wrong in (Fake(), [Fake()], {"a": Fake()}, {(1, 2): 3}, Fake):
        with pytest.raises(CannotTravel, match=r"stand_in\(...\)"):
            Node(wrong)
    with pytest.raises(CannotTravel, match="a test cannot make a subclass"):

        class Mine(Node):  # type: ignore[valid-type, misc]
            pass

    assert not isinstance(Fake(), Node)
    model = stand_in(value=np.ones(2), forward=lambda x: 2 * x)
    assert deeper(lambda m: float(m.value.sum()) + m.forward(1), model) == 4.0


def test_an_object_of_another_conversation_is_refused(
    talk: Conversation, open_session: Callable[..., Session]
) -> None:
    other = open_session(SOURCE)
    other.allow(5)
    (foreign,) = names(other, "Node")
    Node, same = names(talk, "Node", "same")
    with pytest.raises(CannotTravel, match="belongs to another case"):
        same(Node, foreign)


def test_a_hidden_case_shows_no_text_of_an_object(talk: Conversation) -> None:
    Node, Text = names(talk, "Node", "Text")
    assert repr(Node(1)).startswith("<") and len(repr(Text())) == 2000
    with in_case(talk, "q (hidden)"):
        assert repr(Text()) == str(Text()) == f"{Text()}" == HIDDEN_TEXT


def test_one_case_asks_and_receives_so_much_only(
    open_session: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(SOURCE)
    session.allow(20)
    monkeypatch.setattr(conversation, "MAX_OPERATIONS", 50)
    with pytest.raises(TooLarge, match="more than 50 operations"):
        for _ in session.function("counting")():
            pass
    session.allow(20)
    monkeypatch.setattr(conversation, "MAX_RECEIVED", 2)  # times 16 MB
    with pytest.raises(TooLarge, match="returned more than can be graded in one case"):
        for _ in session.function("endless")():
            pass
    session.allow(20)
    assert session.name("RATE") == 0.5


@pytest.mark.parametrize(
    "handle",
    [
        [0, "list", 0],
        [2**53, "list", 0],
        [1, "list", -1],
        [1, "list", 2**40],
        [1.0, "list", 0],
        [True, "list", 0],
        [1, 2, 0],
        [1, "list"],
    ],
    ids=str,
)
def test_a_forged_handle_is_refused(tmp_path: Path, handle: object) -> None:
    made = Loopback({}, tmp_path)
    made._exchange = lambda *_: ({"result": {"x": handle}}, [])  # type: ignore[method-assign]
    with pytest.raises(Forged):
        made.function("f")()


def test_there_are_so_many_kinds_of_objects_only(tmp_path: Path) -> None:
    made = Loopback({}, tmp_path)
    kinds = iter(range(conversation.MAX_MASKS + 1))
    made._exchange = lambda *_: (  # type: ignore[method-assign]
        {"result": {"x": [1 + (mask := next(kinds)), "list", mask]}},
        [],
    )
    kept = [made.function("f")() for _ in range(conversation.MAX_MASKS)]
    assert len({type(proxy) for proxy in kept}) == conversation.MAX_MASKS
    with pytest.raises(Forged):
        made.function("f")()


def test_an_alarm_rings_in_what_this_process_computes() -> None:
    with pytest.raises(TimeoutError), alarm(0.05, TimeoutError):
        while True:
            pass
    with alarm(0.05, TimeoutError):
        pass
    time.sleep(0.1)  # nothing rings here
