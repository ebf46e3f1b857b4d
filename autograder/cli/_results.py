"""What came of a run: what was said with it, how far it is, its results written and printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import _log
from autograder.cli._common import LISTED, Declared, print_table, term_of
from autograder.cli._progress import Progress
from autograder.errors import AssignmentError

if TYPE_CHECKING:
    from datetime import datetime

    from autograder.classroom.ledger import Conditions, Run
    from autograder.classroom.people import Intake
    from autograder.reports.gradebook import Graded, Summary


def _due(context: click.Context, parameter: click.Parameter, text: str | None) -> datetime | None:
    from autograder.classroom.people import parsed_time

    try:
        return parsed_time(text) if text else None
    except ValueError:
        raise AssignmentError(f"--due {text}: no time, as 2026-11-30T23:59+01:00 is") from None


def due_option(declared: Declared) -> Declared:
    text = (
        "When hand-ins were due, as 2026-11-30T23:59+01:00 (without a zone, this machine's): "
        "grades.csv says how many hours later each came; what that costs says adjustments.toml."
    )
    return click.option("--due", metavar="TIME", callback=_due, help=text)(declared)


def said_now(
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


def of_hand_ins(progress: Progress) -> Callable[[str, int, int], None]:
    """What is told "graded" shows "hand-ins graded"."""
    return lambda what, done, of: progress(f"hand-ins {what}", done, of)


def write_run(run: Run, output: Path, new: int, intake: Intake | None = None) -> Summary:
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
