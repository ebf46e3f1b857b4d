"""A corpus of labelled hand-ins: what passes and should not, what fails and should not, hints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.assignment.folders import Folders
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.corpus import as_labelled, judged, labelled

ROOT = Path(__file__).parents[3]
NAME = "hw1_layers"
RELU = "import numpy as np\n\n\ndef relu_forward(x):\n    return {}, x\n"
ANSWERS = Answers(Folders(ROOT, NAME))


def put(path: Path, header: str, source: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{header}\n{source}")


def wrong(folder: Path, name: str, source: str) -> None:
    header = f"# assignment: {NAME}, function: relu_forward, mistake: {name}"
    put(folder / "wrong" / f"{name}.py", header, source)


def test_each_hand_in_is_graded_and_held_against_its_label(tmp_path: Path) -> None:
    wrong(tmp_path, "nothing", RELU.format("np.maximum(0, x)"))
    wrong(tmp_path, "absolute", RELU.format("np.abs(x)"))
    put(tmp_path / "right" / "where.py", f"# assignment: {NAME}", RELU.format("x * (x > 0)"))
    put(tmp_path / "right" / "no.py", f"# assignment: {NAME}", RELU.format("x"))
    put(tmp_path / "right" / "other.py", "# assignment: hw9_other", "")
    found = list(judged(ANSWERS, labelled(tmp_path, ANSWERS)))
    assert [str(j.label) for j in found] == [
        "right/no.py",
        "right/where.py",
        "wrong/absolute.py",
        "wrong/nothing.py",
    ]
    proof = as_labelled(found)
    assert proof.against[0] == "accepted: wrong/nothing.py: nothing"
    assert all(line.startswith("rejected: right/no.py: ") for line in proof.against[1:])
    assert len(proof.against) > 1
    assert proof.figure.startswith("2 wrong ones, 1 accepted")
    assert proof.figure.endswith("2 right ones, 1 rejected")
    assert "has all points" in str(found[3])


@pytest.mark.parametrize(
    ("place", "header", "says"),
    [
        ("wrong/a.py", "import numpy", "its first line must be like"),
        ("wrong/a.py", f"# assignment: {NAME}", "must name function and mistake: it is wrong"),
        (
            "wrong/a.py",
            f"# assignment: {NAME}, function: relu, mistake: m",
            "has no function relu",
        ),
        (
            "right/a.py",
            f"# assignment: {NAME}, function: relu_forward, mistake: m",
            "no function: it is right",
        ),
        ("elsewhere/a.py", "", "no folder right/ or wrong/"),
    ],
)
def test_what_cannot_be_a_label_is_named(
    place: str, header: str, says: str, tmp_path: Path
) -> None:
    put(tmp_path / place, header, "")
    with pytest.raises(AssignmentError, match=says):
        labelled(tmp_path, ANSWERS)


def test_the_command_says_what_was_accepted_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    wrong(tmp_path, "nothing", RELU.format("np.maximum(0, x)"))
    assert main(["validate", NAME, "--corpus", str(tmp_path)]) == 1
    shown = capsys.readouterr().out
    assert "wrong/nothing.py: relu_forward: nothing\n    -> has all points" in shown
    assert "accepted: wrong/nothing.py" in shown
    assert main(["validate", NAME, "--corpus", str(tmp_path), "--json"]) == 1
    (proof,) = json.loads(capsys.readouterr().out)[NAME]
    assert proof["against"] == ["accepted: wrong/nothing.py: nothing"]
