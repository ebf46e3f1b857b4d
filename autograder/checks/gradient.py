"""Gradient checks: contract, then the forward, then the backward against a numeric gradient."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.compare import as_plain_array, assert_close, fail_where
from autograder.checks.context import CheckFailure, Inconclusive, Skipped, current_run, rng
from autograder.checks.contract import describe, pair
from autograder.checks.numeric import NumericGradient, numeric_gradient, projected_gradient

Array = NDArray[Any]
Function = Callable[..., Any]

LARGE = 2000
"""Elements above which an array is checked by random projections."""


def check_gradient(
    forward: Function, backward: Function, inputs: Mapping[str, Any], wrt: Sequence[str]
) -> None:
    """Check ``backward(dout, cache)`` against the numeric gradient of ``forward(*inputs)``.

    ``inputs`` are the forward's arguments in order, ``wrt`` the names of those whose gradients
    ``backward`` returns, in its order. In the grader the reference is differentiated, once the
    student's forward equals it; locally, the student's own forward.

    Raises ``CheckFailure`` for a wrong gradient, ``Skipped`` where the forward must be fixed first.
    """
    name = _name(backward)
    source = differentiable(forward, inputs)
    out = np.asarray(source(*copy.deepcopy(list(inputs.values())))[0])
    dout = rng().standard_normal(out.shape)

    def gradients(upstream: Array) -> list[Any]:
        _, cache = call_forward(forward, inputs)
        return _as_gradients(backward(upstream.copy(), cache), wrt, name)

    found = gradients(dout)
    for argument, gradient in zip(wrt, found, strict=True):
        _check_argument(source, inputs, argument, gradient, dout, f"{name}: d{argument}")
    for argument, zero, twice, once in zip(
        wrt, gradients(np.zeros_like(dout)), gradients(2 * dout), found, strict=True
    ):
        assert_close(zero, np.zeros_like(once), f"{name}: d{argument} for dout = 0", atol=0.0)
        assert_close(twice, 2 * np.asarray(once), f"{name}: d{argument} for twice the dout")


def check_loss_gradient(loss: Function, inputs: Mapping[str, Any], argument: str) -> None:
    """Check the gradient that ``loss(*inputs) -> (loss, gradient)`` returns with the loss."""
    name = _name(loss)
    source = differentiable(loss, inputs)
    result = loss(*copy.deepcopy(list(inputs.values())))
    gradient = pair(result, name, "(loss, dx)")[1]
    _check_argument(source, inputs, argument, gradient, np.array(1.0), f"{name}: d{argument}")


def call_forward(forward: Function, inputs: Mapping[str, Any]) -> tuple[Any, Any]:
    """``forward`` on copies of ``inputs``, as the pair ``(out, cache)``."""
    return pair(forward(*copy.deepcopy(list(inputs.values()))), _name(forward), "(out, cache)")


def differentiable(forward: Function, inputs: Mapping[str, Any]) -> Function:
    """The function to differentiate: the reference once the student's equals it, else their own."""
    name = _name(forward)
    oracle = current_run().oracle.get(name)
    if oracle is None:
        return forward
    expected = oracle(*copy.deepcopy(list(inputs.values())))[0]
    try:
        assert_close(call_forward(forward, inputs)[0], expected, f"{name}: out")
    except CheckFailure:
        raise Skipped(f"fix {name} first") from None
    return oracle


def _check_argument(
    source: Function,
    inputs: Mapping[str, Any],
    argument: str,
    gradient: object,
    dout: Array,
    what: str,
) -> None:
    x = np.asarray(inputs[argument])
    got = as_plain_array(gradient, x, what)

    trusted = _is_oracle(source)

    def function(value: Array) -> Array:
        arguments = list({**inputs, argument: value}.values())
        return np.asarray(source(*(arguments if trusted else copy.deepcopy(arguments)))[0])

    if x.size <= LARGE:
        numeric = _remembered(
            lambda: numeric_gradient(function, x, dout), source, inputs, argument, dout
        )
        _compare(got, numeric, what)
        return
    signs = rng().choice([-1.0, 1.0], size=(4, *x.shape))
    numeric = _remembered(
        lambda: projected_gradient(function, x, dout, signs), source, inputs, argument, dout
    )
    axes = tuple(range(1, signs.ndim))
    _compare((got * signs).sum(axis=axes), numeric, f"{what} (random projections)")


def _remembered(
    compute: Callable[[], NumericGradient],
    source: Function,
    inputs: Mapping[str, Any],
    argument: str,
    dout: Array,
) -> NumericGradient:
    """The numeric gradient, from the run's memo where the oracle was differentiated before."""
    if not _is_oracle(source):
        return compute()
    run = current_run()
    digest = hashlib.sha256(f"{run.question}/{run.case}/{_name(source)}/{argument}".encode())
    for value in (dout, *inputs.values()):
        digest.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
    key = digest.digest()
    if key not in run.memo:
        run.memo[key] = compute()
    found: NumericGradient = run.memo[key]
    return found


def _is_oracle(source: Function) -> bool:
    """Whether ``source`` is the reference's function, which changes none of its arguments."""
    return current_run().oracle.get(_name(source)) is source


def _compare(got: Array, numeric: NumericGradient, what: str) -> None:
    """Pass iff every resolved element agrees within what is known of the numeric error."""
    if np.mean(~numeric.resolved) > 0.1:
        raise Inconclusive(f"{what}: inconclusive, over 10 % of the points look non-smooth")
    n = numeric.value
    scale = float(np.max(np.abs(n), initial=0.0))
    tolerance = 1e-6 * np.maximum(np.abs(got), np.abs(n)) + 1e-8 * scale
    tolerance += 1e-2 * numeric.error + 30 * numeric.roundoff
    wrong = numeric.resolved & (np.abs(got - n) > tolerance)
    fail_where(wrong, got, n, what, oracle="numeric")


def _as_gradients(result: object, wrt: Sequence[str], name: str) -> list[Any]:
    names = ", ".join(f"d{argument}" for argument in wrt)
    if len(wrt) == 1 and not isinstance(result, tuple | list):
        return [result]
    if not isinstance(result, tuple | list) or len(result) != len(wrt):
        raise CheckFailure(f"{name} should return {names}; it returned {describe(result)}.")
    return list(result)


def _name(function: Function) -> str:
    return str(getattr(function, "__name__", function))
