"""What was said in a case is heard again, to know what its test called and what it was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.assignment.current_folder import working_in
from autograder.assignment.rubric import Rubric
from autograder.checks.cases import Case
from autograder.checks.questions import Question
from autograder.checks.run import Runner, Verdict
from autograder.errors import Timeout
from autograder.sandbox.alarm import alarm
from autograder.sandbox.calls import MAX_KEPT, Call, CallLog
from autograder.sandbox.framed import Diverged, FramedConversation
from autograder.sandbox.heard import Heard
from autograder.sandbox.memory import let_go
from autograder.sandbox.names import StudentNames
from autograder.sandbox.recording import Exchange
from autograder.sandbox.transcript import Transcript

TEST_SECONDS = 10.0
"""Seconds of processor time that a test itself may take, beside the student's code."""


QUICK_SECONDS = 0.25
"""What a case may take that is run again since a call is not noted, once a known mistake."""


@dataclass
class CaseAccount:
    """What a case called, and what it was answered."""

    log: CallLog
    heard: Transcript
    uses_class: bool
    """whether the case asks for a class of the assignment, or for what uses one"""
    seconds: float = 0.0
    """how long the case took"""

    @property
    def transcript(self) -> Transcript | None:
        """The answers, where the calls cannot be repeated one by one.

        That is in a case that uses objects or lends functions; or made calls that are not noted, if
        it is quick.
        """
        in_part = not self.log.complete and self.seconds <= QUICK_SECONDS
        return self.heard if self.uses_class or in_part or not self.heard.alone else None

    @property
    def calls(self) -> list[Call]:
        """Its calls, in their order."""
        return self.log.calls

    @property
    def kept(self) -> int:
        """Bytes of what it holds."""
        return self.log.kept + self.heard.kept


def take_account(
    rubric: Rubric, case: Case, conversation: FramedConversation, room: int = MAX_KEPT
) -> CaseAccount:
    """The account of the case that begins in ``conversation``; it grows while the case runs.

    Calls and answers take ``room`` bytes each at most.
    """
    log = conversation.log = CallLog(room)
    heard = conversation.transcript = Transcript(room)
    return CaseAccount(
        log, heard, bool(rubric.classes and rubric.classes & rubric.reached_by(case))
    )


def no_account() -> CaseAccount:
    """The account of a case in which more was said than is kept."""
    heard = Transcript()
    heard.complete = False
    return CaseAccount(CallLog(), heard, uses_class=True)


def heard_again(
    rubric: Rubric,
    question: Question,
    case: Case,
    before: Runner,
    said: FramedConversation,
    exchanges: Sequence[Exchange],
    room: int = MAX_KEPT,
) -> tuple[Verdict | None, CaseAccount]:
    """The case again as ``before`` ran it, on what was ``said``; no verdict where it diverges.

    Its account may take ``room`` bytes.
    """
    heard = Heard(said, exchanges)
    account = take_account(rubric, case, heard, room)
    names = StudentNames(heard, rubric.reference if question.hidden else None)
    again = Runner(
        lambda *_: names,
        seed=before.seed,
        oracle=before.oracle,
        memo=before.memo,
        files=before.files,
        data=before.data,
    )
    again.standing = before.standing
    try:
        with alarm(TEST_SECONDS, _test_too_long), working_in(rubric.beside_files):
            verdict = again.judge(question, case)
    except (Diverged, Timeout):
        return None, account
    let_go(heard.received, verdict.error)
    return verdict if heard.over else None, account


def _test_too_long() -> Exception:
    return Timeout("the test took far too long when it was run again")
