"""A bundle, which is a grader zip or the folder that one was unpacked to, is read as a rubric."""

from __future__ import annotations

import contextlib
import json
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from autograder._files import given_path
from autograder.assignment import gradients
from autograder.assignment.current_folder import working_in
from autograder.assignment.folders import PROBES
from autograder.assignment.provenance import Provenance, framework
from autograder.assignment.reference import load_reference
from autograder.assignment.rubric import Rubric
from autograder.assignment.settings import parse_assignment
from autograder.assignment.texts import parse_texts, texts_name
from autograder.checks.questions import Question, questions_of
from autograder.checks.shared import SHARED_FOLDER
from autograder.errors import AssignmentError

DRIVER = "autograder_driver.ipynb"
"""The notebook that Otter's runtime executes; it is empty, since the grading is done before."""
MANIFEST = "manifest.json"
"""The bundle's member that names its assignment, its hash and its commit."""
EARLIER = "earlier"
"""The folder of what tries modules of earlier assignments."""


@contextlib.contextmanager
def open_bundle(path: Path) -> Iterator[Rubric]:
    """The rubric of a bundle: a grader zip, or the folder that one was unpacked to.

    The reference's files are there until the end of the ``with`` block. ``AssignmentError`` where
    ``path`` is no bundle.
    """
    if path.is_dir():
        tests = {file: file.read_bytes() for file in (path / "tests").rglob("*.py")}
        rubric = _rubric(
            path,
            lambda n: (path / n).read_bytes(),
            tests,
            path.absolute(),
            lambda n: (path / n).is_file(),
        )
        names = [p.relative_to(path).as_posix() for p in (path / EARLIER).rglob("*.py")]
        _add_earlier(rubric, path, lambda n: (path / n).read_bytes(), names)
        yield rubric
        return
    with tempfile.TemporaryDirectory(prefix="bundle-") as scratch:
        with _opened_zip(path) as archive:
            names = archive.namelist()
            tests = {path / n: archive.read(n) for n in names if n.startswith("tests/")}
            wanted = ("reference/", "files/", f"{PROBES}.py")
            archive.extractall(scratch, [n for n in names if n.startswith(wanted)])
            rubric = _rubric(path, archive.read, tests, Path(scratch), set(names).__contains__)
            _add_earlier(rubric, path, archive.read, names)
        yield rubric


@contextlib.contextmanager
def _opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
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


def _add_earlier(
    rubric: Rubric, where: Path, read: Callable[[str], bytes], names: Sequence[str]
) -> None:
    """Load what tries the brought modules, where the bundle holds that."""
    assert rubric.folder is not None
    for name in dict.fromkeys(rubric.assignment.brings.modules.values()):
        home = f"{EARLIER}/{name}"
        tests = {where / n: read(n) for n in names if n.startswith(f"{home}/tests/")}
        if not tests:
            continue
        assignment = parse_assignment(json.loads(read(f"{home}/assignment.json")), home)
        rubric.earlier[name] = Rubric(
            assignment,
            _questions(tests),
            load_reference(rubric.folder, assignment.modules),
            rubric.provenance,
            gradients.load(read(f"{home}/oracle.json")),
            rubric.folder,
        )


def _questions(files: Mapping[Path, bytes]) -> list[Question]:
    """The questions in a bundle's tests/, where their helpers lie too."""
    shared = {path: data for path, data in files.items() if path.parent.name == SHARED_FOLDER}
    tests = {path: data for path, data in files.items() if path not in shared}
    return questions_of(tests, shared)


def _rubric(
    where: Path,
    read: Callable[[str], bytes],
    tests: Mapping[Path, bytes],
    unpacked: Path,
    has: Callable[[str], bool],
) -> Rubric:
    try:
        entries, manifest = json.loads(read("assignment.json")), json.loads(read(MANIFEST))
        provenance = Provenance(manifest["hash"], manifest["commit"], framework())
        memo = gradients.load(read("oracle.json"))
    except (OSError, KeyError, ValueError) as error:
        raise AssignmentError(f"{where}: not a bundle of this framework ({error})") from None
    assignment = parse_assignment(entries, "assignment.json")
    texts = texts_name(assignment.language)
    beside = unpacked / f"{PROBES}.py"
    probes = beside if beside.is_file() else None
    has_files = (unpacked / "files").is_dir()
    with working_in(unpacked if has_files else None):  # a notebook's cells may read one
        reference = load_reference(unpacked / "reference", assignment.imported, probes=probes)
    return Rubric(
        assignment,
        _questions(tests),
        reference,
        provenance,
        memo,
        unpacked / "reference",
        unpacked / "files" if has_files else None,
        handed_out=frozenset(manifest.get("handed_out", ())),
        probes=probes,
        texts=parse_texts(read(texts), texts) if has(texts) else {},
    )
