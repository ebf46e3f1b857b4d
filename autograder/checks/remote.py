"""A value that stays where the student's code runs, for checks that must name its type."""

from __future__ import annotations


class Remote:
    """Stands for a value in another process."""

    kind: str = "object"
    """the name of the value's type there, where that is a well-known one"""
