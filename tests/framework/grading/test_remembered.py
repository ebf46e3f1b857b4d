"""Verdicts that were reached before: what is remembered, what is not, and that nothing differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from both_ways import same
from small_course import small_course

from autograder.assignment.bundle import open_bundle
from autograder.assignment.rubric import Rubric
from autograder.checks.run import FAILED, Verdict
from autograder.grading.engine import grade
from autograder.grading.remembered import Memory
from autograder.grading.results import Results
from autograder.publish.bundle import build
from autograder.sandbox.inside.wire import Raw
from autograder.sandbox.process import Sandbox
from autograder.sandbox.recording import Exchange
from autograder.sandbox.session import Session

HEAD = """OK_FORMAT = False
name = "double"

import numpy as np

from autograder.checks import CheckFailure, assert_close, assert_raises, case

"""
TWICE = f"""{HEAD}
@case(points=1)
def values(double):
    \"\"\"doubles\"\"\"
    x = np.array([1.0, 2.5])
    assert_close(double(x), 2 * x, "double")
    assert_close(double(double(x)), 4 * x, "double of double")


@case(points=1)
def texts(double):
    \"\"\"refuses texts\"\"\"
    assert_raises(ValueError, double, "text")
"""
RIGHT = """def double(x):
    if isinstance(x, str):
        raise ValueError("a text")
    return 2 * x
"""
Make = Callable[..., Rubric]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Make]:
    """The rubric of a course with one test file."""
    opened = []

    def run(test: str, reference: str = RIGHT) -> Rubric:
        head, _, body = reference.partition("\n")
        marked = f"{head}\n    # BEGIN SOLUTION\n{body}    # END SOLUTION\n"
        folders = small_course(tmp_path / "course", test=test, reference=marked)
        context = open_bundle(build(folders, tmp_path / "dist")[1])
        opened.append(context)
        return context.__enter__()

    yield run
    for context in opened:
        context.__exit__(None, None, None)


@pytest.fixture
def graded(sandbox: Sandbox, tmp_path: Path) -> Callable[..., Results]:
    """What a module given as text comes to, with a memory or without one."""

    def run(rubric: Rubric, source: str, memory: Memory | None = None) -> Results:
        path = tmp_path / "small.py"
        path.write_text(source)
        results = grade(rubric, path, sandbox, memory=memory)
        assert not results.failure, results.failure
        return results

    return run


Graded = Callable[..., Results]


def test_what_answers_alike_is_judged_once(made: Make, graded: Graded) -> None:
    rubric, memory = made(TWICE), Memory()
    live = graded(rubric, RIGHT)
    first = graded(rubric, RIGHT, memory)
    assert memory.recalled == 0 and memory.judged == 2
    second = graded(rubric, RIGHT.replace("2 * x", "x + x"), memory)
    assert memory.recalled == 2 and memory.judged == 2
    assert same(live, first, second) and live.points == 2.0


def test_a_test_hears_what_was_asked_before_the_first_news(made: Make, graded: Graded) -> None:
    rubric, memory = made(TWICE), Memory()
    graded(rubric, RIGHT, memory)
    counted = RIGHT.replace("def double", "seen = []\ndef double").replace(
        "return 2 * x", "seen.append(1); return 2 * x + (len(seen) == 3)"
    )
    live, found = graded(rubric, counted), graded(rubric, counted, memory)
    assert same(live, found) and "double of double" in found.outcomes[0].message
    again = graded(rubric, counted, memory)
    assert same(live, again)


def test_an_error_quotes_the_lines_of_its_own_hand_in(made: Make, graded: Graded) -> None:
    rubric, memory = made(TWICE), Memory()
    sources = [f"def double(x):\n    return x + unknown  # {n}\n" for n in ("mine", "yours")]
    for source in (*sources, *sources):
        assert same(graded(rubric, source), graded(rubric, source, memory))
    assert "# yours" in graded(rubric, sources[1], memory).outcomes[0].message
    assert memory.recalled > 0


def test_prints_are_those_of_the_hand_in(made: Make, graded: Graded) -> None:
    rubric, memory = made(TWICE), Memory()
    for word in ("one", "two", "one"):
        source = f"def double(x):\n    print('{word}')\n    return x\n"
        found = graded(rubric, source, memory)
        assert same(graded(rubric, source), found) and word in found.outcomes[0].message
    assert memory.recalled > 0


def test_a_process_that_ends_is_not_remembered(made: Make, graded: Graded) -> None:
    """It ends, or lasts too long, in another place each time."""
    rubric, memory = made(TWICE), Memory()
    source = "import os\ncalls = []\ndef double(x):\n    calls.append(1)\n    "
    dies = f"{source}if len(calls) > 1: os._exit(1)\n    return 2 * x\n"
    graded(rubric, RIGHT, memory)
    assert same(*(graded(rubric, dies, m) for m in (None, memory, memory)))
    assert "ended the program" in graded(rubric, dies, memory).outcomes[0].message
    assert graded(rubric, RIGHT, memory).points == 2.0


def test_a_name_that_is_no_function_is_asked_for_otherwise(made: Make, graded: Graded) -> None:
    rubric, memory = made(TWICE), Memory()
    source = f"class Double:\n    def __call__(self, x):\n        return f(x)\n\n{RIGHT}\n"
    source = source.replace("def double", "def f") + "double = Double()\n"
    for text in (RIGHT, source, RIGHT, source):
        assert same(graded(rubric, text), graded(rubric, text, memory))


@pytest.mark.parametrize(
    "change",
    [
        ("import numpy as np", "import time\n\nimport numpy as np"),
        ("2 * x,", "2 * x + 0 * np.random.random(),"),
        ("2 * x,", "2 * x + 0 * np.random.default_rng().random(),"),
    ],
)
def test_a_test_with_a_clock_or_a_draw_is_run_each_time(
    made: Make, graded: Graded, change: tuple[str, str]
) -> None:
    rubric, memory = made(TWICE.replace(*change)), Memory()
    for _ in range(3):
        assert graded(rubric, RIGHT, memory).points == 2.0
    assert memory.recalled == memory.judged == 0


@pytest.mark.parametrize("grows", ["asked", "wanted"])
def test_a_test_that_remembers_by_itself_is_forgotten(
    made: Make, graded: Graded, grows: str
) -> None:
    """A test whose calls, or whose verdict, depend on how often it has run."""
    asked, wanted = ("n.append(1) or len(n)", "x") if grows == "asked" else ("1", "len(n)")
    rubric = made(
        f"""{HEAD}
