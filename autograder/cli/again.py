"""Commands on a class that was graded before: a part of it again, or its parts put together."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder._files import given_path
from autograder.cli._common import (
    PATH,
    adjustments_option,
    command,
    graded_argument,
    opened_ledger,
    output_option,
)
from autograder.cli._progress import Progress
from autograder.cli._results import due_option, of_hand_ins, said_now, write_run
from autograder.cli._start import loaded, started_sandbox
from autograder.cli._status import SOME_UNGRADED, STOPPED
from autograder.errors import AssignmentError

if TYPE_CHECKING:
    from datetime import datetime

    from autograder.classroom.run import Counts
    from autograder.sandbox.process import Sandbox


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
    summary = write_run(counts.run, folder, counts.graded)
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
                progress=of_hand_ins(progress),
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
@due_option
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
        run = merge(folders, output, said_now(due, adjustments))
    summary = write_run(run, output, 0)
    return SOME_UNGRADED if summary["without_result"] else 0
