"""What pack.py promises in public is what the grader gives: right, wrong, hostile hand-ins."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from autograder._files import write_folder
from autograder.assignment.folders import Folders
from autograder.assignment.rubric import Rubric
from autograder.grading.engine import grade
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.hand_ins import mistake
from autograder.publish.selftest.corpus import ENTRIES, Entry
from autograder.publish.selftest.course import THING
from autograder.publish.student_folder import student_files
from autograder.sandbox.inside.leftovers import remove
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[3]
NAME = "hw1_layers"
RELU = "    return np.maximum(0, x), x"
CONFINED = Path(__file__).with_name("confined_pytest.py")
ANSWERS = Answers(Folders(ROOT, NAME))
MISTAKES = ANSWERS.misconceptions
SECONDS = 60
OTHERWISE_AT_HOME = {
    "numpy_patched": "the tests at home compare with what it replaced",
    "builtins_patched": "the tests at home raise what it replaced",
    "layers_claimed": "it writes to the grader's wire, and there is none at home",
    "interrupt": "it ends pytest, as Ctrl-C does",
    "stdout_replaced": "it closes what pytest prints to",
    "argparse": "it reads pytest's arguments, and the grader's process has none",
    "relative": "at home nothing is there that it could be relative to; the grader forgives that",
    **dict.fromkeys(
        ("boilerplate", "unused_import", "torch", "torch_class"),
        "it imports a package that is not here; its student has it, and the grader does without",
    ),
}
"""What home cannot promise, where the process that judges is the hand-in's own -> why."""
UNSEEN_AT_HOME = {
    "pool_window_transposed": "the grader compares the forward on the inputs of the backward too"
}
"""Known mistakes of which home, which has no right answer to compare with, promises more -> why."""


def source(entry: Entry, right: str) -> str:
    """The module of a hostile or clumsy hand-in; what it would attack is not there."""
    body = "\n".join(f"    {line}" for line in entry.body.splitlines())
    text = right.replace(RELU, body).replace("def relu_forward(x):", entry.define)
    text = f"{text}\n{THING}\n{entry.also}\n"
    for name in ("secrets", "victim", "port", "grader"):
        text = text.replace(f"{{{name}}}", "4194304" if name in ("port", "grader") else "/nowhere")
    return text.replace("{{", "{").replace("}}", "}")


def promised(files: dict[str, bytes]) -> float | None:
    """The public points at home; None where the tests do not come to their end."""
    made = tempfile.mkdtemp()
    try:
        Path(made).chmod(0o755)
        folder, scratch = Path(made, "home"), Path(made, "scratch")
        write_folder(folder, student_files(ANSWERS.folders) | files)
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755)
        scratch.mkdir()
        command = [sys.executable, "-B", str(CONFINED), str(folder), str(scratch)]
        try:
            subprocess.run(command, cwd=ROOT, capture_output=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return None
        report = scratch / "points.json"
        try:
            found: float = json.loads(report.read_text())["earned"]
            return found
        except (OSError, ValueError, KeyError, TypeError):
            return None
    finally:
        remove(made)  # however deep the hand-in made its folders


def given(rubric: Rubric, sandbox: Sandbox, files: dict[str, bytes], folder: Path) -> float:
    """The public points of the grader."""
    write_folder(folder, files)
    found = grade(rubric, folder, sandbox)
    shutil.rmtree(folder)
    return sum(o.points for o in found.outcomes if not o.hidden and not o.bonus)


@pytest.mark.slow  # each starts pytest
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e.kind}-{e.name}".replace(" ", "_"))
def test_of_a_hostile_or_clumsy_hand_in(
    entry: Entry, rubric: Rubric, sandbox: Sandbox, right_source: str, tmp_path: Path
) -> None:
    extra = {n: d.encode() if isinstance(d, str) else d for n, d in entry.files.items()}
    files = {**extra, "layers.py": source(entry, right_source).encode()}
    said = promised(files)
    if said is not None:
        alike = said == given(rubric, sandbox, files, tmp_path / "hand-in")
        assert alike == (entry.name not in OTHERWISE_AT_HOME)


@pytest.mark.parametrize("wrong", MISTAKES[::40], ids=lambda m: m.name)
def test_of_a_known_mistake(
    wrong: object, rubric: Rubric, sandbox: Sandbox, tmp_path: Path
) -> None:
    texts = mistake(ANSWERS.answer, wrong)  # type: ignore[arg-type]
    files = {n: t.encode() if isinstance(t, str) else t for n, t in texts.items()}
    more = promised(files) - given(rubric, sandbox, files, tmp_path / "hand-in")
    assert more > 0 if wrong.name in UNSEEN_AT_HOME else more == 0  # type: ignore[attr-defined]
