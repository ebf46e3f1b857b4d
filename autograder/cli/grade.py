"""Commands for course staff who grade: one hand-in, a class, or a part of it."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder._files import given_path
from autograder.cli import _log
from autograder.cli._common import (
    LISTED,
    PATH,
    Declared,
    adjustments_option,
    command,
    graded_argument,
    opened_ledger,
    output_option,
    print_table,
    term_of,
)
from autograder.cli._progress import Progress
from autograder.cli._start import loaded, started_sandbox
from autograder.cli._status import SOME_UNGRADED, STOPPED, TERMINATED
from autograder.errors import AssignmentError

if TYPE_CHECKING:
    from datetime import datetime

    from autograder._workers import Pool
    from autograder.assignment.rubric import Rubric
    from autograder.classroom.ledger import Conditions, Run
    from autograder.classroom.people import Entry, Intake
    from autograder.classroom.run import Counts
    from autograder.reports.gradebook import Graded, Summary
    from autograder.sandbox.process import Sandbox

UNPACKED = "unpacked"
"""The folder beside the results into which the zip of a class is unpacked."""


def _due(context: click.Context, parameter: click.Parameter, text: str | None) -> datetime | None:
    from autograder.classroom.people import parsed_time

    try:
        return parsed_time(text) if text else None
    except ValueError:
        raise AssignmentError(f"--due {text}: no time, as 2026-11-30T23:59+01:00 is") from None


def _due_option(declared: Declared) -> Declared:
    text = (
        "When hand-ins were due, as 2026-11-30T23:59+01:00 (without a zone, this machine's): "
        "grades.csv says how many hours later each came; what that costs says adjustments.toml."
    )
    return click.option("--due", metavar="TIME", callback=_due, help=text)(declared)


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
@_due_option
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
    asked = _Asked(submissions, rosters, shape or "", output / UNPACKED, names)
    with started_sandbox() as sandbox:  # before anything that loads NumPy is imported
        conditions = _checked_conditions(bundle, output, due, adjustments, asked.all_rosters)
        counts, intake = _graded(sandbox, bundle, asked, output, shard, scheduler, conditions)
    if counts.stopped:
        print("autograder: stopped; the same command goes on from here", file=sys.stderr)
        return TERMINATED if counts.stopped == signal.SIGTERM else STOPPED
    summary = _write(counts.run, output, counts.graded, intake)
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
    said = _said_now(due, adjustments, rosters, bundle.absolute())
    conditions = said.after(runs[-1].conditions) if runs else said
    decisions_at(output, conditions)
    return conditions


def _said_now(
    due: datetime | None,
    adjustments: Path | None,
    rosters: Sequence[Path] = (),
    bundle: Path | str = "",
) -> Conditions:
    """What was typed; decisions are looked for beside the first roster where no file is named."""
    from autograder.classroom.ledger import Conditions

    places = [*([adjustments] if adjustments else []), *(roster.parent for roster in rosters)]
    found = str(places[0].absolute()) if places else ""
    return Conditions(due=due, bundle=str(bundle), adjustments=found)


def _graded(
    sandbox: Sandbox,
    bundle: Path,
    asked: _Asked,
    output: Path,
    shard: str | None,
    scheduler: str | None,
    conditions: Conditions,
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
            told = _of_hand_ins(progress)
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
            )
            return counts, intake


def _of_hand_ins(progress: Progress) -> Callable[[str, int, int], None]:
    """What is told "graded" shows "hand-ins graded"."""
    return lambda what, done, of: progress(f"hand-ins {what}", done, of)


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


@command("retry", "autograder retry graded ada@example.edu")
@graded_argument
@click.argument(
    "names",
    nargs=-1,
    metavar="[NAME]...",
    help="Students, by a number, an address, a login or a name, or hand-ins; all that could not "
    "be run where none is given.",
)
@click.option(
    "--bundle",
    type=PATH,
    help="The autograder.zip that graded DIR.  [default: where it was then]",
)
def retry_command(folder: Path, names: tuple[str, ...], bundle: Path | None) -> int:
    """Grade again what could not be run.

    That is what could not be opened or read, or ended before anything of it ran. Everybody else
    keeps their line, and decisions hold as before. The exit status is 1 where a person still has no
    result.
    """
    with started_sandbox() as sandbox:  # before anything that loads NumPy is imported
        counts = _retried(sandbox, folder, names, bundle)
    if counts is None:
        print(f"nothing to grade again in {folder}: everything could be run")
        return 0
    if counts.stopped:
        print("autograder: stopped; the same command goes on from here", file=sys.stderr)
        return STOPPED
    summary = _write(counts.run, folder, counts.graded)
    return SOME_UNGRADED if summary["without_result"] else 0


def _retried(
    sandbox: Sandbox, folder: Path, names: tuple[str, ...], given: Path | None
) -> Counts | None:
    """The class with what was graded again; None where there is nothing to grade again."""
    from autograder.assignment.bundle import open_bundle
    from autograder.classroom.regrade import to_retry
    from autograder.classroom.run import grade_class

    with opened_ledger(folder) as ledger:
        run = ledger.last_run()
        if run.shard:
            raise AssignmentError(f"{folder}: a shard: give its grade command again")
        entries, before = to_retry(ledger, run, names)
    if len(before.names) == len(entries):
        return None
    bundle = given or Path(run.conditions.bundle)
    if not run.conditions.bundle and given is None:
        raise AssignmentError(f"{folder}: does not say where its bundle was: say --bundle")
    with open_bundle(bundle) as rubric:
        if rubric.provenance.bundle != run.provenance.bundle:
            raise AssignmentError(
                f"{bundle}: another bundle than the one that graded {folder}: say --bundle with "
                "that one, or grade the class with this one"
            )
        loaded()
        with given_path(folder, "written"), Progress() as progress:
            return grade_class(
                rubric,
                entries,
                folder,
                sandbox,
                progress=_of_hand_ins(progress),
                conditions=run.conditions,
                before=before,
            )


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
@adjustments_option
def merge_command(
    folders: tuple[Path, ...], output: Path, due: datetime | None, adjustments: Path | None
) -> int:
    """Put the shards of one class together.

    Shards that are missing are named, and what other bundles or versions have graded is refused.
    The exit status is 1 where a person has no result.
    """
    from autograder.classroom.shards import merge

    with given_path(output, "written"):
        run = merge(folders, output, _said_now(due, adjustments))
    summary = _write(run, output, 0)
    return SOME_UNGRADED if summary["without_result"] else 0


def _write(run: Run, output: Path, new: int, intake: Intake | None = None) -> Summary:
    """Write a run's results, and print them."""
    from autograder.classroom.ledger import NAME, Ledger
    from autograder.reports.gradebook import write_results

    with Ledger(output / NAME) as ledger, Progress() as progress:
        term = term_of(ledger, run, None)
        if term.due != run.conditions.due and run.conditions.due is not None:
            print("autograder: the due date of that file holds, not --due", file=sys.stderr)
        left = intake.left if intake is not None else ()
        summary = write_results(ledger, run, output, term, progress, left)
    _log.note("protections around every hand-in: %s", ", ".join(summary["layers"]) or "none")
    _show(summary, new, output)
    return summary


