"""Test files import from here; this room needs NumPy alone and is copied to students as it is."""

import autograder.checks.shared  # noqa: F401  (Otter executes test files that import helpers)
from autograder.checks.cases import case
from autograder.checks.context import CheckFailure, Skipped, rng
from autograder.checks.contract import assert_raises
from autograder.checks.files import data, given_file, writable_path
from autograder.checks.gradient import check_gradient, check_loss_gradient
from autograder.checks.inputs import pieces_apart, uneven_images, uneven_rows
from autograder.checks.pictures import show
from autograder.checks.silence import without_warnings
from autograder.checks.stand_in import stand_in
from autograder.checks.statistics import assert_drawn, assert_normal_scale
from autograder.checks.student_tests import (
    assert_accepts,
    assert_notices,
    assert_refuses,
)
from autograder.checks.values import (
    assert_close,
    assert_dict_close,
    assert_pairs,
    assert_shape,
    assert_unchanged,
)

__all__ = [
    "CheckFailure",
    "Skipped",
    "assert_accepts",
    "assert_close",
    "assert_dict_close",
    "assert_drawn",
    "assert_normal_scale",
    "assert_notices",
    "assert_pairs",
    "assert_raises",
    "assert_refuses",
    "assert_shape",
    "assert_unchanged",
    "case",
    "check_gradient",
    "check_loss_gradient",
    "data",
    "given_file",
    "pieces_apart",
    "rng",
    "show",
    "stand_in",
    "uneven_images",
    "uneven_rows",
    "without_warnings",
    "writable_path",
]
