"""How late a hand-in is, and what pays for it: late days first, then points."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from autograder.classroom.adjustments.decisions import LateRule

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Lateness:
    """A hand-in against the due date of its student."""

    due: datetime
    submitted: datetime
    days: int = 0
    """days begun after the due date; 0 where it came in time or within the grace"""
    free: int = 0
    """how many of them late days pay for"""
    left: int = 0
    """late days that the student had before this hand-in"""
    stopped: bool = False
    """whether it came after the hard stop, so that it has no points and costs no late day"""

    @property
    def charged(self) -> int:
        """Days that cost points."""
        return 0 if self.stopped else self.days - self.free


def lateness(rule: LateRule, due: datetime, submitted: datetime, left: int) -> Lateness:
    """How late ``submitted`` is, where ``left`` late days are left.

    Days are counted from ``due``, not from the end of the grace; late days are used at once, as
    many as there are.
    """
    late = submitted - due
    if late <= timedelta(minutes=rule.grace_minutes):
        return Lateness(due, submitted, left=left)
    days = math.ceil(late / ONE_DAY)
    if rule.hard_stop_days is not None and late > rule.hard_stop_days * ONE_DAY:
        return Lateness(due, submitted, days, left=left, stopped=True)
    return Lateness(due, submitted, days, min(days, left), left)
