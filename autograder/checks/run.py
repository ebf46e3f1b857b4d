"""The one loop over cases: the grader, the proofs and the student's pytest run them through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.checks.assertions import verdict_of
from autograder.checks.cases import Case
from autograder.checks.context import (
    CheckFailure,
    Inconclusive,
    Judge,
    Picture,
    ShownPictures,
    Skipped,
)
from autograder.checks.copies import CHANGES_NOTHING, WriteToCopy
from autograder.checks.files import Files
from autograder.checks.hidden import told_exception
from autograder.checks.numeric import NumericGradient
from autograder.checks.questions import Question
from autograder.errors import SandboxError, StudentError
from autograder.language import FIX_FIRST, gettext, label, marked

Functions = Mapping[str, Any]
"""What a case may ask for, by name: the student's functions and, in hidden cases, ``reference``."""
PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"
GRADER_FAILED = marked("the grader failed, not you; your instructor has been told what: {what}")
UNUSABLE = marked("the test cannot use what your code returned ({error}): {why}")


@dataclass(frozen=True)
class Verdict:
    """What one case says of a hand-in."""

    question: Question
    case: Case
    status: str
    """``PASSED``, ``FAILED`` or ``SKIPPED``"""
    message: str = ""
    """what the student reads; of a hidden case no input, no expected value, no exception's text"""
    detail: str = ""
    """the same with all values, for those who may see the hidden cases"""
    error: Exception | None = None
    """what the case raised; None where it passed or did not run"""
    last_call: str = ""
    """the student's function that was called last and the shapes of its arguments, if it failed"""
    why: str = ""
    """why it was skipped; ``message`` says that it was, too"""
    inherited: bool = False
    """whether it was skipped since nothing but the mistake of an earlier function shows in it"""
    pictures: tuple[Picture, ...] = ()
    """what it showed, if it passed"""
    refused: tuple[str, ...] = ()
    """why something that it was to show is no picture, if it passed; for the author"""

    @property
    def passed(self) -> bool:
        """Whether the case has its points."""
        return self.status == PASSED

    @property
    def points(self) -> float:
        """The points earned."""
        return float(self.case.points or 0.0) if self.passed else 0.0


class Standing:
    """Which questions work so far; what depends on one that does not is skipped.

    A question works when the first case of its public half passes. One that was not run, as where
    a student runs a part of the tests, is taken to work.
    """

    def __init__(self) -> None:
        self._works: dict[str, bool] = {}

    def broken(self, question: Question) -> str | None:
        """The first question that must be fixed before this one; None where there is none."""
        return next((n for n in question.depends if not self._works.get(n, True)), None)

    def works(self, question: Question) -> bool:
        """False once the question's first public case has failed."""
        return self._works.get(question.base, True)

    def note(self, question: Question, case: Case, passed: bool) -> None:
        """Take in the verdict on a case."""
        if not question.hidden and case is question.cases[0]:
            self._works[question.name] = passed


class Runner:
    """Runs cases one after the other and remembers which questions work.

    ``names`` gives what a case may ask for. ``oracle`` holds the reference's functions, and
    ``memo`` its numeric gradients; without an oracle the student's own forward is differentiated,
    as at home. ``files`` is where files of a test lie; a temporary folder a case by default.
    ``data`` is the folder of the assignment's data files.
    """

    def __init__(
        self,
        names: Callable[[Question, Case], Functions],
        *,
        seed: int = 0,
        oracle: Functions | None = None,
        memo: dict[bytes, NumericGradient] | None = None,
        files: Files | None = None,
        data: Path | None = None,
    ) -> None:
        self.demanding = False
        """whether a test that a student writes has to notice all known mistakes: in proofs"""
        self.names, self.seed, self.oracle = names, seed, oracle or {}
        self.files, self.data = files, data
        self.memo: dict[bytes, NumericGradient] = {} if memo is None else memo
        self.standing = Standing()

    def run_all(self, questions: Iterable[Question]) -> Iterator[Verdict]:
        """The verdict of every case, in the order of ``questions``."""
        for question in questions:
            for case in question.cases:
                yield self.run(question, case)

    def run(self, question: Question, case: Case) -> Verdict:
        """The verdict of one case; skipped where what its question depends on does not work."""
        broken = self.standing.broken(question)
        if broken:
            verdict = skipped(question, case, gettext(FIX_FIRST, name=broken))
        else:
            verdict = self.attempt(question, case)
        self.standing.note(question, case, verdict.passed)
        return verdict

    def attempt(self, question: Question, case: Case) -> Verdict:
        """Run a case whose turn it is; the grader runs one that fails again in another process."""
        return self.judge(question, case)

    def judge_of(self, question: Question, case: Case) -> Judge | None:
        """What runs tests that students write; the grader has it."""
        return None

    def judge(self, question: Question, case: Case) -> Verdict:
        """Run a case once. ``SandboxError`` is the grader's trouble and no verdict."""
        shown = ShownPictures()
        try:
            case.run(
                self.names(question, case),
                seed=self.seed,
                oracle=self.oracle,
                memo=self.memo,
                works=self.standing.works(question),
                files=self.files,
                data=self.data,
                judge=self.judge_of(question, case),
                demanding=self.demanding,
                shown=shown,
            )
        except SandboxError:
            raise
        except Skipped as error:
            return skipped(question, case, label(str(error)), error)
        except ValueError as error:
            return failed(question, case, in_words(error))
        except AssertionError as error:
            return failed(question, case, verdict_of(error, question.sources))
        except Exception as error:
            return failed(question, case, error)
        made, refused = tuple(shown.pictures), tuple(shown.refused)
        return Verdict(question, case, PASSED, pictures=made, refused=refused)


def run_cases(
    questions: Iterable[Question],
    functions: Functions,
    *,
    seed: int = 0,
    oracle: Functions | None = None,
    memo: dict[bytes, NumericGradient] | None = None,
    files: Files | None = None,
) -> Iterator[Verdict]:
    """The verdict of every case on ``functions``; the rest is as for ``Runner``."""
    runner = Runner(lambda *_: functions, seed=seed, oracle=oracle, memo=memo, files=files)
    return runner.run_all(questions)


def in_words(error: Exception) -> Exception:
    """NumPy's error of a write into a read-only copy as the sentence that says what to do."""
    if isinstance(error, StudentError) or "read-only" not in str(error):
        return error
    return WriteToCopy(CHANGES_NOTHING)


def skipped(question: Question, case: Case, why: str, error: Exception | None = None) -> Verdict:
    """The verdict of a case that cannot be judged before something else is repaired."""
    text = gettext("skipped: {why}", why=why)
    return Verdict(question, case, SKIPPED, text, text, error, why=why)


def failed(question: Question, case: Case, error: Exception) -> Verdict:
    """The verdict of a case that raised ``error``."""
    kind = type(error).__name__
    detail = ""
    if isinstance(error, CheckFailure | StudentError):
        shown, safe = label(str(error)), label(error.safe)
    elif isinstance(error, Inconclusive):
        shown, safe = gettext(GRADER_FAILED, what=error), gettext(GRADER_FAILED, what=kind)
        detail = str(error)
    else:
        if "NoneType" in str(error):  # as a stub returns that lacks its return
            why = gettext("a None is among it: is a function not filled in, or a return missing?")
        else:
            why = gettext("is it what the task asks for, and in its order?")
        shown = gettext(UNUSABLE, error=f"{kind}: {error}", why=why)
        safe = gettext(UNUSABLE, error=told_exception(kind), why=why)
    message = safe if question.hidden else shown
    return Verdict(question, case, FAILED, message, detail or shown, error)
