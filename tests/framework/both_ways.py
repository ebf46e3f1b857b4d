"""Hand-ins graded with and without a memory of verdicts: what differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.assignment.folders import Folders
from autograder.assignment.rubric import Rubric
from autograder.grading.engine import grade
from autograder.grading.remembered import Memory
from autograder.grading.results import Results
from autograder.publish.proofs import hand_ins
from autograder.publish.proofs.answers import Answers
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[2]
UNPACKED = re.compile(r"/\S*/hand-in-\w+/")
"""Where a hand-in was unpacked, which a warning that its code prints names."""


def told(results: Results) -> list[str]:
    """All that results say of the cases, one after the other, and of the whole."""
    assert not results.failure, results.failure
    parts = [*results.outcomes, results.notes, results.unrun, results.layers]
    return [UNPACKED.sub("", repr(part)) for part in parts]


def same(*results: Results) -> bool:
    """Whether the results say the same of every case."""
    return all(told(one) == told(results[0]) for one in results)


def handed_in(folders: Folders) -> list[Path]:
    """The examples, the alternatives, the corpus and the independent answers to an assignment."""
    short = folders.name.partition("_")[0]
    found = [*(folders.solution / "alternatives").glob("[a-z]*")]
    found += [*(ROOT / "tests" / "corpus").glob(f"*/{short}-*")]
    if short == "hw1":
        found += [*(ROOT / "examples" / "submissions").iterdir()]
        found += [*(ROOT / "tests" / "framework" / "independent").glob("*.py")]
    return sorted(found)


def known_mistakes(folders: Folders, step: int = 1) -> Iterator[tuple[str, Path]]:
    """Every ``step``-th known mistake, by name, as the folder of a hand-in."""
    answers = Answers(folders)
    for mistake in answers.misconceptions[::step]:
        with hand_ins.placed(hand_ins.mistake(answers.answer, mistake)) as folder:
            yield mistake.name, folder


def differences(
    rubric: Rubric,
    sandbox: Sandbox,
    given: Iterable[tuple[str, Path]],
    memory: Memory,
    times: int = 1,
) -> Iterator[str]:
    """What is said otherwise of hand-ins with a memory, which meets each of them some ``times``."""
    for name, path in given:
        live = told(grade(rubric, path, sandbox))
        for time in range(1, times + 1):
            found = told(grade(rubric, path, sandbox, memory=memory))
            for one, other in zip(live, found, strict=True):
                if one != other:
                    yield f"{name}, time {time}:\n  live {one}\n  else {other}"
