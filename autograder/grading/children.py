"""Children of the sandbox answer for a hand-in; this module says which one for which question."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from autograder.assignment.folders import PROBES
from autograder.assignment.rubric import Rubric
from autograder.checks.context import HIDDEN_SUFFIX
from autograder.checks.questions import Question
from autograder.errors import StudentError
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Session

ATTEMPTS = 2
"""How often to fork a new child when an import that worked once fails: it may have lacked time."""


class Children:
    """The processes in which a hand-in is imported; ended with the ``with`` block.

    All questions begin in one common child, which imports the hand-in once. A group of questions
    (a forward with what depends on it) that loses a case there moves to a child of its own and
    stays in it: nobody loses points by what another group left behind.
    """

    def __init__(self, sandbox: Sandbox, folder: Path, rubric: Rubric) -> None:
        self._sandbox, self.folder, self._assignment = sandbox, folder, rubric.assignment
        self._beside = (PROBES,) if rubric.probes is not None else ()
        self._group = groups(rubric.questions)
        self._values = rubric.values
        self._sessions: dict[str | None, Session] = {}
        """the common one under None, and those of the groups that have moved, by group"""
        self._apart: set[str] = set()

    def common(self) -> Session:
        """The child in which all questions begin."""
        return self._child(None)

    def ready(self, question: Question) -> Session:
        """The question's child, its modules imported; a fresh one where it has ended."""
        place = self._place(question)
        for _ in range(ATTEMPTS):
            session = self._child(place)
            if session.alive:
                try:
                    session.imported()
                    return session
                except StudentError:
                    pass
            self._sessions.pop(place).close()
        return self._child(place)

    def move_apart(self, question: Question) -> bool:
        """Give the question's group a child of its own; False where it has one already."""
        if self._place(question) is not None:
            return False
        self._apart.add(self._group[question.base])
        return True

    def end_common(self) -> None:
        """End the common child; the next question that needs one gets a fresh one."""
        self._sessions.pop(None).close()

    def _place(self, question: Question) -> str | None:
        group = self._group[question.base]
        return group if group in self._apart else None

    def _child(self, place: str | None) -> Session:
        """The child at ``place``, alive or not; forked where there is none yet."""
        if place not in self._sessions:
            self._sessions[place] = self.new()
        return self._sessions[place]

    def new(self) -> Session:
        """A child that has seen nothing; whoever asks for it ends it."""
        session = self._sandbox.session(self.folder, self._assignment, self._beside)
        session.expected = self._values
        return session

    def __enter__(self) -> Children:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self._sessions:
            self._sessions.popitem()[1].close()


def groups(questions: Iterable[Question]) -> dict[str, str]:
    """Question -> the one at the root of what it depends on, which names the group."""
    roots: dict[str, str] = {}
    for question in questions:
        needed = [name.removesuffix(HIDDEN_SUFFIX) for name in question.depends]
        roots.setdefault(question.base, roots[needed[0]] if needed else question.base)
    return roots
