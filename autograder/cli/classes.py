"""Commands on a class's hand-ins."""

from __future__ import annotations

import argparse
import csv
import gc
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.status import GRADER_FAILED, Commands, add_command, one_thread
from autograder.errors import AssignmentError
from autograder.files import write_atomic
from autograder.sandbox.process import Sandbox

if TYPE_CHECKING:
    from autograder.results import Results

GARBAGE = 50_000
"""Objects after which a grading process looks for cycles; a hand-in leaves few."""


def add_commands(commands: Commands) -> None:
    """Declare the commands."""
    grading = add_command(commands, "grade", "grade hand-ins with a bundle", _grade)
    grading.add_argument("bundle", type=Path, metavar="BUNDLE")
    grading.add_argument("submissions", type=Path, nargs="+", metavar="SUBMISSION")
    grading.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")


def _grade(options: argparse.Namespace) -> int:
    for path in options.submissions:
        if not path.exists():
            raise AssignmentError(f"{path}: no such submission")
    one_thread()
    gc.disable()  # while all is loaded: there is nothing to collect
    try:
        with Sandbox() as sandbox:  # first, so that it starts while this process loads NumPy
            return _grade_in(sandbox, options)
    finally:
        gc.enable()


def _grade_in(sandbox: Sandbox, options: argparse.Namespace) -> int:
    from autograder.bundle import opened_bundle
    from autograder.gradescope import to_json
    from autograder.grading import grade
    from autograder.questions import total

    names = _unique_names(options.submissions)
    done: list[Results] = []
    with opened_bundle(options.bundle) as rubric:
        gc.freeze()  # nor when the interpreter ends
        gc.set_threshold(GARBAGE)
        gc.enable()
        print(f"{'submission':<28} {'points':>7}   notes")
        for name, path in zip(names, options.submissions, strict=True):
            results = grade(rubric, path, sandbox)
            results.name = name
            write_atomic(options.output / "results" / f"{name}.json", to_json(results))
            done.append(results)
            if results.failure:
                print(f"autograder: {name}: {results.failure}", file=sys.stderr)
                sandbox.restart()
            lost = sum(o.points < o.max_points for o in results.outcomes)
            print(f"{name:<28} {results.points:>7g}   {lost} of {len(results.outcomes)} cases lost")
        most = total(rubric.questions)
    write_atomic(options.output / "grades.csv", _csv(done))
    write_atomic(options.output / "summary.json", _summary(done, most))
    layers = ", ".join(_layers(done)) or "none"
    print(f"of {most:g} points; layers in force: {layers}; results in {options.output}")
    return GRADER_FAILED if any(r.failure for r in done) else 0


def _layers(done: list[Results]) -> list[str]:
    """The layers that were in force for every hand-in whose code ran."""
    ran = [r.layers for r in done if r.layers]
    return [name for name in ran[0] if all(name in layers for layers in ran)] if ran else []


def _unique_names(paths: list[Path]) -> list[str]:
    names: list[str] = []
    for path in paths:
        stem = path.resolve().stem.encode(errors="replace").decode()
        name, number = stem, 2
        while name in names:
            name, number = f"{stem}-{number}", number + 1
        names.append(name)
    return names


def _csv(done: list[Results]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    questions = list(done[0].by_question())
    writer.writerow(["submission", "points", "max_points", *questions])
    for r in done:
        earned = [f"{points:g}" for points, _ in r.by_question().values()]
        writer.writerow([r.name, f"{r.points:g}", f"{r.max_points:g}", *earned])
    return text.getvalue()


def _summary(done: list[Results], most: float) -> str:
    document = {
        "bundle": done[0].provenance.bundle,
        "max_points": most,
        "submissions": {r.name: {"points": r.points, "layers": r.layers} for r in done},
    }
    return json.dumps(document, indent=2) + "\n"
