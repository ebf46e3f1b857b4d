"""One run over a class: all hand-ins opened, each different one graded, each committed at once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder._workers import CORES, InProcess, Pool, Processes, run_jobs
from autograder.assignment.fingerprint import parts_of
from autograder.assignment.markers import stub
from autograder.assignment.rubric import Rubric
from autograder.checks.cases import Case
from autograder.checks.questions import Question
from autograder.classroom.ledger import NAME, Bundle, Conditions, GradedCase, Ledger, Run
from autograder.classroom.pending import PendingHandIns, died
from autograder.classroom.people import Entry
from autograder.classroom.progress import OnProgress, RunRecord, silent
from autograder.classroom.regrade import Before
from autograder.classroom.shards import WHOLE, Shard
from autograder.classroom.worker import Worker, start_worker
from autograder.classroom.workspace import Stop, claimed
from autograder.grading.remembered import Memory
from autograder.sandbox.process import Sandbox
from autograder.unpack import module_path

FEW = 4
"""Hand-ins that are graded sooner in this process than in others, which must start first."""
OPENED_AT_ONCE = 200
"""Hand-ins whose contents go to the ledger in one transaction: each costs it as much as one of 200,
and a run that is killed opens at most so many again."""


@dataclass(frozen=True)
class Counts:
    """What a run came to."""

    run: Run
    graded: int
    """Hand-ins graded now, wholly or in part."""
    carried: int
    """Hand-ins that a changed bundle grades as the one before did."""
    stopped: int
    """The signal that asked it to end before all were graded; 0 where none did."""
    failures: dict[str, str]
    """Why an entry has no results, by its name."""


def grade_class(
    rubric: Rubric,
    entries: Sequence[Entry],
    output: Path,
    sandbox: Sandbox,
    *,
    progress: OnProgress = silent,
    shard: Shard = WHOLE,
    cluster: Pool | None = None,
    conditions: Conditions | None = None,
    before: Before | None = None,
    remember: bool = True,
) -> Counts:
    """Grade what the ledger in ``output`` does not know yet.

    ``sandbox`` is lent: it serves where the hand-ins are few, and stays open. Many are spread over
    processes with sandboxes of their own, or over the machines of a ``cluster``. Lines of a run
    ``before`` stay as they are, and their hand-ins are not opened. Of many hand-ins each process
    is to ``remember`` its verdicts, else every test is run. Raises
    ``AssignmentError`` where the ledger belongs to another assignment, another run is grading into
    ``output``, or the disk is full.
    """
    with claimed(output) as scratch, Ledger(output / NAME) as ledger, Stop() as stop:
        places = shard.of(entries)
        memory = Memory() if remember and len(places) > FEW else None
        here = Worker(rubric, sandbox, scratch, memory)
        with _pools(here, len(places), cluster) as (opening, grading):
            run = ledger.begin(bundle_of(rubric), str(shard), conditions)
            record = RunRecord(ledger, run, progress)
            ledger.enter(run, places)
            if before is not None:
                record.again = before.again
                ledger.keep(run, before.run, before.names)
            stay = before.names if before is not None else {}
            to_open = [entry for _, entry in places if entry.name not in stay]
            _open_all(record, opening, to_open, stop.go_on)
            if not stop.asked:
                PendingHandIns(record, here, grading).grade(stop.go_on)
            if not stop.asked:
                ledger.finish(run)
    return Counts(run, record.graded, record.carried, stop.asked, record.failures)


@contextlib.contextmanager
def _pools(here: Worker, hand_ins: int, cluster: Pool | None) -> Iterator[tuple[Pool, Pool]]:
    """Who opens the hand-ins, and who grades them."""
    alone = InProcess(here)
    if cluster is not None:
        yield alone, cluster
    elif hand_ins <= FEW or CORES == 1:
        with here.sandbox.on_one_core():
            yield alone, alone
    else:
        given = here.rubric, here.scratch, here.memory is not None
        with Processes(min(CORES, hand_ins), start_worker, *given) as pool:
            yield pool, pool


def _open_all(
    record: RunRecord, pool: Pool, entries: Sequence[Entry], go_on: Callable[[], bool]
) -> None:
    """Note what is in every hand-in."""
    found: list[tuple[str, str, list[str]]] = []
    jobs = ((entry.name, (entry.path,)) for entry in entries)
    for done, (name, future) in enumerate(run_jobs(pool, Worker.open, jobs, go_on), 1):
        error = future.exception()
        hand_in = died(error) if error is not None else future.result()
        if isinstance(hand_in, str):
            record.not_graded(name, hand_in)
        else:
            found.append((name, hand_in.digest, hand_in.files))
        if len(found) == OPENED_AT_ONCE:
            record.ledger.opened(record.run, found)
            found = []
        record.tell("opened", done, len(entries))
    record.ledger.opened(record.run, found)


def _graded_case(question: Question, case: Case) -> GradedCase:
    """A case, with its title in the language that is spoken."""
    points = float(case.points or 0.0)
    name, title = case.name or "", case.other_title
    return GradedCase(question.name, name, question.hidden, question.bonus, points, title)


def bundle_of(rubric: Rubric) -> Bundle:
    """What a ledger keeps of a bundle."""
    assignment, folder, made_by = rubric.assignment, rubric.folder, rubric.provenance
    assert folder is not None
    with rubric.speaking():
        cases = [_graded_case(q, case) for q in rubric.questions for case in q.cases]
    return Bundle(
        provenance=made_by,
        assignment=assignment.name,
        title=assignment.title,
        settings=asdict(assignment.gradescope),
        manual=assignment.manual,
        language=assignment.language,
        parts=parts_of(rubric),
        given={module: stub(folder / module_path(module)) for module in assignment.modules},
        answers=[path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))],
        cases=cases,
    )
