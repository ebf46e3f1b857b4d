"""A class's hand-ins: spread over the cores, each graded once, each committed as it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from autograder._workers import CORES, Alone, Crew, Processes, batches, spread
from autograder.assignment.fingerprint import Parts, parts_of
from autograder.assignment.markers import stub
from autograder.assignment.rubric import Rubric
from autograder.checks.cases import HIDDEN_SUFFIX
from autograder.classroom.ledger import NAME, Bundle, GradedCase, Ledger, Run
from autograder.classroom.people import Entry
from autograder.classroom.shards import WHOLE, Shard
from autograder.classroom.worker import (
    Grader,
    Known,
    Parcel,
    begin,
    grade_hand_ins,
    open_hand_in,
    serve,
)
from autograder.classroom.workspace import Stop, claimed
from autograder.errors import AssignmentError
from autograder.grading.results import Outcome, Results
from autograder.sandbox.process import Sandbox

FEW = 4
"""Hand-ins that are graded faster in this process than in others that must start first."""
OPENED_AT_ONCE = 200
"""Hand-ins whose contents go to the ledger together."""
Progress = Callable[[str, int, int], None]
"""told what is done, how many of them, of how many"""


@dataclass(frozen=True)
class Counts:
    """What a run came to."""

    run: Run
    graded: int
    """hand-ins graded now, wholly or in part"""
    carried: int
    """those that a changed bundle grades as the one before did"""
    stopped: bool
    """whether it was asked to end before all were graded"""
    failures: dict[str, str]
    """entry -> why it has no results"""


def grade_class(
    rubric: Rubric,
    entries: Sequence[Entry],
    output: Path,
    sandbox: Sandbox,
    progress: Progress = lambda what, done, of: None,
    shard: Shard = WHOLE,
    cluster: Crew | None = None,
) -> Counts:
    """Grade what the ledger in ``output`` does not know yet.

    ``sandbox`` serves where the hand-ins are few; many are spread over processes with sandboxes of
    their own, or over the machines of a ``cluster``. ``AssignmentError`` where the ledger belongs
    to another assignment, another run is grading into ``output``, or the disk is full.
    """
    with claimed(output) as scratch, Ledger(output / NAME) as ledger, Stop() as stop:
        places = shard.of(entries)
        here = Grader(rubric, sandbox, scratch)

        def by(crew: Crew, opener: Crew) -> Counts:
            work = _Class(here, ledger, crew, opener, stop, progress, str(shard))
            return work.grade(places)

        if cluster is not None:
            serve(here)
            return by(cluster, Alone())
        if len(places) <= FEW or CORES == 1:
            serve(here)
            with sandbox.on_one_core():
                return by(Alone(), Alone())
        sandbox.close()
        with Processes(min(CORES, len(places)), begin, rubric, scratch) as crew:
            return by(crew, crew)


def bundle_of(rubric: Rubric) -> Bundle:
    """What a ledger keeps of a bundle."""
    assignment, folder, made_by = rubric.assignment, rubric.folder, rubric.provenance
    assert folder is not None
    return Bundle(
        made_by,
        assignment.name,
        assignment.title,
        asdict(assignment.gradescope),
        parts_of(assignment, rubric.questions, folder, made_by.framework),
        {module: stub(folder / f"{module}.py") for module in assignment.modules},
        [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))],
        [
            GradedCase(q.name, c.name or "", q.hidden, q.bonus, float(c.points or 0.0))
            for q in rubric.questions
            for c in q.cases
        ],
    )


_Job = tuple[str, str, Path | Parcel, Known]
"""a hand-in's name and digest, where it is, and what stands of it"""


def _weight(job: _Job) -> int:
    """Bytes that travel."""
    return job[2].size if isinstance(job[2], Parcel) else 0


