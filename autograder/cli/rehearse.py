"""Commands that show what Gradescope will do."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from autograder._files import write_atomic
from autograder.cli._common import UNPROVEN, Commands, add_command
from autograder.cli.publish import folders_of
from autograder.errors import AssignmentError

CACHE = Path.home() / ".cache" / "nn-autograder"
"""The Debian root of rehearsals."""


def add_commands(commands: Commands) -> None:
    """Declare the commands."""
    text = "a bundle's whole way through a stand-in for Gradescope"
    rehearsing = add_command(commands, "rehearse", text, _rehearse)
    rehearsing.add_argument("assignment", metavar="HW")
    rehearsing.add_argument("submission", type=Path, nargs="?", help="default: the reference")
    rehearsing.add_argument("-o", "--output", type=Path, metavar="DIR", help="keep the results")
    text = "also install Otter's package set, to compare"
    rehearsing.add_argument("--beside-otter", action="store_true", help=text)
    text = "what Gradescope shows of a results.json, as HTML"
    viewing = add_command(commands, "preview", text, _preview)
    viewing.add_argument("results", type=Path, metavar="RESULTS")
    viewing.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: RESULTS.html")


def _rehearse(options: argparse.Namespace) -> int:
    from autograder.assignment.settings import read_assignment
    from autograder.publish.bundle import grader_files, zip_bytes
    from autograder.publish.rehearsal import rehearsal
    from autograder.publish.rehearsal.namespaces import check_possible

    (folders,) = folders_of([options.assignment])
    modules = read_assignment(folders).modules
    if options.submission is not None and not options.submission.exists():
        raise AssignmentError(f"{options.submission}: no such submission")
    check_possible()
    bundle = zip_bytes(grader_files(folders))
    with rehearsal.image(bundle, CACHE) as image:
        seconds, megabytes = image.setup.seconds, image.megabytes
        print(image.setup.output.strip())
        print(f"set-up: {seconds:.1f} s and {megabytes:.0f} MB")
        if options.beside_otter:
            theirs = rehearsal.beside_otter(CACHE)
            print(f"Otter's package set alone: {theirs[0]:.1f} s and {theirs[1]:.0f} MB")
        if options.submission is None:
            upload = {f"{m}.py": (folders.solution / f"{m}.py").read_bytes() for m in modules}
        else:
            upload = rehearsal.uploaded(options.submission)
        graded = image.grade(upload)
        wrong = [f"results.json: {fault}" for fault in graded.faults]
        wrong += [f"a hand-in reached {what}" for what in rehearsal.probe(image, modules[0])]
        if seconds > rehearsal.MOST_SETUP[0] or megabytes > rehearsal.MOST_SETUP[1]:
            wrong.append(
                "the set-up takes more than {:g} s or {:g} MB".format(*rehearsal.MOST_SETUP)
            )
    print(f"upload to results: {graded.done.seconds:.1f} s at half a core")
    _show_views(graded.data if not graded.faults else b"", graded.done.output)
    if options.output is not None and graded.data:
        write_atomic(options.output / "results.json", graded.data)
        print(f"wrote {options.output / 'results.json'}: look at it with autograder preview")
    for part in image.not_rehearsed:
        print(f"not rehearsed: {part}")
    for line in wrong:
        print(f"autograder: {line}", file=sys.stderr)
    return UNPROVEN if wrong else 0


def _show_views(data: bytes, log: str) -> None:
    from autograder.platforms.gradescope.visibility import views

    print(f"run_autograder printed, for instructors alone: {log.strip() or 'nothing'}")
    for view in views(data) if data else []:
        total = f"{view.score} points" if view.score else "no total"
        print(f"{view.title}: {total}, {len(view.tests)} lines, {view.unseen} not shown")


def _preview(options: argparse.Namespace) -> int:
    from autograder.reports.preview import page

    target = options.output or options.results.with_suffix(".html")
    write_atomic(target, page(options.results.read_bytes(), options.results.stem))
    print(f"wrote {target}")
    return 0
