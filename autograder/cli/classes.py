"""Commands on a class's hand-ins."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.cli.status import GRADER_FAILED, STOPPED, Commands, add_command, one_thread
from autograder.errors import AssignmentError
from autograder.sandbox.process import Sandbox

if TYPE_CHECKING:
    from autograder.batch import Counts
    from autograder.entry import Entry
    from autograder.grading import Rubric

GARBAGE = 50_000
"""Objects after which a grading process looks for cycles; a hand-in leaves few."""
LISTED = 40
"""Hand-ins whose points are printed one by one."""
FEW_NAMES = 5
"""Names that are printed of a list of them."""
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
    from autograder.entry import parsed_time

    try:
        return parsed_time(text) if text else None
    except ValueError:
        raise AssignmentError(f"--due {text}: no time, as 2026-11-30T23:59+01:00 is") from None


def _grade_in(sandbox: Sandbox, options: argparse.Namespace, due: datetime | None) -> int:
    from autograder.bundle import opened_bundle
    from autograder.gradebook import write_results
    from autograder.ledger import NAME, Ledger
    from autograder.roster import read_roster

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
    from autograder.batch import grade_class
    from autograder.shard import WHOLE, parsed_shard

    shard = parsed_shard(options.shard) if options.shard else WHOLE
    progress = _Progress() if len(entries) > LISTED else _silent
    if options.scheduler is None:
        return grade_class(rubric, entries, options.output, sandbox, progress, shard)
    from autograder.cluster import cluster_at

    with cluster_at(options.scheduler, options.bundle) as cluster:
        return grade_class(rubric, entries, options.output, sandbox, progress, shard, cluster)


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


def _silent(what: str, done: int, of: int) -> None:
    """No progress is shown."""


def _merge(options: argparse.Namespace) -> int:
    from autograder.gradebook import write_results
    from autograder.ledger import NAME, Ledger
    from autograder.shard import merge

    due = _due(options.due)
    run = merge(options.folders, options.output)
    with Ledger(options.output / NAME) as ledger:
        _show(write_results(ledger, run, options.output, due), 0, options.output)
    return 0


def _report(options: argparse.Namespace) -> int:
    from autograder.files import write_atomic
    from autograder.ledger import NAME, Ledger
    from autograder.report import report
    from autograder.report_page import page

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
    from autograder.canvas import assignment_column, joined, read_gradebook
    from autograder.files import write_atomic
    from autograder.ledger import NAME, Ledger

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
    from autograder.compare import compare
    from autograder.files import write_atomic
    from autograder.ledger import NAME, Ledger

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
        from autograder.pages import render

        write_atomic(options.output / "changes.csv", found.to_csv())
        write_atomic(options.output / "changes.html", render("changes.html", found=found))
        print(f"wrote {options.output / 'changes.html'} and changes.csv")
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
