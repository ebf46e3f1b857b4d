"""Every assignment as it stands: all proofs hold, and there is enough of what they need."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.assignment.folders import Folders, assignment_names
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.validate import proofs

ROOT = Path(__file__).parents[3]
NAMES = assignment_names(ROOT)


@pytest.mark.parametrize("name", NAMES)
def test_the_assignment_is_proven(name: str) -> None:
    answers = Answers(Folders(ROOT, name))
    against = [line for proof in proofs(answers, seeds=5) for line in proof.against]
    assert against == []
    assert len(answers.right) >= 5
    assert len(answers.misconceptions) >= 30
