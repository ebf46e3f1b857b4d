"""What the framework's tests share: the repository, a built bundle, the hw1 reference."""

from __future__ import annotations

import contextlib
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: the cores have other work
os.environ["AUTOGRADER_LANG"] = "en"  # whatever this computer is set to

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, ModuleType

import pytest

from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.reference import load_reference
from autograder.assignment.rubric import Rubric
from autograder.assignment.settings import Assignment, Limits
from autograder.classroom.ledger import NAME, Ledger
from autograder.classroom.roster import read_input
from autograder.classroom.run import Counts, grade_class
from autograder.grading.engine import grade
from autograder.grading.results import Results
from autograder.publish.bundle import build
from autograder.reports.gradebook import write_results
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Session

ROOT = Path(__file__).parents[2]
SOLUTION = ROOT / "solutions" / "hw1_layers" / "layers.py"
RELU = "    return np.maximum(0, x), x"
GradeAll = Callable[..., Counts]


@pytest.fixture(scope="session")
def folders() -> Folders:
    return Folders(ROOT, "hw1_layers")


@pytest.fixture(scope="session")
def layers() -> ModuleType:
    return load_reference(SOLUTION.parent, ["layers"])


@pytest.fixture(scope="session")
def dist(folders: Folders, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("dist")
    build(folders, output)
    return output / "hw1_layers"


@pytest.fixture(scope="session")
def rubric(dist: Path) -> Iterator[Rubric]:
    with open_bundle(dist / "autograder.zip") as opened:
        yield opened


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def grade_source(rubric: Rubric, sandbox: Sandbox, tmp_path: Path) -> Callable[[str], Results]:
    """Grade a module given as text."""

    def run(source: str) -> Results:
        path = tmp_path / "layers.py"
        path.write_text(source)
        return grade(rubric, path, sandbox)

    return run


@pytest.fixture(scope="session")
def right_source() -> str:
    return SOLUTION.read_text()


@pytest.fixture
def open_session(sandbox: Sandbox) -> Iterator[Callable[..., Session]]:
    """Fork a child that imports ``m.py``, given as text, beside helpers given as texts."""
    with contextlib.ExitStack() as stack:

        def run(
            source: str,
            within: Sandbox = sandbox,
            *,
            modules: Sequence[str] = ("m",),
            helpers: Mapping[str, str] = MappingProxyType({}),
            imports: Sequence[str] = ("numpy",),
            message_mb: int = 16,
        ) -> Session:
            limits = Limits(import_seconds=5.0, message_mb=message_mb)
            assignment = Assignment("hw", "", [*modules], [*imports], [], limits)
            scratch = stack.enter_context(tempfile.TemporaryDirectory())
            folder = Path(scratch) / "hand-in"
            folder.mkdir()
            for name, text in {"m.py": source, **helpers}.items():
                (folder / name).write_text(text)
            within.share(folder)
            session = within.session(folder, assignment)
            stack.callback(lambda: session.close() if within is sandbox else None)
            session.imported()
            return session

        yield run


@pytest.fixture
def hand_ins(tmp_path: Path, right_source: str) -> Path:
    """Six hand-ins, five different ones: two equal, one wrong, one that cannot be unpacked."""
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "ada.py").write_text(right_source)
    (folder / "bob.py").write_text(right_source.replace(RELU, "    return np.abs(x), x"))
    (folder / "copy.py").write_text(right_source)
    (folder / "dan.py").write_text(right_source + "\n# mine\n")
    (folder / "eve.zip").write_bytes(b"PK broken")
    (folder / "fay.py").write_text(right_source + "\n# mine too\n")
    return folder


@pytest.fixture
def grade_all(dist: Path, tmp_path: Path) -> Iterator[GradeAll]:
    """Grade a folder into ``tmp_path/out``."""
    with Sandbox() as few:

        def run(folder: Path, bundle: Path = dist / "autograder.zip") -> Counts:
            with open_bundle(bundle) as rubric:
                modules, scratch = rubric.assignment.modules, tmp_path / "scratch"
                entries = read_input([folder], modules, scratch=scratch).entries
                counts = grade_class(rubric, entries, tmp_path / "out", few)
            with Ledger(tmp_path / "out" / NAME) as ledger:
                write_results(ledger, counts.run, tmp_path / "out")
            return counts

        yield run


@pytest.fixture
def changed_bundle(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Build hw1 again with a file that says something else; returns the bundle's path."""

    def run(file: str, old: str, new: str) -> Path:
        course = tmp_path / "course"
        for part in ("assignments", "solutions", "tests"):
            if not (course / part).exists():
                shutil.copytree(ROOT / part / "hw1_layers", course / part / "hw1_layers")
        path = course / file
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))
        build(Folders(course, "hw1_layers"), tmp_path / "changed")
        return tmp_path / "changed" / "hw1_layers" / "autograder.zip"

    return run
