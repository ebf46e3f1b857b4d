"""A plain ``assert`` of a test, or one of numpy.testing, is a verdict like those of the checks."""

from __future__ import annotations

import ast
import contextlib
import traceback
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from autograder.checks.context import CheckFailure
from autograder.errors import StudentError
from autograder.language import gettext, label, marked

LIBRARY_FOLDERS = (Path(contextlib.__file__).parent, Path(np.__file__).parent)
"""Where functions lie that a test may call to raise an AssertionError for it."""
SAFE = marked("an assertion of the test does not hold.")
"""What a hidden case says: the assertion's own text may hold inputs and expected values."""


def verdict_of(error: AssertionError, sources: Mapping[str, str]) -> AssertionError:
    """The failure that an assertion of a test means; ``error`` itself where it is none of a test.

    ``sources`` holds the files of the test, path -> text. An assertion without a text of its own is
    told as it is written there.
    """
    told = isinstance(error, CheckFailure | StudentError)  # by a check, or of the student's code
    place = None if told else _place_in(sources, error)
    if place is None:
        return error
    text = label(str(error).strip())
    if not text:
        assertion = _assertion(sources[place.filename], place.lineno or 0)
        text = gettext("this does not hold: {assertion}", assertion=assertion)
    return CheckFailure(text, safe=gettext(SAFE))


def _place_in(sources: Mapping[str, str], error: AssertionError) -> traceback.FrameSummary | None:
    """The test's frame that raised the error; None where other code did."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename in sources:
            return frame
        if not any(home in Path(frame.filename).parents for home in LIBRARY_FOLDERS):
            return None
    return None


def _assertion(source: str, line: int) -> str:
    """What the ``assert`` statement at ``line`` asserts."""
    found = [
        node.test
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assert) and node.lineno <= line <= (node.end_lineno or line)
    ]
    return ast.unparse(found[0]) if found else gettext("an assertion")
