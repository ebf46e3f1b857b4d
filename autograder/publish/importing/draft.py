"""What a notebook asks, whichever tool it was written for: a draft of an assignment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from autograder.publish.importing.findings import Findings
from autograder.publish.importing.reading import NotebookCell, Output

Points = int | float
DATA_FOLDER = "files"
"""Where data files lie in the student folder, and beside a hand-in."""
NOT_MISSED = {
    *("nbgrader", "otter", "tags", "editable", "deletable", "collapsed", "scrolled", "id"),
    *("ExecuteTime", "execution", "jupyter", "pycharm", "vscode", "colab", "outputId", "trusted"),
}
"""What tools note of cells that says nothing to a reader."""


@dataclass(frozen=True)
class DraftPart:
    """A cell of the reference, in percent format's words."""

    kind: str
    """``code``, ``markdown``, or ``check``, whose text is the name of a question"""
    text: str
    cell: int
    """the number of the notebook's cell that it comes from"""


@dataclass(frozen=True)
class DraftCase:
    """A test of a question."""

    cell: int
    source: str
    """a function, or statements"""
    points: Points
    """what it is worth, already shared out"""
    hidden: bool = False
    output: Output | None = None
    """what its last statement should show; None where nothing is compared"""
    title: str = ""
    failure: str = ""
    """what a student reads where it fails"""
    success: str = ""


@dataclass(frozen=True)
class DraftQuestion:
    """A question that tests grade."""

    name: str
    cell: int
    cases: list[DraftCase]
    all_or_nothing: bool = False
    """whether its points are earned by all cases together"""


@dataclass(frozen=True)
class WrittenQuestion:
    """A question that a person grades."""

    name: str
    cell: int
    points: Points
    rubric: str


@dataclass
class Draft:
    """An assignment as far as it is known."""

    origin: str
    """whose format the notebook has"""
    parts: list[DraftPart] = field(default_factory=list)
    questions: list[DraftQuestion] = field(default_factory=list)
    written: list[WrittenQuestion] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """paths beside the notebook that come along"""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """what was attached to cells of text, by the names of files"""
    requirements: list[str] = field(default_factory=list)
    title: str = ""
    findings: Findings = field(default_factory=Findings)

    def keep(self, cell: NotebookCell, text: str) -> None:
        """Add a cell with this text to the reference, its pictures as files; nothing where empty.

        Of what else is said of a cell, for slides for instance, nothing is kept.
        """
        for number, (name, data) in enumerate(cell.attachments.items(), 1):
            if f"attachment:{name}" in text:
                ending = PurePosixPath(name).suffix
                ending = ending if re.fullmatch(r"\.\w{1,5}", ending) else ""
                file = f"picture-{cell.number}-{number}{ending}"
                text = text.replace(f"attachment:{name}", f"{DATA_FOLDER}/{file}")
                self.pictures[file] = data
                self.findings.changed(f"its picture {name} lies in files/{file}", cell.number)
        others = sorted(cell.metadata.keys() - NOT_MISSED)
        if others:
            self.findings.left(f"metadata that are not kept: {', '.join(others)}", cell.number)
        if text.strip():
            self.parts.append(DraftPart(cell.kind, text, cell.number))

    @property
    def asked(self) -> list[str]:
        """The names of all questions so far."""
        return [q.name for q in self.questions] + [q.name for q in self.written]
