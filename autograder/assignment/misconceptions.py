"""Known mistakes are wrong variants of a reference: what students really write, each with a hint.

``solutions/HW/misconceptions.py`` holds them::

    import layers
    from autograder.assignment import wrong

    @wrong("affine_backward", "db is the mean over the batch", hint="...")
    def affine_db_by_mean(dout, cache):
        dx, dw, db = layers.affine_backward(dout, cache)
        return dx, dw, db / len(dout)

A variant takes what the right function takes; a backward gets the reference's cache, or that of
``forward`` where it needs another one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Variant = Callable[..., Any]
"""A wrong function that takes and returns what the right one does."""


@dataclass(frozen=True)
class Misconception:
    """One wrong variant; the student reads ``title`` and ``hint``, which give no solution away."""

    name: str
    replaces: str
    """the function it is a wrong variant of"""
    question: str
    """where it must lose points; elsewhere only what depends on it is skipped"""
    title: str
    hint: str
    function: Variant
    forward: Variant | None = None
    """the forward whose cache a backward needs, where it is not the reference's"""

    def as_hand_in(self, right: dict[str, Any]) -> dict[str, Any]:
        """The functions of a hand-in that is ``right`` but for this mistake."""
        made = {**right, self.replaces: self.function}
        if self.forward is not None:
            made[self.replaces.replace("_backward", "_forward")] = self.forward
        return made


def wrong(
    replaces: str,
    title: str,
    *,
    hint: str,
    question: str | None = None,
    forward: Variant | None = None,
) -> Callable[[Variant], Misconception]:
    """Declare a function to be a wrong variant of ``replaces``; its own name is the variant's.

    ``question`` is ``replaces`` by default.
    """

    def declare(function: Variant) -> Misconception:
        name = function.__name__
        function.__name__ = replaces
        return Misconception(name, replaces, question or replaces, title, hint, function, forward)

    return declare
