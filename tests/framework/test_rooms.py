"""The house stays a house: its public names, its imports, its names and sizes."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.structure import Structure, structure

ROOT = Path(__file__).parents[2]
PUBLIC = {
    "autograder.assignment": ["Assignment", "open_bundle", "read_assignment", "wrong"],
    "autograder.checks": [
        *("CheckFailure", "Skipped", "assert_accepts", "assert_close", "assert_dict_close"),
        *("assert_drawn", "assert_normal_scale", "assert_notices", "assert_pairs"),
        *("assert_raises", "assert_refuses", "assert_shape"),
        *("assert_unchanged", "case", "check_gradient", "check_loss_gradient", "data"),
        *("given_file", "pieces_apart", "rng", "show", "stand_in", "uneven_images"),
        *("uneven_rows", "without_warnings", "writable_path"),
    ],
    "autograder.classroom": ["Ledger", "grade_class"],
    "autograder.grading": ["Outcome", "Results", "grade"],
    "autograder.publish": ["build", "validate"],
    "autograder.reports": ["Export"],
    "autograder.sandbox": ["Sandbox", "StudentError"],
}
"""What others may rely on; a name more or less here is a change that users see."""
WITHOUT_PUBLIC_NAMES = ["autograder.platforms", "autograder.cli"]
WRONG_IMPORTS = [
    ("The story of a hand-in", "checks/values.py", "from autograder.assignment import settings"),
    ("What runs beside the hand-in", "sandbox/inside/wire.py", "from autograder import errors"),
    ("What is shipped in a bundle", "grading/results.py", "import jinja2"),
]
"""A contract, a file, and an import in it that the contract forbids."""


@pytest.fixture(scope="module")
def house() -> Structure:
    return structure(ROOT / "autograder")


@pytest.mark.parametrize("room", PUBLIC)
def test_a_room_lets_others_import_these_names_sorted(room: str) -> None:
    module = importlib.import_module(room)
    assert module.__all__ == sorted(PUBLIC[room])
    for name in PUBLIC[room]:
        assert getattr(module, name) is not None


@pytest.mark.parametrize("room", WITHOUT_PUBLIC_NAMES)
def test_a_room_without_public_names_says_in_a_sentence_what_is_in_it(room: str) -> None:
    module = importlib.import_module(room)
    assert module.__doc__ and module.__doc__.strip().endswith(".")
    assert not hasattr(module, "__all__")


def test_a_name_that_a_room_does_not_have_is_an_attribute_error() -> None:
    import autograder.grading

    with pytest.raises(AttributeError, match=r"module 'autograder.grading' has no .* 'grader'"):
        autograder.grading.grader  # noqa: B018


@pytest.mark.parametrize("room", [r for r in PUBLIC if r != "autograder.checks"])
def test_a_room_loads_its_public_names_when_they_are_used_and_not_before(room: str) -> None:
    """The sandbox starts before NumPy is loaded, and a ledger is read without what grades."""
    program = f"import sys, {room}; sys.exit('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_sandbox_starts_before_numpy_is_loaded() -> None:
    program = "import sys, autograder.sandbox.process; sys.exit('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_there_are_few_rooms_with_few_imports_between_them_and_no_circle(house: Structure) -> None:
    assert len(house.rooms) <= 18
    # Every room may say a sentence in the reader's language, as it may use the standard library.
    imports = [pair for pair in house.imports if pair[1] != "language"]
    assert len(imports) + len(house.of_the_package) <= 60
    assert house.circles == []
    assert house.at_the_top == ["_files", "_workers", "errors"]  # and the folder unpack/


def test_a_name_means_one_thing(house: Structure) -> None:
    assert house.public_twice == [], house
    assert len(house.twice) <= 15, house


def test_the_figures_see_circles_and_names_that_are_defined_twice(tmp_path: Path) -> None:
    files = {
        "a/__init__.py": "from house import VERSION\nfrom house.b import Thing",
        "a/one.py": "LIMIT = 1\nif LIMIT:\n    def _made(): ...  # a comment",
        "b.py": "import house.a.one\nLIMIT, Thing = 2, 3\n",
        "c.py": "from house import a, b\nclass Thing: ...",
        "student/d.py": "LIMIT = 3",
    }
    for name, text in files.items():
        (tmp_path / "house" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "house" / name).write_text(text)
    found = structure(tmp_path / "house")
    assert found.rooms == ["a", "b", "c"] and found.at_the_top == ["b", "c"]
    assert found.imports == {("a", "b"), ("b", "a"), ("c", "a"), ("c", "b")}
    assert found.of_the_package == ["a"]
    assert found.circles == [["a", "b"]]
    assert found.twice == {"LIMIT": ["a.one", "b"], "Thing": ["b", "c"]}
    assert 0 < found.comments < 100


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package and of the contracts."""
    folder = tmp_path_factory.mktemp("house")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "autograder", folder / "autograder", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    return subprocess.run([*command, "--no-cache"], cwd=folder, capture_output=True, text=True)


def test_the_contracts_hold_and_each_refuses_a_wrong_import(copy: Path) -> None:
    assert lint(copy).returncode == 0
    for _, file, line in WRONG_IMPORTS:
        path = copy / "autograder" / file
        path.write_text(f"{path.read_text()}\n{line}\n")
    done = lint(copy)
    assert done.returncode == 1
    for contract, _, _ in WRONG_IMPORTS:
        (verdict,) = [x for x in done.stdout.splitlines() if x.startswith(contract)][:1]
        assert " BROKEN" in verdict, done.stdout
