"""The last proof: how many known mistakes the public tests catch, as they judge at home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.checks.run import FAILED
from autograder.publish.proofs import hand_ins
from autograder.publish.proofs.answers import Answers, Workplace, each
from autograder.publish.proofs.known_mistakes import (
    Tried,
    mistake_named,
    tried_mistakes,
    tried_on,
)
from autograder.publish.proofs.proof import Proof


def public_alone(answers: Answers, tried: Sequence[Tried] | None = None) -> Proof:
    """A figure, for the instructor to judge. ``tried`` is what came of grading known mistakes."""
    tried = tried_mistakes(answers) if tried is None else tried
    open_ones = [one for one in tried if not one.at_home]
    caught = len(tried) - len(open_ones)
    caught += sum(each(answers, _caught, open_ones, "mistakes in public"))
    share = caught / max(1, len(tried))
    return Proof("known mistakes that the public tests alone catch", f"{share:.0%}")


def _caught(workplace: Workplace, one: Tried) -> bool:
    """Whether any public case notices a mistake; those that did with the right answers go first."""
    answers = workplace.answers
    wrong = mistake_named(answers, one.name)
    hand_in = hand_ins.mistake(answers.answer, wrong)
    public = [q for q in tried_on(answers, wrong) if not q.hidden]
    likely = [
        replace(q, cases=cases, depends=())
        for q in public
        if (cases := tuple(c for c in q.cases if (q.name, c.name) in one.failed))
    ]
    return any(
        v.status == FAILED
        for questions in (likely, public)
        for v in workplace.verdicts(hand_in, questions=questions, oracle=False)
    )
