"""Commands that bring points into the gradebooks of other platforms."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder._files import given_path, write_atomic
from autograder.cli._common import (
    FEW_NAMES,
    PATH,
    Declared,
    adjustments_option,
    command,
    graded_argument,
    opened_ledger,
    output_option,
    term_of,
)
from autograder.errors import AssignmentError

if TYPE_CHECKING:
    from autograder.classroom.adjustments.term import StudentAccount
    from autograder.classroom.ledger import Run
    from autograder.reports.exports import Filled

CSV = "csv"
TARGETS = ("canvas", "moodle", "blackboard", "gradescope", CSV)


def _filling_options(declared: Declared) -> Declared:
    """Add what both commands take beside the gradebook."""
    text = "The assignment's column.  [default: the one that begins with its title]"
    scale = "Write the share of the points that the column gives, where it gives others."
    declared = click.option("--scale", is_flag=True, help=scale)(declared)
    declared = click.option("--column", metavar="NAME", help=text)(declared)
    declared = adjustments_option(declared)
    declared = output_option("The file to import.", metavar="FILE", required=True)(declared)
    return declared


@command("export", "autograder export graded grades.csv --to canvas -o filled.csv")
@graded_argument
@click.argument(
    "gradebook",
    type=PATH,
    required=False,
    metavar="[GRADEBOOK]",
    help="The gradebook as the platform has exported it; none for --to csv.",
)
@click.option("--to", type=click.Choice(TARGETS), required=True, help="The platform.")
@_filling_options
def export_command(
    folder: Path,
    gradebook: Path | None,
    to: str,
    output: Path,
    column: str | None,
    scale: bool,
    adjustments: Path | None,
) -> int:
    """Fill the points into a gradebook that a platform has exported.

    Only the cells of students with a result are written; all else stays as it was exported, byte
    for byte. Students are found by number, address, login or name, the surest first; who is in one
    of the two alone is said. With --to csv, a table for spreadsheets is written.
    """
    if to == CSV:
        return _table(folder, gradebook, output, adjustments)
    if gradebook is None:
        raise AssignmentError(f"--to {to} fills a gradebook: give the file that {to} exported")
    return _fill(to, folder, gradebook, output, column, scale, adjustments)


@command("canvas", "autograder canvas graded GRADEBOOK.csv -o filled.csv")
@graded_argument
@click.argument("gradebook", type=PATH, help="The gradebook that Canvas has exported, a CSV file.")
@_filling_options
def canvas_command(
    folder: Path,
    gradebook: Path,
    output: Path,
    column: str | None,
    scale: bool,
    adjustments: Path | None,
) -> int:
    """Fill a gradebook of Canvas: another name for export --to canvas."""
    return _fill("canvas", folder, gradebook, output, column, scale, adjustments)


def _fill(
    to: str,
    folder: Path,
    gradebook: Path,
    output: Path,
    column: str | None,
    scale: bool,
    adjustments: Path | None,
) -> int:
    from autograder.reports.exports import EXPORTS, filled_sheet, read_sheet
    from autograder.reports.exports.export import points_of

    with given_path(gradebook):
        sheet = read_sheet(gradebook)
    with opened_ledger(folder) as ledger:
        run = ledger.last_run()
        term = term_of(ledger, run, adjustments)
        accounts = [found for row in ledger.rows(run) for found in term.accounts(row)]
        accounts += term.absent()
        filled = filled_sheet(
            EXPORTS[to],
            sheet,
            points_of(accounts),
            max_points=run.max_points,
            title=run.title,
            wanted=column,
            scale=scale,
        )
    with given_path(output, "written"):
        write_atomic(output, filled.data)
    print(f"wrote {output}: {filled.column}, {len(filled.written)} cells")
    _show_export(filled, run)
    _show_unwritten(accounts)
    return 0


def _show_unwritten(accounts: list[StudentAccount]) -> None:
    """Say who has nothing to write, and why."""
    unwritten = [found for found in accounts if found.account.points is None]
    waiting = [found.label for found in unwritten if found.account.waiting]
    without = dict.fromkeys(f.entry.title for f in unwritten if not f.account.waiting)
    _show_names_of("not written, since a written question is not graded yet", waiting)
    _show_names_of("not written, since they have no result", list(without))


def _show_export(filled: Filled, run: Run) -> None:
    """Say who is in one list alone, and what to look at."""
    _show_names_of("in the gradebook without a result, left as they were", filled.kept, loud=False)
    _show_names_of("not in the gradebook", filled.unknown)
    _show_names_of("not written, since another hand-in is surely of that student", filled.outdone)
    _show_names_of("not written, since the platform locks the cell", filled.locked)
    _show_names_of("found by name alone, with another address: look at them", filled.by_name)
    _show_names_of("more points than the column gives", filled.above)
    if filled.below:
        print(
            f"autograder: {filled.column!r} gives {filled.below:g} points and the assignment "
            f"{run.max_points:g}: written as they are; --scale writes their share",
            file=sys.stderr,
        )


def _show_names_of(what: str, names: list[str], *, loud: bool = True) -> None:
    from autograder.classroom.names import one_line

    if names:
        most = len(names) if loud else FEW_NAMES
        more = " ..." * (len(names) > most)
        line = one_line(f"{what}: {len(names)} ({', '.join(names[:most])}{more})")
        print(f"autograder: {line}" if loud else line, file=sys.stderr if loud else sys.stdout)


def _table(folder: Path, gradebook: Path | None, output: Path, adjustments: Path | None) -> int:
    """Write the grades for spreadsheets."""
    from autograder.reports.gradebook import for_spreadsheets

    if gradebook is not None:
        raise AssignmentError(f"--to csv writes a table of its own: leave {gradebook} out")
    with opened_ledger(folder) as ledger, given_path(output, "written"):
        run = ledger.last_run()
        table = for_spreadsheets(ledger, run, term_of(ledger, run, adjustments))
        write_atomic(output, table)
    print(f"wrote {output}")
    return 0
