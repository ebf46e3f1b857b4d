"""Tests that students write: run against right and wrong implementations, and judged by that."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from autograder.checks.context import CheckFailure, Inconclusive, current_run
from autograder.checks.contract import callable_name, describe, describe_safely
from autograder.checks.offered import Offered
from autograder.errors import Raised, SandboxError, StudentError
from autograder.language import gettext, label, marked

SHOWN_COMPLAINT = 200
"""Characters of what a student's test says that a public case repeats."""
MAX_MISTAKES = 40
"""Known mistakes of one case: how many are noticed is a number that a hidden case tells."""
NEEDS_THE_COURSE = (
    "assert_notices asks for the course's right and wrong answers, which are not here: it belongs "
    "in a case of tests/HW/hidden/"
)


def assert_accepts(test: Callable[..., Any], **functions: Callable[..., Any]) -> None:
    """Fail unless a student's test has nothing to say against ``functions``.

    They are handed to it in their order, each under its name. The test returns a list of texts, one
    for each thing that is wrong, or raises an exception; what a ``NAME_forward`` keeps for its
    backward it gets as a word that stands for it.

    Examples:
        >>> def doubled(x):
        ...     return 2 * x
        >>> @case(points=1)
        ... def own(test_double, double):
        ...     "accepts your own double"
        ...     assert_accepts(test_double, double=double)
        >>> own.run({"test_double": lambda f: [] if f(2) == 4 else ["no"], "double": doubled})
        >>> own.run({"test_double": lambda f: ["always"], "double": doubled})
        Traceback (most recent call last):
        CheckFailure: test_double refuses your own double: 'always'
    """
    run = current_run()
    said = complaints(test, Offered(functions, run.forward_values).lent())
    if said:
        name = callable_name(test)
        names = ", ".join(functions)
        sentence = marked("{test} refuses your own {names}")
        raise CheckFailure(
            f"{gettext(sentence, test=name, names=names)}: {said[0][:SHOWN_COMPLAINT]!r}",
            safe=gettext(sentence, test=name, names=names),
        )


def assert_refuses(test: Callable[..., Any], wrong: str, **functions: Callable[..., Any]) -> None:
    """Fail unless a student's test has something to say against ``functions``.

    ``wrong`` is what is wrong with them, as the message calls it. The rest is as for
    ``assert_accepts``: a public case makes wrong functions of the student's own.

    Examples:
        >>> @case(points=1)
        ... def other(test_double):
        ...     "notices a sum"
        ...     assert_refuses(test_double, "x + 3 in place of 2 * x", double=lambda x: x + 3)
        >>> other.run({"test_double": lambda f: [] if f(2) == 4 else ["no"]})
        >>> other.run({"test_double": lambda f: [] if f(3) == 6 else ["no"]})
        Traceback (most recent call last):
        CheckFailure: test_double has nothing to say against x + 3 in place of 2 * x.
    """
    if not complaints(test, Offered(functions, current_run().forward_values).lent()):
        raise CheckFailure(
            gettext(
                "{test} has nothing to say against {wrong}.",
                test=callable_name(test),
                wrong=label(wrong),
            )
        )


def assert_notices(
    test: Callable[..., Any],
    functions: Sequence[str],
    mistakes: Sequence[str],
    *,
    at_least: float = 1.0,
) -> None:
    """Fail unless a student's test accepts all right answers and notices enough wrong ones.

    ``functions`` are the names of the reference's functions that the test is given, in this order.
    It is run against the reference, every alternative, and the known mistakes called ``mistakes``,
    each of which is one of these functions; of the mistakes a share of ``at_least`` has to be
    noticed. Each run is in a process of its own. For hidden cases; in proofs the reference's own
    test has to notice all of them.

    Examples:
        >>> @case(points=1)
        ... def kinds(test_double):
        ...     "notices other factors"
        ...     assert_notices(test_double, ["double"], ["tripled", "halved"], at_least=0.5)
        >>> kinds.run({"test_double": lambda double: []})
        Traceback (most recent call last):
        Inconclusive: assert_notices asks for the course's right and wrong answers, ...
    """
    run = current_run()
    if run.judge is None:
        raise Inconclusive(NEEDS_THE_COURSE)
    if not 0 < len(set(mistakes)) == len(mistakes) <= MAX_MISTAKES:
        raise Inconclusive(
            f"assert_notices: {len(mistakes)} known mistakes, {len(set(mistakes))} of them "
            f"different: name each once, and at most {MAX_MISTAKES} in a case"
        )
    name = callable_name(test)
    heard = run.judge(name, functions, mistakes)
    if any(one.refused for one in heard if not one.mistake):
        raise CheckFailure(
            gettext(
                "{test} refuses a right answer: it must say nothing of one, however it is written "
                "and rounded.",
                test=name,
            )
        )
    noticed = sum(one.refused for one in heard)
    needed = len(mistakes) if run.demanding else math.ceil(at_least * len(mistakes) - 1e-9)
    if noticed < needed:
        raise CheckFailure(
            gettext(
                "{test} notices {noticed} of {mistakes} wrong answers of this kind; {needed} are "
                "needed.",
                test=name,
                noticed=noticed,
                mistakes=len(mistakes),
                needed=needed,
            )
        )


def complaints(test: Callable[..., Any], implementation: Sequence[Callable[..., Any]]) -> list[str]:
    """What a student's test says of an implementation; an exception in it counts as one thing.

    ``CheckFailure`` where it returns anything but texts; raises what ended the student's process,
    and what a stub raises.
    """
    try:
        found = test(*implementation)
    except (CheckFailure, Inconclusive, SandboxError):
        raise
    except StudentError as error:
        if not isinstance(error, Raised) or error.kind == NotImplementedError.__name__:
            raise
        return [str(error)]
    except Exception as error:  # of the implementation, which came through
        return [f"{type(error).__name__}: {error}"]
    if not isinstance(found, list | tuple) or not all(type(text) is str for text in found):
        raise _says_no_texts(callable_name(test), found)
    return list(found)


def _says_no_texts(name: str, found: object) -> CheckFailure:
    sentence = marked("{test} should return a list of texts; it returned {found}.")
    if isinstance(found, list | tuple):
        other = gettext("a list in which not everything is a text")
        return CheckFailure(gettext(sentence, test=name, found=other))
    return CheckFailure(
        gettext(sentence, test=name, found=describe(found)),
        safe=gettext(sentence, test=name, found=describe_safely(found)),
    )
