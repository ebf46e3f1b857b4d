"""The ledger of promises: our own is complete, and what is missing in one is noticed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.assignment.folders import Folders, assignment_names
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.promises import ledger, promises_are_kept

ROOT = Path(__file__).parents[3]
NAME = "hw3_normalization"


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_our_own_promises_are_complete(name: str) -> None:
    """That their mistakes lose points is proven with the known mistakes, by validate."""
    answers = Answers(Folders(ROOT, name))
    proof = promises_are_kept(answers, {m.name for m in answers.misconceptions})
    assert proof.holds, proof.against
    assert int(proof.figure.split()[0]) > 20


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    for part in ("assignments", "solutions", "tests"):
        shutil.copytree(ROOT / part / NAME, tmp_path / part / NAME)
    return Folders(tmp_path, NAME)


def change(path: Path, old: str, new: str) -> None:
    text, count = re.subn(old, new, path.read_text(), count=1)
    assert count == 1
    path.write_text(text)


def chinese_lacks_one(folders: Folders) -> None:
    change(folders.assignment / "handout.zh.md", r"<!-- promise: \w+\.\w+ -->", "")


def mark_misspelt(folders: Folders) -> None:
    change(folders.assignment / "handout.md", r"<!-- promise: ", "<!-- promises ")


def mark_unknown(folders: Folders) -> None:
    for path in folders.assignment.glob("handout*.md"):
        path.write_text(
            path.read_text() + "\nIt flies. <!-- promise: batchnorm_forward.flies -->\n"
        )


def entry_without_mistakes(folders: Folders) -> None:
    change(folders.assignment / "promises.toml", r"mistakes = \[.*?\]", "mistakes = []")


def mistake_unknown(folders: Folders) -> None:
    change(folders.assignment / "promises.toml", r'mistakes = \["(\w+)"', 'mistakes = ["no_such"')


def entry_that_stands_nowhere(folders: Folders) -> None:
    with (folders.assignment / "promises.toml").open("a") as file:
        file.write('\n[nowhere]\nsaid = { mistakes = ["bn_unbiased"] }\n')


def quote_of_no_stub(folders: Folders) -> None:
    change(folders.assignment / "promises.toml", r'stub = "', 'stub = "Nobody says: ')


def entry_with_another_key(folders: Folders) -> None:
    change(folders.assignment / "promises.toml", r"mistakes = \[", 'open = "later", mistakes = [')


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (chinese_lacks_one, "is marked in handout.md:"),
        (mark_misspelt, "is no mark: write <!-- promise: FUNCTION.NAME -->"),
        (mark_unknown, "the promise batchnorm_forward.flies is not in promises.toml"),
        (entry_without_mistakes, "no known mistake breaks it"),
        (mistake_unknown, "there is no known mistake 'no_such'"),
        (entry_that_stands_nowhere, "nowhere.said: no hand-out has its mark, and no stub is"),
        (quote_of_no_stub, "no docstring of a stub says 'Nobody says: "),
        (entry_with_another_key, "should say mistakes and, perhaps, stub"),
    ],
)
def test_what_is_missing_is_noticed(
    folders: Folders, spoil: Callable[[Folders], None], says: str
) -> None:
    spoil(folders)
    answers = Answers(folders)
    proof = promises_are_kept(answers, {m.name for m in answers.misconceptions})
    assert any(says in line for line in proof.against), proof.against


def test_a_promise_that_no_case_holds_is_noticed() -> None:
    answers = Answers(Folders(ROOT, NAME))
    noticed = {m.name for m in answers.misconceptions} - {"bn_unbiased"}
    against = promises_are_kept(answers, noticed).against
    assert against and all("no case notices bn_unbiased, which breaks it" in a for a in against)


def test_without_a_ledger_there_are_no_promises(tmp_path: Path) -> None:
    assert ledger(tmp_path / "promises.toml") == ([], [])
