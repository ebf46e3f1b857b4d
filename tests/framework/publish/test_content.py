"""Every assignment as it stands: all proofs hold, and there is enough of what they need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from autograder.assignment.folders import Folders, assignment_names
from autograder.assignment.misconceptions import Misconception
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.validate import validate

ROOT = Path(__file__).parents[3]
NAMES = assignment_names(ROOT)
LONG = {"hw4_training", "hw5_applications"}
"""Those whose cases train networks: ``make test-all`` proves of them what ``build`` asks for, which
takes minutes already; mutants and seeds by ``autograder validate``."""
SHARE = 12
"""``make test`` grades one in so many of the known mistakes; ``make test-all`` all of them."""
SOME_MUTANTS = 40


@dataclass(frozen=True)
class Some(Answers):
    """The answers to an assignment, with some of its known mistakes."""

    @cached_property
    def misconceptions(self) -> list[Misconception]:
        """Every twelfth one."""
        return self.rubric.misconceptions[::SHARE]


@pytest.mark.parametrize("name", [n for n in NAMES if n not in LONG])
def test_some_of_what_an_assignment_promises_is_proven(name: str) -> None:
    found = validate(Some(Folders(ROOT, name)), seeds=1, count=SOME_MUTANTS)
    # A share has its own percentages: of few mutants one survivor may be too many.
    lines = [line for proof in found for line in proof.against if not line.startswith("only ")]
    assert [line for line in lines if "there is no known mistake" not in line] == []


@pytest.mark.parametrize("name", NAMES)
def test_there_is_enough_to_prove_an_assignment_with(name: str) -> None:
    answers = Answers(Folders(ROOT, name))
    assert len(answers.right) >= 5
    assert len(answers.misconceptions) >= 30


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_assignment_is_proven(name: str) -> None:
    found = validate(Answers(Folders(ROOT, name)), seeds=5, quick=name in LONG)
    against = [line for proof in found for line in proof.against]
    assert against == []
