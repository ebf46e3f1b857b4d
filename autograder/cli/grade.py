"""Commands that grade hand-ins: one, a class, or a part of it."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.cli._common import GRADER_FAILED, LISTED, STOPPED, Commands, add_command, one_thread
from autograder.errors import AssignmentError
from autograder.sandbox.process import Sandbox

if TYPE_CHECKING:
    from autograder.assignment.rubric import Rubric
    from autograder.classroom.people import Entry
    from autograder.classroom.run import Counts

GARBAGE = 50_000
"""Objects after which a grading process looks for cycles; a hand-in leaves few."""
SAID_EVERY = 10.0
"""Seconds between two lines of progress where there is no terminal."""


def add_commands(commands: Commands) -> None:
    """Declare the commands."""
    text = "grade hand-ins with a bundle: one, a folder of them, a Gradescope export, a CSV"
    grading = add_command(commands, "grade", text, _grade)
    grading.add_argument("bundle", type=Path, metavar="BUNDLE")
    grading.add_argument("submissions", type=Path, nargs="+", metavar="SUBMISSION")
    grading.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    _add_due(grading)
    text = "grade a part of the roster alone, as 2/3; autograder merge puts the parts together"
    grading.add_argument("--shard", metavar="I/N", help=text)
    text = "grade on the workers of the Dask cluster there (pip install 'nn-autograder[cluster]')"
    grading.add_argument("--scheduler", metavar="ADDRESS", help=text)
    text = "put shards of one class together"
    merging = add_command(commands, "merge", text, _merge)
    merging.add_argument("folders", type=Path, nargs="+", metavar="DIR", help="what grade wrote")
    merging.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    _add_due(merging)


def _add_due(command: argparse.ArgumentParser) -> None:
    text = "when hand-ins were due, as 2026-11-30T23:59+01:00: grades.csv says the hours after it"
    command.add_argument("--due", metavar="TIME", help=text)


def _grade(options: argparse.Namespace) -> int:
    due = _due(options.due)
    one_thread()
    gc.disable()  # while all is loaded: there is nothing to collect
    try:
        with Sandbox() as sandbox:  # first, so that it starts while this process loads NumPy
            return _grade_in(sandbox, options, due)
    finally:
        gc.enable()


def _due(text: str | None) -> datetime | None:
    from autograder.classroom.people import parsed_time

    try:
        return parsed_time(text) if text else None
    except ValueError:
        raise AssignmentError(f"--due {text}: no time, as 2026-11-30T23:59+01:00 is") from None


def _grade_in(sandbox: Sandbox, options: argparse.Namespace, due: datetime | None) -> int:
    from autograder.assignment.bundle import opened_bundle
    from autograder.classroom.ledger import NAME, Ledger
    from autograder.classroom.roster import read_roster
    from autograder.reports.gradebook import write_results

    with opened_bundle(options.bundle) as rubric:
        entries = read_roster(options.submissions, rubric.assignment.modules)
        gc.freeze()  # nor when the interpreter ends
        gc.set_threshold(GARBAGE)
        gc.enable()
        counts = _graded(rubric, entries, sandbox, options)
    for name, problem in counts.failures.items():
        print(f"autograder: {name}: {problem}", file=sys.stderr)
    if counts.stopped:
        print("autograder: stopped; the same command goes on from here", file=sys.stderr)
        return STOPPED
    with Ledger(options.output / NAME) as ledger:
        summary = write_results(ledger, counts.run, options.output, due)
    _show(summary, counts.graded, options.output)
    return GRADER_FAILED if counts.failures else 0


def _graded(
    rubric: Rubric, entries: list[Entry], sandbox: Sandbox, options: argparse.Namespace
) -> Counts:
    """The class, graded here or on a cluster."""
    from autograder.classroom.progress import silent
    from autograder.classroom.run import grade_class
    from autograder.classroom.shards import WHOLE, parsed_shard

    shard = parsed_shard(options.shard) if options.shard else WHOLE
    progress = _Progress() if len(entries) > LISTED else silent
    if options.scheduler is None:
        return grade_class(rubric, entries, options.output, sandbox, progress=progress, shard=shard)
    from autograder.classroom.dask_cluster import cluster_at

    with cluster_at(options.scheduler, options.bundle) as cluster:
        return grade_class(
            rubric,
            entries,
            options.output,
            sandbox,
            progress=progress,
            shard=shard,
            cluster=cluster,
        )


def _show(summary: Any, new: int, output: Path) -> None:
    graded = summary["submissions"]
    if len(graded) <= LISTED:
        print(f"{'submission':<28} {'points':>7}   notes")
        for name, found in graded.items():
            lost = f"{found['lost']} of {found['cases']} cases lost"
            print(f"{name:<28} {found['points']:>7g}   {lost}")
    if len(graded) > LISTED or new < len(graded):
        mean = sum(found["points"] for found in graded.values()) / max(1, len(graded))
        print(f"{len(graded)} hand-ins, mean {mean:.1f} points; {new} graded now")
    layers = ", ".join(summary["layers"]) or "none"
    print(f"of {summary['max_points']:g} points; layers in force: {layers}; results in {output}")


def _merge(options: argparse.Namespace) -> int:
    from autograder.classroom.ledger import NAME, Ledger
    from autograder.classroom.shards import merge
    from autograder.reports.gradebook import write_results

    due = _due(options.due)
    run = merge(options.folders, options.output)
    with Ledger(options.output / NAME) as ledger:
        _show(write_results(ledger, run, options.output, due), 0, options.output)
    return 0


class _Progress:
    """How far it is and how long it still takes; without a terminal, a line now and then."""

    def __init__(self) -> None:
        self._what = ""
        self._begun = self._said = time.monotonic()

    def __call__(self, what: str, done: int, of: int) -> None:
        now = time.monotonic()
        if what != self._what:
            self._what, self._begun, self._said, self._first = what, now, now, done - 1
        terminal = sys.stderr.isatty()
        if done < of and now - self._said < (0.1 if terminal else SAID_EVERY):
            return
        self._said = now
        left = (now - self._begun) * (of - done) / max(1, done - self._first)
        minutes, seconds = divmod(round(left), 60)
        line = f"{what} {done} of {of}, {minutes}:{seconds:02d} left"
        end = "\r" if terminal and done < of else "\n"
        print(f"{line:<60}" if terminal else line, end=end, file=sys.stderr, flush=True)
