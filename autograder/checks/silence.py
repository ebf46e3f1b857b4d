"""Silence: what a hand-out promises to be silent gives no warning either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.checks.context import CheckFailure, warnings_failing
from autograder.checks.contract import callable_name
from autograder.errors import StudentError
from autograder.language import gettext, marked

WARNING = RuntimeWarning.__name__
"""What NumPy warns with: an overflow, a division by zero, a value that is not a number."""


SAID = marked("a warning where the task says that there is none: {warning}")


def without_warnings(function: Callable[..., Any]) -> Callable[..., Any]:
    """The student's ``function``, whose calls fail where its code warns of a number.

    That is a ``RuntimeWarning``, such as "overflow encountered in exp", of which the code itself
    does not take care by ``np.errstate``. ``CheckFailure`` says so and names the line.

    Examples:
        >>> @case(points=1)
        ... def large(sigmoid):
        ...     "is 0 far to the left, without a warning"
        ...     out = without_warnings(sigmoid)(np.array([-1000.0]))
        ...     assert_close(out, np.array([0.0]), "sigmoid")
        >>> large.run({"sigmoid": lambda x: 0.5 * (1 + np.tanh(0.5 * x))})
    """

    def silent(*args: Any, **kwargs: Any) -> Any:
        try:
            with warnings_failing():
                return function(*args, **kwargs)
        except StudentError as error:
            if error.kind != WARNING:
                raise
            raise CheckFailure(
                gettext(SAID, warning=error), safe=gettext(SAID, warning=error.safe)
            ) from error

    silent.__name__ = callable_name(function)
    return silent
