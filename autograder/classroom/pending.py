"""The hand-ins of a run that the ledger has no grading of: each different one is graded once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from autograder._workers import Pool, batches, run_jobs
from autograder.assignment.fingerprint import Parts
from autograder.classroom.progress import RunRecord
from autograder.classroom.worker import Known, PackedHandIn, Worker
from autograder.errors import AssignmentError
from autograder.grading.results import Outcome, Results


@dataclass(frozen=True)
class Pending:
    """A hand-in that is to be graded."""

    name: str
    digest: str
    hand_in: Path | PackedHandIn
    known: Known

    @property
    def weight(self) -> int:
        """How many bytes travel with it."""
        return self.hand_in.size if isinstance(self.hand_in, PackedHandIn) else 0


class PendingHandIns:
    """Grades with the workers of ``pool`` what ``record`` says is waiting.

    ``here`` is this process's own worker: it packs what travels.
    """

    def __init__(self, record: RunRecord, here: Worker, pool: Pool) -> None:
        self._record = record
        self._here = here
        self._pool = pool
        self._total = 0

    def grade(self, go_on: Callable[[], bool]) -> None:
        """Grade all of them, as long as ``go_on()`` is true.

        Where a job of several dies, they are graded again one by one: one of them is to blame.
        Raises ``AssignmentError`` where the scheduler of a cluster is gone.
        """
        waiting = self._record.ledger.waiting(self._record.run, self._record.again)
        self._total = len(waiting)
        jobs = batches(self._pool, self._prepared(waiting), self._total, lambda job: job.weight)
        again = self._grade_jobs(jobs, go_on)
        left = [entry for entry in waiting if entry[0] in again]
        self._grade_jobs(([job] for job in self._prepared(left)), go_on)

    def _grade_jobs(self, jobs: Iterable[list[Pending]], go_on: Callable[[], bool]) -> set[str]:
        """Grade hand-ins, some at a time; gives the names of those whose job died with others."""
        again: set[str] = set()
        given = ((job, ([(p.hand_in, p.known) for p in job],)) for job in jobs)
        for job, future in run_jobs(self._pool, Worker.grade_all, given, go_on):
            if future.cancelled():
                raise AssignmentError("the scheduler is gone; the same command goes on from here")
            if (error := future.exception()) is None:
                for pending, results in zip(job, future.result(), strict=True):
                    self._record.take(pending.name, pending.digest, results)
            elif len(job) == 1:
                self._record.not_graded(job[0].name, died(error))
            else:
                again |= {pending.name for pending in job}
                continue
            self._record.graded += len(job)
            done = self._record.graded + self._record.carried
            self._record.tell("graded", done, self._total)
        return again

    def _prepared(self, waiting: Iterable[tuple[str, Path, str]]) -> Iterator[Pending]:
        """What is to be graded, with what stands of it; where all does, it is taken over."""
        record = self._record
        for name, path, digest in waiting:
            again = digest in record.again
            earlier = None if again else record.ledger.earlier(record.run, digest)
            known = self._standing(*earlier) if earlier is not None else {}
            if earlier is not None and len(known) == len(self._here.rubric.questions):
                self._take_over(earlier[1], known)
            elif not self._pool.remote:
                yield Pending(name, digest, path, known)
            elif (packed := self._here.pack(path)) is not None:
                yield Pending(name, digest, packed, known)
            else:  # nothing of it runs
                record.take(name, digest, self._here.grade(path, {}))
                record.graded += 1

    def _take_over(self, earlier: Results, known: Known) -> None:
        rubric = self._here.rubric
        outcomes = [outcome for question in rubric.questions for outcome in known[question.name]]
        results = replace(earlier, provenance=rubric.provenance, outcomes=outcomes)
        self._record.ledger.record(self._record.run, results)
        self._record.carried += 1

    def _standing(self, before: Parts, results: Results) -> Known:
        """The outcomes of questions for which nothing that grades them has changed since."""
        known: dict[str, list[Outcome]] = {}
        parts = self._record.run.parts
        questions = {outcome.question for outcome in results.outcomes}
        same = {q for q in questions if q in parts.tests and not parts.changed(before, q)}
        for outcome in results.outcomes:
            if outcome.question in same:
                known.setdefault(outcome.question, []).append(outcome)
        return known


def died(error: BaseException) -> str:
    """Why there are no results, where a process or a machine is to blame."""
    what = "the process died" if isinstance(error, BrokenExecutor) else type(error).__name__
    return f"could not be graded: {what} ({error})"
