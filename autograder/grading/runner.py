"""The cases of a grading run in the sandbox: on the clock, repeated apart, and explained."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.assignment.current_folder import working_in
from autograder.assignment.rubric import Rubric
from autograder.checks.cases import Case
from autograder.checks.context import Judge, Opinion
from autograder.checks.files import WritablePath
from autograder.checks.questions import Question
from autograder.checks.run import FAILED, PASSED, Functions, Runner, Verdict, failed, skipped
from autograder.errors import Raised, StudentError, Timeout, Undefined
from autograder.grading.children import Children
from autograder.grading.determined import determined, judges_tests, same_for_all
from autograder.grading.hearing import (
    TEST_SECONDS,
    CaseAccount,
    heard_again,
    no_account,
    take_account,
)
from autograder.grading.inherited import COMES_THROUGH, comes_from
from autograder.grading.judging import Judging
from autograder.grading.patience import Patience
from autograder.grading.remembered import Key, Memory, Remembered
from autograder.grading.results import Outcome
from autograder.language import gettext
from autograder.sandbox.alarm import alarm
from autograder.sandbox.calls import MAX_KEPT
from autograder.sandbox.framed import Diverged
from autograder.sandbox.memory import let_go
from autograder.sandbox.names import StudentNames
from autograder.sandbox.process import Sandbox
from autograder.sandbox.recording import MAX_RECORDED, Recording
from autograder.sandbox.session import Imported, Session

Place = tuple[str, str | None]
"""The names of a question and of a case."""
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
        memory: Memory | None = None,
        demanding: bool = False,
    ) -> None:
        right = vars(rubric.reference) if oracle else {}
        super().__init__(
            self._names, seed=seed, oracle=right, memo=rubric.memo, files=files, data=rubric.files
        )
        self.rubric, self.children, self.imported = rubric, children, imported
        self.repeat, self.demanding = repeat, demanding
        self.judging = Judging(rubric, children, seed)
        self.session = children.common()
        """the child that answers the case that runs"""
        self.memory = memory
        self._said: dict[Place, tuple[Session, Recording]] = {}
        """what was said in each case, until it is forgotten"""
        self._recorded = 0
        """bytes of it"""
        self._known: dict[Place, Remembered | None] = {}
        """as what each case is remembered, if it is"""
        self._accounts: dict[Place, CaseAccount] = {}
        """what was noted of the cases that had to be noted, and of those that were heard again"""
        self._seconds: dict[Place, float] = {}
        """how long each case took"""
        self.limits = rubric.assignment.limits
        self.patience = Patience(rubric, seed)
        self.seconds_left = self.limits.total_seconds
        self.exhausted = False
        """whether some cases did not run since the hand-in had used up its time"""
        self.answered = False
        """whether any function that a case asks for is defined"""
        self.failed_in: dict[str, bool] = {}
        """whether a case of a question has failed, for those of which any has run"""
        self.inherited: set[tuple[str, str]] = set()
        """the cases, by question and case, in which nothing but an earlier mistake showed"""

    def take(self, question: Question, outcomes: list[Outcome]) -> list[Outcome]:
        """Take over outcomes that stand."""
        for case, outcome in zip(question.cases, outcomes, strict=True):
            self.standing.note(question, case, outcome.status == PASSED)
            self.answered |= outcome.status == PASSED
            self._note_failure(question, outcome.status == FAILED)
        return outcomes

    def attempt(self, question: Question, case: Case) -> Verdict:
        """Run the case; repeat it apart where it fails among what others left behind."""
        if self.seconds_left <= 0:
            self.exhausted = True
            text = gettext(
                "your code used up its {seconds} s before this case.",
                seconds=f"{self.limits.total_seconds:g}",
            )
            return Verdict(question, case, FAILED, text, text)
        verdict = self._repeated(question, case)
        if verdict.status == FAILED:
            mistaken = self._inherited_from(question, case)
            if mistaken:
                self.inherited.add((question.name, case.name or ""))
                why = gettext(COMES_THROUGH, name=mistaken)
                return replace(skipped(question, case, why, verdict.error), inherited=True)
        self._note_failure(question, verdict.status == FAILED)
        return verdict

    def _note_failure(self, question: Question, failed: bool) -> None:
        self.failed_in[question.base] = self.failed_in.get(question.base, False) or failed

    def _repeated(self, question: Question, case: Case) -> Verdict:
        """The verdict on a case; of one that fails, that of its second run."""
        verdict, took_all = self._timed(question, case)
        if verdict.passed or not self.repeat or _is_not_there(verdict.error):
            return verdict
        if judges_tests(question):  # in processes of its own already
            return verdict
        if not self.children.move_apart(question):
            return verdict
        if took_all or self.seconds_left <= 0:
            return verdict  # it would only take as long again
        again, _ = self._timed(question, case)
        if again.passed:
            self.children.end_common()  # what others left there spoiled the case
        return again

    def _timed(self, question: Question, case: Case) -> tuple[Verdict, bool]:
        """Run the case once: its verdict, and whether it took all the time that it had."""
        limit = self.patience.seconds(question, case)
        start = time.monotonic()
        self.forget(question, case)
        session = self._begun(question, limit)
        key = self._key(question, case, session)
        known = None if key is None or self.memory is None else self.memory.recall(key, session)
        if known is None:
            verdict = self._judged(question, case, key, limit)
        else:
            verdict, session.output = known.verdict, known.output
            self._known[question.name, case.name] = known
        used = time.monotonic() - start
        place = question.name, case.name
        self._said[place], self._seconds[place] = (self.session, self.session.recording), used
        self._recorded += self.session.recording.kept
        self.answered |= self._answers_itself(verdict)
        self.seconds_left -= used
        self.session.callbacks.forget()  # what a function of the test raised holds its arguments
        let_go(self.session.received, verdict.error)
        if verdict.status == FAILED:
            verdict = self._explained(verdict, self.session.output)
        if self.repeat and isinstance(verdict.error, Timeout):
            self.patience.overrun()
        return verdict, self.session.seconds_left <= 0

    def _inherited_from(self, question: Question, case: Case) -> str:
        """The function whose mistake is all that shows in a case that failed; empty for none."""
        asked = {q.base for q in self.rubric.questions} - {question.base, *case.parameters}
        below = asked & self.rubric.reached_by(case)
        wrong = [name for name in below if self.failed_in.get(name, True)]  # or not tried yet
        account = self.account(question, case) if wrong and self.seconds_left > 0 else None
        if account is None:
            return ""
        wrong.sort(key=lambda name: ("_backward" in name, name))
        start = time.monotonic()
        session = self.children.ready(question)
        session.allow(min(self.limits.case_seconds, self.seconds_left))
        session.log = session.transcript = None
        try:
            with alarm(TEST_SECONDS, session.overrun), working_in(self.rubric.beside_files):
                return comes_from(self.rubric, account.calls, wrong, StudentNames(session))
        except Timeout:
            return ""
        finally:
            self.seconds_left -= time.monotonic() - start

    def _begun(self, question: Question, limit: float) -> Session:
        """The child that answers the next case, its clock running."""
        session = self.session = self.children.ready(question)
        seconds = min(limit, self.seconds_left)
        session.allow(seconds, room=MAX_RECORDED - self._recorded)
        return session

    def _judged(self, question: Question, case: Case, key: Key | None, limit: float) -> Verdict:
        """The verdict of the test, which is remembered by ``key``."""
        try:
            verdict = self._alarmed(question, case)
        except Diverged:
            assert self.memory is not None and key is not None
            self.memory.forget(key)
            self.session.close()
            self._begun(question, limit)
            return self._judged(question, case, None, limit)
        if verdict.status == FAILED:
            verdict = replace(verdict, last_call=self.session.last_call)
        if key is not None and self.memory is not None and self._lasts(verdict):
            if self.memory.knows(key) or self._same_again(question, case, verdict):
                known = self.memory.learn(key, self.session, verdict)
                self._known[question.name, case.name] = known
            else:
                self.memory.forget(key)
        return verdict

    def _alarmed(self, question: Question, case: Case) -> Verdict:
        session = self.session
        session.log = session.transcript = None
        if not determined(question):
            account = take_account(self.rubric, case, session, self._room)
            self._accounts[question.name, case.name] = account
        try:
            with alarm(TEST_SECONDS, self._overrun), working_in(self.rubric.beside_files):
                return self.judge(question, case)
        except Timeout as error:  # the alarm rang as the case ended
            return failed(question, case, error)

    def _overrun(self) -> StudentError:
        """End all that the case is waiting for; its error."""
        self.judging.end()
        return self.session.overrun()

    def judge_of(self, question: Question, case: Case) -> Judge:
        """What runs the hand-in's tests, within the time of the case."""

        def judge(test: str, functions: Sequence[str], mistakes: Sequence[str]) -> list[Opinion]:
            left = self.session.seconds_left
            return self.judging.judged((question, case), left, test, functions, mistakes)

        return judge

    def _key(self, question: Question, case: Case, session: Session) -> Key | None:
        """What the verdict on a case is remembered by; None where it is not."""
        if self.memory is None or not determined(question) or not same_for_all(question):
            return None
        asked = session.values if "env" in case.parameters else {*case.parameters} & session.values
        works, oracle = self.standing.works(question), bool(self.oracle)
        key = question.name, case.name, self.seed, works, oracle, frozenset(asked)
        return key if self.memory.fits(key) else None

    def _lasts(self, verdict: Verdict) -> bool:
        """Whether the verdict follows from the answers, all of which are known."""
        whole = self.session.alive and self.session.recording.complete
        return whole and not isinstance(verdict.error, MemoryError)

    def _same_again(self, question: Question, case: Case, verdict: Verdict) -> bool:
        """Whether the test comes to the same when it runs again on the same answers."""
        said = self.session
        exchanges = said.recording.exchanges
        again, _ = heard_again(self.rubric, question, case, self, said, exchanges, 0)
        if again is None:
            return False
        pairs = ((v.status, v.message, v.detail, v.pictures) for v in (again, verdict))
        return next(pairs) == next(pairs)

    def ran(self, question: Question, case: Case) -> bool:
        """Whether the case came to its turn."""
        return (question.name, case.name) in self._said

    def known(self, question: Question, case: Case) -> Remembered | None:
        """As what the case is remembered; None where it is not."""
        return self._known.get((question.name, case.name))

    def account(self, question: Question, case: Case) -> CaseAccount | None:
        """What the case called and was answered when it ran last; None where it did not run."""
        place = question.name, case.name
        if place not in self._said:
            return None
        if place not in self._accounts:
            session, recording = self._said[place]
            if recording.complete:
                said, room = recording.exchanges, self._room
                _, account = heard_again(self.rubric, question, case, self, session, said, room)
            else:
                account = no_account()
            self._accounts[place] = account
        self._accounts[place].seconds = self._seconds[place]
        return self._accounts[place]

    def forget(self, question: Question, case: Case) -> None:
        """Let go what a case called and what was answered: its hint is found."""
        place = question.name, case.name
        if place in self._said:
            session, recording = self._said.pop(place)
            self._recorded -= recording.kept
            if session.recording is recording:  # the child lives on, for other questions
                session.recording = Recording()
        self._known.pop(place, None)
        account = self._accounts.pop(place, None)
        kept = account.kept if account is not None else 0
        del account
        let_go(kept, None)  # what was heard again and its proxies hold one another

    @property
    def _room(self) -> int:
        """Bytes that accounts may still take."""
        return max(0, MAX_KEPT - sum(account.kept for account in self._accounts.values()))

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
            printed = gettext("Your code printed:")
            text = f"{verdict.message}\n{printed}\n{output[:SHOWN_OUTPUT]}"
            verdict = replace(verdict, message=text)
        return verdict

    def _import_error(self, name: str) -> StudentError | None:
        """Why the module that should define ``name`` could not be imported; None where it was."""
        return self.imported.get(self.rubric.home_of(name))


def _is_not_there(error: Exception | None) -> bool:
    """Whether a case failed at a function that is a stub or is not defined, whatever else ran."""
    return isinstance(error, Undefined) or (
        isinstance(error, Raised) and error.kind == "NotImplementedError"
    )
