"""The checks themselves: right layers pass, wrong ones fail, messages say where."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.assignment.folders import Folders
from autograder.checks import (
    CheckFailure,
    Skipped,
    assert_close,
    assert_dict_close,
    assert_pairs,
    check_gradient,
    rng,
)
from autograder.checks.context import CaseRun, Inconclusive, running
from autograder.checks.numeric import numeric_gradient, projected_gradient
from autograder.checks.questions import Question, load_questions
from autograder.checks.run import failed

SEEDS = [20, pytest.param(200, marks=pytest.mark.slow)]


@pytest.fixture(scope="module")
def questions(folders: Folders) -> dict[str, Question]:
    return {q.name: q for q in load_questions(folders.tests)}


def failures(
    question: Question, env: dict[str, Any], seed: int, oracle: dict[str, Any]
) -> list[str]:
    found = []
    for case in question.cases:
        try:
            case.run(env, seed=seed, oracle=oracle)
        except CheckFailure as error:
            found.append(str(error))
    return found


@pytest.mark.parametrize("seeds", SEEDS)
def test_the_reference_passes_on_every_seed(
    questions: dict[str, Question], layers: ModuleType, seeds: int
) -> None:
    env = {**vars(layers), "reference": layers}
    for seed in range(seeds):
        for question in questions.values():
            assert failures(question, env, seed, vars(layers)) == []


def test_the_reference_passes_at_home_without_an_oracle(
    questions: dict[str, Question], layers: ModuleType
) -> None:
    env = {**vars(layers), "reference": layers}
    for seed in range(5):
        for question in questions.values():
            assert failures(question, env, seed, {}) == []


def db_by_mean(layers: ModuleType) -> Callable[..., Any]:
    def wrong(dout: Any, cache: Any) -> Any:
        dx, dw, db = layers.affine_backward(dout, cache)
        return dx, dw, db / len(dout)

    return wrong


def passes_everywhere(layers: ModuleType) -> Callable[..., Any]:
    return lambda dout, cache: dout


def overwrites_overlaps(layers: ModuleType) -> Callable[..., Any]:
    def wrong(dout: Any, cache: Any) -> Any:
        shape, winners, param = cache
        i, j = np.divmod(winners, param["pool_width"])
        n, c, row, column = np.indices(winners.shape)
        dx = np.zeros(shape)
        dx[n, c, row * param["stride"] + i, column * param["stride"] + j] = dout
        return dx

    return wrong


def dx_border_lost(layers: ModuleType) -> Callable[..., Any]:
    def wrong(dout: Any, cache: Any) -> Any:
        dx, dw, db = layers.conv_backward(dout, cache)
        dx = dx.copy()
        dx[..., 0] = 0
        return dx, dw, db

    return wrong


@pytest.mark.parametrize("seeds", SEEDS)
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("affine_backward", db_by_mean),
        ("relu_backward", passes_everywhere),
        ("max_pool_backward (hidden)", overwrites_overlaps),
        ("conv_backward", dx_border_lost),
    ],
)
def test_a_wrong_backward_fails_on_every_seed(
    questions: dict[str, Question],
    layers: ModuleType,
    name: str,
    make: Callable[[ModuleType], Callable[..., Any]],
    seeds: int,
) -> None:
    env = {**vars(layers), "reference": layers, name.split()[0]: make(layers)}
    for seed in range(seeds):
        assert failures(questions[name], env, seed, vars(layers))


def test_a_forward_that_freezes_near_its_first_input_is_found(layers: ModuleType) -> None:
    """Its own forward differentiates to the wrong backward; the oracle does not."""
    first: list[Any] = []

    def forged_forward(x: Any) -> Any:
        first.append(x) if not first else None
        if np.allclose(x, first[0], atol=1e-3):
            return np.log1p(np.exp(first[0])) + 0 * x, x
        return softplus_forward(x)

    forged_forward.__name__ = "softplus_forward"

    def softplus_backward(dout: Any, cache: Any) -> Any:
        return np.zeros_like(dout)

    x = {"x": np.linspace(-1, 1, 6)}
    with running(CaseRun("q", "c")):
        check_gradient(forged_forward, softplus_backward, x, wrt=("x",))
    first.clear()
    run = CaseRun("q", "c", 0, {"softplus_forward": softplus_forward})
    with running(run), pytest.raises(CheckFailure, match="dx is wrong in 6 of 6"):
        check_gradient(forged_forward, softplus_backward, x, wrt=("x",))


def test_a_wrong_forward_skips_its_backward(layers: ModuleType) -> None:
    def relu_forward(x: Any) -> Any:
        return x, x

    with running(CaseRun("q", "c", 0, vars(layers))), pytest.raises(Skipped, match="relu_forward"):
        check_gradient(relu_forward, layers.relu_backward, {"x": np.array([-1.0])}, wrt=("x",))


def test_a_forward_that_answers_differently_the_next_time_is_found() -> None:
    calls = iter(range(100))

    def drifting_forward(x: Any) -> Any:
        return x + 1e-5 * next(calls), None

    with (
        running(CaseRun("q", "c")),
        pytest.raises(CheckFailure, match="another call with the same"),
    ):
        check_gradient(drifting_forward, lambda d, c: d, {"x": np.ones(3)}, wrt=("x",))


def softplus_forward(x: Any) -> Any:
    return np.log1p(np.exp(x)), x


@pytest.mark.parametrize("with_oracle", [True, False])
@pytest.mark.parametrize(
    ("factor", "kind", "message"),
    [
        (1.0, np.float32, None),
        (1.01, np.float32, "dx is wrong in [0-9]+ of 40"),
        (1.0, np.float64, "dtype float64, expected float32"),
    ],
)
def test_float32_inputs_are_judged_by_their_precision(
    with_oracle: bool, factor: float, kind: Any, message: str | None
) -> None:
    def backward(dout: Any, cache: Any) -> Any:
        return (factor * dout / (1 + np.exp(-cache))).astype(kind)

    oracle = {"softplus_forward": lambda x: softplus_forward(x)} if with_oracle else {}
    for seed in range(20):
        with running(CaseRun("q", "c", seed, oracle)):
            x = (rng().standard_normal(40) + 2).astype(np.float32)
            if message is None:
                check_gradient(softplus_forward, backward, {"x": x}, wrt=("x",))
                continue
            with pytest.raises(CheckFailure, match=message):
                check_gradient(softplus_forward, backward, {"x": x}, wrt=("x",))


def test_the_numeric_gradient_is_exact_where_it_can_be_known() -> None:
    x, dout = np.array([0.3, -2.0, 40.0]), np.array([1.0, -0.5, 2.0])
    found = numeric_gradient(np.sin, x, dout)
    assert found.resolved.all()
    np.testing.assert_allclose(found.value, np.cos(x) * dout, rtol=0, atol=1e-9)


def test_a_check_at_jumps_is_inconclusive() -> None:
    with running(CaseRun("q", "c")), pytest.raises(Inconclusive):
        check_gradient(
            lambda x: (np.floor(x) + x, x), lambda d, c: d, {"x": np.zeros(4)}, wrt=("x",)
        )


def test_projections_find_one_wrong_element_in_a_large_array() -> None:
    random = np.random.default_rng(0)
    x = random.standard_normal((64, 48))
    signs = random.choice([-1.0, 1.0], size=(4, *x.shape))
    found = projected_gradient(np.square, x, np.ones_like(x), signs)
    np.testing.assert_allclose(found.value, (2 * x * signs).sum(axis=(1, 2)), rtol=1e-6)

    def square_forward(x: Any) -> Any:
        return x**2, x

    def one_wrong(dout: Any, cache: Any) -> Any:
        dx = 2 * cache * dout
        dx[3, 5] *= 1.1
        return dx

    with running(CaseRun("q", "c")):
        check_gradient(square_forward, lambda d, c: 2 * c * d, {"x": x}, wrt=("x",))
        with pytest.raises(CheckFailure, match="random projections"):
            check_gradient(square_forward, one_wrong, {"x": x}, wrt=("x",))


@pytest.mark.parametrize(
    ("actual", "message"),
    [
        (None, r"is None \(is a return missing\?\)"),
        (np.ones((1, 3)), r"has shape \(1, 3\), expected \(3,\)"),
        (np.ones(3, dtype=np.float32), "has dtype float32, expected float64"),
        (np.array([1.0, np.nan, 3.0]), r"is nan at \[1\]: 1 of 3"),
        (np.array([1.0, 2.0, 4.0]), r"1 of 3 elements; worst at \[2\]: yours 4, expected 3"),
        (-np.array([1.0, 2.0, 3.0]), "The sign is wrong everywhere"),
        (2 * np.array([1.0, 2.0, 3.0]), "2 times the right answer everywhere"),
        (np.zeros(3), "It is zero everywhere"),
        (np.ma.masked_array([1.0, 2.0, 3.0]), "should be an array"),
        ([1.0, 2.0, 3.0], "is a list"),
        (np.array(["a", "b", "c"], dtype=object), "has dtype object"),
    ],
)
def test_a_message_says_what_came_and_what_was_expected(actual: Any, message: str) -> None:
    with pytest.raises(CheckFailure, match=message):
        assert_close(actual, np.array([1.0, 2.0, 3.0]), "f: out")


def test_an_entry_that_is_none_was_never_stored() -> None:
    with pytest.raises(
        CheckFailure, match=r"bn_param\['mean'\] should be an array of shape \(2,\)"
    ):
        assert_close(None, np.ones(2), "f: after a batch, bn_param['mean']")
    with pytest.raises(CheckFailure, match=r"None \(was it never stored\?\)"):
        assert_close(None, 2, "f: config['t'] after two steps")


def test_digits_are_shown_until_they_differ() -> None:
    with pytest.raises(CheckFailure, match=r"yours 1\.00000002, expected 1\."):
        assert_close(np.array(1.00000002), np.array(1.0), "f: out", rtol=1e-9)
    with pytest.raises(CheckFailure, match=r"yours 1\.0000000000000002, expected 1\.$"):
        assert_close(np.nextafter(1.0, 2.0), 1.0, "f: out", rtol=0.0, atol=0.0)


@pytest.mark.parametrize(
    ("backward", "says"),
    [
        (lambda d, c: (2 * d * c[1], d * c[0], d), ["dx is wrong", "dw and db are right."]),
        (lambda d, c: (d * c[1], 2 * d * c[0], -d), ["dw is wrong", "dx is right", "db is wrong"]),
        (lambda d, c: (None, d * c[0], d), ["dx should be an array of shape (3,)", "dw and db"]),
    ],
)
def test_a_wrong_gradient_says_which_others_are_right(backward: Any, says: list[str]) -> None:
    def forward(x: Any, w: Any, b: Any) -> Any:
        return x * w + b, (x, w)

    inputs = {"x": np.array([1.0, 2.0, 4.0]), "w": np.array([3.0, 5.0, 7.0]), "b": np.ones(3)}
    with running(CaseRun("q", "c")), pytest.raises(CheckFailure) as failure:
        check_gradient(forward, backward, inputs, wrt=("x", "w", "b"))
    assert all(part in str(failure.value) for part in says), str(failure.value)
    assert "right." not in failure.value.safe  # a hand-in could choose which are


def test_what_a_test_cannot_use_is_mostly_none(questions: dict[str, Question]) -> None:
    question = questions["relu_forward"]
    for error, says in (
        (TypeError("unsupported operand type(s) for -: 'NoneType' and 'float'"), "return missing?"),
        (IndexError("too many indices"), "in its order?"),
    ):
        message = failed(question, question.cases[0], error).message
        assert message.startswith("the test cannot use what your code returned (")
        assert message.endswith(says)


def test_a_forward_without_an_out_should_give_an_array() -> None:
    with running(CaseRun("q", "c")), pytest.raises(CheckFailure) as failure:
        check_gradient(lambda x: (None, x), lambda d, c: d, {"x": np.ones(3)}, wrt=("x",))
    assert "out should be an array, but is None (is a return missing?)." in str(failure.value)


def test_a_safe_message_shows_no_values() -> None:
    with pytest.raises(CheckFailure) as caught:
        assert_close(np.array([1.0, 7.25]), np.array([1.0, 3.5]), "f: out")
    assert "3.5" in str(caught.value) and "7.25" in str(caught.value)
    assert "3.5" not in caught.value.safe and "7.25" not in caught.value.safe


PARAMS = {"W1": np.array([2.0, 3.0]), "b1": np.array([1e-17]), "bn": {"mean": np.array(1.0)}}


@pytest.mark.parametrize(
    ("actual", "message"),
    [
        (None, "grads should be a dict, but is None (is a return missing?)."),
        (np.ones(2), "grads should be a dict, but is a ndarray."),
        ({"W1": PARAMS["W1"]}, "grads['b1'] is missing."),
        ({**PARAMS, "bn": {}}, "grads['bn']['mean'] is missing."),
        ({**PARAMS, "W2": np.ones(1)}, "grads holds what it should not: 1 entries."),
        ({**PARAMS, "W1": np.array([2.0, 4.0])}, "grads['W1'] is wrong in 1 of 2 elements"),
        ({**PARAMS, "bn": {"mean": np.array(2.0)}}, "grads['bn']['mean'] is wrong"),
    ],
)
def test_a_dict_is_compared_entry_by_entry(actual: Any, message: str) -> None:
    with pytest.raises(CheckFailure) as failure:
        assert_dict_close(actual, PARAMS, "grads")
    assert str(failure.value).startswith(message)


def test_an_entry_of_a_dict_that_is_rounding_beside_the_others_may_be_any_rounding() -> None:
    assert_dict_close({**PARAMS, "b1": np.array([-3e-17])}, PARAMS, "grads")
    assert_dict_close({**PARAMS, "W2": np.ones(1)}, PARAMS, "grads", others=True)


def test_the_upstream_gradient_is_not_drawn_like_the_input() -> None:
    """A test draws x from rng(): were dout the same numbers, a mask of dout would pass for x's."""

    def relu_forward(x: Any) -> Any:
        return np.maximum(0, x), x

    with running(CaseRun("q", "c")):
        x = rng().standard_normal((4, 5))
        x += 0.1 * np.sign(x)
        with pytest.raises(CheckFailure, match="dx is wrong"):
            check_gradient(relu_forward, lambda d, c: np.where(d > 0, d, 0), {"x": x}, wrt=("x",))


