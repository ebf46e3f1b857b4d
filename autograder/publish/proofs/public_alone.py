"""Proof 8: how many known mistakes the public tests catch, as they judge at home."""

from __future__ import annotations

from autograder.checks.run import FAILED
from autograder.publish.proofs import hand_ins
from autograder.publish.proofs.answers import Answers, Workplace, each
from autograder.publish.proofs.known_mistakes import mistake_named, tried_on
from autograder.publish.proofs.proof import Proof


def public_alone(answers: Answers) -> Proof:
    """A figure, for the instructor to judge."""
    names = [m.name for m in answers.misconceptions]
    share = sum(each(answers, _caught, names, "mistakes in public")) / max(1, len(names))
    return Proof("known mistakes that the public tests alone catch", f"{share:.0%}")


def _caught(workplace: Workplace, name: str) -> bool:
    answers = workplace.answers
    wrong = mistake_named(answers, name)
    hand_in = hand_ins.mistake(answers.answer, wrong)
    public = [q for q in tried_on(answers, wrong) if not q.hidden]
    found = workplace.verdicts(hand_in, questions=public, oracle=False)
    return any(v.status == FAILED for v in found)
