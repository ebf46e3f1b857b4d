"""What the framework's tests share: the repository, a built bundle, the hw1 reference."""

from __future__ import annotations

import contextlib
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: the cores have other work

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from autograder.assignment import Assignment, Folders, Limits
from autograder.bundle import build, opened_bundle
from autograder.grading import Rubric, grade
from autograder.reference import load_reference
from autograder.results import Results
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Session

ROOT = Path(__file__).parents[2]
SOLUTION = ROOT / "solutions" / "hw1_layers" / "layers.py"


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
    with opened_bundle(dist / "autograder.zip") as opened:
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
    """Fork a child that imports a module given as text."""
    assignment = Assignment("hw", "", ["m"], ["numpy"], [], Limits(import_seconds=5.0))
    with contextlib.ExitStack() as stack:

        def run(source: str, within: Sandbox = sandbox) -> Session:
            scratch = stack.enter_context(tempfile.TemporaryDirectory())
            folder = Path(scratch) / "hand-in"
            folder.mkdir()
            (folder / "m.py").write_text(source)
            within.share(folder)
            session = within.session(folder, assignment)
            stack.callback(lambda: session.close() if within is sandbox else None)
            session.imported()
            return session

        yield run
