"""The points of a question are shared out among its tests as Otter does it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograder.errors import AssignmentError
from autograder.publish.importing.draft import Points


def shared_out(points: object, cases: Sequence[object], where: str) -> list[Points]:
    """What each case is worth, given what the question and each case say; None says nothing.

    What a question is worth goes to the cases that say nothing, in equal parts; they are worth
    nothing where the others have said something and the question has not. A question that says
    nothing at all is worth one point. ``AssignmentError`` where this comes to nonsense.
    """
    own = [_points_or_none(said, where) for said in cases]
    if isinstance(points, dict):
        points = _as_points(points.get("each", 1), where) * len(own)
    if isinstance(points, list):
        if len(points) != len(own):
            raise AssignmentError(
                f"{where}: points lists {len(points)} numbers, and there are {len(own)} tests"
            )
        own, points = [_points_or_none(said, where) for said in points], None
    total = None if points is None else _as_points(points, where)
    said = math.fsum(p for p in own if p is not None)
    open_ = own.count(None)
    if total is not None and said > total:
        raise AssignmentError(f"{where}: its tests have {said:g} points, more than its {total:g}")
    if total is None and said == 0:
        total = 1
    rest = ((total or said) - said) / open_ if open_ else 0
    return [rest if p is None else p for p in own]


def _points_or_none(said: object, where: str) -> Points | None:
    return None if said is None else _as_points(said, where)


def _as_points(said: object, where: str) -> Points:
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0 <= said < math.inf:
        raise AssignmentError(f"{where}: points should be a number from 0 on, not {said!r}")
    return said
