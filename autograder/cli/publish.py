"""Commands for those who write a course: its parts, its bundles, its proofs."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder._files import write_atomic, write_folder
from autograder.cli._common import (
    PATH,
    assignments_argument,
    command,
    dist_option,
    folders_of,
    is_drawn_on,
    print_table,
)
from autograder.cli._progress import Progress
from autograder.cli._start import one_thread
from autograder.cli._status import STALE, UNPROVEN

if TYPE_CHECKING:
    from autograder.assignment.folders import Folders
    from autograder.publish.proofs.proof import Proof

LINES_OF_A_PROOF = 20
"""How many lines of what speaks against a proof are printed: the first ones say enough to begin."""


@command("list", "autograder list")
def list_command() -> int:
    """List the assignments of this course, their questions and points.

    A course is a folder with assignments/, solutions/ and tests/; run this command in it.
    """
    from autograder.publish.proofs.answers import Answers

    for answers in map(Answers, folders_of([])):
        print(f"{answers.folders.name}: {answers.assignment.title}")
        questions = answers.questions
        plain = [f"  {q.name:<36} {q.points:5g}{' bonus' * q.bonus}" for q in questions]
        rows = [(f"  {q.name}", f"{q.points:g}", "bonus" * q.bonus) for q in questions]
        for written in answers.assignment.manual:
            plain.append(f"  {written.title:<36} {written.points:5g} by a person")
            rows.append((f"  {written.title}", f"{written.points:g}", "by a person"))
        print_table(("  question", "points", ""), rows, plain)
    return 0


@command("template", "autograder template hw1_layers")
@assignments_argument
@click.option(
    "--check", is_flag=True, help="Write nothing; exit with status 1 where the folder is stale."
)
def template_command(assignments: tuple[str, ...], check: bool) -> int:
    """Make student_template/ again from the reference and the tests.

    It also holds the hand-outs, the notebook and the checks; do not edit it by hand.
    """
    from autograder.publish.student_folder import stale_files, student_files

    status = 0
    for folders in folders_of(assignments):
        if not check:
            write_folder(folders.template, student_files(folders))
            print(f"wrote {folders.template.relative_to(folders.root)}")
            continue
        for name in stale_files(folders):
            print(f"{folders.template}/{name} is stale: run autograder template", file=sys.stderr)
            status = STALE
    return status


@command("notebook", "autograder notebook hw1_layers -o dist")
@assignments_argument
@dist_option("Where HW/notebook.ipynb, .html and the like go; several have names of their own.")
def notebook_command(assignments: tuple[str, ...], output: Path) -> int:
    """Run the notebooks on the reference and write them with figures.

    Each runs in a student folder that holds the reference, in every language that it has; a cell
    that fails is named.
    """
    from autograder.publish.notebook import executed_notebook, write_notebook
    from autograder.publish.notebook_languages import notebooks_of

    for folders in folders_of(assignments):
        names = list(notebooks_of(folders))
        if not names:
            print(f"{folders.name}: no notebook.py, nothing to render")
        for name in names:
            with Progress() as progress:
                notebook = executed_notebook(folders, name, progress)
            page = write_notebook(notebook, output / folders.name, name.removesuffix(".ipynb"))
            print(f"wrote {page} and {name}")
    return 0


@command("lock", "autograder lock hw1_layers")
@assignments_argument
@click.option(
    "--by",
    type=click.Choice(["uv", "pip"]),
    help="Who looks for versions that go together.  [default: uv where it is installed, else pip]",
)
def lock_command(assignments: tuple[str, ...], by: str | None) -> int:
    """Pin the packages of the grading image, with hashes.

    This asks uv, which resolves in seconds for every Python and machine that an image may have;
    where it is not installed, pip, for one after the other, in a minute or two. Both ask the
    package index. Run it again where the assignment's requirements have changed.
    """
    from autograder.assignment.settings import read_assignment
    from autograder.publish.lock import LOCK, lock

    for folders in folders_of(assignments):
        with Progress() as progress:
            pinned = lock(read_assignment(folders), progress, by=by)
        write_atomic(folders.assignment / LOCK, pinned)
        print(f"wrote {(folders.assignment / LOCK).relative_to(folders.root)}")
    return 0


@command("build", "autograder build hw1_layers")
@assignments_argument
@dist_option("Where HW/student.zip and HW/autograder.zip go.")
@click.option("--no-validate", is_flag=True, help="Write bundles that are not proven.")
@click.option(
    "--stock-setup",
    is_flag=True,
    help="Have the image made and run by Otter: the same points, many minutes longer to build.",
)
@click.option(
    "--without-otter",
    is_flag=True,
    help="Leave out what Otter packages: autograder grade takes the zip, Gradescope does not.",
)
def build_command(
    assignments: tuple[str, ...],
    output: Path,
    no_validate: bool,
    stock_setup: bool,
    without_otter: bool,
) -> int:
    """Write the zip that students get and the one that Gradescope runs.

    Both are proven first, by the quick half of autograder validate, once for the same files; the
    exit status is 1, and nothing is written, where a proof fails.
    """
    from autograder.publish.bundle import build

    if stock_setup and without_otter:
        raise click.UsageError("--stock-setup is Otter's: it does not go with --without-otter.")
    wanted = folders_of(assignments)
    for done, folders in enumerate(wanted):
        if no_validate:
            print(f"{folders.name}: NOT PROVEN, as asked", file=sys.stderr)
        elif not _is_proven(folders):
            return UNPROVEN
        with Progress() as progress:
            progress("assignments built", done, len(wanted))
            made = build(folders, output, stock_setup=stock_setup, otter=not without_otter)
        for path in made:
            print(f"wrote {path}")
    return 0


def _is_proven(folders: Folders) -> bool:
    """Whether the quick proofs hold, now or when the same files were proven before."""
    one_thread()
    from autograder.publish.proofs.answers import Answers
    from autograder.publish.proofs.explanations import name_of_proof
    from autograder.publish.proofs.validate import fingerprint, validate

    proven = folders.root / ".proven" / folders.name
    content = fingerprint(folders)
    if proven.exists() and proven.read_text() == content:
        return True
    with Progress() as progress:
        answers = Answers(folders, progress=progress)
        failed = [p for p in validate(answers, quick=True) if not p.holds]
    for proof in failed:
        print(f"{folders.name}: not true: {proof.title}", file=sys.stderr)
        print("\n".join(f"  {line}" for line in proof.against[:LINES_OF_A_PROOF]), file=sys.stderr)
        if called := name_of_proof(proof.title):
            print(f"  what it wants: autograder validate --explain {called}", file=sys.stderr)
    if not failed:
        write_atomic(proven, content)
    return not failed


@command("validate", "autograder validate hw3_normalization --seeds 2")
@assignments_argument
@click.option(
    "--seeds",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="Seeds on which every right answer has to pass.",
)
@click.option(
    "--mutants",
    type=click.IntRange(min=0),
    default=300,
    show_default=True,
    metavar="N",
    help="The most small changes of the reference that are tried.",
)
@click.option(
    "--corpus",
    type=PATH,
    metavar="DIR",
    help="Grade labelled hand-ins, right/ and wrong/, in place of the proofs.",
)
@click.option(
    "--explain",
    metavar="PROOF",
    is_flag=False,
    flag_value="",
    help="Say what a proof wants and how to satisfy it, and prove nothing; alone, list the proofs.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, for machines.")
def validate_command(
    assignments: tuple[str, ...],
    seeds: int,
    mutants: int,
    corpus: Path | None,
    explain: str | None,
    as_json: bool,
) -> int:
    """Prove the tests right before anybody is graded with them.

    Right answers get all points and the untouched template none, known mistakes lose points and are
    named, small changes of the reference are noticed, and nothing hidden is in what students get.
    The exit status is 1 where a proof fails.

    With --corpus the tests are measured by hand-ins of which somebody has said whether they are
    right: which wrong ones have all points, which right ones do not, and for each wrong one the
    hint that it gets, to be judged by a reader. tests/corpus/README.md says how they are labelled.
    """
    if explain is not None:
        return _explain(explain)
    found: dict[str, list[dict[str, object]]] = {}
    for folders in folders_of(assignments):
        found[folders.name] = table = []
        if not as_json and is_drawn_on(sys.stdout):
            print(folders.name)
        proofs = _timed_proofs(folders, seeds, mutants)
        if corpus is not None:
            proofs = _measured_by(corpus, folders, as_json)
        for proof, seconds in proofs:
            table.append({"title": proof.title, "figure": proof.figure, "against": proof.against})
            if not as_json:
                _print_proof(folders.name, proof, seconds)
    if as_json:
        import json

        print(json.dumps(found, indent=1))
    failed = any(proof["against"] for table in found.values() for proof in table)
    return UNPROVEN if failed else 0


def _explain(name: str) -> int:
    """Print what a proof wants; without a name, what each is called and what it proves."""
    from autograder.publish.proofs.explanations import EXPLANATIONS, explained

    if name:
        print(explained(name))
        return 0
    rows = [(name, proof.title) for name, proof in EXPLANATIONS.items()]
    print_table(("name", "what is proven"), rows, [f"{name:<10} {title}" for name, title in rows])
    return 0


def _timed_proofs(folders: Folders, seeds: int, mutants: int) -> Iterator[tuple[Proof, float]]:
    """The proofs as they end, and the seconds that each has taken."""
    one_thread()
    from autograder.publish.proofs.answers import Answers
    from autograder.publish.proofs.validate import validate

    with Progress() as progress:
        start = time.monotonic()
        for proof in validate(Answers(folders, progress=progress), seeds=seeds, count=mutants):
            progress.close()
            yield proof, time.monotonic() - start
            start = time.monotonic()


def _measured_by(corpus: Path, folders: Folders, as_json: bool) -> Iterator[tuple[Proof, float]]:
    """What labelled hand-ins say of the tests, and the seconds that it has taken."""
    one_thread()
    from autograder.publish.proofs.answers import Answers
    from autograder.publish.proofs.corpus import as_labelled, judged, labelled

    start, found = time.monotonic(), []
    with Progress() as progress:
        answers = Answers(folders, progress=progress)
        for hand_in in judged(answers, labelled(corpus, answers)):
            found.append(hand_in)
            if hand_in.label.function and not as_json:
                progress.close()
                print(hand_in, flush=True)
    yield as_labelled(found), time.monotonic() - start


def _print_proof(name: str, proof: Proof, seconds: float) -> None:
    """Print a proof: on a terminal below its assignment's name, else on a line that has it all."""
    verdict = "holds" if proof.holds else "FAILS"
    figure = f"{proof.figure} ({seconds:.1f} s)"
    if is_drawn_on(sys.stdout):
        print(f"  {verdict}  {proof.title}\n         {figure}", flush=True)
    else:
        print(f"{name:<30} {verdict:<6} {proof.title}: {figure}", flush=True)
    for line in proof.against[:LINES_OF_A_PROOF]:
        print(f"    {line}")
    if hidden := len(proof.against[LINES_OF_A_PROOF:]):
        print(f"    and {hidden} more, which --json prints")
    from autograder.publish.proofs.explanations import name_of_proof

    if proof.against and (called := name_of_proof(proof.title)):
        print(f"    what it wants: autograder validate --explain {called}")
