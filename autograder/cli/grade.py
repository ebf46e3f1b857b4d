"""Commands for course staff who grade: one hand-in, a class, or a part of it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder._files import given_path
from autograder.cli import _log
from autograder.cli._common import (
    LISTED,
    PATH,
    Declared,
    command,
    output_option,
    print_table,
)
from autograder.cli._progress import Progress
from autograder.cli._start import loaded, started_sandbox
from autograder.cli._status import GRADER_FAILED, STOPPED
from autograder.errors import AssignmentError

if TYPE_CHECKING:
    from datetime import datetime

    from autograder._workers import Pool
    from autograder.assignment.rubric import Rubric
    from autograder.classroom.ledger import Run
    from autograder.classroom.people import Entry
    from autograder.classroom.run import Counts
    from autograder.reports.gradebook import Summary
    from autograder.sandbox.process import Sandbox


def _due(context: click.Context, parameter: click.Parameter, text: str | None) -> datetime | None:
    from autograder.classroom.people import parsed_time

    try:
        return parsed_time(text) if text else None
    except ValueError:
        raise AssignmentError(f"--due {text}: no time, as 2026-11-30T23:59+01:00 is") from None


def _due_option(declared: Declared) -> Declared:
    text = (
        "When hand-ins were due, as 2026-11-30T23:59+01:00 (without a zone, this machine's): "
        "grades.csv says how many hours later each came. No points are taken off."
    )
    return click.option("--due", metavar="TIME", callback=_due, help=text)(declared)


@command("grade", "autograder grade dist/hw1_layers/autograder.zip hand-ins/ -o graded")
@click.argument("bundle", type=PATH, help="The autograder.zip that autograder build has written.")
@click.argument(
    "submissions",
    type=PATH,
    nargs=-1,
    required=True,
    metavar="SUBMISSION...",
    help="Hand-ins: files, archives, folders of them, a Gradescope export, or a roster (CSV).",
)
@output_option("Where the ledger, results/, grades.csv and summary.json go.", required=True)
@_due_option
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
def grade_command(
    bundle: Path,
    submissions: tuple[Path, ...],
    output: Path,
    due: datetime | None,
    shard: str | None,
    scheduler: str | None,
) -> int:
    """Grade hand-ins with a bundle: one, or a whole class.

    Each hand-in runs in a sandbox. What is graded is kept in the folder's ledger: the same command
    goes on after Ctrl-C or a crash, and grades again only what a change can have changed. The exit
    status is 1 where a hand-in could not be graded.
    """
    with started_sandbox() as sandbox:  # before anything that loads NumPy is imported
        counts = _graded(sandbox, bundle, submissions, output, shard, scheduler)
    for name, problem in counts.failures.items():
        print(f"autograder: {name}: {problem}", file=sys.stderr)
    if counts.stopped:
        print("autograder: stopped; the same command goes on from here", file=sys.stderr)
        return STOPPED
    _write(counts.run, output, due, counts.graded)
    return GRADER_FAILED if counts.failures else 0


def _graded(
    sandbox: Sandbox,
    bundle: Path,
    submissions: tuple[Path, ...],
    output: Path,
    shard: str | None,
    scheduler: str | None,
) -> Counts:
    """The class, graded here or on a cluster."""
    from autograder.assignment.bundle import opened_bundle
    from autograder.classroom.run import grade_class
    from autograder.classroom.shards import WHOLE, parsed_shard

    part = parsed_shard(shard) if shard else WHOLE
    with opened_bundle(bundle) as rubric, _cluster(scheduler, bundle) as cluster:
        made_by = rubric.provenance
        _log.note("bundle %s is %s; %s", bundle, made_by.bundle[:12], made_by.framework)
        entries = _roster(submissions, rubric)
        _log.note("%d hand-ins in %s", len(entries), ", ".join(map(str, submissions)))
        loaded()
        with given_path(output, "written"), Progress() as progress:
            told = _of_hand_ins(progress)
            return grade_class(
                rubric, entries, output, sandbox, progress=told, shard=part, cluster=cluster
            )


def _of_hand_ins(progress: Progress) -> Callable[[str, int, int], None]:
    """What is told "graded" shows "hand-ins graded"."""
    return lambda what, done, of: progress(f"hand-ins {what}", done, of)


def _roster(submissions: tuple[Path, ...], rubric: Rubric) -> list[Entry]:
    """Who handed in what."""
    from autograder.classroom.roster import read_roster

    with contextlib.ExitStack() as paths:
        for path in submissions:
            paths.enter_context(given_path(path))
        return read_roster(submissions, rubric.assignment.modules)


@contextlib.contextmanager
def _cluster(scheduler: str | None, bundle: Path) -> Iterator[Pool | None]:
    """The machines that grade; None where it is this one."""
    if scheduler is None:
        yield None
        return
    from autograder.classroom.dask_cluster import cluster_at

    with cluster_at(scheduler, bundle) as cluster:
        yield cluster


@command("merge", "autograder merge parts/1 parts/2 parts/3 -o whole")
@click.argument(
    "folders",
    type=PATH,
    nargs=-1,
    required=True,
    metavar="DIR...",
    help="The folders that autograder grade --shard has written, in any order.",
)
@output_option("Where the whole class goes.", required=True)
@_due_option
def merge_command(folders: tuple[Path, ...], output: Path, due: datetime | None) -> int:
    """Put the shards of one class together.

    Shards that are missing are named, and what other bundles or versions have graded is refused.
    """
    from autograder.classroom.shards import merge

    with given_path(output, "written"):
        run = merge(folders, output)
    _write(run, output, due, 0)
    return 0


def _write(run: Run, output: Path, due: datetime | None, new: int) -> None:
    """Write a run's results, and print them."""
    from autograder.classroom.ledger import NAME, Ledger
    from autograder.reports.gradebook import write_results

    with Ledger(output / NAME) as ledger, Progress() as progress:
        summary = write_results(ledger, run, output, due, progress)
    _log.note("protections around every hand-in: %s", ", ".join(summary["layers"]) or "none")
    _show(summary, new, output)


def _show(summary: Summary, new: int, output: Path) -> None:
    graded = summary["submissions"]
    if len(graded) <= LISTED:
        rows = [
            (name, f"{found['points']:g}", f"{found['lost']} of {found['cases']} cases lost")
            for name, found in graded.items()
        ]
        heads = ("submission", "points", "notes")
        plain = [f"{name:<28} {points:>7}   {notes}" for name, points, notes in [heads, *rows]]
        print_table(heads, rows, plain)
    if len(graded) > LISTED or new < len(graded):
        mean = sum(found["points"] for found in graded.values()) / max(1, len(graded))
        print(f"{len(graded)} hand-ins, mean {mean:.1f} points; {new} graded now")
    layers = ", ".join(summary["layers"]) or "none"
    print(f"of {summary['max_points']:g} points; results in {output}")
    print(f"layers in force: {layers}")