def _show(summary: Summary, new: int, output: Path) -> None:
    graded = summary["submissions"]
    if len(graded) <= LISTED:
        rows = [
            (found["title"], f"{found['points']:g}", _said_of(found)) for found in graded.values()
        ]
        heads = ("submission", "points", "notes")
        plain = [f"{name:<28} {points:>7}   {notes}" for name, points, notes in [heads, *rows]]
        print_table(heads, rows, plain)
    if len(graded) > LISTED or new < len(graded):
        mean = sum(found["points"] for found in graded.values()) / max(1, len(graded))
        print(f"{len(graded)} hand-ins, mean {mean:.1f} points; {new} graded now")
    _show_accounts(summary)
    protections = ", ".join(summary["layers"]) or "none"
    print(f"of {summary['max_points']:g} points; results in {output}")
    print(f"protections in force: {protections}")


def _said_of(found: Graded) -> str:
    """What is said of a hand-in beside its points."""
    lost = f"{found['lost']} of {found['cases']} cases lost"
    return found["problem"].partition(":")[0] or lost


def _show_accounts(summary: Summary) -> None:
    """Say what became of everything that has no points, and of what is no hand-in."""
    from autograder.classroom.names import one_line

    for title, why in summary["troubles"]:
        print(one_line(f"autograder: {title}: {why}"), file=sys.stderr)
    if summary["troubles"]:
        none = summary["without_result"]
        print(f"{len(summary['troubles'])} could not be run, {none} of them without a result")
    reasons: dict[str, list[str]] = {}
    for name, why in summary["left_out"]:
        reasons.setdefault(why, []).append(name)
    for why, names in reasons.items():
        shown = ", ".join(names[:LISTED]) + " ..." * (len(names) > LISTED)
        print(one_line(f"left out, {len(names)} {why}: {shown}"))
