"""A round of proofs after a save: the template, right answers, known mistakes, small changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder._files import write_folder
from autograder.checks.questions import Question, grading_order
from autograder.errors import AssignmentError
from autograder.publish.proofs.answers import Answers, Workplace
from autograder.publish.proofs.asked import all_is_asked_for
from autograder.publish.proofs.axes import axes_differ
from autograder.publish.proofs.known_mistakes import mistakes_are_caught, tried_mistakes
from autograder.publish.proofs.listed import imports_are_listed
from autograder.publish.proofs.mutation import few_mutants_are_killed
from autograder.publish.proofs.proof import Proof
from autograder.publish.proofs.right_answers import TEMPLATE, against_answer
from autograder.publish.student_folder import stale_files, student_files
from autograder.publish.watching.scope import Scope
from autograder.sandbox.alarm import alarm
from autograder.sandbox.process import Sandbox

LOADING_SECONDS = 20.0
"""Seconds of processor time that the reference may take to be imported: more is an endless loop."""
MOST_NAMED = 3
"""Questions that are named in what is proven."""
MUTANTS_TRIED = 10
"""Small changes of what changed that are tried after a save: they take a few seconds."""


def read_all(answers: Answers) -> None:
    """Read all that an author wrote; ``AssignmentError`` where that cannot be, or does not end."""

    def endless() -> Exception:
        return AssignmentError(
            f"{answers.folders.solution}: importing the reference takes more than "
            f"{LOADING_SECONDS:g} s: is there an endless loop at the top of a module?"
        )

    with alarm(LOADING_SECONDS, endless):
        answers.misconceptions  # noqa: B018  (which reads all the rest)


def proven_round(answers: Answers, scope: Scope, count: int = MUTANTS_TRIED) -> Iterator[Proof]:
    """The proofs of what a save can have changed, one by one, the quick ones first.

    The student folder is made again. ``count`` small changes of the functions in ``scope`` are
    tried. Where right answers lose points, the rest would prove nothing and is left out.
    """
    yield _template_is_made(answers)
    yield _fits_together(answers)
    yield (right := _right_answers(answers, scope))
    if not right.holds:
        return
    names = sorted(scope.mistakes)
    if names:
        yield mistakes_are_caught(answers, tried_mistakes(answers, names))
    if scope.functions and count:
        yield few_mutants_are_killed(answers, scope.functions, count)


def _template_is_made(answers: Answers) -> Proof:
    """Write the student folder where it is not what it would be made to be."""
    stale = stale_files(answers.folders)
    files = student_files(answers.folders)
    if stale:
        write_folder(answers.folders.template, files)
    made = f"{len(stale)} of {len(files)} files written" if stale else f"{len(files)} files"
    return Proof("the student folder is made", made)


def _fits_together(answers: Answers) -> Proof:
    """What can be read off the files, as one proof."""
    parts = [all_is_asked_for(answers), imports_are_listed(answers), axes_differ(answers)]
    against = [line for part in parts for line in part.against]
    return Proof("names, imports and shapes are right", parts[0].figure, against)


def _right_answers(answers: Answers, scope: Scope) -> Proof:
    """Grade the right answers and the template on the questions that may have changed."""
    asked = [q for q in grading_order(answers.questions) if q.base in scope.questions]
    everything = grading_order(answers.questions)
    tried: dict[str, Sequence[Question]] = {
        name: everything if name in scope.alternatives else asked
        for name in [*answers.right, TEMPLATE]
    }
    against = []
    count = 0
    with Sandbox() as sandbox:
        workplace = Workplace(answers, sandbox)
        for done, (name, questions) in enumerate(tried.items()):
            answers.progress("right answers", done, len(tried))
            if questions:
                against += against_answer(workplace, name, questions)
                count += sum(len(q.cases) for q in questions) * (name != TEMPLATE)
    named = sorted(scope.questions)
    what = ", ".join(named[:MOST_NAMED]) + ", ..." * (len(named) > MOST_NAMED)
    figure = f"{count} cases on {len(answers.right)} answers: {what}" if count else "none changed"
    return Proof("right answers get all points, the template none", figure, against)
