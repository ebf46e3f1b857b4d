"""One submission -> ``Results``. Decides; renders nothing."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.assignment.questions import Question, Standing
from autograder.assignment.rubric import Rubric
from autograder.checks.cases import HIDDEN_SUFFIX, Case
from autograder.checks.context import CheckFailure, Inconclusive, Skipped
from autograder.checks.files import WritablePath
from autograder.grading.diagnosis import diagnose
from autograder.grading.handin import opened
from autograder.grading.results import FAILED, PASSED, SKIPPED, Outcome, Results, now
from autograder.sandbox.calls import Call
from autograder.sandbox.errors import SandboxError, StudentError
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Imported, Session

COMMON = ""
"""The child that all layers share."""
ATTEMPTS = 2
"""Of an import that worked before."""
ACCIDENTS = ("timeout", "crash", "forged")
"""Kinds of a student's errors that end the process."""
GRADER_FAILED = "the grader failed, not you; your instructor has been told what: "
NOT_YET = "not graded: the grading was stopped before it came to this case."


@dataclass(frozen=True)
class Verdict:
    """What one case came to, in words for the student."""

    status: str
    message: str = ""
    accident: str = ""
    """how the hand-in's process ended, where it did"""


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
        with opened(submission, rubric.assignment.modules, within) as hand_in:
            results.hand_in, results.files = hand_in.digest, hand_in.files
            if hand_in.fault:
                results.notes.append(hand_in.fault)
                results = _completed(rubric, results, hand_in.fault)
            else:
                sandbox.share(hand_in.folder)
                grading = _Grading(rubric, hand_in.folder, sandbox, results, seed, known or {})
                for _ in grading.questions():
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


class _Grading:
    """The state of one grading: which questions work, and the children that answer.

    All layers share one child, which imports the hand-in once. The first case that a layer loses
    there is repeated in a child of the layer's own, and the layer stays in it: nobody loses points
    by what another layer left behind.
    """

    def __init__(
        self,
        rubric: Rubric,
        folder: Path,
        sandbox: Sandbox,
        results: Results,
        seed: int,
        known: Mapping[str, list[Outcome]],
    ) -> None:
        self.rubric, self.folder, self.sandbox = rubric, folder, sandbox
        self.results, self.seed, self.known = results, seed, known
        self.limits = rubric.assignment.limits
        self.standing = Standing()
        self.calls: dict[tuple[str, str], list[Call]] = {}
        self.layer = _layers(rubric.questions)
        self.children: dict[str, Session] = {}
        """the common one, and those of the layers that have lost a case"""
        self.apart: set[str] = set()
        self.seconds_left = self.limits.total_seconds
        self.overran = False
        """whether the last case took all its time"""

    def questions(self) -> Iterator[str]:
        """Grade half by half; yields the name of each one that is done."""
        try:
            session = self._child(COMMON)
            try:
                imported = session.imported()
            except StudentError as error:  # decided once, for all questions
                self.results.layers = session.layers
                self.results.notes.append(str(error))
                self.results.outcomes += _rest(self.rubric, self.results, str(error))
                return
            self.results.layers = session.layers
            self.results.notes += [str(e) for e in imported.values() if e is not None]
            for name in session.missing:
                self.results.notes.append(f"{name} is not available here; only what uses it fails.")
            yield from self._halves(imported)
        finally:
            while self.children:
                self.children.popitem()[1].close()

    def _halves(self, imported: Imported) -> Iterator[str]:
        """All public halves, then all hidden ones.

        Once hidden inputs have left this process, no public case is graded any more: nothing that a
        child could learn from another one, by whatever way, is shown.
        """
        public = [q for q in self.rubric.questions if not q.hidden]
        hidden = [q for q in self.rubric.questions if q.hidden]
        for half in [*public, *hidden]:
            self._half(half, imported)
            yield half.name
        self._name_mistakes()

    def _place(self, question: Question) -> str:
        """Which child answers for a question."""
        layer = self.layer[question.base]
        return layer if layer in self.apart else COMMON

    def _child(self, place: str) -> Session:
        """The child at ``place``, alive or not; forked where there is none yet."""
        if place not in self.children:
            self.children[place] = self.sandbox.session(self.folder, self.rubric.assignment)
        return self.children[place]

    def _name_mistakes(self) -> None:
        """Add its hint to each failed case that a known mistake explains."""
        outcomes = self.results.outcomes
        tried: dict[str, list[int]] = {}
        for place, outcome in enumerate(outcomes):
            if outcome.case_key in self.calls:
                tried.setdefault(outcome.question.removesuffix(HIDDEN_SUFFIX), []).append(place)
        for places in tried.values():
            if all(outcomes[place].status != FAILED for place in places):
                continue
            cases = [self.calls[outcomes[place].case_key] for place in places]
            found = diagnose(cases, self.rubric.misconceptions, vars(self.rubric.reference))
            for place, diagnosis in zip(places, found, strict=True):
                if diagnosis is not None and outcomes[place].status == FAILED:
                    outcomes[place] = replace(
                        outcomes[place],
                        message=f"{outcomes[place].message}\n  {diagnosis}",
                        misconception=diagnosis.misconception.name,
                        misconception_title=diagnosis.misconception.title,
                    )

    def _half(self, question: Question, imported: Imported) -> None:
        """Grade one test file, or take what is known of it."""
        if question.name in self.known:
            for case, outcome in zip(question.cases, self.known[question.name], strict=True):
                self.results.outcomes.append(outcome)
                self.standing.note(question, case, outcome.status == PASSED)
            return
        broken = self.standing.broken(question)
        for case in question.cases:
            if broken:
                outcome = _outcome(question, case, Verdict(SKIPPED, f"skipped: fix {broken} first"))
            elif self.seconds_left <= 0:
                self.results.exhausted = True
                text = f"your code used up its {self.limits.total_seconds:g} s before this case."
                outcome = _outcome(question, case, Verdict(FAILED, text))
            else:
                outcome = self._case(question, case, imported)
                if outcome.status != PASSED and self._move_apart(question):
                    outcome = self._case(question, case, imported)
                    if outcome.status == PASSED:  # what others left there spoiled it
                        self.children.pop(COMMON).close()
            self.results.outcomes.append(outcome)
            self.standing.note(question, case, outcome.status == PASSED)

    def _move_apart(self, question: Question) -> bool:
        """Give the layer of a lost case a child of its own; whether the case is to be repeated."""
        if self._place(question) != COMMON:
            return False
        self.apart.add(self.layer[question.base])
        return not self.overran and self.seconds_left > 0

    def _case(self, question: Question, case: Case, imported: Imported) -> Outcome:
        start = time.monotonic()
        session = self._ready(question)
        env: dict[str, Any] = {p: session.function(p) for p in case.parameters}
        if question.hidden:
            env["reference"] = self.rubric.reference
        session.allow(min(self.limits.case_seconds, self.seconds_left))
        session.output = ""
        session.log.forget()
        verdict = _verdict(
            lambda: case.run(
                env,
                seed=self.seed,
                oracle=vars(self.rubric.reference),
                memo=self.rubric.memo,
                works=self.standing.works(question),
                files=_Lent(self.sandbox, self.folder),
            ),
            hidden=question.hidden,
        )
        used = time.monotonic() - start
        self.overran = used >= self.limits.case_seconds
        self.seconds_left -= used
        self.calls[question.name, case.name or ""] = session.log.forget()
        if verdict.status == FAILED:
            verdict = self._explained(verdict, question, session, imported)
        return _outcome(question, case, verdict)

    def _explained(
        self, verdict: Verdict, question: Question, session: Session, imported: Imported
    ) -> Verdict:
        """A failure with what the student needs beside it: an error at import, the prints."""
        message = verdict.message
        errors = [e for e in imported.values() if e is not None]
        if errors and "is not defined" in message:
            message = str(errors[0])
        if session.output and not question.hidden:
            message += f"\nYour code printed:\n{session.output[:2000]}"
        return replace(verdict, message=message)

    def _ready(self, question: Question) -> Session:
        """The question's child, its modules imported; a fresh one where it could not."""
        place = self._place(question)
        for _ in range(ATTEMPTS):
            session = self._child(place)
            if session.alive:
                try:
                    session.imported()
                    return session
                except StudentError:
                    pass  # it may have lacked the processor's time
            self.children.pop(place).close()
        return self._child(place)


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


