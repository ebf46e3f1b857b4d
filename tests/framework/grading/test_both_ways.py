"""With a memory of verdicts a class is told what it is told without one: --live defines it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from both_ways import ROOT, differences, handed_in, known_mistakes

from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.rubric import Rubric
from autograder.grading.remembered import Memory
from autograder.publish.bundle import build
from autograder.sandbox.process import Sandbox

ASSIGNMENTS = sorted(path.name for path in (ROOT / "assignments").iterdir() if path.is_dir())


def test_a_sample_is_told_the_same_with_a_memory(
    rubric: Rubric, folders: Folders, sandbox: Sandbox
) -> None:
    examples = ROOT / "examples" / "submissions"
    given = [(n, examples / f"{n}.py") for n in ("right", "half_done", "mistaken", "untouched")]
    memory = Memory()
    assert list(differences(rubric, sandbox, given, memory, times=2)) == []
    assert list(differences(rubric, sandbox, known_mistakes(folders, step=200), memory)) == []
    assert memory.recalled > 2 * memory.judged


@pytest.mark.slow
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_everybody_is_told_the_same_with_a_memory(
    name: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    """Cases have more time than usual: what is too slow only now and then would differ."""
    folders, memory = Folders(ROOT, name), Memory()
    given = [(path.name, path) for path in handed_in(folders)]
    with open_bundle(build(folders, tmp_path)[1]) as opened, sandbox.on_one_core():
        limits = opened.assignment.limits
        longer = replace(limits, case_seconds=3 * limits.case_seconds)
        rubric = replace(opened, assignment=replace(opened.assignment, limits=longer))
        found = [*differences(rubric, sandbox, given, memory)]
        found += differences(rubric, sandbox, known_mistakes(folders), memory)
    assert memory.recalled > memory.judged and found == []
