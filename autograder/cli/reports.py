"""Commands on what was graded: a report, a gradebook, what changed."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli._common import LISTED, Commands, add_command

FEW_NAMES = 5
"""Names that are printed of a list of them."""


def add_commands(commands: Commands) -> None:
    """Declare the commands."""
    text = "the class at a glance, and what each student sees, as one HTML file"
    reporting = add_command(commands, "report", text, _report)
    reporting.add_argument("folder", type=Path, metavar="DIR", help="what grade wrote")
    text = "default: DIR/report.html"
    reporting.add_argument("-o", "--output", type=Path, metavar="FILE", help=text)
    text = "pseudonyms in place of names"
    reporting.add_argument("--anonymous", action="store_true", help=text)
    text = "also show the hand-ins that are alike, side by side"
    reporting.add_argument("--similar", action="store_true", help=text)
    text = "points into an exported Canvas gradebook, ready to be imported"
    canvas = add_command(commands, "canvas", text, _canvas)
    canvas.add_argument("folder", type=Path, metavar="DIR", help="what grade wrote")
    canvas.add_argument("gradebook", type=Path, metavar="GRADEBOOK", help="the exported CSV")
    canvas.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    text = "the assignment's column, as 'HW 1 (1234)'; default: that which begins with its title"
    canvas.add_argument("--column", metavar="NAME", help=text)
    text = "whose points changed between two gradings, in which case, and why"
    comparing = add_command(commands, "compare", text, _compare)
    comparing.add_argument("old", type=Path, metavar="OLD", help="a folder that grade wrote")
    text = "another one; without it, the last two gradings in OLD are compared"
    comparing.add_argument("new", type=Path, nargs="?", metavar="NEW", help=text)
    text = "also write changes.csv and changes.html"
    comparing.add_argument("-o", "--output", type=Path, metavar="DIR", help=text)


def _report(options: argparse.Namespace) -> int:
    from autograder._files import write_atomic
    from autograder.classroom.ledger import NAME, Ledger
    from autograder.reports.class_page import page
    from autograder.reports.class_report import report

    target = options.output or options.folder / "report.html"
    with Ledger(options.folder / NAME, create=False) as ledger:
        found = report(
            ledger, ledger.last_run(), anonymous=options.anonymous, compare=options.similar
        )
    write_atomic(target, page(found))
    print(f"wrote {target}: {len(found.lines)} hand-ins")
    if options.similar:
        print(f"{found.compared} compared, {len(found.alike)} pairs to look at")
    return 0


def _canvas(options: argparse.Namespace) -> int:
    from autograder._files import write_atomic
    from autograder.classroom.ledger import NAME, Ledger
    from autograder.reports.exports.canvas import assignment_column, joined, read_gradebook

    columns, rows = read_gradebook(options.gradebook)
    with Ledger(options.folder / NAME, create=False) as ledger:
        run = ledger.last_run()
        column = assignment_column(columns, options.column, run.title)
        graded = ((r.entry, r.results.points) for r in ledger.rows(run) if r.results is not None)
        found = joined(columns, rows, column, graded)
    write_atomic(options.output, found.text)
    print(f"wrote {options.output}: {column}")
    _show_names("not in the gradebook", found.unknown)
    _show_names("no hand-in, left empty", found.without)
    return 0


def _show_names(what: str, names: list[str]) -> None:
    if names:
        more = " ..." * (len(names) > FEW_NAMES)
        print(f"{what}: {len(names)} ({', '.join(names[:FEW_NAMES])}{more})")


def _compare(options: argparse.Namespace) -> int:
    from autograder._files import write_atomic
    from autograder.classroom.ledger import NAME, Ledger
    from autograder.reports.changes import compare

    with (
        Ledger(options.old / NAME, create=False) as old,
        Ledger((options.new or options.old) / NAME, create=False) as new,
    ):
        found = compare(old, old.last_run(options.new is None), new, new.last_run())
    for change in found.changes[:LISTED]:
        who = f"{change.submission:<28} {change.gain:>+6g}"
        print(f"{who}   {change.question}: {change.case} ({change.why})")
    if len(found.changes) > LISTED:
        print(f"and {len(found.changes) - LISTED} more: -o DIR writes all")
    print(f"{len(found.totals)} of {found.students} hand-ins have other points")
    _show_names("without results now", found.missing)
    _show_names("new", found.added)
    if options.output is not None:
        from autograder.reports.pages import render

        write_atomic(options.output / "changes.csv", found.to_csv())
        write_atomic(options.output / "changes.html", render("changes.html", found=found))
        print(f"wrote {options.output / 'changes.html'} and changes.csv")
    return 0
