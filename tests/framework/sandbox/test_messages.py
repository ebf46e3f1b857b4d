"""What the sandbox says went wrong, as an error for the student; whatever it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.checks.hidden import MAX_PLACES
from autograder.errors import NotHandedIn, Raised, StudentError, TooLarge, Undefined
from autograder.sandbox.messages import told
from autograder.sandbox.places import MAX_SEARCHED
from autograder.sandbox.session import Session

SOURCE = "x = 1\ny = 1 / 0\n"
FRAME = ["m.py", 2]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"fault": "undefined"}, Undefined("f")),
        ({"fault": "too large"}, TooLarge("f returned more than can be graded.")),
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
                safe="f: a package it uses is not available here; use NumPy and your own modules.",
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
                safe="f raised ValueError.",  # line 2 is in no function
            ),
        ),
        (
            {"known": "EOFError", "type": "EOFError"},
            Raised("EOFError", "f asked for input: remove input(), there is nobody to answer."),
        ),
        (
            {"type": "Mine", "text": "8713"},
            Raised("Exception", "f raised Mine: 8713", safe="f raised an exception."),
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


@pytest.mark.parametrize("name", ["undefined", "missing"])
def test_an_exception_of_the_students_is_never_taken_for_one_of_ours(
    open_session: Callable[..., Session], name: str
) -> None:
    session = open_session(f"class {name}(Exception): pass\ndef f():\n    raise {name}('a')\n")
    session.allow(5)
    with pytest.raises(Raised, match=rf"f raised {name} \(m.py, line 3\): a"):
        session.function("f")()


FUNCTIONS = """import numpy as np

LIMIT = (
    3,
)

def f(x):
    if x:

        # nothing
        raise ValueError(
            x
        )

class Thing:
    def g(self):
        return 1 / 0
raise KeyError
"""


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ([11], " (m.py, line 11)"),
        ([17], " (m.py, line 17)"),
        ([17, 18], " (m.py, line 17)"),
        ([18], ""),
        ([4], ""),
        ([9], ""),
        ([10], ""),
        ([], ""),
    ],
)
def test_a_hidden_case_names_lines_of_functions_alone(
    tmp_path: Path, lines: list[int], place: str
) -> None:
    (tmp_path / "m.py").write_text(FUNCTIONS)
    said = {"known": "OSError", "type": "Mine", "frames": [["m.py", n] for n in lines]}
    assert told("f", said, tmp_path).safe == f"f raised an exception{place}."


def test_of_a_long_hand_in_a_hidden_case_names_the_function_and_of_many_nothing(
    tmp_path: Path,
) -> None:
    said = {"known": "ValueError", "frames": [["m.py", 2]]}
    (tmp_path / "m.py").write_text("def f():\n" + "    raise ValueError\n" * MAX_PLACES)
    assert told("f", said, tmp_path).safe == "f raised ValueError (m.py, in what begins at line 1)."
    (tmp_path / "n.py").write_text("def f():\n    pass\n" * (MAX_PLACES - 1))
    assert told("f", said, tmp_path).safe == "f raised ValueError (m.py, in what begins at line 1)."
    (tmp_path / "n.py").write_text("def f():\n    pass\n" * MAX_PLACES)
    assert told("f", said, tmp_path).safe == "f raised ValueError."
    (tmp_path / "n.py").write_text("#" * MAX_SEARCHED)
    assert told("f", said, tmp_path).safe == "f raised ValueError."


def test_an_import_is_told_with_any_line_in_a_hidden_case_too(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(SOURCE)
    error = told("importing m.py", {"known": "OSError", "frames": [FRAME]}, tmp_path)
    assert error.safe == "importing m.py raised an exception (m.py, line 2)."