def _layers(questions: Iterable[Question]) -> dict[str, str]:
    """Question -> the one at the root of what it depends on: a layer."""
    roots: dict[str, str] = {}
    for question in questions:
        needed = [name.removesuffix(HIDDEN_SUFFIX) for name in question.depends]
        roots.setdefault(question.base, roots[needed[0]] if needed else question.base)
    return roots


def _verdict(run: Callable[[], None], *, hidden: bool) -> Verdict:
    """Run one case and put what it raised into words."""
    try:
        run()
    except (CheckFailure, StudentError) as error:
        kind = getattr(error, "kind", "")
        text = error.safe if hidden else str(error)
        return Verdict(FAILED, text, kind if kind in ACCIDENTS else "")
    except Skipped as error:
        return Verdict(SKIPPED, f"skipped: {error}")
    except SandboxError:
        raise
    except Inconclusive as error:
        return Verdict(FAILED, GRADER_FAILED + (type(error).__name__ if hidden else str(error)))
    except Exception as error:
        kind, detail = type(error).__name__, "" if hidden else f": {error}"
        return Verdict(FAILED, f"the test cannot use what your code returned ({kind}{detail})")
    return Verdict(PASSED)


def _outcome(question: Question, case: Case, verdict: Verdict) -> Outcome:
    possible = float(case.points or 0.0)
    earned = possible if verdict.status == PASSED else 0.0
    return Outcome(
        question.name,
        case.name or "",
        question.hidden,
        earned,
        possible,
        verdict.status,
        verdict.message,
        bonus=question.bonus,
        accident=verdict.accident,
    )


def _rest(rubric: Rubric, results: Results, message: str) -> list[Outcome]:
    """An outcome without points for every case that ``results`` do not hold yet."""
    done = {(o.question, o.case) for o in results.outcomes}
    return [
        _outcome(question, case, Verdict(FAILED, message))
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
