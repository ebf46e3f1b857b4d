"""What a proof is, and how it says what speaks against it."""

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
    """The file and the case of a verdict."""
    return f"{v.question.path.parent.name}/{v.question.path.name}, {v.case.name!r}"


def line(v: Verdict) -> str:
    """A failed case in one line: file, case, what is wrong, and the shapes of its last call."""
    first = (v.detail.splitlines() or [""])[0][:200]
    return f"{place(v)}: {first}{f' [in {v.last_call}]' if v.last_call else ''}"
