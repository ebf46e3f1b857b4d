"""Commands for those who write a course: its parts, its bundles, its proofs."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder._files import write_atomic, write_folder
from autograder.cli._common import UNPROVEN, Commands, add_command, one_thread
from autograder.errors import AssignmentError

if TYPE_CHECKING:
    from autograder.assignment.folders import Folders
    from autograder.publish.proofs.answers import Course

SHOWN = 20
"""Lines of what speaks against a proof."""


def add_commands(commands: Commands) -> None:
    """Declare the commands."""
    add_command(commands, "list", "assignments, questions, points", _list)
    template = add_command(commands, "template", "regenerate student_template/", _template)
    _add_assignments(template)
    template.add_argument("--check", action="store_true", help="only fail where it is stale")
    text = "run the notebooks on the reference; rendered copies"
    drawing = add_command(commands, "notebook", text, _notebook)
    _add_assignments(drawing)
    drawing.add_argument("-o", "--output", type=Path, default=Path("dist"), metavar="DIR")
    _add_assignments(add_command(commands, "lock", "pin the packages of the grading image", _lock))
    bundle = add_command(commands, "build", "student.zip and autograder.zip", _build)
    _add_assignments(bundle)
    bundle.add_argument("-o", "--output", type=Path, default=Path("dist"), metavar="DIR")
    text = "write bundles that are not proven"
    bundle.add_argument("--no-validate", action="store_true", help=text)
    text = "an image made and run by Otter (slow to build)"
    bundle.add_argument("--stock-setup", action="store_true", help=text)
    proving = add_command(commands, "validate", "prove that the tests are right", _validate)
    _add_assignments(proving)
    proving.add_argument("--seeds", type=int, default=20, metavar="N", help="run seeds (20)")
    proving.add_argument("--mutants", type=int, default=300, metavar="N", help="at most (300)")
    proving.add_argument("--json", action="store_true", help="for machines")


def _add_assignments(command: argparse.ArgumentParser) -> None:
    command.add_argument("assignments", nargs="*", metavar="HW", help="default: all")


def folders_of(names: list[str]) -> list[Folders]:
    from autograder.assignment.folders import Folders, assignment_names

    root = Path.cwd()
    known = assignment_names(root)
    for name in names:
        if name not in known:
            raise AssignmentError(f"{name!r} is no assignment here; there are {', '.join(known)}")
    return [Folders(root, name) for name in names or known]


def _list(options: argparse.Namespace) -> int:
    from autograder.assignment.settings import read_assignment
    from autograder.checks.questions import load_questions

    for folders in folders_of([]):
        print(f"{folders.name}: {read_assignment(folders).title}")
        for question in load_questions(folders.tests):
            print(f"  {question.name:<36} {question.points:5g}{' bonus' * question.bonus}")
    return 0


def _template(options: argparse.Namespace) -> int:
    from autograder.publish.student_folder import stale_files, student_files

    status = 0
    for folders in folders_of(options.assignments):
        if not options.check:
            write_folder(folders.template, student_files(folders))
            print(f"wrote {folders.template.relative_to(folders.root)}")
            continue
        for name in stale_files(folders):
            print(f"{folders.template}/{name} is stale: run autograder template", file=sys.stderr)
            status = 1
    return status


def _notebook(options: argparse.Namespace) -> int:
    import nbconvert
    import nbformat

    from autograder.publish.notebook import executed_notebook

    for folders in folders_of(options.assignments):
        if not (folders.assignment / "notebook.py").is_file():
            print(f"{folders.name}: no notebook.py, nothing to render")
            continue
        notebook = executed_notebook(folders)
        exporter: Any = nbconvert.HTMLExporter
        page, _ = exporter(embed_images=True).from_notebook_node(notebook)
        target = options.output / folders.name
        write_atomic(target / "notebook.html", page)
        write_atomic(target / "notebook.ipynb", nbformat.writes(notebook))
        print(f"wrote {target / 'notebook.html'} and notebook.ipynb")
    return 0


def _lock(options: argparse.Namespace) -> int:
    from autograder.assignment.settings import read_assignment
    from autograder.publish.lock import LOCK, lock

    for folders in folders_of(options.assignments):
        write_atomic(folders.assignment / LOCK, lock(read_assignment(folders)))
        print(f"wrote {(folders.assignment / LOCK).relative_to(folders.root)}")
    return 0


def _build(options: argparse.Namespace) -> int:
    from autograder.publish.bundle import build

    for folders in folders_of(options.assignments):
        if options.no_validate:
            print(f"{folders.name}: NOT PROVEN, as asked", file=sys.stderr)
        elif not _proven(folders):
            return UNPROVEN
        for path in build(folders, options.output, stock_setup=options.stock_setup):
            print(f"wrote {path}")
    return 0


def _proven(folders: Folders) -> bool:
    one_thread()
    from autograder.publish.proofs.validate import fingerprint, proofs

    proven = folders.root / ".proven" / folders.name
    content = fingerprint(folders)
    if proven.exists() and proven.read_text() == content:
        return True
    failed = [p for p in proofs(_course(folders), quick=True) if not p.holds]
    for proof in failed:
        print(f"{folders.name}: not true: {proof.title}", file=sys.stderr)
        print("\n".join(f"  {line}" for line in proof.against[:SHOWN]), file=sys.stderr)
    if not failed:
        write_atomic(proven, content)
    return not failed


def _course(folders: Folders) -> Course:
    from autograder.publish.proofs.answers import Course

    return Course(folders, progress=_show_progress) if sys.stderr.isatty() else Course(folders)


def _show_progress(done: int, of: int) -> None:
    print(f"  {done} of {of}", end="\n" if done == of else "\r", file=sys.stderr, flush=True)


def _validate(options: argparse.Namespace) -> int:
    one_thread()
    from autograder.publish.proofs.validate import proofs

    found: dict[str, list[dict[str, object]]] = {}
    for folders in folders_of(options.assignments):
        found[folders.name] = []
        start = time.monotonic()
        for proof in proofs(_course(folders), seeds=options.seeds, count=options.mutants):
            verdict = "holds" if proof.holds else "FAILS"
            seconds, start = time.monotonic() - start, time.monotonic()
            found[folders.name].append(
                {"title": proof.title, "figure": proof.figure, "against": proof.against}
            )
            if not options.json:
                line = f"{proof.title}: {proof.figure} ({seconds:.1f} s)"
                print(f"{folders.name:<30} {verdict:<6} {line}", flush=True)
                for line in proof.against[:SHOWN]:
                    print(f"    {line}")
    if options.json:
        print(json.dumps(found, indent=1))
    failed = any(proof["against"] for table in found.values() for proof in table)
    return UNPROVEN if failed else 0
