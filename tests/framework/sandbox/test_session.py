"""A child of the sandbox as the grader sees it: calls, changes, and how it ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autograder.errors import (
    Crash,
    Ended,
    Forged,
    NotHandedIn,
    Raised,
    StudentError,
    Timeout,
    TooLarge,
    Undefined,
)
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Session

OpenSession = Callable[..., Session]


def test_an_endless_loop_ends(open_session: OpenSession) -> None:
    session = open_session("def f(x):\n    while True:\n        pass\n")
    session.allow(0.2)
    with pytest.raises(Timeout, match=r"longer than 0\.2 s"):
        session.function("f")(1)
    assert not session.alive


def test_no_child_outlives_the_sandbox(open_session: OpenSession) -> None:
    with Sandbox() as own:
        session = open_session("x = 1\n", own)
        zygote = f"/proc/{own._process.pid}"
        task = Path(zygote, "task", str(own._process.pid), "children")
        pids = [Path("/proc", pid) for pid in task.read_text().split()]
        assert pids and all(pid.exists() for pid in pids)
    for _ in range(50):
        if not any(pid.exists() for pid in pids):
            break
        time.sleep(0.1)
    gone = not any(pid.exists() for pid in pids)
    session._sock.close()
    assert gone


def test_what_a_process_wrote_goes_with_it_and_the_hand_in_stays(
    open_session: OpenSession,
) -> None:
    source = "import os\ndef f():\n    os.makedirs('a/b')\n    open('a/b/c', 'w').write('x')\n"
    with Sandbox() as own:
        session = open_session(source, own)
        session.allow(5)
        session.function("f")()
        scratch = Path(session._order.scratch)
        session.close()
        own.settle()
        assert not scratch.exists() and (session.folder / "m.py").exists()


def test_changes_in_place_reach_the_caller(open_session: OpenSession) -> None:
    session = open_session(
        "import numpy as np\n"
        "def f(a, d, items):\n"
        "    a += 1\n    d['kept'] *= 2\n    d['new'] = np.ones(2)\n"
        "    d['rebound'] = d['rebound'] + 1\n    del d['gone']\n    items.append(3)\n"
        "    print('hello')\n"
    )
    session.allow(5)
    a, kept, rebound, items = np.zeros(2), np.ones(2), np.zeros(1), [1, 2]
    d = {"kept": kept, "rebound": rebound, "gone": 1}
    session.function("f")(a, d, items)
    session.close()
    assert a.tolist() == [1, 1] and kept.tolist() == [2, 2] and items == [1, 2, 3]
    assert rebound.tolist() == [0] and np.asarray(d["rebound"]).tolist() == [1]
    assert set(d) == {"kept", "rebound", "new"}
    assert session.output == "hello\n"


def test_a_generator_travels_and_moves_on(open_session: OpenSession) -> None:
    session = open_session("def draw(rng):\n    return rng.standard_normal(3)\n")
    session.allow(5)
    ours, theirs = np.random.default_rng(7), np.random.default_rng(7)
    draw = session.function("draw")
    for _ in range(2):
        np.testing.assert_array_equal(draw(theirs), ours.standard_normal(3))
    assert ours.bit_generator.state == theirs.bit_generator.state


def test_caches_and_objects_stay_in_the_sandbox(open_session: OpenSession) -> None:
    session = open_session(
        "class Layer:\n    def scale(self, x):\n        return 3 * x\n"
        "def f_forward(x):\n    return x, (lambda: x)\n"
        "def f_backward(dout, cache):\n    return dout * cache()\n"
        "def make():\n    return Layer()\n"
    )
    session.allow(5)
    _, cache = session.function("f_forward")(np.array([2.0]))
    assert session.function("f_backward")(np.array([5.0]), cache).tolist() == [10.0]
    assert session.function("make")().scale(2) == 6
    session.close()


def test_the_sandbox_knows_no_secret(open_session: OpenSession) -> None:
    session = open_session(
        "import os, sys\n"
        "def look():\n"
        "    try:\n        import autograder\n        found = 'importable'\n"
        "    except ImportError:\n        found = 'no'\n"
        "    return found, sorted(os.environ), os.getpid()\n"
    )
    session.allow(5)
    found, names, pid = session.function("look")()
    command = Path(f"/proc/{pid}/cmdline").read_text()
    assert found == "no"
    assert not [n for n in names if "TOKEN" in n or n in ("USER", "PYTHONPATH")]
    assert "solutions" not in command and "hidden" not in command


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("return 1 / 0", Raised),
        ("return 'x' * 2**21", TooLarge),
        ("import os; os._exit(3)", Crash),
        ("import contextlib, os\n    for fd in range(3, 64):\n"
         "        with contextlib.suppress(OSError): os.write(fd, bytes(8))\n    return 1", Forged),
        ("while True: pass", Timeout),
    ],
)  # fmt: skip
def test_every_end_of_a_call_has_a_type_of_its_own(
    open_session: OpenSession, body: str, kind: type[StudentError]
) -> None:
    session = open_session(f"def f():\n    {body}\n")
    session.allow(1.0)
    with pytest.raises(StudentError) as caught:
        session.function("f")()
    assert isinstance(caught.value, kind)


def test_a_function_that_is_not_there_and_one_after_the_end(open_session: OpenSession) -> None:
    session = open_session("def f():\n    return 1\n")
    session.allow(5)
    with pytest.raises(Undefined) as caught:
        session.function("g")()
    assert caught.value.name == "g"
    assert str(caught.value) == "g is not defined: check the spelling of its name."
    session.close()
    with pytest.raises(Ended, match="f could not run: your code had ended before"):
        session.function("f")()


def test_a_module_that_is_not_there_is_named(open_session: OpenSession) -> None:
    session = open_session("def f():\n    return 1\n", modules=["m", "other"])
    imported = session.imported()
    assert imported["m"] is None
    assert type(imported["other"]) is NotHandedIn
    assert str(imported["other"]) == "other.py was not handed in."


def test_nothing_is_left_of_a_closed_session_once_the_sandbox_has_settled(
    open_session: OpenSession, sandbox: Sandbox
) -> None:
    children = Path(f"/proc/{sandbox._process.pid}/task/{sandbox._process.pid}/children")
    sandbox.settle()
    before = children.read_text()
    session = open_session("x = 1\n")
    assert children.read_text() != before
    session.close()
    sandbox.settle()
    assert children.read_text() == before