def test_rng_depends_on_case_and_seed_and_needs_a_case() -> None:
    draws = set()
    for run in (CaseRun("q", "a"), CaseRun("q", "b"), CaseRun("q", "a", 1)):
        with running(run):
            assert rng().integers(2**60) == rng().integers(2**60)
            assert len({int(rng(stream).integers(2**60)) for stream in ("", 0, 1)}) == 3
            draws.add(int(rng().integers(2**60)))
    assert len(draws) == 3
    with pytest.raises(RuntimeError, match="inside a case only"):
        rng()


@pytest.mark.parametrize(
    ("actual", "expected", "message"),
    [
        ([1.0, 2.0], [1.0, 2.0], None),
        ((1, 2), [1.0, 2.0], None),
        (np.array([1.0, 2.0]), [1.0, 2.0], None),
        ([[1, 2], [3, 4]], ((1, 2), (3, 4)), None),
        (3, 3, None),
        (3, 3.0, None),
        (np.float64(0.5), 0.5, None),
        ([1.0, 2.1], [1.0, 2.0], "it is wrong in 1 of 2 elements; worst at [1]: yours 2.1,"),
        ([1.5, 2.0], [1, 2], "it is wrong in 1 of 2 elements; worst at [0]: yours 1.5,"),
        ([1.0], [1.0, 2.0], "it has shape (1,), expected (2,)."),
        (1.0, [1.0, 2.0], "it has shape (), expected (2,)."),
        ([[1.0], [2.0, 3.0]], [1.0, 2.0], "it should hold numbers, in lists as long as those be"),
        (["a", "b"], [1.0, 2.0], "it should hold numbers"),
        ([1.0, 2.0], np.array([1.0, 2.0]), "it should be an array of shape (2,), but is a list."),
        (4, 3, "it is wrong in 1 of 1 elements; yours 4, expected 3."),
    ],
)
def test_lists_and_scalars_are_compared_too(
    actual: object, expected: object, message: str | None
) -> None:
    if message is None:
        assert_close(actual, expected, "it")
        return
    with pytest.raises(CheckFailure, match=re.escape(message)):
        assert_close(actual, expected, "it")


