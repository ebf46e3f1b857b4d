"""The engine grades one hand-in: it runs every case, and diagnoses what fails."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.assignment.current_folder import working_in
from autograder.assignment.rubric import Rubric
from autograder.checks.cases import Case
from autograder.checks.pictures import MAX_PICTURES
from autograder.checks.questions import Question, grading_order
from autograder.checks.run import (
    FAILED,
    GRADER_FAILED,
    PASSED,
    Verdict,
    failed,
)
from autograder.errors import Crash, Forged, StudentError, Timeout
from autograder.grading.answers import answer_of
from autograder.grading.brought import prepared
from autograder.grading.children import Children
from autograder.grading.diagnosis import Diagnosis, Explanation, diagnose
from autograder.grading.handin import opened
from autograder.grading.patience import LEAST_SECONDS, TIMES_REFERENCE, WHOLE_LIMITS
from autograder.grading.remembered import Memory
from autograder.grading.replays import Answered
from autograder.grading.results import Outcome, Results, now
from autograder.grading.retrial import retrials
from autograder.grading.runner import Lent, SandboxRunner
from autograder.language import gettext, label, marked
from autograder.sandbox.calls import Call
from autograder.sandbox.memory import large_memory_goes_back
from autograder.sandbox.messages import plain
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Imported

ACCIDENTS = (Timeout, Crash, Forged)
"""The student's errors that end the process of the hand-in; outcomes keep which it was."""
NOT_YET = marked("not graded: the grading was stopped before it came to this case.")
"""What the cases say that a grading has not come to, in results that are written as they grow."""
MAX_FAILURE = 20_000
"""Characters of the grader's own error, which may quote what a hand-in says."""
MAX_ASKED = 3
"""Functions that are named where a hand-in has none of them."""


def grade(
    rubric: Rubric,
    submission: Path,
    sandbox: Sandbox,
    *,
    seed: int = 0,
    known: Mapping[str, list[Outcome]] | None = None,
    within: Path | None = None,
    progress: Callable[[Results], None] | None = None,
    memory: Memory | None = None,
) -> Results:
    """Stage ``submission``, run every question against it in ``sandbox``, return the results.

    ``known`` holds outcomes that stand, by question: those are not graded again. The hand-in is
    unpacked in a scratch folder inside ``within``. ``progress`` gets the results as they grow,
    complete with what is not graded yet. ``memory`` holds verdicts of the same rubric that were
    reached before; without one every test is run. An error of the grader itself ends in
    ``Results.failure``; it is never the student's.
    """
    start = time.monotonic()
    large_memory_goes_back()
    results = Results(submission.stem, rubric.provenance, time=now())
    with rubric.speaking():
        try:
            assignment = rubric.assignment
            with opened(
                submission, assignment.handed_in, within, rubric.handed_out, assignment.notebooks
            ) as hand_in:
                results.hand_in, results.files = hand_in.digest, hand_in.files
                if hand_in.fault:
                    results.unrun = hand_in.fault
                    results.notes += [hand_in.fault] if hand_in.fault not in hand_in.files else []
                    results = _completed(rubric, results, hand_in.fault)
                else:
                    results.notes += prepared(rubric, hand_in.folder, sandbox)
                    for _ in _graded(
                        rubric, hand_in.folder, sandbox, results, seed, known or {}, memory
                    ):
                        if progress is not None:
                            progress(_completed(rubric, results, gettext(NOT_YET)))
                    sandbox.settle()
            order = [q.name for q in rubric.questions]
            results.outcomes.sort(key=lambda o: order.index(o.question))
            _keep_first_pictures(results.outcomes)
        except Exception as error:  # whatever it is, the student must not pay for it silently
            results.failure = plain(traceback.format_exc(), MAX_FAILURE)
            why = gettext(GRADER_FAILED, what=type(error).__name__)
            results = _completed(rubric, results, why)
    results.seconds = time.monotonic() - start
    return results


