"""The cases of a grading run in the sandbox: on the clock, repeated apart, and explained."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.assignment.rubric import Rubric
from autograder.checks.cases import Case
from autograder.checks.files import WritablePath
from autograder.checks.questions import Question
from autograder.checks.run import FAILED, PASSED, Functions, Runner, Verdict, failed
from autograder.errors import StudentError, Timeout, Undefined
from autograder.grading.children import Children
from autograder.grading.results import Outcome
from autograder.sandbox.alarm import alarm
from autograder.sandbox.calls import Call
from autograder.sandbox.current_folder import working_in
from autograder.sandbox.names import StudentNames
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Imported
from autograder.sandbox.transcript import Transcript

TEST_SECONDS = 10.0
"""Seconds of processor time that a test itself may take, beside the student's code."""
QUICK_SECONDS = 0.25
"""What a case may take that is run again since a call is not noted, once a known mistake."""
SHOWN_OUTPUT = 2000
"""Characters of what the student's code printed that stand under a failed case."""


@dataclass(frozen=True)
class Lent:
    """Files of tests where the children of a hand-in find them."""

    sandbox: Sandbox
    folder: Path

    def given(self, name: str, data: bytes) -> str:
        """Make a file that they may read; returns its path."""
        return self.sandbox.lend(self.folder, name, data)

    def writable(self, name: str) -> WritablePath:
        """A name in a child's own scratch folder, where it runs."""
        return WritablePath(name)


class SandboxRunner(Runner):
    """Runs cases in the children of a hand-in, within its time.

    A case that fails in the children's common process is repeated in one of its question's group.
    """

    def __init__(
        self,
        rubric: Rubric,
        children: Children,
        imported: Imported,
        files: Lent,
        *,
        seed: int = 0,
        oracle: bool = True,
        repeat: bool = True,
    ) -> None:
        right = vars(rubric.reference) if oracle else {}
        super().__init__(
            self._names, seed=seed, oracle=right, memo=rubric.memo, files=files, data=rubric.files
        )
        self.rubric, self.children, self.imported = rubric, children, imported
        self.repeat = repeat
        self.session = children.common()
        """the child that answers the case that runs"""
        self.calls: dict[tuple[str, str], list[Call]] = {}
        """what each case called, by question and case"""
        self.transcripts: dict[tuple[str, str], Transcript] = {}
        """what was answered in each case that uses objects or lends functions, or is quick and made
        calls that are not noted"""
        self.limits = rubric.assignment.limits
        self.seconds_left = self.limits.total_seconds
        self.exhausted = False
        """whether some cases did not run since the hand-in had used up its time"""
        self.answered = False
        """whether any function that a case asks for is defined"""

    def take(self, question: Question, outcomes: list[Outcome]) -> list[Outcome]:
        """Take over outcomes that stand."""
        for case, outcome in zip(question.cases, outcomes, strict=True):
            self.standing.note(question, case, outcome.status == PASSED)
            self.answered |= outcome.status == PASSED
        return outcomes

    def attempt(self, question: Question, case: Case) -> Verdict:
        """Run the case; repeat it apart where it fails among what others left behind."""
        if self.seconds_left <= 0:
            self.exhausted = True
            text = f"your code used up its {self.limits.total_seconds:g} s before this case."
            return Verdict(question, case, FAILED, text, text)
        verdict, seconds = self._timed(question, case)
        if verdict.passed or not self.repeat or not self.children.move_apart(question):
            return verdict
        if seconds >= self.limits.case_seconds or self.seconds_left <= 0:
            return verdict  # it would only take as long again
        again, _ = self._timed(question, case)
        if again.passed:
            self.children.end_common()  # what others left there spoiled the case
        return again

    def _timed(self, question: Question, case: Case) -> tuple[Verdict, float]:
        """Run the case once: its verdict, and the seconds that it took."""
        start = time.monotonic()
        session = self.session = self.children.ready(question)
        session.allow(min(self.limits.case_seconds, self.seconds_left))
        session.output = ""
        session.log.forget()
        session.transcript = transcript = Transcript()
        try:
            with alarm(TEST_SECONDS, session.overrun), working_in(self.rubric.beside_files):
                verdict = self.judge(question, case)
        except Timeout as error:  # the alarm rang as the case ended
            verdict = failed(question, case, error)
        self.answered |= self._answers_itself(verdict)
        used = time.monotonic() - start
        self.seconds_left -= used
        key = question.name, case.name or ""
        alone = transcript.alone and (session.log.complete or used > QUICK_SECONDS)
        calls = self.calls[key] = session.log.forget()
        self.transcripts.pop(key, None)
        if not alone or self._uses_a_class(case):
            self.transcripts[key] = transcript
        if verdict.status == FAILED:
            verdict = replace(verdict, last_call=str(calls[-1]) if calls else "")
            verdict = self._explained(verdict, session.output)
        return verdict, used

    def _uses_a_class(self, case: Case) -> bool:
        """Whether a case asks for a class of the assignment, or for what uses one."""
        classes = self.rubric.classes
        return bool(classes and classes & self.rubric.reached_by(case))

    def _answers_itself(self, verdict: Verdict) -> bool:
        """Whether the hand-in defines what the case asked for: a probe is always there."""
        asked = set(verdict.case.parameters) - self.rubric.defined_by_probes.keys()
        return verdict.passed or (bool(asked) and not isinstance(verdict.error, Undefined))

    def _names(self, question: Question, case: Case) -> Functions:
        return StudentNames(self.session, self.rubric.reference if question.hidden else None)

    def _explained(self, verdict: Verdict, output: str) -> Verdict:
        """A failure with what the student needs beside it: an error at import, the prints."""
        error = verdict.error
        if isinstance(error, Undefined):
            at_import = self._import_error(error.name)
            if at_import is not None:
                verdict = replace(verdict, message=str(at_import))
        if output and not verdict.question.hidden:
            printed = f"\nYour code printed:\n{output[:SHOWN_OUTPUT]}"
            verdict = replace(verdict, message=verdict.message + printed)
        return verdict

    def _import_error(self, name: str) -> StudentError | None:
        """Why the module that should define ``name`` could not be imported; None where it was."""
        return self.imported.get(self.rubric.home_of(name))
