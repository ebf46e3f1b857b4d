"""A value that stays where the student's code runs, for checks that must name its type."""

from __future__ import annotations


class Remote:
    """Stands for a value in another process, and behaves like it.

    What checks ask of it has a dunder name: all others are the value's own.
    """

    __slots__ = ()

    @property
    def __kind__(self) -> str:
        """The name of the value's type there, where that is a well-known one."""
        return "object"

    @property
    def __label__(self) -> str:
        """How the test came by it, as in "Linear(...).forward"."""
        return "an object"
