"""Every assignment as it stands: all proofs hold, and there is enough of what they need."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.assignment.folders import Folders, assignment_names
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.validate import validate

ROOT = Path(__file__).parents[3]
NAMES = assignment_names(ROOT)
LONG = {"hw4_training"}
"""Those whose cases train networks: what ``build`` asks for is proven here, which takes minutes
already; mutants and seeds by ``autograder validate``."""


@pytest.mark.parametrize("name", NAMES)
def test_the_assignment_is_proven(name: str) -> None:
    answers = Answers(Folders(ROOT, name))
    found = validate(answers, seeds=5, quick=name in LONG)
    against = [line for proof in found for line in proof.against]
    assert against == []
    assert len(answers.right) >= 5
    assert len(answers.misconceptions) >= 30
