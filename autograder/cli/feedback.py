"""The command that writes what each student may see."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder._files import given_path, write_folder
from autograder.cli._common import (
    PATH,
    adjustments_option,
    command,
    graded_argument,
    opened_ledger,
    output_option,
    term_of,
)
from autograder.cli._progress import Progress
from autograder.errors import AssignmentError


@command("feedback", "autograder feedback graded -o feedback --published")
@graded_argument
@output_option("The folder to write; one that feedback has written is replaced.", required=True)
@click.option(
    "--published",
    is_flag=True,
    help="Grades are published: show hidden cases, totals and decisions too.",
)
@click.option(
    "--download",
    type=PATH,
    metavar="FILE",
    help="What Canvas gave by Download Submissions, for canvas.zip: Canvas takes feedback under "
    "the numbers in its own file names.",
)
@adjustments_option
def feedback_command(
    folder: Path,
    output: Path,
    published: bool,
    download: Path | None,
    adjustments: Path | None,
) -> int:
    """Write what each student may see, as pages and as texts.

    A page opens offline, a text is for a mail. What a regrade changed stands on top. students.csv
    says whose they are; moodle.zip and canvas.zip hold them as the platforms take feedback for a
    whole class.
    """
    from autograder.reports.feedback_files import CANVAS_ZIP, INDEX, feedback_files, names_in

    with given_path(output, "written"):
        if output.exists() and not (output / INDEX).is_file() and any(output.iterdir()):
            raise AssignmentError(
                f"{output}: not empty, and not of autograder feedback, which would replace all in "
                "it: give another folder with -o"
            )
    names = []
    if download is not None:
        with given_path(download):
            names = names_in(download)
    viewer = "after" if published else "before"
    with opened_ledger(folder) as ledger, Progress() as progress:
        run = ledger.last_run()
        term = term_of(ledger, run, adjustments)
        files = feedback_files(ledger, run, term, viewer, names, progress)
        numbers = [p.number for entry in ledger.entries(run) for p in entry.people]
    with given_path(output, "written"):
        write_folder(output, files)
    if any(number.startswith("canvas ") for number in numbers) and CANVAS_ZIP not in files:
        print(
            "autograder: no canvas.zip: say --download with what Canvas gave for this assignment",
            file=sys.stderr,
        )
    pages = sum(name.endswith(".html") for name in files)
    print(f"wrote {output}: {pages} pages, {'all that students see' if published else 'public'}")
    return 0