class _Class:
    """One run: its ledger, and who grades."""

    def __init__(
        self,
        here: Grader,
        ledger: Ledger,
        crew: Crew,
        opener: Crew,
        stop: Stop,
        progress: Progress,
        shard: str,
    ) -> None:
        self.here, self.rubric, self.ledger = here, here.rubric, ledger
        self.crew, self.opener = crew, opener
        self.stop, self.progress = stop, progress
        self.run = ledger.begin(bundle_of(self.rubric), shard)
        self.failures: dict[str, str] = {}
        self.graded = self.carried = self.of = 0

    def grade(self, places: Sequence[tuple[int, Entry]]) -> Counts:
        """Open all hand-ins, then grade every different one."""
        self.ledger.enter(self.run, places)
        self._open([entry for _, entry in places])
        if not self.stop.asked:
            self._grade_waiting()
        if not self.stop.asked:
            self.ledger.finish(self.run)
        return Counts(self.run, self.graded, self.carried, self.stop.asked, self.failures)

    def _open(self, entries: Sequence[Entry]) -> None:
        """Note what is in every hand-in."""
        found: list[tuple[str, str, list[str]]] = []
        jobs = ((entry.name, (entry.path,)) for entry in entries)
        for done, (name, future) in enumerate(
            spread(self.opener, open_hand_in, jobs, self.stop.go_on), 1
        ):
            try:
                hand_in = future.result()
            except Exception as error:
                hand_in = _died(error)
            if isinstance(hand_in, str):
                self._not_graded(name, hand_in)
            else:
                found.append((name, hand_in.digest, hand_in.files))
            if len(found) == OPENED_AT_ONCE:
                self.ledger.opened(self.run, found)
                found = []
            self.progress("opened", done, len(entries))
        self.ledger.opened(self.run, found)

    def _grade_waiting(self) -> None:
        """Grade every different hand-in that is not in the ledger.

        Where a job of several dies, they are graded again one by one: one of them is to blame.
        """
        waiting = self.ledger.waiting(self.run)
        self.of = len(waiting)
        together = batches(self.crew, self._jobs(waiting), self.of, _weight)
        again = self._grade_jobs(together)
        left = [entry for entry in waiting if entry[0] in again]
        self._grade_jobs([job] for job in self._jobs(left))

    def _grade_jobs(self, jobs: Iterable[list[_Job]]) -> set[str]:
        """Grade hand-ins, some at a time; gives the names of those whose job died with others."""
        again: set[str] = set()
        given = ((job, ([(hand_in, known) for *_, hand_in, known in job],)) for job in jobs)
        for job, future in spread(self.crew, grade_hand_ins, given, self.stop.go_on):
            if future.cancelled():
                raise AssignmentError("the scheduler is gone; the same command goes on from here")
            if (error := future.exception()) is None:
                for (name, digest, *_), results in zip(job, future.result(), strict=True):
                    self._take(name, digest, results)
            elif len(job) == 1:
                self._not_graded(job[0][0], _died(error))
            else:
                again |= {name for name, *_ in job}
                continue
            self.graded += len(job)
            self.progress("graded", self.graded + self.carried, self.of)
        return again

    def _jobs(self, waiting: Iterable[tuple[str, Path, str]]) -> Iterator[_Job]:
        """What is to be graded, with what stands of it; where all does, it is taken over."""
        for name, path, digest in waiting:
            earlier = self.ledger.earlier(self.run, digest)
            known = self._standing(*earlier) if earlier is not None else {}
            if earlier is not None and len(known) == len(self.rubric.questions):
                self._take_over(earlier[1], known)
            elif not self.crew.remote:
                yield name, digest, path, known
            elif (parcel := self.here.pack(path)) is not None:
                yield name, digest, parcel, known
            else:  # nothing of it runs
                self._take(name, digest, self.here.grade(path, {}))
                self.graded += 1

    def _take_over(self, earlier: Results, known: Known) -> None:
        outcomes = [o for q in self.rubric.questions for o in known[q.name]]
        results = replace(earlier, provenance=self.rubric.provenance, outcomes=outcomes)
        self.ledger.record(self.run, results)
        self.carried += 1

    def _standing(self, before: Parts, results: Results) -> Known:
        """The outcomes of questions for which nothing that grades them has changed since."""
        known: dict[str, list[Outcome]] = {}
        same = {base for base in self.run.parts.needs if not self.run.parts.changed(before, base)}
        for outcome in results.outcomes:
            if outcome.question.removesuffix(HIDDEN_SUFFIX) in same:
                known.setdefault(outcome.question, []).append(outcome)
        return known

    def _take(self, name: str, digest: str, results: Results) -> None:
        theirs, ours = results.provenance.framework, self.rubric.provenance.framework
        if results.failure:
            self._not_graded(name, results.failure)
        elif theirs != ours:
            self._not_graded(name, f"was graded with {theirs}; here is {ours}")
        elif results.hand_in != digest:
            self._not_graded(name, "was changed while it was graded: grade again")
        else:
            self.ledger.record(self.run, results)

    def _not_graded(self, name: str, problem: str) -> None:
        self.failures[name] = problem
        self.ledger.not_graded(self.run, name, problem)


def _died(error: BaseException) -> str:
    """Why there are no results, where a process or a machine is to blame."""
    what = "the process died" if isinstance(error, BrokenExecutor) else type(error).__name__
    return f"could not be graded: {what} ({error})"
