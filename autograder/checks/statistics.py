"""Statistical checks of random initial values: a right answer practically never fails.

For n normal values the sample standard deviation has a relative standard error of 1 / sqrt(2 n),
the mean one of std / sqrt(n); for values of smaller kurtosis, such as uniform ones, the first is
smaller. At 6.2 standard errors a right answer fails with probability 5.6e-10. With the 100,000
values that are asked for here, that is 1.4 % of the standard deviation, and one that is off by 3 %
lies 7 standard errors beyond it: it passes with probability 1e-12.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.context import CheckFailure, Inconclusive
from autograder.language import gettext, label

FEWEST = 100_000
"""Values in a sample: of so many, mean and variance are normally distributed."""
STANDARD_ERRORS = 6.2
"""A right answer is further off with a probability of 6e-10."""


def assert_normal_scale(sample: NDArray[Any], std: float, what: str) -> None:
    """Fail unless ``sample`` may have been drawn with mean 0 and standard deviation ``std``.

    Any distribution whose kurtosis is at most the normal one's is right. ``Inconclusive`` for fewer
    than 100,000 values.

    Examples:
        >>> w = 0.01 * rng().standard_normal((500, 400))
        >>> assert_normal_scale(w, 0.01, "init: W")
        >>> assert_normal_scale(w, 0.01 / np.sqrt(2), "init: W")
        Traceback (most recent call last):
        CheckFailure: init: W: the standard deviation of 200000 values is ... too large.
    """
    n = sample.size
    if n < FEWEST:
        raise Inconclusive(f"{what}: {n} values are too few, draw at least {FEWEST}")
    what, found = label(what), float(np.std(sample))
    if abs(found / std - 1) > STANDARD_ERRORS / np.sqrt(2 * n):
        shown = gettext(
            "{what}: the standard deviation of {n} values is {found}, expected {expected}.",
            **{"what": what, "n": n, "found": f"{found:.4g}", "expected": f"{std:.4g}"},
        )
        safe = gettext("{what}: the standard deviation is wrong.", what=what)
        factor = _known_factor(found / std)
        raise CheckFailure(f"{shown}{factor}", safe=f"{safe}{factor}")
    mean = float(np.mean(sample))
    if abs(mean) > STANDARD_ERRORS * std / np.sqrt(n):
        raise CheckFailure(
            gettext(
                "{what}: the mean of {n} values is {mean}, expected 0.",
                what=what,
                n=n,
                mean=f"{mean:.4g}",
            ),
            safe=gettext("{what}: the mean is not 0.", what=what),
        )


def assert_drawn(sample: NDArray[Any], again: NDArray[Any], what: str) -> None:
    """Fail unless the values of ``sample`` differ among each other and from those of ``again``.

    A value may stand at another place there: a pool that is filled once gives it twice.

    Examples:
        >>> random = rng()
        >>> assert_drawn(random.standard_normal(1000), random.standard_normal(1000), "init: W")
        >>> assert_drawn(np.zeros(1000), random.standard_normal(1000), "init: W")
        Traceback (most recent call last):
        CheckFailure: init: W: many values are equal; draw each one by itself.
    """
    what = label(what)
    if len(np.unique(sample)) < 0.99 * sample.size:
        raise CheckFailure(
            gettext("{what}: many values are equal; draw each one by itself.", what=what)
        )
    if np.mean(np.isin(sample, again)) > 0.01:
        raise CheckFailure(
            gettext(
                "{what}: two calls with one generator give the same values; "
                "draw from rng, and do not seed it.",
                what=what,
            )
        )


def _known_factor(ratio: float) -> str:
    """Names the ratio of two standard deviations where it is a usual one."""
    names = {
        np.sqrt(2): gettext(" It is {factor} times too large.", factor="sqrt(2)"),
        1 / np.sqrt(2): gettext(" It is {factor} times too small.", factor="sqrt(2)"),
        np.sqrt(3): gettext(" It is {factor} times too large.", factor="sqrt(3)"),
        1 / np.sqrt(3): gettext(" It is {factor} times too small.", factor="sqrt(3)"),
    }
    return "".join(told for r, told in names.items() if abs(ratio / r - 1) < 0.01)
