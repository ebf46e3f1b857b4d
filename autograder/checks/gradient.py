"""Gradient checks: contract, then the forward, then the backward against a numeric gradient."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks.context import (
    CheckFailure,
    Inconclusive,
    Skipped,
    current_run,
    rng,
)
from autograder.checks.contract import (
    callable_name,
    describe,
    describe_safely,
    pair,
    wrong_return,
)
from autograder.checks.numeric import (
    AnyArray,
    NumericGradient,
    numeric_gradient,
    projected_gradient,
)
from autograder.checks.values import (
    NUMERIC,
    as_plain_array,
    assert_close,
    fail_where,
    leaves,
    named,
)
from autograder.language import FIX_FIRST, gettext, marked, ngettext

Function = Callable[..., Any]
Keys = tuple[Any, ...]
"""The keys by which a value is found in nested dicts."""

LARGE = 2000
"""Elements above which an array is checked by random projections."""


@dataclass(frozen=True)
class Precision:
    """How far a right answer may lie off, relative to the element and to the largest one."""

    of_element: float
    of_largest: float


DOUBLE, SINGLE = Precision(1e-6, 1e-8), Precision(1e-4, 2e-5)
"""For float64 and for float32 inputs."""


def check_gradient(
    forward: Function, backward: Function, inputs: Mapping[str, Any], wrt: Sequence[str]
) -> None:
    """Check ``backward(dout, cache)`` against the numeric gradient of ``forward(*inputs)``.

    ``inputs`` are the forward's arguments in order, ``wrt`` the names of those whose gradients
    ``backward`` returns, in its order: arrays, or dicts of arrays, nested as deep as you like,
    whose gradients are dicts with the same keys. A generator among the inputs is in the same state
    at every call. In the grader the reference is differentiated, once the
    student's forward equals it; locally, the student's own forward. Always in float64: with
    float32 inputs the gradients must be float32 too and are compared by its precision.

    Raises ``CheckFailure`` for a wrong gradient, ``Skipped`` where the forward must be fixed first.

    Examples:
        >>> def square_forward(x):
        ...     return x**2, x
        >>> def square_backward(dout, cache):
        ...     return 2 * cache * dout
        >>> x = rng().standard_normal((3, 4))
        >>> check_gradient(square_forward, square_backward, {"x": x}, wrt=("x",))
        >>> def half_of_it(dout, cache):
        ...     return cache * dout
        >>> check_gradient(square_forward, half_of_it, {"x": np.array([1.5, 2.0])}, wrt=("x",))
        Traceback (most recent call last):
        CheckFailure: half_of_it: dx is wrong in 2 of 2 elements; ...
          It is 0.5 times the right answer everywhere.
    """
    name, made_by = callable_name(backward), callable_name(forward)
    again = gettext("{forward}: out of another call with the same arguments", forward=made_by)
    out, cache = call_forward(forward, inputs)
    source = differentiable(forward, inputs, out)
    # Other inputs of the same shapes before the backward: a cache is of its own forward, and what
    # all calls share, a global or a buffer, now holds something else.
    _, other_cache = call_forward(forward, _flipped(inputs, wrt))
    dout = rng("dout").standard_normal(np.shape(out)).astype(_kind(inputs))
    found = _as_gradients(backward(dout.copy(), cache), wrt, name)

    zeros = _as_gradients(backward(np.zeros_like(dout), other_cache), wrt, name)
    repeated, cache = call_forward(forward, inputs)
    assert_close(repeated, out, again)
    doubles = _as_gradients(backward(2 * dout, cache), wrt, name)
    _check_arguments(source, inputs, dict(zip(wrt, found, strict=True)), dout, name)
    for argument, zero, twice, once in zip(wrt, zeros, doubles, found, strict=True):
        for path, _ in leaves(inputs[argument]):
            what = f"{name}: d{argument}"
            z, t, right = (_leaf(gradient, path, what) for gradient in (zero, twice, once))
            place = named(what, path)
            for_none = gettext("{what} for dout = 0", what=place)
            assert_close(z, np.zeros_like(right), for_none, atol=0.0)
            assert_close(t, 2 * np.asarray(right), gettext("{what} for twice the dout", what=place))


def check_loss_gradient(loss: Function, inputs: Mapping[str, Any], argument: str) -> None:
    """Check the gradient that ``loss(*inputs) -> (loss, gradient)`` returns with the loss.

    Examples:
        >>> def squared_loss(scores, targets):
        ...     return 0.5 * np.sum((scores - targets) ** 2), scores - targets
        >>> inputs = {"scores": np.array([[1.0, 2.0, 4.0]]), "targets": np.zeros((1, 3))}
        >>> check_loss_gradient(squared_loss, inputs, "scores")
    """
    name = callable_name(loss)
    result = loss(*copy.deepcopy(list(inputs.values())))
    out, gradient = pair(result, name, "(loss, dx)")
    source = differentiable(loss, inputs, out)
    _check_argument(source, inputs, argument, gradient, np.array(1.0), f"{name}: d{argument}")


def _flipped(inputs: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """``inputs`` with the elements of those with ``names`` in the opposite order."""

    def flip(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: flip(inner) for key, inner in value.items()}
        return np.asarray(np.flip(value)) if isinstance(value, np.ndarray) else value

    return {name: flip(value) if name in names else value for name, value in inputs.items()}


def call_forward(forward: Function, inputs: Mapping[str, Any]) -> tuple[Any, Any]:
    """``forward`` on copies of ``inputs``, as the pair ``(out, cache)``."""
    return pair(
        forward(*copy.deepcopy(list(inputs.values()))), callable_name(forward), "(out, cache)"
    )


def differentiable(forward: Function, inputs: Mapping[str, Any], out: object) -> Function:
    """The function to differentiate: the reference where ``out`` equals its own, else ``forward``.

    Raises ``Skipped`` where there is a reference and ``out`` differs from its answer.
    """
    name = callable_name(forward)
    as_plain_array(out, np.asarray(out), f"{name}: out")
    oracle = current_run().oracle.get(name)
    if oracle is None:
        return forward
    expected = np.asarray(oracle(*copy.deepcopy(list(_in_double(inputs).values())))[0])
    close: dict[str, float] = {}
    if _kind(inputs) == np.float32:
        largest = float(np.max(np.abs(expected), initial=0.0))
        close = {"rtol": SINGLE.of_element, "atol": SINGLE.of_largest * largest}
        expected = expected.astype(np.float32)
    try:
        assert_close(out, expected, f"{name}: out", **close)
    except CheckFailure:
        raise Skipped(gettext(FIX_FIRST, name=name)) from None
    return oracle


def _check_arguments(
    source: Function,
    inputs: Mapping[str, Any],
    gradients: Mapping[str, object],
    dout: AnyArray,
    name: str,
) -> None:
    """Check the gradient by every argument; the failure is that of the first wrong one.

    It says which of the others are right: to look for the mistake there would be in vain. A hidden
    case does not, since what a hand-in can choose there tells of its inputs.
    """
    failures: dict[str, CheckFailure] = {}
    for argument, gradient in gradients.items():
        try:
            _check_argument(source, inputs, argument, gradient, dout, f"{name}: d{argument}")
        except CheckFailure as failure:
            failures[argument] = failure
    if failures:
        (first, error), *_ = failures.items()
        others = [argument for argument in gradients if argument != first]
        right = [f"d{argument}" for argument in others if argument not in failures]
        wrong = [f"d{argument}" for argument in others if argument in failures]
        text = str(error)
        if right:
            told = ngettext(
                "{names} is right.", "{names} are right.", len(right), names=_listed(right)
            )
            text += f"\n  {told}"
        if wrong:
            told = ngettext(
                "{names} is wrong too.", "{names} are wrong too.", len(wrong), names=_listed(wrong)
            )
            text += f"\n  {told}"
        raise CheckFailure(text, safe=error.safe) from error


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: "dw", "dw and db", "dw, db and dx"."""
    *most, last = names
    return gettext("{names} and {last}", names=", ".join(most), last=last) if most else last