def _graded(
    rubric: Rubric,
    folder: Path,
    sandbox: Sandbox,
    results: Results,
    seed: int,
    known: Mapping[str, list[Outcome]],
    memory: Memory | None,
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
            results.notes.append(
                gettext("{name} is not available here; only what uses it fails.", name=name)
            )
        files = Lent(sandbox, folder)
        runner = SandboxRunner(rubric, children, imported, files, seed=seed, memory=memory)
        order = grading_order(rubric.questions)
        last = {question.base: question.name for question in order}
        for question in order:
            if question.name in known:
                results.outcomes += runner.take(question, known[question.name])
            else:
                results.outcomes += [_outcome(v) for v in runner.run_all([question])]
            results.exhausted = runner.exhausted
            if last[question.base] == question.name:  # what led to its hints need not be kept on
                _name_mistakes(rubric, results, runner, question.base)
            yield question.name
        if runner.patience.low:
            results.notes.append(_less_time())
        results.unrun = _why_nothing_ran(runner, imported)


def _why_nothing_ran(runner: SandboxRunner, imported: Imported) -> str:
    """Why no function that was asked for is there; empty where one is."""
    if runner.answered:
        return ""
    errors = [str(error) for error in imported.values() if error is not None]
    rubric = runner.rubric
    names = {p for q in rubric.questions for c in q.cases for p in c.parameters}
    asked = sorted(names & rubric.module_of.keys())[:MAX_ASKED]
    if errors:
        return errors[0]
    return gettext("it defines none of what was asked for, as {names}", names=", ".join(asked))


def _less_time() -> str:
    """What is said where the limit of later cases has fallen."""
    return gettext(
        "after {cases} cases had taken all their time, each of the others had {seconds} s, or "
        "{times} times what the reference takes, where that is more.",
        cases=WHOLE_LIMITS,
        seconds=f"{LEAST_SECONDS:g}",
        times=f"{TIMES_REFERENCE:g}",
    )


def verdicts(
    rubric: Rubric,
    folder: Path,
    sandbox: Sandbox,
    *,
    questions: Sequence[Question] | None = None,
    seed: int = 0,
    oracle: bool = True,
    repeat: bool = True,
    demanding: bool = False,
) -> Iterator[Verdict]:
    """The verdict of every case on the modules in ``folder``, one by one: what the proofs ask for.

    ``questions`` are those of ``rubric`` by default, in the order of a grading. Without ``oracle``
    the cases judge as at home; without ``repeat`` a case that fails is not tried again in a process
    of its own; where it is ``demanding``, tests that students write have to notice every mistake.
    Whoever stops early pays for no more.
    """
    order = grading_order(rubric.questions) if questions is None else questions
    prepared(rubric, folder, sandbox)
    with Children(sandbox, folder, rubric) as children:
        try:
            imported = children.common().imported()
        except StudentError as error:
            yield from (failed(q, c, error) for q in order for c in q.cases)
            return
        files = Lent(sandbox, folder)
        runner = SandboxRunner(
            rubric,
            children,
            imported,
            files,
            seed=seed,
            oracle=oracle,
            repeat=repeat,
            demanding=demanding,
        )
        yield from runner.run_all(order)


def import_errors(rubric: Rubric, folder: Path, sandbox: Sandbox) -> list[StudentError]:
    """Why modules in ``folder`` cannot be imported, as a student would be told; empty for none."""
    prepared(rubric, folder, sandbox)
    with Children(sandbox, folder, rubric) as children:
        try:
            imported = children.common().imported()
        except StudentError as error:
            return [error]
    return [error for error in imported.values() if error is not None]


@dataclass(frozen=True)
class Examined:
    """A case with what led to its verdict."""

    verdict: Verdict
    calls: list[Call]
    diagnosis: Diagnosis | None


def examined(
    rubric: Rubric, folder: Path, sandbox: Sandbox, questions: Sequence[Question], about: str
) -> list[Examined]:
    """The verdicts on the modules in ``folder``; the cases of the question ``about`` diagnosed."""
    prepared(rubric, folder, sandbox)
    with Children(sandbox, folder, rubric) as children:
        imported = children.common().imported()
        runner = SandboxRunner(rubric, children, imported, Lent(sandbox, folder), repeat=False)
        found = list(runner.run_all(questions))
    own = [v for v in found if v.question.base == about]
    cases = [(v.question, v.case) for v in own]
    accounts = [runner.account(*case) for case in cases]
    calls = [account.calls if account is not None else [] for account in accounts]
    explained = _explanations(rubric, runner, cases, [v.passed for v in own])
    diagnosed = [
        Examined(v, made, why.diagnosis) for v, made, why in zip(own, calls, explained, strict=True)
    ]
    return [*diagnosed, *(Examined(v, [], None) for v in found if v.question.base != about)]


def measured(
    rubric: Rubric, folder: Path, sandbox: Sandbox, questions: Sequence[Question]
) -> Iterator[tuple[Verdict, float, float]]:
    """Every case of ``questions`` on the modules in ``folder``, with its seconds and megabytes.

    Each case has a child of its own, whose memory is what it takes beyond its import.
    """
    prepared(rubric, folder, sandbox)
    for question in questions:
        for case in question.cases:
            with Children(sandbox, folder, rubric) as children:
                session = children.common()
                runner = SandboxRunner(
                    rubric, children, session.imported(), Lent(sandbox, folder), repeat=False
                )
                before, start = session.peak_memory(), time.monotonic()
                verdict = runner.attempt(question, case)
                seconds = time.monotonic() - start
                grown = session.peak_memory() - before if session.alive else 0.0  # it took too long
                yield verdict, seconds, grown


def _name_mistakes(rubric: Rubric, results: Results, runner: SandboxRunner, base: str) -> None:
    """Add its hint to each failed case of a question that a known mistake explains.

    Others keep their answer, by which failures that are alike are found.
    """
    outcomes = results.outcomes
    halves = [question for question in rubric.questions if question.base == base]
    known = {(q.name, c.name or ""): (q, c) for q in halves for c in q.cases}
    ran = {key for key, case in known.items() if runner.ran(*case)} - runner.inherited
    places = [place for place, outcome in enumerate(outcomes) if outcome.case_key in ran]
    if any(outcomes[place].status == FAILED for place in places):
        cases = [known[outcomes[place].case_key] for place in places]
        passed = [outcomes[place].status == PASSED for place in places]
        for place, found in zip(places, _explanations(rubric, runner, cases, passed), strict=True):
            outcome = outcomes[place]
            if outcome.status != FAILED:
                continue
            if found.diagnosis is None:
                outcomes[place] = replace(outcome, answer=found.answer)
                continue
            hidden = known[outcome.case_key][0].hidden
            outcomes[place] = replace(
                outcome,
                message=found.diagnosis.told_with(outcome.message, hidden),
                misconception=found.diagnosis.misconception.name,
                misconception_title=label(found.diagnosis.misconception.title),
            )
    for question, case in known.values():
        runner.forget(question, case)


def _explanations(
    rubric: Rubric,
    runner: SandboxRunner,
    cases: Sequence[tuple[Question, Case]],
    passed: Sequence[bool],
) -> list[Explanation]:
    """What explains each of a question's ``cases``; remembered where they are."""

    def found() -> list[Explanation]:
        accounts = [runner.account(*case) for case in cases]
        calls = [account.calls if account is not None else [] for account in accounts]
        trials, right = retrials(runner, cases, passed), vars(rubric.reference)
        answered = rubric.kept.setdefault("answered", Answered())
        with working_in(rubric.beside_files):
            named = diagnose(
                calls,
                rubric.misconceptions,
                right,
                rubric,
                trials,
                passed=passed,
                hidden=[question.hidden for question, _ in cases],
                answered=answered,
            )
        if any(trial.budget.exhausted for trial in trials):
            named = [None] * len(cases)  # what was not tried might explain them too
        return [
            Explanation(
                diagnosis, "" if account is None else answer_of(account.calls, account.transcript)
            )
            for diagnosis, account in zip(named, accounts, strict=True)
        ]

    if runner.memory is None:
        return found()
    return runner.memory.explained([runner.known(*case) for case in cases], found)


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
        title=case.other_title,
        bonus=question.bonus,
        accident=error.kind if isinstance(error, ACCIDENTS) else "",
        pictures=verdict.pictures,
    )


def _keep_first_pictures(outcomes: list[Outcome]) -> None:
    """Take the pictures away that are more than a hand-in may have."""
    left = MAX_PICTURES
    for place, outcome in enumerate(outcomes):
        if outcome.pictures:
            outcomes[place] = replace(outcome, pictures=outcome.pictures[:left])
            left -= len(outcomes[place].pictures)


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
