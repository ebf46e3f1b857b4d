"""Tests that students write: right ones, weak ones, unfair ones, and hostile ones."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.assignment.folders import Folders
from autograder.checks.questions import Question
from autograder.grading.engine import examined
from autograder.publish.proofs import hand_ins
from autograder.publish.proofs.answers import Answers
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[3]
KINDS = {
    "notices wrong outputs in train mode",
    "notices wrong running statistics",
    "notices mistakes in test mode",
    "notices what changes its arguments or its cache, and unknown modes that are taken",
    "notices a wrong dx",
    "notices a wrong dgamma or dbeta, by value, shape or order",
}
REFUSES = "test_batchnorm refuses a right answer"
OUT = """
    x, wrong = np.array([[0.1, 4.0], [0.2, 1.0], [0.6, 1.0]]), []
    gamma, beta = np.array([1.5, -0.5]), np.array([2.0, 0.25])
    for given in ({}, {"eps": 0.5}, {"eps": 0.0}):
        out, _ = batchnorm_forward(x, gamma, beta, {"mode": "train", **given})
        std = np.sqrt(x.var(axis=0) + given.get("eps", 1e-5))
        wanted = gamma * (x - x.mean(axis=0)) / std + beta
"""
ONE_FORMULA = (
    f"{OUT}        wrong += [] if np.allclose(out, wanted) else ['out']\n    return wrong\n"
)
BIT_BY_BIT = f"{OUT}        wrong += [] if (out == wanted).all() else ['out']\n    return wrong\n"
BY_NAME = """
    found = [batchnorm_forward.__name__, repr(batchnorm_forward), type(batchnorm_forward).__name__]
    both = batchnorm_forward, batchnorm_backward
    found += [str(vars(f)) for f in both if hasattr(f, "__dict__")]
    import os
    print(os.getpid(), found)
    return found if "wrong" in str(found) or "bn_" in str(found) else []
"""
BY_STATE = """
    seen.append(len(seen))
    return ["a later one"] if len(seen) > 1 else []
"""


class Graded:
    """What a hand-in's test comes to in the cases of its question."""

    def __init__(self, answers: Answers, sandbox: Sandbox) -> None:
        self.answers, self.sandbox = answers, sandbox
        self.questions: list[Question] = [
            q for q in answers.questions if q.base == "test_batchnorm"
        ]

    def of(self, body: str, above: str = "") -> dict[str, str | None]:
        """The case -> why it is lost, None where it is passed; with a test of this ``body``."""
        right = self.answers.answer.texts["normalization.py"]
        indented = textwrap.indent(textwrap.dedent(body), "    ")
        test = f"{above}\ndef test_batchnorm(batchnorm_forward, batchnorm_backward):\n{indented}"
        with hand_ins.placed({"normalization.py": f"{right}\n{test}"}) as folder:
            found = examined(
                self.answers.rubric, folder, self.sandbox, self.questions, "test_batchnorm"
            )
        verdicts = [one.verdict for one in found]
        return {v.case.name or "": None if v.passed else v.detail for v in verdicts}


@pytest.fixture(scope="module")
def graded() -> Iterator[Graded]:
    with Sandbox() as sandbox:
        yield Graded(Answers(Folders(ROOT, "hw3_normalization")), sandbox)


def test_one_formula_earns_the_kinds_of_which_it_notices_most(graded: Graded) -> None:
    """It looks at out in train mode, and accepts all right answers."""
    found = graded.of(ONE_FORMULA)
    lost = {name for name, why in found.items() if why}
    assert not any(REFUSES in (why or "") for why in found.values())
    assert "notices a wrong dx" in lost and "notices wrong running statistics" in lost
    assert "notices wrong outputs in train mode" not in lost
    assert "test_batchnorm notices 0 of 15 wrong answers" in str(found["notices a wrong dx"])


def test_one_that_notices_nothing_earns_nothing(graded: Graded) -> None:
    found = graded.of("return []")
    assert all(found.values()) and found.keys() >= KINDS


def test_an_unfair_one_earns_nothing_of_the_kinds(graded: Graded) -> None:
    """Bit by bit the rounding of right answers is refused, and the test is told no more."""
    found = graded.of(BIT_BY_BIT)
    assert all(REFUSES in str(found[kind]) for kind in KINDS)
    assert not any(" of 1" in str(found[kind]) for kind in KINDS)


@pytest.mark.parametrize(
    ("body", "above"),
    [(BY_NAME, ""), (BY_STATE, "seen = []"), ("return id(batchnorm_forward) % 2 * ['odd']", "")],
    ids=["by name", "by what it remembers", "by its address"],
)
def test_an_implementation_cannot_be_told_but_by_its_answers(
    graded: Graded, body: str, above: str
) -> None:
    found = graded.of(body, above)
    assert all(found[kind] for kind in KINDS)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("while True: pass", marks=pytest.mark.slow),
        pytest.param("return ['x' * 100] * 10**7", marks=pytest.mark.slow),
        "batchnorm_forward(np.zeros((10**4, 10**4)), 1, 1, {'mode': 'train'})\nreturn []",
        pytest.param(
            "for _ in range(10**9): batchnorm_forward(np.ones((2, 2)), np.ones(2), np.ones(2), "
            "{'mode': 'train'})",
            marks=pytest.mark.slow,
        ),
        "batchnorm_forward(object(), lambda: 0, ..., {})\nreturn []",
        "import os; os._exit(0)",
        "raise SystemExit",
        "class S(str): pass\nreturn [S('x')]",
        "def again(*a): return batchnorm_forward(again)\nreturn again()",
    ],
)
def test_a_hostile_one_costs_its_own_question(graded: Graded, body: str) -> None:
    found = graded.of(body)
    assert found.keys() >= KINDS and all(found[kind] for kind in KINDS)
    assert not graded.sandbox.survivors()


def test_the_same_hand_in_comes_to_the_same(graded: Graded) -> None:
    assert graded.of(ONE_FORMULA) == graded.of(ONE_FORMULA)


def test_the_references_own_notices_all_and_is_left_out_of_small_changes(graded: Graded) -> None:
    answers = graded.answers
    assert "test_batchnorm" in answers.tests_of_students
    assert "batchnorm_forward" not in answers.tests_of_students
    hidden = next(q for q in graded.questions if q.hidden)
    assert {q.name for q in answers.touched("batchnorm_forward")} & {
        q.name for q in graded.questions
    } == {q.name for q in graded.questions if not q.hidden}
    assert hidden in answers.touched("test_batchnorm")
