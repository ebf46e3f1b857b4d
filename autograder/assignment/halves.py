"""The test files of an assignment as questions: both halves, or those that students get."""

from __future__ import annotations

from autograder.assignment.definitions import refuse_lost
from autograder.assignment.folders import Folders
from autograder.checks.questions import Question, load_questions
from autograder.errors import AssignmentError


def both_halves(folders: Folders) -> list[Question]:
    """Both halves of every question; ``AssignmentError`` where students could not run theirs."""
    questions = load_questions(folders.tests, [*folders.shared, *folders.hidden_shared])
    for path in folders.tests:
        refuse_lost(path, "a function")
    secret = set(map(str, folders.hidden_shared))
    for question in questions:
        for helper in sorted(secret & question.sources.keys()):
            if not question.hidden:
                raise AssignmentError(
                    f"{question.path} imports {helper}, which students do not get: move the helper "
                    f"to {folders.public.parent}/shared, or the case to {folders.hidden}"
                )
    return questions


def public_half(folders: Folders) -> list[Question]:
    """The halves that students get; the rest is as for ``both_halves``."""
    return [question for question in both_halves(folders) if not question.hidden]