n = []

@case(points=1)
def values(double):
    \"\"\"doubles\"\"\"
    n.append(1)
    double(np.ones({asked}))
    if {wanted!r} == "len(n)" and len(n) > 1:
        raise CheckFailure(f"{{len(n)}} times")
"""
    )
    memory = Memory()
    for _ in range(3):
        graded(rubric, RIGHT, memory)
    assert memory.recalled == 0


def test_a_given_file_lies_elsewhere_for_each_hand_in(made: Make, graded: Graded) -> None:
    test = f"""{HEAD}
from autograder.checks import given_file


@case(points=1)
def reads(double):
    \"\"\"reads\"\"\"
    assert double(given_file("a.txt", b"8")) == "88"
"""
    source = "def double(path):\n    with open(path) as f:\n        return 2 * f.read()\n"
    rubric, memory = made(test, source), Memory()
    for _ in range(2):
        assert graded(rubric, source, memory).points == 1.0
    assert memory.recalled == 0


def test_a_memory_is_bounded(made: Make, graded: Graded) -> None:
    rubric, memory, sizes = made(TWICE), Memory(room=6000), []
    for n in range(8):
        source = RIGHT.replace("2 * x", f"2 * x + {n}")
        assert same(graded(rubric, source), graded(rubric, source, memory))
        sizes.append(memory.size)
    assert min(sizes) > 0 and max(sizes) <= 6000 and sizes != sorted(sizes)


def test_a_hostile_error_that_is_spelt_otherwise_is_not_remembered(
    made: Make, open_session: Callable[..., Session]
) -> None:
    """JSON can write the same key in several ways: the lines of one would be told to another."""
    question = made(TWICE).questions[0]
    verdict, session = Verdict(question, question.cases[0], FAILED, "told"), open_session("")
    for key, remembered in ((b'"error"', True), (b'"\\u0065rror"', False)):
        memory, header = Memory(), b'{"m": {%s: {}}, "b": []}' % key
        session.allow(5)
        session.recording.note(Exchange(b"asked", (), Raw(len(header), header)))
        session.errors = 1
        memory.learn(("case",), session, verdict)
        assert memory.knows(("case",)) == remembered


def test_hints_are_those_of_a_live_run(rubric: Rubric, sandbox: Sandbox, tmp_path: Path) -> None:
    examples = Path(__file__).parents[3] / "examples" / "submissions"
    memory = Memory()
    for name in ("half_done.py", "mistaken.py", "right.py"):
        live = grade(rubric, examples / name, sandbox)
        found = [grade(rubric, examples / name, sandbox, memory=memory) for _ in range(2)]
        assert same(live, *found)
        if name == "mistaken.py":
            assert any(o.misconception for o in live.outcomes)
    assert memory.recalled > memory.judged / 2
