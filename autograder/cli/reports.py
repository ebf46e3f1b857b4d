"""Commands for those who read results: a report, what changed, a gradebook, a preview."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

import click

from autograder._files import given_path, write_atomic
from autograder.cli._common import (
    FEW_NAMES,
    LISTED,
    PATH,
    adjustments_option,
    command,
    opened_ledger,
    output_option,
    print_table,
    say_decisions,
    term_of,
)
from autograder.cli._progress import Progress
from autograder.errors import AssignmentError


@command("report", "autograder report graded --anonymous")
@click.argument(
    "folders",
    type=PATH,
    nargs=-1,
    required=True,
    metavar="DIR...",
    help="A folder that autograder grade or merge has written; of several, the term is shown.",
)
@output_option(
    "The page.  [default: DIR/report.html; of several, term.html beside them]", metavar="FILE"
)
@click.option("--anonymous", is_flag=True, help="Show pseudonyms in place of names.")
@click.option(
    "--similar", is_flag=True, help="Also show the hand-ins that share passages, side by side."
)
@click.option(
    "--gallery",
    is_flag=True,
    help="Also show the pictures that hand-ins made, those with the most points first.",
)
@adjustments_option
def report_command(
    folders: tuple[Path, ...],
    output: Path | None,
    anonymous: bool,
    similar: bool,
    gallery: bool,
    adjustments: Path | None,
) -> int:
    """Write the class, or a term, as one HTML page.

    Of a class it shows scores, questions and cases, who failed what and made which known mistake,
    failures that nothing explains yet, and each hand-in; of a term, students' ways through it,
    questions by difficulty, and mistakes made and repaired. It loads nothing from anywhere.
    """
    from autograder.reports.class_page import page
    from autograder.reports.class_report import report
    from autograder.reports.gallery import NO_PICTURES

    if len(folders) > 1:
        if similar:
            raise AssignmentError("--similar compares the hand-ins of one class: give one folder")
        if gallery:
            raise AssignmentError("--gallery shows the pictures of one class: give one folder")
        return _report_on_term(folders, output, adjustments, anonymous=anonymous)
    (folder,) = folders
    target = output or folder / "report.html"
    with opened_ledger(folder) as ledger, Progress() as progress:
        run = ledger.last_run()
        term = term_of(ledger, run, adjustments)
        found = report(
            ledger,
            run,
            anonymous=anonymous,
            compare=similar,
            gallery=gallery,
            term=term,
            progress=progress,
        )
    write_atomic(target, page(found))
    print(f"wrote {target}: {len(found.lines)} hand-ins")
    if similar:
        print(f"{found.compared} compared, {len(found.alike)} pairs to look at")
    if found.gallery is not None:
        pictures = sum(len(wall.exhibits) for wall in found.gallery)
        print(f"gallery: {pictures} different pictures" if pictures else f"gallery: {NO_PICTURES}")
    return 0


def _report_on_term(
    folders: Sequence[Path], output: Path | None, adjustments: Path | None, *, anonymous: bool
) -> int:
    from autograder.classroom.adjustments.place import opened_term
    from autograder.reports.term_page import term_page
    from autograder.reports.term_report import GradedAssignment, term_report

    parents = [str(folder.absolute().parent) for folder in folders]
    target = output or Path(os.path.commonpath(parents), "term.html")
    with contextlib.ExitStack() as stack:
        graded = []
        for folder in folders:
            ledger = stack.enter_context(opened_ledger(folder))
            run = ledger.last_run()
            term = opened_term(ledger, run, adjustments)
            graded.append(GradedAssignment(folder, ledger, run, term))
        say_decisions([one.term for one in graded])
        progress = stack.enter_context(Progress())
        found = term_report(graded, anonymous=anonymous, progress=progress)
    write_atomic(target, term_page(found, target))
    print(f"wrote {target}: {len(found.assignments)} assignments, {len(found.ways)} students")
    return 0


def _show_names(what: str, names: list[str]) -> None:
    from autograder.classroom.names import one_line

    if names:
        more = " ..." * (len(names) > FEW_NAMES)
        print(one_line(f"{what}: {len(names)} ({', '.join(names[:FEW_NAMES])}{more})"))


@command("compare", "autograder compare graded graded-again -o changes")
@click.argument("old", type=PATH, help="A folder that autograder grade or merge has written.")
@click.argument(
    "new",
    type=PATH,
    required=False,
    metavar="[NEW]",
    help="Another one; without it, the last two gradings in OLD are compared.",
)
@output_option("Also write changes.csv and changes.html there.")
@adjustments_option
def compare_command(
    old: Path, new: Path | None, output: Path | None, adjustments: Path | None
) -> int:
    """Show whose points changed between two gradings, where and why.

    A reason is a changed test, reference, limit, framework or hand-in; or none, where the answers
    of a hand-in differ from run to run. Decisions on points hold for both: a case of a question
    whose points are overridden changes, and the points do not.
    """
    from autograder.reports.changes import compare

    with opened_ledger(old) as before, opened_ledger(new or old) as after:
        runs = before.last_run(new is None), after.last_run()
        terms = term_of(before, runs[0], adjustments), term_of(after, runs[1], adjustments)
        found = compare(before, runs[0], after, runs[1], terms)
    heads = ("submission", "gain", "question", "case", "why")
    rows = [
        (c.submission, f"{c.gain:+g}", c.question, c.case, c.why) for c in found.changes[:LISTED]
    ]
    plain = [f"{who:<28} {gain:>6}   {q}: {case} ({why})" for who, gain, q, case, why in rows]
    print_table(heads, rows, plain)
    if len(found.changes) > LISTED:
        print(f"and {len(found.changes) - LISTED} more: -o DIR writes all")
    print(f"{len(found.totals)} of {found.students} hand-ins have other points")
    _show_names("without results now", found.missing)
    _show_names("new", found.added)
    if output is not None:
        from autograder.reports.pages import render

        write_atomic(output / "changes.csv", found.to_csv())
        write_atomic(output / "changes.html", render("changes.html", found=found))
        print(f"wrote {output / 'changes.html'} and changes.csv")
    return 0


@command("preview", "autograder preview graded/results/right.json")
@click.argument("results", type=PATH, help="A results.json, from Gradescope or from results/.")
@output_option("The page.  [default: RESULTS with the suffix .html]", metavar="FILE")
def preview_command(results: Path, output: Path | None) -> int:
    """Show what each viewer sees of a results.json as one HTML page.

    On Gradescope these are the student, before and after the grades are published, and the staff.
    """
    from autograder.publish.rehearsal.schema import faults
    from autograder.reports.preview import preview_page

    with given_path(results):
        data = results.read_bytes()
    if wrong := faults(data):
        raise AssignmentError(f"{results}: not a results.json that Gradescope takes: {wrong[0]}")
    target = output or results.with_suffix(".html")
    write_atomic(target, preview_page(data, results.stem))
    print(f"wrote {target}")
    return 0