def _check_argument(
    source: Function,
    inputs: Mapping[str, Any],
    argument: str,
    gradient: object,
    dout: AnyArray,
    what: str,
) -> None:
    """Check the gradient by one argument: an array, or every array in a dict of them."""
    for path, x in leaves(inputs[argument]):
        place, there = named(argument, path), named(what, path)
        if path and not isinstance(x, np.ndarray):
            raise Inconclusive(f"{place} is no array: leave it out of what is differentiated")
        found = _leaf(gradient, path, what)
        _check_array(source, inputs, (argument, *path), found, dout, there)


def _check_array(
    source: Function,
    inputs: Mapping[str, Any],
    path: Keys,
    gradient: object,
    dout: AnyArray,
    what: str,
) -> None:
    """Check the gradient by the array at ``path``: the argument's name, then the keys of dicts."""
    x = np.asarray(_leaf(inputs, path, what))
    got = as_plain_array(gradient, x, what).astype(np.float64)
    precision = SINGLE if _kind(inputs) == np.float32 else DOUBLE
    inputs = _in_double(inputs)
    x, dout = np.asarray(_leaf(inputs, path, what)), dout.astype(np.float64)
    trusted = _is_oracle(source)

    def function(value: AnyArray) -> AnyArray:
        arguments = list(_replaced(inputs, path, value).values())
        return np.asarray(source(*(_fresh(arguments) if trusted else copy.deepcopy(arguments)))[0])

    if x.size <= LARGE:
        numeric = _remembered(
            lambda: numeric_gradient(function, x, dout), source, inputs, path, dout
        )
        _compare(got, numeric, what, precision, inputs)
        return
    signs = rng("signs").choice([-1.0, 1.0], size=(4, *x.shape))
    numeric = _remembered(
        lambda: projected_gradient(function, x, dout, signs), source, inputs, path, dout
    )
    axes = tuple(range(1, signs.ndim))
    projected = (got * signs).sum(axis=axes)
    _compare(projected, numeric, gettext("{what} (random projections)", what=what), precision)


