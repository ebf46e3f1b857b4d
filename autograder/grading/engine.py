"""One submission becomes ``Results``: every case is run against it, and what fails is diagnosed."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.assignment.rubric import Rubric
from autograder.checks.cases import HIDDEN_SUFFIX, Case
from autograder.checks.files import WritablePath
from autograder.checks.questions import Question, grading_order
from autograder.checks.run import (
    FAILED,
    GRADER_FAILED,
    PASSED,
    Functions,
    Runner,
    Verdict,
)
from autograder.errors import Crash, Forged, StudentError, Timeout, Undefined
from autograder.grading.children import Children
from autograder.grading.diagnosis import diagnose
from autograder.grading.handin import opened
from autograder.grading.results import Outcome, Results, now
from autograder.sandbox.calls import Call
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Imported

ACCIDENTS = (Timeout, Crash, Forged)
"""A student's errors that end the process."""
NOT_YET = "not graded: the grading was stopped before it came to this case."
MAX_ASKED = 3
"""Functions that are named where a hand-in has none of them."""
SHOWN_OUTPUT = 2000
"""Characters of what the student's code printed that stand under a failed case."""


def grade(
    rubric: Rubric,
    submission: Path,
    sandbox: Sandbox,
    *,
    seed: int = 0,
    known: Mapping[str, list[Outcome]] | None = None,
    within: Path | None = None,
    progress: Callable[[Results], None] | None = None,
) -> Results:
    """Stage ``submission``, run every question against it in ``sandbox``, return the results.

    ``known`` holds outcomes that stand, by question: those are not graded again. The hand-in is
    unpacked in a scratch folder inside ``within``. ``progress`` gets the results as they grow,
    complete with what is not graded yet. An error of
    the grader itself ends in ``Results.failure``; it is never the student's.
    """
    start = time.monotonic()
    results = Results(submission.stem, rubric.provenance, time=now())
    try:
        with opened(submission, rubric.assignment.modules, within, rubric.handed_out) as hand_in:
            results.hand_in, results.files = hand_in.digest, hand_in.files
            if hand_in.fault:
                results.unrun = hand_in.fault
                results.notes += [hand_in.fault] if hand_in.fault not in hand_in.files else []
                results = _completed(rubric, results, hand_in.fault)
            else:
                sandbox.share(hand_in.folder)
                for _ in _graded(rubric, hand_in.folder, sandbox, results, seed, known or {}):
                    if progress is not None:
                        progress(_completed(rubric, results, NOT_YET))
                sandbox.settle()
        order = [q.name for q in rubric.questions]
        results.outcomes.sort(key=lambda o: order.index(o.question))
    except Exception as error:  # whatever it is, the student must not pay for it silently
        results.failure = traceback.format_exc()
        results = _completed(rubric, results, f"{GRADER_FAILED}{type(error).__name__}")
    results.seconds = time.monotonic() - start
    return results


def _graded(
    rubric: Rubric,
    folder: Path,
    sandbox: Sandbox,
    results: Results,
    seed: int,
    known: Mapping[str, list[Outcome]],
) -> Iterator[str]:
    """Grade question by question into ``results``; yields the name of each that is done."""
    with Children(sandbox, folder, rubric) as children:
        session = children.common()
        try:
            imported = session.imported()
        except StudentError as error:  # decided once, for all questions
            results.layers = session.protections
            results.unrun = str(error)
            results.notes.append(str(error))
            results.outcomes += _rest(rubric, results, str(error))
            return
        results.layers = session.protections
        results.notes += [str(e) for e in imported.values() if e is not None]
        for name in session.missing:
            results.notes.append(f"{name} is not available here; only what uses it fails.")
        runner = _GradingRunner(rubric, children, imported, _Lent(sandbox, folder), seed)
        for question in grading_order(rubric.questions):
            if question.name in known:
                results.outcomes += runner.take(question, known[question.name])
            else:
                results.outcomes += [_outcome(v) for v in runner.run_all([question])]
            results.exhausted = runner.exhausted
            yield question.name
        results.unrun = _why_nothing_ran(runner, imported)
        _name_mistakes(rubric, results, runner.calls)


