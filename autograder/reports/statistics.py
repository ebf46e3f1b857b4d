"""How a class did in each case: pass rates, and how well a case tells who knows more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.classroom.ledger import GradedCase


@dataclass(frozen=True)
class CaseStatistics:
    """How the class did in one case."""

    name: str
    points: float
    rate: float
    """the share that passed"""
    discrimination: float | None
    """the correlation with the rest of the score; None where all passed or all failed"""
    number: int = 0
    """its place in grading order"""
    failed: int = 0
    """how many hand-ins did not pass"""


@dataclass(frozen=True)
class Half:
    """How the class did in one half of a question."""

    name: str
    points: float
    share: float
    """of the points, on average"""
    cases: list[CaseStatistics]
    hidden: bool = False


def halves(asked: Sequence[GradedCase], passed: NDArray[np.bool_]) -> list[Half]:
    """Pass rates and discriminations; ``passed``: (hand-ins, cases), one hand-in at least."""
    points = np.array([case.points for case in asked])
    scores = passed @ points
    found: dict[str, list[CaseStatistics]] = {}
    for column, case in enumerate(asked):
        own = passed[:, column]
        rest = scores - own * points[column]
        told = CaseStatistics(
            name=case.name,
            points=case.points,
            rate=float(own.mean()),
            discrimination=correlation(own, rest),
            number=column,
            failed=int((~own).sum()),
        )
        found.setdefault(case.question, []).append(told)
    return [_half(name, cases, asked) for name, cases in found.items()]


def _half(name: str, cases: list[CaseStatistics], asked: Sequence[GradedCase]) -> Half:
    worth = weights(np.array([case.points for case in cases]))
    share = float(worth @ np.array([case.rate for case in cases])) / float(worth.sum())
    return Half(
        name, sum(case.points for case in cases), share, cases, asked[cases[0].number].hidden
    )


def weights(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each case of a question counts in its pass rate: alike where all are worth nothing."""
    return points if points.any() else np.ones_like(points)


def correlation(a: NDArray[np.bool_] | NDArray[np.float64], b: NDArray[np.float64]) -> float | None:
    """Pearson's correlation; None where one of the two does not vary."""
    if float(np.ptp(a.astype(float))) == 0.0 or float(np.ptp(b)) == 0.0:
        return None
    return float(np.corrcoef(a, b)[0, 1])