def _fresh(arguments: Sequence[Any]) -> list[Any]:
    """The arguments of one call of the reference, which changes no array but draws numbers."""
    return [_own(argument) for argument in arguments]


def _own(argument: Any) -> Any:
    """An argument that the reference may draw from, or store in."""
    if isinstance(argument, np.ndarray | np.generic | int | float | str | None):
        return argument
    if type(argument) is dict:
        return {key: _own(value) for key, value in argument.items()}
    return copy.deepcopy(argument)


def _leaf(tree: Any, path: Keys, what: str) -> Any:
    """What is at ``path`` in nested dicts; ``CheckFailure`` where ``tree`` has nothing there."""
    for depth, key in enumerate(path):
        here = named(what, path[:depth])
        if not isinstance(tree, Mapping):
            sentence = marked("{what} should be a dict, but is {found}.")
            raise CheckFailure(
                gettext(sentence, what=here, found=describe(tree)),
                safe=gettext(sentence, what=here, found=describe_safely(tree)),
            )
        if key not in tree:
            raise CheckFailure(gettext("{what} is missing.", what=named(here, [key])))
        tree = tree[key]
    return tree


def _replaced(tree: Mapping[Any, Any], path: Keys, value: AnyArray) -> dict[Any, Any]:
    """``tree`` with ``value`` at ``path``; what lies elsewhere is shared."""
    key, *rest = path
    return {**tree, key: _replaced(tree[key], tuple(rest), value) if rest else value}


def _remembered(
    compute: Callable[[], NumericGradient],
    source: Function,
    inputs: Mapping[str, Any],
    path: Keys,
    dout: AnyArray,
) -> NumericGradient:
    """The numeric gradient, from the run's memo where the oracle was differentiated before."""
    if not _is_oracle(source):
        return compute()
    run, (argument, *keys) = current_run(), path
    by = named(argument, keys)
    digest = hashlib.sha256(f"{run.question}/{run.case}/{callable_name(source)}/{by}".encode())
    for value in (dout, *inputs.values()):
        digest.update(
            value.tobytes() if isinstance(value, np.ndarray) else _in_full(value).encode()
        )
    key = digest.digest()
    if key not in run.memo:
        run.memo[key] = compute()
    found: NumericGradient = run.memo[key]
    return found


def _in_full(value: object) -> str:
    """The contents of an argument in full: what ``repr`` says of it would not tell two apart."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{k!r}: {_in_full(v)}' for k, v in value.items())}}}"
    if isinstance(value, np.ndarray):
        return value.tobytes().hex()
    return repr(value.bit_generator.state if isinstance(value, np.random.Generator) else value)


def _is_oracle(source: Function) -> bool:
    """Whether ``source`` is the reference's function, which changes none of its arguments."""
    return current_run().oracle.get(callable_name(source)) is source


def _compare(
    got: AnyArray,
    numeric: NumericGradient,
    what: str,
    precision: Precision,
    inputs: Mapping[str, Any] | None = None,
) -> None:
    """Pass iff every resolved element agrees within what is known of the numeric error."""
    if np.mean(~numeric.resolved) > 0.1:
        raise Inconclusive(f"{what}: inconclusive, over 10 % of the points look non-smooth")
    n = numeric.value
    scale = float(np.max(np.abs(n), initial=0.0))
    tolerance = precision.of_element * np.maximum(np.abs(got), np.abs(n))
    tolerance += precision.of_largest * scale
    tolerance += 1e-2 * numeric.error + 30 * numeric.roundoff
    wrong = numeric.resolved & (np.abs(got - n) > tolerance)
    fail_where(wrong, got, n, what, oracle=NUMERIC, inputs=inputs)


def _kind(inputs: Mapping[str, Any]) -> np.dtype[Any]:
    """float32 where all arrays among ``inputs`` are, else float64."""
    arrays = [v for _, v in leaves(inputs) if isinstance(v, np.ndarray)]
    kinds = [v.dtype for v in arrays if v.dtype.kind == "f"]
    single = bool(kinds) and all(k == np.float32 for k in kinds)
    return np.dtype(np.float32 if single else np.float64)


def _in_double(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """``inputs`` with the float32 arrays in float64."""
    for path, v in leaves(inputs):
        if isinstance(v, np.ndarray) and v.dtype == np.float32:
            inputs = _replaced(inputs, path, v.astype(np.float64))
    return dict(inputs)


def _as_gradients(result: object, wrt: Sequence[str], name: str) -> list[Any]:
    names = ", ".join(f"d{argument}" for argument in wrt)
    if len(wrt) == 1 and not isinstance(result, tuple | list):
        return [result]
    if not isinstance(result, tuple | list) or len(result) != len(wrt):
        raise wrong_return(name, names, result)
    return list(result)
