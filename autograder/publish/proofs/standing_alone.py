"""Proof 2: with one question's functions filled in alone, the question has all its points."""

from __future__ import annotations

from autograder.publish.proofs import hand_ins
from autograder.publish.proofs.answers import Answers, Workplace, each
from autograder.publish.proofs.proof import Proof, line


def questions_stand_alone(answers: Answers) -> Proof:
    """Grade each question on a template that holds what it and its dependencies ask for."""
    names = list({q.base: q for q in answers.questions})
    against = [x for lines in each(answers, _alone, names, "questions alone") for x in lines]
    return Proof("each question stands alone", f"{len(names)} questions", against)


def _alone(workplace: Workplace, name: str) -> list[str]:
    answers = workplace.answers
    needed = answers.needs(name)
    filled = {function for question in needed for function in answers.functions(question)}
    hand_in = hand_ins.alone(answers.answer, filled)
    questions = [q for q in answers.questions if q.base in needed]
    return [
        f"only {name} filled in: {line(v)}; name in depends = [...] of that file the questions "
        "whose functions it calls"
        for v in workplace.verdicts(hand_in, questions=questions)
        if v.question.base == name and not v.passed
    ]
