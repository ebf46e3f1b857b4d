"""What instructors decide about a term: due dates, the late rule, and decisions on students."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

EXTENSION, OVERRIDE, EXCUSED, FULL_MARKS, DOES_NOT_COUNT, BONUS, MANUAL = (
    *("extension", "override", "excused", "full_marks", "not_counted", "bonus", "manual"),
)


@dataclass(frozen=True)
class Kind:
    """What a decision of one kind must say and may say."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    for_all: bool = False
    """whether it may name nobody, and is about all students then"""


NOTED = ("by", "when")
"""Who decided, and when: everything may say so, and an override must."""
DECISION_KINDS = {
    EXTENSION: Kind(("until", "why"), NOTED),
    OVERRIDE: Kind(("points", "why", *NOTED), ("question",)),
    EXCUSED: Kind(("question", "why"), NOTED),
    FULL_MARKS: Kind(("question", "why"), NOTED, for_all=True),
    DOES_NOT_COUNT: Kind(("why",), NOTED),
    BONUS: Kind(("points", "why"), NOTED),
    MANUAL: Kind(("question", "points"), ("why", *NOTED)),
}
"""By the name that stands in the file; all of them say which assignment and whom they are about."""


@dataclass(frozen=True)
class Decision:
    """One decision on a student, a group or all students."""

    kind: str
    where: str
    """the file and the place in it, for messages"""
    assignment: str
    student: str = ""
    """a number, an address, a login or a name; empty where a group or everybody is meant"""
    group: str = ""
    question: str = ""
    """empty for the assignment's total"""
    points: float = 0.0
    until: datetime | None = None
    why: str = ""
    by: str = ""
    when: str = ""

    @property
    def noted(self) -> str:
        """By whom and when, as far as it is said."""
        return ", ".join(text for text in (self.by, self.when) if text)


@dataclass(frozen=True)
class LateRule:
    """What lateness costs."""

    percent_a_day: float = 0.0
    """of ``percent_of``, for every day begun after the due date that no late day pays for"""
    percent_of: str = "earned"
    """"earned": of the points earned; "maximum": of those that can be earned"""
    grace_minutes: float = 0.0
    """so long after the due date a hand-in is still on time"""
    days: int = 0
    """late days of a student in the term, for all assignments together"""
    hard_stop_days: float | None = None
    """so long after the due date a hand-in has no points; None where there is no such time"""


SHARES = ("earned", "maximum")
"""What a percentage can be of."""


@dataclass(frozen=True)
class Planned:
    """What the file says of an assignment."""

    due: datetime | None = None
    graded: Path | None = None
    """the folder that it is graded into"""


@dataclass(frozen=True)
class Decisions:
    """All that the files say; without any file, nothing."""

    files: tuple[Path, ...] = ()
    late: LateRule = field(default_factory=LateRule)
    assignments: dict[str, Planned] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    students: Path | None = None
    """a roster that names everybody in the class"""
    each: tuple[Decision, ...] = ()
