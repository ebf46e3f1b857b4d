"""A proof says what was proven, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.checks.run import Verdict


@dataclass(frozen=True)
class Proof:
    """What was proven, and what speaks against it."""

    title: str
    figure: str
    against: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.against


def place(v: Verdict) -> str:
    """The file and the line, from the course's folder on, and the name of a verdict's case."""
    path = v.question.path
    return f"{path.relative_to(path.parents[3]).as_posix()}:{v.case.line}, {v.case.name!r}"


def line(v: Verdict) -> str:
    """A failed case in one line: file, case, what is wrong, and the shapes of its last call."""
    first = (v.detail.splitlines() or [""])[0][:200]
    return f"{place(v)}: {first}{f' [in {v.last_call}]' if v.last_call else ''}"
