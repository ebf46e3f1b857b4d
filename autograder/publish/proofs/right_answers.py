"""Proof 1: right answers have all points, the untouched template none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.assignment.markers import line_of_stub
from autograder.checks.contract import as_it_was, own_copy
from autograder.checks.pictures import MAX_PICTURES
from autograder.checks.questions import Question
from autograder.checks.run import SKIPPED, Verdict
from autograder.errors import StudentError, Timeout
from autograder.publish.proofs.answers import THE_REFERENCE, Answers, Workplace, each
from autograder.publish.proofs.asked import unmarked
from autograder.publish.proofs.proof import Proof, line, place
from autograder.sandbox.process import Sandbox
from autograder.unpack import module_path

TEMPLATE = "the untouched template"
"""What the stubs are called, as students are given them, in what speaks against a proof."""


def right_answers(answers: Answers) -> Proof:
    """Grade the reference, every alternative and the template that students are given."""
    before = [(q, own_copy(_constants(q))) for q in answers.questions]
    with Sandbox() as sandbox:  # here, so that the processes after it know its gradients
        against = against_answer(Workplace(answers, sandbox), THE_REFERENCE)
    against += [text for question, was in before for text in _changed_constants(question, was)]
    names = [name for name in answers.right if name != THE_REFERENCE]
    others = each(answers, against_answer, [*names, TEMPLATE], "right answers")
    against += [text for lines in others for text in lines]
    return Proof(
        "right answers get all points, the template none",
        f"{answers.most:g} points, {len(answers.right)} right answers",
        against,
    )


def against_answer(
    workplace: Workplace, name: str, questions: Sequence[Question] | None = None
) -> list[str]:
    """What speaks against a right answer, or against the template, in these or all questions."""
    answers = workplace.answers
    if name == TEMPLATE:
        given = answers.answer.template()
        # Of a notebook cells may fail that use what is not written yet: the others are executed.
        written = answers.assignment.modules != answers.assignment.notebooks
        errors = workplace.import_errors(given) if written else []
        passed = [v for v in workplace.verdicts(given, questions=questions) if v.passed]
        return [
            *(_not_importable(answers, error) for error in errors),
            *(_passed(answers, v) for v in passed),
        ]
    demanding = name == THE_REFERENCE  # its test notices all that others are measured by
    found = list(workplace.verdicts(answers.right[name], questions=questions, demanding=demanding))
    lost = [f"{name}: {line(v)}{_what_to_do(answers, name, v)}" for v in found if not v.passed]
    return [*lost, *_not_shown(name, found)]


def _not_shown(name: str, found: Sequence[Verdict]) -> Iterator[str]:
    """What speaks against pictures of a right answer that nobody would see."""
    made = 0
    for v in found:
        yield from (f"{name}: {place(v)}: {why}" for why in v.refused)
        made += len(v.pictures)
        if v.pictures and made > MAX_PICTURES:
            yield (
                f"{name}: {place(v)}: with it there are {made} pictures of a hand-in, and "
                f"{MAX_PICTURES} are kept: show fewer"
            )


def _what_to_do(answers: Answers, name: str, v: Verdict) -> str:
    """The smallest edit that lets a right answer pass a case; a skipped one needs none."""
    if v.status == SKIPPED:
        return ""
    if isinstance(v.error, Timeout):
        return "; use smaller arrays, or raise case_seconds in [limits] of assignment.toml"
    wrong = THE_REFERENCE
    if name != THE_REFERENCE:
        (path,) = (answers.folders.solution / "alternatives").glob(f"{name}*")
        wrong = path.relative_to(answers.folders.root).as_posix()
    return f"; repair {wrong}, or what the case expects"


def _not_importable(answers: Answers, error: StudentError) -> str:
    """Why the template cannot be imported, with the line of the reference that its line is."""
    told, where = (str(error).splitlines() or [""])[0], ""
    for module, path in answers.answer.paths.items():
        found = re.search(rf"\({re.escape(module_path(module))}, line (\d+)\)", told)
        if found is not None and module in answers.answer.own:
            where = f"{path}:{line_of_stub(path, int(found[1]))}: "
    return (
        f"{where}{TEMPLATE} cannot be imported: {told}; what runs at import needs what is between "
        "markers: take it between markers too"
    )


def _passed(answers: Answers, v: Verdict) -> str:
    """Why the template passes a case, and what to do about it."""
    asked, complete = answers.functions_of(v.case), unmarked(answers)
    if not asked:
        remedy = "it asks for no function of the student's: name one as its argument, and call it"
    elif asked <= complete.keys():
        name = min(asked)
        remedy = f"{complete[name]}: {name} is given complete: put its body between markers"
    else:
        remedy = f"call {', '.join(sorted(asked))} in it, and check what comes back"
    return f"{TEMPLATE} passes {place(v)}: {remedy}"


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
