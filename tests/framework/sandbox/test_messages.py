"""What the sandbox says went wrong, as an error for the student; whatever it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import NotHandedIn, Raised, StudentError, TooLarge, Undefined
from autograder.sandbox.messages import told
from autograder.sandbox.session import Session

SOURCE = "x = 1\ny = 1 / 0\n"
FRAME = ["m.py", 2]


MOST = "f returned more than can be graded, which is 16 MB of arrays and 1 MB of everything else."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"fault": "undefined"}, Undefined("f")),
        ({"fault": "too large"}, TooLarge(MOST)),
        ({"fault": "missing"}, NotHandedIn("f was not handed in.")),
        (
            {"known": "NotImplementedError", "type": "Mine"},
            Raised("NotImplementedError", "f is not implemented yet."),
        ),
        (
            {"missing": "torch", "frames": [FRAME]},
            Raised(
                "ModuleNotFoundError",
                "f (m.py, line 2): torch is not available here; use NumPy and your own modules.",
                safe="f (m.py, line 2): a package it uses is not available here; "
                "use NumPy and your own modules.",
            ),
        ),
        (
            {"known": "TypeError", "type": "TypeError", "text": "f() takes 1"},
            Raised(
                "TypeError",
                "f does not take the arguments that the task gives it: check its parameters "
                "(f() takes 1).",
                safe="f does not take the arguments that the task gives it: check its parameters.",
            ),
        ),
        (
            {"known": "ValueError", "type": "Mine", "text": "8713", "frames": [FRAME]},
            Raised(
                "ValueError",
                "f raised Mine (m.py, line 2): 8713\n  m.py, line 2: y = 1 / 0",
                safe="f raised ValueError (m.py, line 2).",
            ),
        ),
        (
            {"known": "EOFError", "type": "EOFError"},
            Raised("EOFError", "f asked for input: remove input(), there is nobody to answer."),
        ),
        (
            {"type": "Mine", "text": "8713"},
            Raised("Exception", "f raised Mine: 8713", safe="f raised an exception of its own."),
        ),
    ],
)
def test_each_case_has_its_type_and_its_sentences(
    said: object, expected: StudentError, tmp_path: Path
) -> None:
    (tmp_path / "m.py").write_text(SOURCE)
    error = told("f", said, tmp_path)
    assert (type(error), error.kind) == (type(expected), expected.kind)
    assert (str(error), error.safe) == (str(expected), expected.safe)


@pytest.mark.parametrize(
    "said", [None, 7, [], {}, {"fault": []}, {"known": {}, "type": 3, "frames": [[1], 2, ["m.py"]]}]
)
def test_what_is_no_description_is_an_exception_all_the_same(said: object, tmp_path: Path) -> None:
    error = told("f", said, tmp_path)
    assert (type(error), str(error)) == (Raised, "f raised error.")


def test_where_the_hand_in_lies_is_left_out(tmp_path: Path) -> None:
    """It is another folder each time, and equal hand-ins are told the same."""
    said = {"known": "ImportError", "type": "ImportError", "text": f"no x in a ({tmp_path}/a.py)"}
    assert str(told("f", said, tmp_path)) == "f raised ImportError: no x in a (a.py)"


@pytest.mark.parametrize("name", ["undefined", "missing"])
def test_an_exception_of_the_students_is_never_taken_for_one_of_ours(
    open_session: Callable[..., Session], name: str
) -> None:
    session = open_session(f"class {name}(Exception): pass\ndef f():\n    raise {name}('a')\n")
    session.allow(5)
    with pytest.raises(Raised, match=rf"f raised {name} \(m.py, line 3\): a"):
        session.function("f")()