def noisy_forward(x: Any, random: np.random.Generator) -> Any:
    mask = random.random(x.shape) < 0.5
    return x**2 * mask, (x, mask)


def noisy_backward(dout: Any, cache: Any) -> Any:
    x, mask = cache
    return 2 * x * mask * dout


def test_a_generator_among_the_inputs_draws_the_same_at_every_call() -> None:
    inputs = {"x": np.linspace(1.0, 2.0, 5), "random": np.random.default_rng(3)}
    memo: dict[bytes, Any] = {}
    for oracle in ({}, {"noisy_forward": noisy_forward}):
        with running(CaseRun("q", "c", oracle=oracle, memo=memo)):
            check_gradient(noisy_forward, noisy_backward, inputs, wrt=("x",))
            check_gradient(noisy_forward, noisy_backward, inputs, wrt=("x",))
    assert len(memo) == 1  # known by the generator's state, not by where it lies in memory
    inputs["random"] = np.random.default_rng(4)
    with running(CaseRun("q", "c", oracle={"noisy_forward": noisy_forward}, memo=memo)):
        check_gradient(noisy_forward, noisy_backward, inputs, wrt=("x",))
    assert len(memo) == 2


def network_forward(params: Any, x: Any) -> Any:
    hidden = x @ params["first"]["w"] + params["first"]["b"]
    return hidden * params["scale"], (params, x, hidden)


