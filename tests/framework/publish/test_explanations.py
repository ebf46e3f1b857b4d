"""``validate --explain`` knows every proof, by a name that is printed where one fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_course import small_course

from autograder.assignment.folders import Folders
from autograder.cli import main
from autograder.publish.proofs import validate as validating
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.corpus import as_labelled
from autograder.publish.proofs.explanations import EXPLANATIONS, name_of_proof
from autograder.publish.proofs.proof import Proof


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return small_course(tmp_path)


def proofs(folders: Folders) -> Iterator[Proof]:
    yield from validating.validate(Answers(folders), count=5)
    yield as_labelled([])


def test_every_proof_is_explained_in_the_order_in_which_they_are_given(folders: Folders) -> None:
    assert [name_of_proof(proof.title) for proof in proofs(folders)] == list(EXPLANATIONS)


def test_what_a_proof_can_say_has_an_edit_in_whole_sentences() -> None:
    for name, proof in EXPLANATIONS.items():
        assert proof.wants.endswith("."), name
        assert proof.edits or name == "public"
        assert all(edit[0].isupper() for edit in proof.edits.values()), name


@pytest.mark.parametrize("name", EXPLANATIONS)
def test_an_explanation_is_printed_and_nothing_is_proven(
    name: str, folders: Folders, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(validating, "validate", None)
    assert main(["--root", str(folders.root), "validate", "--explain", name]) == 0
    said = capsys.readouterr().out
    assert EXPLANATIONS[name].wants in said
    assert all(edit in said for edit in EXPLANATIONS[name].edits.values())


def test_the_names_are_listed_by_the_option_alone_and_after_a_wrong_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["validate", "--explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(EXPLANATIONS)
    assert main(["validate", "--explain", "axis"]) == 2
    said = capsys.readouterr().err
    assert "no proof is called 'axis': did you mean axes?" in said
    assert all(name in said for name in EXPLANATIONS)


def test_a_proof_that_fails_names_its_explanation(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    test = folders.public / "double.py"
    test.write_text(test.read_text().replace("double(np.array([1.0, 2.5]))", "2 * np.ones(2)"))
    command = ["--root", str(folders.root), "validate", "--seeds", "0", "--mutants", "0"]
    assert main(command) == 1
    assert "what it wants: autograder validate --explain right" in capsys.readouterr().out
    assert main(["--root", str(folders.root), "build"]) == 1
    assert "what it wants: autograder validate --explain right" in capsys.readouterr().err
