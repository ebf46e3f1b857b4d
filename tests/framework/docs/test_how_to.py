"""The examples of the pages are assignments, and their proofs hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import DOCS, files_of
from small_course import LOCK, write_course

from autograder._files import toml_table
from autograder.assignment.folders import Folders
from autograder.assignment.settings import parse_assignment
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.validate import validate
from autograder.publish.student_folder import student_files

PAGES = [
    page
    for page in sorted(DOCS.rglob("*.md"))
    if any(path.endswith("assignment.toml") for path in files_of(page))
]
LARGE = ("assignments.md", "tutorial.md")
"""Pages whose example has a test of its own, which does more."""
SETTINGS_ALONE = ("settings.md",)


def example(page: Path, root: Path) -> Folders:
    """The assignment that a page's blocks are, written to ``root``."""
    files = files_of(page)
    (name,) = {Path(path).parts[1] for path in files}
    write_course(root, {f"assignments/{name}/requirements.lock": LOCK.read_text(), **files})
    return Folders(root, name)


def test_the_pages_are_found() -> None:
    assert len(PAGES) >= 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_pages_example_makes_a_student_folder(page: Path, tmp_path: Path) -> None:
    if page.name in SETTINGS_ALONE:
        (text,) = files_of(page).values()
        (tmp_path / "assignment.toml").write_text(text)
        entries = {"name": "hw", **toml_table(tmp_path / "assignment.toml")}
        assert parse_assignment(entries, page.name).title
        return
    given = student_files(example(page, tmp_path))
    assert any(b"NotImplementedError" in data for data in given.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", [p for p in PAGES if p.name not in LARGE + SETTINGS_ALONE], ids=lambda page: page.stem
)
def test_every_proof_of_a_pages_example_holds(page: Path, tmp_path: Path) -> None:
    for proof in validate(Answers(example(page, tmp_path)), seeds=5):
        assert proof.holds, (proof.title, proof.against)