def network_backward(dout: Any, cache: Any) -> Any:
    params, x, hidden = cache
    dhidden = dout * params["scale"]
    first = {"w": x.T @ dhidden, "b": dhidden.sum(axis=0)}
    return {"first": first, "scale": (dout * hidden).sum(axis=0)}


def half_b(dout: Any, cache: Any) -> Any:
    grads = network_backward(dout, cache)
    grads["first"]["b"] /= 2
    return grads


def no_b(dout: Any, cache: Any) -> Any:
    grads = network_backward(dout, cache)
    del grads["first"]["b"]
    return grads


def flat_w(dout: Any, cache: Any) -> Any:
    grads = network_backward(dout, cache)
    return {**grads, "first": grads["first"]["w"]}


@pytest.mark.parametrize("kind", [np.float64, np.float32])
@pytest.mark.parametrize("with_oracle", [True, False])
def test_a_dict_of_arrays_is_differentiated_array_by_array(kind: Any, with_oracle: bool) -> None:
    random = np.random.default_rng(0)
    shapes = {"w": (3, 2), "b": (2,)}
    first = {n: random.standard_normal(s).astype(kind) for n, s in shapes.items()}
    params = {"first": first, "scale": random.standard_normal(2).astype(kind)}
    inputs = {"params": params, "x": random.standard_normal((4, 3)).astype(kind)}
    oracle = {"network_forward": network_forward} if with_oracle else {}
    memo: dict[bytes, Any] = {}
    for backward, message in (
        (network_backward, ""),
        (half_b, "half_b: dparams['first']['b'] is wrong in 2 of 2 elements"),
        (no_b, "no_b: dparams['first']['b'] is missing."),
        (flat_w, "flat_w: dparams['first'] should be a dict, but is one ndarray."),
        (lambda dout, cache: None, "dparams should be a dict, but is None"),
    ):
        with running(CaseRun("q", "c", oracle=oracle, memo=memo)):
            if not message:
                check_gradient(network_forward, backward, inputs, wrt=("params",))
                continue
            with pytest.raises(CheckFailure, match=re.escape(message)):
                check_gradient(network_forward, backward, inputs, wrt=("params",))
    assert len(memo) == 3 * with_oracle  # an entry each, whatever the order of the trials


def test_pairs_come_in_a_list() -> None:
    pairs = [(1.0, 2.0), (3.0, 4.0)]
    with running(CaseRun("q", "c")):
        assert_pairs(tuple(pairs), pairs, "f")
        with pytest.raises(CheckFailure, match="a list of pairs"):
            assert_pairs(iter(pairs), pairs, "f")
