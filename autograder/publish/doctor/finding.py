"""A finding is one thing that was looked at, and what is wrong with it, if anything is."""

from __future__ import annotations

from dataclasses import dataclass

OK, NOTE, TROUBLE = "ok", "note", "TROUBLE"
"""How a finding is headed: as it should be, good to know, and to be repaired."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    found: str
    meaning: str = ""
    """what follows from it; empty where it is as it should be"""
    remedy: str = ""
    """what to do, where it has to be repaired; empty for what is only good to know"""

    @property
    def kind(self) -> str:
        """``OK``, ``NOTE`` or ``TROUBLE``."""
        if self.remedy:
            return TROUBLE
        return NOTE if self.meaning else OK

    def __str__(self) -> str:
        """The finding in a line."""
        parts = [f"{self.what}: {self.found}", self.meaning, self.remedy]
        return "; ".join(part for part in parts if part)
