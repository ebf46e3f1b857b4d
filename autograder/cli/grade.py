"""The command for course staff who grade: one hand-in, a class, or a part of it."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder._files import given_path
from autograder.cli import _log
from autograder.cli._common import (
    PATH,
    adjustments_option,
    command,
    opened_ledger,
    output_option,
)
from autograder.cli._progress import Progress
from autograder.cli._results import due_option, of_hand_ins, said_now, write_run
from autograder.cli._start import loaded, started_sandbox
from autograder.cli._status import SOME_UNGRADED, STOPPED, TERMINATED

if TYPE_CHECKING:
    from datetime import datetime

    from autograder._workers import Pool
    from autograder.assignment.rubric import Rubric
    from autograder.classroom.ledger import Conditions, Run
    from autograder.classroom.people import Entry, Intake
    from autograder.classroom.run import Counts
    from autograder.sandbox.process import Sandbox

UNPACKED = "unpacked"
"""The folder beside the results into which the zip of a class is unpacked."""


@command("grade", "autograder grade dist/hw1_layers/autograder.zip hand-ins/ -o graded")
@click.argument("bundle", type=PATH, help="The autograder.zip that autograder build has written.")
@click.argument(
    "submissions",
    type=PATH,
    nargs=-1,
    metavar="[SUBMISSION]...",
    help="Hand-ins: files, archives, folders of them, a platform's download as it comes, or a "
    "roster (CSV).",
)
@output_option("Where the ledger, results/, grades.csv and summary.json go.", required=True)
@click.option(
    "--roster",
    "rosters",
    type=PATH,
    multiple=True,
    metavar="FILE",
    help="A CSV file that says who handed in what: the columns file and one of student, name, sid, "
    "email, login. May be given more than once.",
)
@click.option("--one", "shape", flag_value="one", help="Each SUBMISSION is one hand-in.")
@click.option("--class", "shape", flag_value="class", help="Each SUBMISSION is a class.")
@due_option
@adjustments_option
@click.option(
    "--only",
    "names",
    multiple=True,
    metavar="NAME",
    help="Take in the hand-in of this student alone; all others of the class in DIR keep theirs. "
    "A number, an address, a login, a name or a hand-in. May be given more than once.",
)
@click.option(
    "--shard",
    metavar="I/N",
    help="Grade only the I-th of N parts of the roster, as 2/3; autograder merge joins them.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Grade on the Dask cluster with this scheduler, as tcp://HOST:8786 "
    "(pip install 'nn-autograder[cluster]').",
)
@click.option(
    "--live",
    is_flag=True,
    help="Run every test on every hand-in. Otherwise answers that are, bit for bit, those of a "
    "hand-in before it have its verdict: the same one, sooner.",
)
def grade_command(
    bundle: Path,
    submissions: tuple[Path, ...],
    output: Path,
    rosters: tuple[Path, ...],
    shape: str | None,
    due: datetime | None,
    adjustments: Path | None,
    names: tuple[str, ...],
    shard: str | None,
    scheduler: str | None,
    live: bool,
) -> int:
    """Grade hand-ins with a bundle: one, or a whole class.

    Each hand-in runs in a sandbox. What is graded is kept in the folder's ledger: the same command
    goes on after Ctrl-C or a crash, and grades again only what a change can have changed. Every
    file of the input is accounted for. The exit status is 1 where a person has no result.
    """
    if not submissions and not rosters:
        raise click.UsageError("Missing argument 'SUBMISSION', or a roster: --roster FILE.")
    if names and shard:
        raise click.UsageError("--only is for a whole class, --shard for a part of it.")
    if live and scheduler:
        raise click.UsageError("--live is for this machine: leave out --scheduler.")
    asked = _Asked(submissions, rosters, shape or "", output / UNPACKED, names)
    with started_sandbox() as sandbox:  # before anything that loads NumPy is imported
        conditions = _checked_conditions(bundle, output, due, adjustments, asked.all_rosters)
        counts, intake = _graded(
            sandbox, bundle, asked, output, shard, scheduler, conditions, remember=not live
        )
    if counts.stopped:
        print("autograder: stopped; the same command goes on from here", file=sys.stderr)
        return TERMINATED if counts.stopped == signal.SIGTERM else STOPPED
    summary = write_run(counts.run, output, counts.graded, intake)
    return SOME_UNGRADED if summary["without_result"] else 0


@dataclass(frozen=True)
class _Asked:
    """What is to be graded, as it was typed."""

    submissions: tuple[Path, ...]
    rosters: tuple[Path, ...]
    shape: str
    scratch: Path
    """where zips of classes are unpacked"""
    names: tuple[str, ...] = ()
    """the students whose hand-ins are taken in; all where nobody is named"""

    @property
    def all_rosters(self) -> tuple[Path, ...]:
        """The rosters, also those that are given in place of hand-ins."""
        tables = tuple(path for path in self.submissions if path.suffix.lower() == ".csv")
        return self.rosters or tables


def _checked_conditions(
    bundle: Path,
    output: Path,
    due: datetime | None,
    adjustments: Path | None,
    rosters: Sequence[Path],
) -> Conditions:
    """The conditions of a run; what is wrong in its decisions is told before anything is graded."""
    from autograder.classroom.adjustments.place import decisions_at
    from autograder.classroom.ledger import NAME, Ledger

    runs: list[Run] = []
    with given_path(output):
        if (output / NAME).is_file():
            with Ledger(output / NAME, create=False) as ledger:
                runs = [run for run in ledger.runs() if run.finished]
    said = said_now(due, adjustments, rosters, bundle.absolute())
    conditions = said.after(runs[-1].conditions) if runs else said
    decisions_at(output, conditions)
    return conditions


def _graded(
    sandbox: Sandbox,
    bundle: Path,
    asked: _Asked,
    output: Path,
    shard: str | None,
    scheduler: str | None,
    conditions: Conditions,
    *,
    remember: bool,
) -> tuple[Counts, Intake]:
    """The class, graded here or on a cluster."""
    from autograder.assignment.bundle import open_bundle
    from autograder.classroom.regrade import graded_class, with_only, with_the_others
    from autograder.classroom.run import grade_class
    from autograder.classroom.shards import WHOLE, parsed_shard

    part = parsed_shard(shard) if shard else WHOLE
    with open_bundle(bundle) as rubric, _cluster(scheduler, bundle) as cluster:
        made_by = rubric.provenance
        _log.note("bundle %s is %s; %s", bundle, made_by.bundle[:12], made_by.framework)
        with given_path(output):
            known = graded_class(output)
        intake = _taken_in(asked, rubric, known)
        where = ", ".join(map(str, asked.submissions or asked.rosters))
        _log.note("%d hand-ins in %s", len(intake.entries), where)
        loaded()
        with given_path(output, "written"), Progress() as progress:
            told = of_hand_ins(progress)
            entries, before = with_the_others(intake, known), None
            if asked.names:
                with opened_ledger(output) as ledger:
                    entries, before = with_only(intake, asked.names, ledger, ledger.last_run())
            if len(entries) > len(asked.names or intake.entries):
                print(
                    f"autograder: of {len(entries)} in {output}; the others stay", file=sys.stderr
                )
            counts = grade_class(
                rubric,
                entries,
                output,
                sandbox,
                progress=told,
                shard=part,
                cluster=cluster,
                conditions=conditions,
                before=before,
                remember=remember,
            )
            return counts, intake


def _taken_in(asked: _Asked, rubric: Rubric, known: Sequence[Entry]) -> Intake:
    """Who handed in what; how it was read is said where it is not plain."""
    from autograder.classroom.roster import read_input

    with contextlib.ExitStack() as paths:
        for path in (*asked.submissions, *asked.rosters):
            paths.enter_context(given_path(path))
        intake = read_input(
            asked.submissions,
            rubric.assignment.handed_in,
            rosters=asked.rosters,
            shape=asked.shape,
            scratch=asked.scratch,
            known=[] if asked.shape else [Path(os.path.realpath(e.path)) for e in known],
        )
    for note in intake.notes:
        print(f"autograder: {note}", file=sys.stderr)
    return intake


@contextlib.contextmanager
def _cluster(scheduler: str | None, bundle: Path) -> Iterator[Pool | None]:
    """The machines that grade; None where it is this one."""
    if scheduler is None:
        yield None
        return
    from autograder.classroom.dask_cluster import cluster_at

    with cluster_at(scheduler, bundle) as cluster:
        yield cluster
