"""A bundle, which is a grader zip or the folder that one was unpacked to, is read as a rubric."""

from __future__ import annotations

import contextlib
import json
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from autograder._files import given_path
from autograder.assignment import gradients
from autograder.assignment.provenance import Provenance, framework
from autograder.assignment.reference import load_reference
from autograder.assignment.rubric import Rubric
from autograder.assignment.settings import parse_assignment
from autograder.checks.questions import questions_of
from autograder.errors import AssignmentError

DRIVER = "autograder_driver.ipynb"
"""The notebook that Otter's runtime executes; it is empty, since the grading is done before."""
MANIFEST = "manifest.json"
"""The bundle's member that names its assignment, its hash and its commit."""


@contextlib.contextmanager
def open_bundle(path: Path) -> Iterator[Rubric]:
    """The rubric of a bundle: a grader zip, or the folder that one was unpacked to.

    The reference's files are there until the end of the ``with`` block. ``AssignmentError`` where
    ``path`` is no bundle.
    """
    if path.is_dir():
        tests = {file: file.read_bytes() for file in (path / "tests").glob("*.py")}
        yield _rubric(path, lambda n: (path / n).read_bytes(), tests, path / "reference")
        return
    with tempfile.TemporaryDirectory(prefix="bundle-") as scratch:
        with _archive(path) as archive:
            names = archive.namelist()
            tests = {path / n: archive.read(n) for n in names if n.startswith("tests/")}
            archive.extractall(scratch, [n for n in names if n.startswith("reference/")])
            rubric = _rubric(path, archive.read, tests, Path(scratch, "reference"))
        yield rubric


@contextlib.contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip that a person gave; what is wrong with it is an ``AssignmentError``."""
    with given_path(path):
        if not path.is_file():
            raise AssignmentError(f"{path}: no such bundle")
        with path.open("rb") as file:
            if not zipfile.is_zipfile(file):
                raise AssignmentError(f"{path}: not a zip; build one with: autograder build")
            try:
                with zipfile.ZipFile(file) as archive:
                    yield archive
            except (zipfile.BadZipFile, zlib.error) as error:
                raise AssignmentError(f"{path}: a damaged bundle ({error})") from None


def _rubric(
    where: Path, read: Callable[[str], bytes], tests: Mapping[Path, bytes], reference: Path
) -> Rubric:
    try:
        entries, manifest = json.loads(read("assignment.json")), json.loads(read(MANIFEST))
        provenance = Provenance(manifest["hash"], manifest["commit"], framework())
        memo = gradients.load(read("oracle.json"))
    except (OSError, KeyError, ValueError) as error:
        raise AssignmentError(f"{where}: not a bundle of this framework ({error})") from None
    assignment = parse_assignment(entries, "assignment.json")
    return Rubric(
        assignment,
        questions_of(tests),
        load_reference(reference, assignment.modules),
        provenance,
        memo,
        reference,
    )
