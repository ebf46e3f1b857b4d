"""What the framework's tests share: the repository, a built bundle, the hw1 reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from autograder.assignment import Folders
from autograder.bundle import build, opened_bundle
from autograder.grading import Results, Rubric, grade
from autograder.reference import load_reference
from autograder.sandbox.process import Sandbox

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
