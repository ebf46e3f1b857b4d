"""Labelled hand-ins measure the tests: which wrong ones pass, and which right ones do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.checks.run import FAILED
from autograder.errors import AssignmentError
from autograder.publish.proofs import hand_ins
from autograder.publish.proofs.answers import Answers, Workplace, each
from autograder.publish.proofs.known_mistakes import diagnosed, mistake_named
from autograder.publish.proofs.proof import Proof, line

RIGHT, WRONG = "right", "wrong"
"""The folders of a corpus."""
HEADER = re.compile(
    r"# assignment: (?P<assignment>\w+)(?:, function: (?P<function>\w+), mistake: (?P<mistake>.+))?"
)
"""The first line of a labelled hand-in, or of the first file of one that is a folder."""


@dataclass(frozen=True)
class Labelled:
    """A hand-in of which somebody has said whether it is right, and if not, what is wrong."""

    path: Path
    function: str
    """where points must be lost; empty for a right one"""
    mistake: str
    """what is wrong, in the words of whoever wrote it"""

    def __str__(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}"


@dataclass(frozen=True)
class Judged:
    """What the grader made of a labelled hand-in."""

    label: Labelled
    lost: list[str]
    """a line for each case that failed"""
    hidden_only: bool
    """whether only hidden cases failed"""
    hints: list[str]
    """titles of the known mistakes that it was told of"""

    def __str__(self) -> str:
        """What is wrong, and what the student reads of it, to be judged by a reader."""
        told = "has all points"
        if self.lost:
            told = "; ".join(self.hints) or "no hint"
            told += " (only hidden cases fail)" * self.hidden_only
        return f"{self.label}: {self.label.function}: {self.label.mistake}\n    -> {told}"


def labelled(folder: Path, answers: Answers) -> list[Labelled]:
    """The hand-ins of a corpus that are for this assignment.

    ``AssignmentError`` where the folder is no corpus, where a label is missing or cannot be read,
    and where it names a function that the assignment does not have.
    """
    if not any((folder / kind).is_dir() for kind in (RIGHT, WRONG)):
        raise AssignmentError(f"{folder}: no folder {RIGHT}/ or {WRONG}/ in it")
    found = []
    for kind in (RIGHT, WRONG):
        for path in sorted(p for p in (folder / kind).glob("*") if p.name[0] not in "._"):
            header = _header(path)
            if header["assignment"] != answers.folders.name:
                continue
            function = header["function"] or ""
            if (kind == WRONG) != bool(function):
                wants = "function and mistake" if kind == WRONG else "no function"
                raise AssignmentError(f"{path}: its first line must name {wants}: it is {kind}")
            if function and function not in answers.rubric.module_of:
                raise AssignmentError(f"{path}: {answers.folders.name} has no function {function}")
            found.append(Labelled(path, function, header["mistake"] or ""))
    return found


def _header(path: Path) -> re.Match[str]:
    first = path if path.is_file() else next(iter(sorted(path.rglob("*.py"))), None)
    text = first.read_text(encoding="utf-8").partition("\n")[0] if first is not None else ""
    match = HEADER.fullmatch(text.strip())
    if match is None:
        example = "# assignment: HW, function: NAME, mistake: what is wrong"
        raise AssignmentError(f"{path}: its first line must be like {example!r}")
    return match


def judged(answers: Answers, corpus: list[Labelled]) -> Iterator[Judged]:
    """What the grader makes of every hand-in of a corpus, in its order."""
    return each(answers, _judged, corpus, "labelled hand-ins")


def _judged(workplace: Workplace, label: Labelled) -> Judged:
    answers = workplace.answers
    hand_in = hand_ins.alternative(label.path, answers.answer, answers.asked)
    lost = workplace.lost(hand_in)
    failed = [v for v in lost if v.status == FAILED]
    names: dict[str, None] = {}
    for base in dict.fromkeys(v.question.base for v in failed if label.function):
        names |= dict.fromkeys(sorted(diagnosed(workplace, hand_in, base)[0]))
    hints = [mistake_named(answers, name).title for name in names]
    hidden_only = bool(failed) and all(v.question.hidden for v in failed)
    return Judged(label, [line(v) for v in lost], hidden_only, hints)


def as_labelled(found: list[Judged]) -> Proof:
    """The proof that right hand-ins have all points and wrong ones have not."""
    wrong = [j for j in found if j.label.function]
    right = [j for j in found if not j.label.function]
    accepted = [f"accepted: {j.label}: {j.label.mistake}" for j in wrong if not j.lost]
    rejected = [f"rejected: {j.label}: {text}" for j in right for text in j.lost]
    noticed = [j for j in wrong if j.lost]
    figures = [
        f"{len(wrong)} wrong ones, {len(accepted)} accepted",
        f"hints for {_share(sum(bool(j.hints) for j in noticed), len(noticed))}",
        f"{_share(sum(j.hidden_only for j in noticed), len(noticed))} by hidden cases alone",
        f"{len(right)} right ones, {sum(bool(j.lost) for j in right)} rejected",
    ]
    return Proof("hand-ins are graded as labelled", ", ".join(figures), [*accepted, *rejected])


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} noticed"