class _GradingRunner(Runner):
    """Runs cases in the children of a hand-in, within its time.

    A case that fails in the children's common process is repeated in one of its question's group.
    """

    def __init__(
        self, rubric: Rubric, children: Children, imported: Imported, files: _Lent, seed: int
    ) -> None:
        right = vars(rubric.reference)
        super().__init__(self._names, seed=seed, oracle=right, memo=rubric.memo, files=files)
        self.rubric, self.children, self.imported = rubric, children, imported
        self.session = children.common()
        """the child that answers the case that runs"""
        self.calls: dict[tuple[str, str], list[Call]] = {}
        """what each case called, by question and case"""
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
        if verdict.passed or not self.children.move_apart(question):
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
        verdict = self.judge(question, case)
        self.answered |= not isinstance(verdict.error, Undefined)
        used = time.monotonic() - start
        self.seconds_left -= used
        self.calls[question.name, case.name or ""] = session.log.forget()
        if verdict.status == FAILED:
            verdict = self._explained(verdict, session.output)
        return verdict, used

    def _names(self, question: Question, case: Case) -> Functions:
        names = {p: self.session.function(p) for p in case.parameters}
        return {**names, "reference": self.rubric.reference} if question.hidden else names

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
        return self.imported.get(self.rubric.module_of.get(name, ""))


def _why_nothing_ran(runner: _GradingRunner, imported: Imported) -> str:
    """Why no function that was asked for is there; empty where one is."""
    if runner.answered:
        return ""
    errors = [str(error) for error in imported.values() if error is not None]
    rubric = runner.rubric
    names = {p for q in rubric.questions for c in q.cases for p in c.parameters}
    asked = sorted(names & rubric.module_of.keys())[:MAX_ASKED]
    return errors[0] if errors else f"it defines none of what was asked for, as {', '.join(asked)}"


def _name_mistakes(
    rubric: Rubric, results: Results, calls: Mapping[tuple[str, str], list[Call]]
) -> None:
    """Add its hint to each failed case that a known mistake explains."""
    outcomes = results.outcomes
    tried: dict[str, list[int]] = {}
    for place, outcome in enumerate(outcomes):
        if outcome.case_key in calls:
            tried.setdefault(outcome.question.removesuffix(HIDDEN_SUFFIX), []).append(place)
    for places in tried.values():
        if all(outcomes[place].status != FAILED for place in places):
            continue
        cases = [calls[outcomes[place].case_key] for place in places]
        found = diagnose(cases, rubric.misconceptions, vars(rubric.reference))
        for place, diagnosis in zip(places, found, strict=True):
            if diagnosis is not None and outcomes[place].status == FAILED:
                outcomes[place] = replace(
                    outcomes[place],
                    message=f"{outcomes[place].message}\n  {diagnosis}",
                    misconception=diagnosis.misconception.name,
                    misconception_title=diagnosis.misconception.title,
                )


@dataclass(frozen=True)
class _Lent:
    """Files of tests where the children of a hand-in find them."""

    sandbox: Sandbox
    folder: Path

    def given(self, name: str, data: bytes) -> str:
        """Make a file that they may read; returns its path."""
        return self.sandbox.lend(self.folder, name, data)

    def writable(self, name: str) -> WritablePath:
        """A name in a child's own scratch folder, where it runs."""
        return WritablePath(name)


def _outcome(verdict: Verdict) -> Outcome:
    question, case, error = verdict.question, verdict.case, verdict.error
    return Outcome(
        question.name,
        case.name or "",
        question.hidden,
        verdict.points,
        float(case.points or 0.0),
        verdict.status,
        verdict.message,
        bonus=question.bonus,
        accident=error.kind if isinstance(error, ACCIDENTS) else "",
    )


def _rest(rubric: Rubric, results: Results, message: str) -> list[Outcome]:
    """An outcome without points for every case that ``results`` do not hold yet."""
    done = {(o.question, o.case) for o in results.outcomes}
    return [
        _outcome(Verdict(question, case, FAILED, message))
        for question in rubric.questions
        for case in question.cases
        if (question.name, case.name) not in done
    ]


def _completed(rubric: Rubric, results: Results, message: str) -> Results:
    """``results`` with ``message`` for every case that is not graded yet."""
    return replace(results, outcomes=[*results.outcomes, *_rest(rubric, results, message)])


def failures(results: Results) -> Mapping[str, Mapping[str, str | None]]:
    """Question -> case -> message of the failure, or None where it passed."""
    table: dict[str, dict[str, str | None]] = {}
    for o in results.outcomes:
        failed = None if o.status == PASSED else o.message
        table.setdefault(o.question, {})[o.case] = failed
    return table
