"""Proof 3: known mistakes lose points where they should, and are named as themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from autograder.assignment.misconceptions import Misconception, where_declared
from autograder.checks.questions import Question, grading_order
from autograder.checks.run import FAILED, SKIPPED
from autograder.grading.engine import Examined, examined
from autograder.publish.proofs import hand_ins
from autograder.publish.proofs.answers import Answers, Workplace, each
from autograder.publish.proofs.leaks import told_values
from autograder.publish.proofs.proof import Proof, line, place

NAMED = 0.95
"""The share of the known mistakes that must be named as themselves; one miss is always allowed."""


@dataclass(frozen=True)
class Tried:
    """What the grader made of a known mistake."""

    name: str
    noticed: bool
    """whether it loses points in its own question"""
    against: list[str]
    hints: set[str]
    """what the failed cases of its question call it"""
    inherited: list[bool]
    """for each wrong answer of what is built on it, whether that is said"""
    failed: frozenset[tuple[str, str | None]]
    """the public cases that it fails, by question and case"""
    at_home: bool
    """whether one of these is known to be judged alike without the right answers"""


def tried_mistakes(answers: Answers, names: Sequence[str] | None = None) -> list[Tried]:
    """Grade every known mistake, or those of these ``names``."""
    names = [m.name for m in answers.misconceptions] if names is None else names
    return list(each(answers, _mistake, names, "known mistakes"))


def mistakes_are_caught(answers: Answers, tried: Sequence[Tried] | None = None) -> Proof:
    """Every known mistake loses points in its own question, elsewhere only what depends on it, it
    is named as itself, and no hidden case tells a value. ``tried`` is what came of grading them.
    """
    tried = tried_mistakes(answers) if tried is None else tried
    against, unnamed = [], []
    for one in tried:
        against += one.against
        title = mistake_named(answers, one.name).title
        others = sorted(h for h in one.hints if mistake_named(answers, h).title != title)
        if others:
            against.append(
                f"{mistake_place(answers, one.name)}: named as {', '.join(others)}: add a case "
                "that tells them apart, or give both one title"
            )
        if others or not one.hints:
            unnamed.append(one.name)
    count, heirs = len(tried), [said for one in tried for said in one.inherited]
    named = count - len(unnamed)
    if len(unnamed) > max(1, (1 - NAMED) * count):
        without = ", ".join(unnamed)
        against.append(
            f"only {named} of {count} known mistakes are named; without a hint: {without}; add "
            "cases that tell them apart from other mistakes"
        )
    figure = f"{count} mistakes, {named} of them named as themselves, none as another"
    if heirs:
        told = f"{sum(heirs)} of {len(heirs)}"
        figure += f"; {told} wrong answers that are inherited are told as such"
    return Proof("known mistakes lose points and are named", figure, against)


def mistake_named(answers: Answers, name: str) -> Misconception:
    """The known mistake of that name."""
    return next(m for m in answers.rubric.misconceptions if m.name == name)


def mistake_place(answers: Answers, name: str) -> str:
    """The file and the line at which a known mistake begins, and its name."""
    path, line = where_declared(answers.folders.solution, name)
    return f"{path.relative_to(answers.folders.root).as_posix()}:{line}: {name}"


def tried_on(answers: Answers, wrong: Misconception) -> list[Question]:
    """The questions that a known mistake can change, with its own; all others it passes."""
    changed = [wrong.target]
    if wrong.forward is not None:
        changed.append(wrong.replaces.replace("_backward", "_forward"))
    touched = {q.name for function in changed for q in answers.touched(function)}
    order = grading_order(answers.questions)
    return [q for q in order if q.name in touched or q.base == wrong.question]


def _mistake(workplace: Workplace, name: str) -> Tried:
    """Grade one known mistake, where it can change anything."""
    answers = workplace.answers
    wrong = mistake_named(answers, name)
    hand_in = hand_ins.mistake(answers.answer, wrong)
    with hand_ins.placed(hand_in) as folder:
        asked = tried_on(answers, wrong)
        found = examined(answers.rubric, folder, workplace.sandbox, asked, wrong.question)
    lost = [one.verdict for one in found if not one.verdict.passed]
    heirs = {q.base for q in answers.questions if answers.inherits(q.base, wrong.target)}
    where = mistake_place(answers, name)
    against = [
        f"{where}: loses points elsewhere: {line(v)}; let that file depend on {wrong.question}, or "
        "say question=... in @wrong"
        for v in lost
        if v.question.base not in {wrong.question, *heirs} and v.status != SKIPPED
    ]
    noticed = any(v.question.base == wrong.question for v in lost)
    if not noticed:
        against.append(
            f"{where}: loses nothing in {wrong.question}: add a case there that fails on it, or "
            "take it out"
        )
    hints, told = _said_of(found, wrong.question)
    told = [f"{where}: {text}; say it by safe= of CheckFailure" for text in told]
    elsewhere = [v for v in lost if v.question.base != wrong.question]
    inherited = [v.inherited for v in elsewhere if v.inherited or v.status == FAILED]
    public = [v for v in lost if v.status == FAILED and not v.question.hidden]
    failed = frozenset((v.question.name, v.case.name) for v in public)
    at_home = any(_is_judged_alike(v.question, wrong) for v in public)
    return Tried(name, noticed, against + told, hints, inherited, failed, at_home)


def _is_judged_alike(question: Question, wrong: Misconception) -> bool:
    """Whether a public question is known to be judged at home as it is with the right answers.

    At home a student's own forward is differentiated. Where that is the reference's, its gradients
    are the same; and a question that asks for no gradient is asked without the right answers.
    """
    own_forward = wrong.forward is not None or not wrong.target.endswith("_backward")
    asks = any("check_gradient" in text for text in question.sources.values())
    return not (own_forward and asks)


def diagnosed(
    workplace: Workplace, hand_in: hand_ins.Sources, question: str
) -> tuple[set[str], list[str]]:
    """The known mistakes that the failed cases of a question name, and hidden values they tell."""
    rubric = workplace.answers.rubric
    own = [replace(q, depends=()) for q in rubric.questions if q.base == question]
    with hand_ins.placed(hand_in) as folder:
        return _said_of(examined(rubric, folder, workplace.sandbox, own, question), question)


def _said_of(examined: Sequence[Examined], question: str) -> tuple[set[str], list[str]]:
    """What the failed cases of a question name, and hidden values that they tell."""
    names, told = set(), []
    for found in examined:
        v = found.verdict
        if v.status != FAILED or v.question.base != question:
            continue
        if found.diagnosis is not None:
            names.add(found.diagnosis.misconception.name)
        if v.question.hidden:
            passed = [x for c in found.calls for x in (c.before, c.result, c.after)]
            if told_values(v.message, passed):
                told.append(f"{place(v)} tells a hidden value: {v.message}")
    return names, told
