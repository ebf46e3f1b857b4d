"""What was said in a case is heard again, to know what its test called and what it was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.assignment.rubric import Rubric
from autograder.checks.cases import Case
from autograder.checks.questions import Question
from autograder.checks.run import Runner, Verdict
from autograder.errors import Timeout
from autograder.sandbox.alarm import alarm
from autograder.sandbox.calls import Call, CallLog
from autograder.sandbox.framed import Diverged, FramedConversation
from autograder.sandbox.heard import Heard
from autograder.sandbox.names import StudentNames
from autograder.sandbox.recording import Exchange
from autograder.sandbox.transcript import Transcript

TEST_SECONDS = 10.0
"""Seconds of processor time that a test itself may take, beside the student's code."""


@dataclass(frozen=True)
class CaseAccount:
    """What a case called, and what it was answered where it uses a class of the assignment."""

    log: CallLog
    transcript: Transcript | None
    room: int = 0
    """bytes that it may take"""

    @property
    def calls(self) -> list[Call]:
        """The calls, as far as there was room for them."""
        return self.log.calls

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return self.room - self.log.room + (self.transcript.kept if self.transcript else 0)


def take_account(
    rubric: Rubric, case: Case, conversation: FramedConversation, room: int
) -> CaseAccount:
    """The account of the case that begins in ``conversation``; it grows while the case runs.

    It may take ``room`` bytes, and its transcript as many.
    """
    log = conversation.log = CallLog(room)
    uses_class = bool(rubric.classes and rubric.classes & rubric.reached_by(case))
    conversation.transcript = Transcript(room) if uses_class else None
    return CaseAccount(log, conversation.transcript, room)


def no_account() -> CaseAccount:
    """The account of a case in which more was said than is kept."""
    transcript = Transcript()
    transcript.complete = False
    return CaseAccount(CallLog(0), transcript)


def heard_again(
    rubric: Rubric,
    question: Question,
    case: Case,
    before: Runner,
    said: FramedConversation,
    exchanges: Sequence[Exchange],
    room: int,
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
        with alarm(TEST_SECONDS, _took_too_long):
            verdict = again.judge(question, case)
    except (Diverged, Timeout):
        return None, account
    return verdict if heard.over else None, account


def _took_too_long() -> Exception:
    return Timeout("the test took far too long when it was run again")
