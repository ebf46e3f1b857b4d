"""What a notebook asks, whichever tool it was written for: a draft of an assignment."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.publish.importing.findings import Findings
from autograder.publish.importing.reading import Output

Points = int | float


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
    requirements: list[str] = field(default_factory=list)
    title: str = ""
    findings: Findings = field(default_factory=Findings)

    @property
    def asked(self) -> list[str]:
        """The names of all questions so far."""
        return [q.name for q in self.questions] + [q.name for q in self.written]
