"""Proof 1: right answers have all points, the untouched template none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograder.checks.contract import as_it_was, own_copy
from autograder.checks.questions import Question
from autograder.publish.proofs.answers import THE_REFERENCE, Answers, Workplace, each
from autograder.publish.proofs.proof import Proof, line, place
from autograder.sandbox.process import Sandbox

TEMPLATE = "the untouched template"
"""What the stubs are called, as students are given them, in what speaks against a proof."""


def right_answers(answers: Answers) -> Proof:
    """Grade the reference, every alternative and the template that students are given."""
    before = [(q, own_copy(_constants(q))) for q in answers.questions]
    with Sandbox() as sandbox:  # here, so that the processes after it know its gradients
        against = _lost(Workplace(answers, sandbox), THE_REFERENCE)
    against += [text for question, was in before for text in _changed_constants(question, was)]
    names = [name for name in answers.right if name != THE_REFERENCE]
    against += [
        x for lines in each(answers, _lost, [*names, TEMPLATE], "right answers") for x in lines
    ]
    return Proof(
        "right answers get all points, the template none",
        f"{answers.most:g} points, {len(answers.right)} right answers",
        against,
    )


def _lost(workplace: Workplace, name: str) -> list[str]:
    """What speaks against a right answer, or against the template."""
    answers = workplace.answers
    if name == TEMPLATE:
        given = answers.answer.template()
        # Of a notebook cells may fail that use what is not written yet: the others are executed.
        written = answers.assignment.modules != answers.assignment.notebooks
        errors = workplace.import_errors(given) if written else []
        passed = [v for v in workplace.verdicts(given) if v.passed]
        return [
            *(f"{TEMPLATE} cannot be imported: {error}" for error in errors),
            *(f"{TEMPLATE} passes {place(v)}" for v in passed),
        ]
    return [f"{name}: {line(v)}" for v in workplace.lost(answers.right[name])]


def _constants(question: Question) -> dict[str, Any]:
    """What a test file defines outside of its cases, by name."""
    return dict(question.cases[0].test_func.__globals__)


def _changed_constants(question: Question, before: dict[str, Any]) -> Iterator[str]:
    """What speaks against a test file whose cases change what it defines once for all hand-ins."""
    after = _constants(question)
    for name in sorted(n for n in before.keys() | after.keys() if not n.startswith("__")):
        if name not in before or not as_it_was(after.get(name), before[name]):
            yield (
                f"{question.path}: its cases change {name}, which stands outside of them and "
                f"serves all hand-ins: copy it in the case (copy.deepcopy({name}))"
            )
