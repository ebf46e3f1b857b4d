"""The command line; renders, decides nothing."""

from __future__ import annotations

import argparse
import csv
import gc
import io
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import AssignmentError
from autograder.files import write_atomic, write_folder
from autograder.sandbox.process import Sandbox

if TYPE_CHECKING:
    from autograder.assignment import Folders
    from autograder.course import Course
    from autograder.results import Results

GRADER_FAILED = UNPROVEN = 1
BAD_INPUT = 2
CACHE = Path.home() / ".cache" / "nn-autograder"
"""The Debian root of rehearsals."""
GARBAGE = 50_000
"""Objects after which a grading process looks for cycles; a hand-in leaves few."""
SHOWN = 20
"""Lines of what speaks against a proof."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except (AssignmentError, OSError) as error:
        print(f"autograder: {error}", file=sys.stderr)
    except ModuleNotFoundError as error:
        needed = f"this needs {error.name}: pip install 'nn-autograder[instructor]'"
        print(f"autograder: {needed}", file=sys.stderr)
    return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="autograder", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, text: str, run: Callable[[argparse.Namespace], int]
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(command=run)
        return command

    def add_assignments(command: argparse.ArgumentParser) -> None:
        command.add_argument("assignments", nargs="*", metavar="HW", help="default: all")

    add("list", "assignments, questions, points", _list)
    template = add("template", "regenerate student_template/", _template)
    add_assignments(template)
    template.add_argument("--check", action="store_true", help="only fail where it is stale")
    drawing = add("notebook", "run the notebooks on the reference; rendered copies", _notebook)
    add_assignments(drawing)
    drawing.add_argument("-o", "--output", type=Path, default=Path("dist"), metavar="DIR")
    add_assignments(add("lock", "pin the packages of the grading image", _lock))
    bundle = add("build", "student.zip and autograder.zip", _build)
    add_assignments(bundle)
    bundle.add_argument("-o", "--output", type=Path, default=Path("dist"), metavar="DIR")
    bundle.add_argument(
        "--no-validate", action="store_true", help="write bundles that are not proven"
    )
    bundle.add_argument(
        "--stock-setup", action="store_true", help="an image made and run by Otter (slow to build)"
    )
    proving = add("validate", "prove that the tests are right", _validate)
    add_assignments(proving)
    proving.add_argument("--seeds", type=int, default=20, metavar="N", help="run seeds (20)")
    proving.add_argument("--mutants", type=int, default=300, metavar="N", help="at most (300)")
    proving.add_argument("--json", action="store_true", help="for machines")
    rehearsing = add(
        "rehearse", "a bundle's whole way through a stand-in for Gradescope", _rehearse
    )
    rehearsing.add_argument("assignment", metavar="HW")
    rehearsing.add_argument("submission", type=Path, nargs="?", help="default: the reference")
    rehearsing.add_argument("-o", "--output", type=Path, metavar="DIR", help="keep the results")
    rehearsing.add_argument(
        "--beside-otter", action="store_true", help="also install Otter's package set, to compare"
    )
    viewing = add("preview", "what Gradescope shows of a results.json, as HTML", _preview)
    viewing.add_argument("results", type=Path, metavar="RESULTS")
    viewing.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: RESULTS.html")
    grading = add("grade", "grade hand-ins with a bundle", _grade)
    grading.add_argument("bundle", type=Path, metavar="BUNDLE")
    grading.add_argument("submissions", type=Path, nargs="+", metavar="SUBMISSION")
    grading.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    return parser


def _folders(names: list[str]) -> list[Folders]:
    from autograder.assignment import Folders, assignment_names

    root = Path.cwd()
    known = assignment_names(root)
    for name in names:
        if name not in known:
            raise AssignmentError(f"{name!r} is no assignment here; there are {', '.join(known)}")
    return [Folders(root, name) for name in names or known]


def _list(options: argparse.Namespace) -> int:
    from autograder.assignment import read_assignment
    from autograder.questions import load_questions

    for folders in _folders([]):
        print(f"{folders.name}: {read_assignment(folders).title}")
        for question in load_questions(folders.tests):
            print(f"  {question.name:<36} {question.points:5g}{' bonus' * question.bonus}")
    return 0


def _template(options: argparse.Namespace) -> int:
    from autograder.template import stale_files, student_files

    status = 0
    for folders in _folders(options.assignments):
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

    from autograder.notebook import executed_notebook

    for folders in _folders(options.assignments):
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
    from autograder.assignment import read_assignment
    from autograder.lock import LOCK, lock

    for folders in _folders(options.assignments):
        write_atomic(folders.assignment / LOCK, lock(read_assignment(folders)))
        print(f"wrote {(folders.assignment / LOCK).relative_to(folders.root)}")
    return 0


def _build(options: argparse.Namespace) -> int:
    from autograder.bundle import build

    for folders in _folders(options.assignments):
        if options.no_validate:
            print(f"{folders.name}: NOT PROVEN, as asked", file=sys.stderr)
        elif not _proven(folders):
            return UNPROVEN
        for path in build(folders, options.output, stock_setup=options.stock_setup):
            print(f"wrote {path}")
    return 0


def _proven(folders: Folders) -> bool:
    _one_thread()
    from autograder.validate import fingerprint, proofs

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
    from autograder.course import Course

    return Course(folders, progress=_show_progress) if sys.stderr.isatty() else Course(folders)


def _show_progress(done: int, of: int) -> None:
    print(f"  {done} of {of}", end="\n" if done == of else "\r", file=sys.stderr, flush=True)


def _validate(options: argparse.Namespace) -> int:
    _one_thread()
    from autograder.validate import proofs

    found: dict[str, list[dict[str, object]]] = {}
    for folders in _folders(options.assignments):
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


def _one_thread() -> None:
    """Before NumPy is loaded: the tests' arrays are small, and the cores have other work."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _rehearse(options: argparse.Namespace) -> int:
    from autograder import rehearsal
    from autograder.assignment import read_assignment
    from autograder.bundle import grader_files, zip_bytes
    from autograder.container import check_possible

    (folders,) = _folders([options.assignment])
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
    from autograder.preview import views

    print(f"run_autograder printed, for instructors alone: {log.strip() or 'nothing'}")
    for view in views(data) if data else []:
        total = f"{view.score} points" if view.score else "no total"
        print(f"{view.title}: {total}, {len(view.tests)} lines, {view.unseen} not shown")


def _preview(options: argparse.Namespace) -> int:
    from autograder.preview import page

    target = options.output or options.results.with_suffix(".html")
    write_atomic(target, page(options.results.read_bytes(), options.results.stem))
    print(f"wrote {target}")
    return 0


def _grade(options: argparse.Namespace) -> int:
    for path in options.submissions:
        if not path.exists():
            raise AssignmentError(f"{path}: no such submission")
    _one_thread()
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
        "bundle": done[0].bundle_hash,
        "max_points": most,
        "submissions": {r.name: {"points": r.points, "layers": r.layers} for r in done},
    }
    return json.dumps(document, indent=2) + "\n"
