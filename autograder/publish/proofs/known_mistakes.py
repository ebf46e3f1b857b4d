"""Proof 3: known mistakes lose points where they should, and are named as themselves."""

from __future__ import annotations

from dataclasses import replace

from autograder.assignment.misconceptions import Misconception
from autograder.checks.questions import Question, grading_order
from autograder.checks.run import FAILED, SKIPPED
from autograder.grading.engine import examined
from autograder.publish.proofs import hand_ins
from autograder.publish.proofs.answers import Answers, Workplace, each
from autograder.publish.proofs.leaks import told_values
from autograder.publish.proofs.proof import Proof, line, place

NAMED = 0.95
"""The share of the known mistakes that must be named as themselves; one miss is always allowed."""


def mistakes_are_caught(answers: Answers) -> Proof:
    """Grade every known mistake: it loses points in its own question, elsewhere only what depends
    on it, it is named as itself, and no hidden case tells a value.
    """
    against, named = [], 0
    names = [m.name for m in answers.misconceptions]
    for name, lines, hints in each(answers, _mistake, names, "known mistakes"):
        against += lines
        title = mistake_named(answers, name).title
        others = sorted(h for h in hints if mistake_named(answers, h).title != title)
        named += bool(hints) and not others
        if others:
            against.append(f"{name}: named as {', '.join(others)}")
    count = len(names)
    if count - named > max(1, (1 - NAMED) * count):
        against.append(f"only {named} of {count} known mistakes are named")
    figure = f"{count} mistakes, {named} of them named as themselves, none as another"
    return Proof("known mistakes lose points and are named", figure, against)


def mistake_named(answers: Answers, name: str) -> Misconception:
    """The known mistake of that name."""
    return next(m for m in answers.rubric.misconceptions if m.name == name)


def tried_on(answers: Answers, wrong: Misconception) -> list[Question]:
    """The questions that a known mistake can change, with its own; all others it passes."""
    changed = [wrong.target]
    if wrong.forward is not None:
        changed.append(wrong.replaces.replace("_backward", "_forward"))
    touched = {q.name for function in changed for q in answers.touched(function)}
    order = grading_order(answers.questions)
    return [q for q in order if q.name in touched or q.base == wrong.question]


def _mistake(workplace: Workplace, name: str) -> tuple[str, list[str], set[str]]:
    """What speaks against a known mistake, and what the failed cases call it."""
    answers = workplace.answers
    wrong = mistake_named(answers, name)
    hand_in = hand_ins.mistake(answers.answer, wrong)
    lost = workplace.lost(hand_in, questions=tried_on(answers, wrong))
    heirs = {q.base for q in answers.questions if answers.inherits(q.base, wrong.target)}
    against = [
        f"{name}: loses points elsewhere: {line(v)}"
        for v in lost
        if v.question.base not in {wrong.question, *heirs} and v.status != SKIPPED
    ]
    if not any(v.question.base == wrong.question for v in lost):
        against.append(f"{name}: loses nothing in {wrong.question}")
    hints, told = diagnosed(workplace, hand_in, wrong.question)
    return name, against + [f"{name}: {text}" for text in told], hints


def diagnosed(
    workplace: Workplace, hand_in: hand_ins.Sources, question: str
) -> tuple[set[str], list[str]]:
    """The known mistakes that the failed cases of a question name, and hidden values they tell."""
    rubric = workplace.answers.rubric
    own = [replace(q, depends=()) for q in rubric.questions if q.base == question]
    names, told = set(), []
    with hand_ins.placed(hand_in) as folder:
        for found in examined(rubric, folder, workplace.sandbox, own):
            v = found.verdict
            if v.status != FAILED:
                continue
            if found.diagnosis is not None:
                names.add(found.diagnosis.misconception.name)
            if v.question.hidden:
                passed = [x for c in found.calls for x in (c.before, c.result, c.after)]
                if told_values(v.message, passed):
                    told.append(f"{place(v)} tells a hidden value: {v.message}")
    return names, told
