"""The references against an independent oracle: other formulas, differentiated by HIPS autograd."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import make_vjp

from autograder.assignment.reference import load_reference

SOLUTIONS = Path(__file__).parents[3] / "solutions"
LAYERS: Any = load_reference(SOLUTIONS / "hw1_layers", ["layers"])
NORMS: Any = load_reference(SOLUTIONS / "hw3_normalization", ["normalization"])
INITIALIZERS: Any = load_reference(SOLUTIONS / "hw2_data_and_initialization", ["initializers"])
SHAPES = 20
"""Random shapes a function."""


def close(found: Any, expected: Any) -> None:
    expected = np.asarray(expected)
    scale = max(1.0, float(np.max(np.abs(expected), initial=0.0)))
    assert np.shape(found) == expected.shape
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-10 * scale)


def agree(
    forward: Any, backward: Any, oracle: Callable[..., Any], arguments: list[Any], wrt: int
) -> None:
    """``forward`` and the gradients by its first ``wrt`` arguments equal the oracle's."""
    out, cache = forward(*arguments)
    close(out, oracle(*arguments))
    dout = np.random.default_rng(1).standard_normal(np.shape(out))
    found = backward(dout, cache)
    found = found if isinstance(found, tuple) else (found,)
    for i, gradient in enumerate(found[:wrt]):
        vjp, _ = make_vjp(oracle, i)(*arguments)
        close(gradient, vjp(dout))


def conv(x: Any, w: Any, b: Any, param: dict[str, int]) -> Any:
    s, p = param["stride"], param["pad"]
    padded = anp.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), "constant")
    rows = (padded.shape[2] - w.shape[2]) // s + 1
    columns = (padded.shape[3] - w.shape[3]) // s + 1
    total = 0.0
    for i in range(w.shape[2]):
        for j in range(w.shape[3]):
            part = padded[:, :, i : i + s * rows : s, j : j + s * columns : s]
            total = total + anp.einsum("nchw,fc->nfhw", part, w[:, :, i, j])
    return total + b.reshape(1, -1, 1, 1)


def max_pool(x: Any, param: dict[str, int]) -> Any:
    h, w, s = param["pool_height"], param["pool_width"], param["stride"]
    rows, columns = (x.shape[2] - h) // s + 1, (x.shape[3] - w) // s + 1
    parts = [
        x[:, :, i : i + s * rows : s, j : j + s * columns : s] for i in range(h) for j in range(w)
    ]
    return anp.max(anp.stack(parts), axis=0)


def per_channel(alpha: Any, x: Any) -> Any:
    return anp.reshape(alpha, (1, -1) + (1,) * (x.ndim - 2)) if np.ndim(alpha) else alpha


ACTIVATIONS: dict[str, Callable[..., Any]] = {
    "sigmoid": lambda x: 0.5 * (1 + anp.tanh(0.5 * x)),
    "tanh": lambda x: 1 - 2 / (anp.exp(2 * x) + 1),
    "relu": lambda x: anp.where(x > 0, x, 0.0),
    "leaky_relu": lambda x, a: anp.where(x > 0, x, a * x),
    "elu": lambda x, a: anp.where(x > 0, x, a * anp.expm1(x)),
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations(name: str) -> None:
    for seed in range(SHAPES):
        random = np.random.default_rng(seed)
        x = random.standard_normal(tuple(random.integers(1, 6, random.integers(1, 5))))
        more = [float(random.uniform(0.1, 2))] if name in ("leaky_relu", "elu") else []
        forward, backward = (getattr(LAYERS, f"{name}_{d}") for d in ("forward", "backward"))
        agree(forward, backward, ACTIVATIONS[name], [x, *more], 1)


def test_prelu() -> None:
    for seed in range(SHAPES):
        random = np.random.default_rng(seed)
        x = random.standard_normal(tuple(random.integers(1, 6, 2 if seed % 2 else 4)))
        alpha = random.standard_normal(x.shape[1]) if seed % 3 else np.array(0.3)
        agree(
            LAYERS.prelu_forward,
            LAYERS.prelu_backward,
            lambda x, a: anp.where(x > 0, x, per_channel(a, x) * x),
            [x, alpha],
            2,
        )


def test_affine_and_maxout() -> None:
    for seed in range(SHAPES):
        random = np.random.default_rng(seed)
        x = random.standard_normal(tuple(random.integers(1, 5, random.integers(2, 5))))
        m, k = random.integers(1, 6, 2)
        w, b = random.standard_normal((x[0].size, m)), random.standard_normal(m)
        agree(
            LAYERS.affine_forward,
            LAYERS.affine_backward,
            lambda x, w, b: anp.einsum("nd,dm->nm", anp.reshape(x, (len(x), -1)), w) + b,
            [x, w, b],
            3,
        )
        w, b = random.standard_normal((x[0].size, m, k)), random.standard_normal((m, k))
        agree(
            LAYERS.maxout_forward,
            LAYERS.maxout_backward,
            lambda x, w, b: anp.max(anp.einsum("nd,dmk->nmk", x, w) + b, axis=2),
            [x.reshape(len(x), -1), w, b],
            3,
        )


def test_convolution() -> None:
    for seed in range(SHAPES):
        random = np.random.default_rng(seed)
        (n, c, f), (h, w), (high, wide) = (random.integers(1, 4, k) for k in (3, 2, 2))
        param = {"stride": int(random.integers(1, 4)), "pad": int(random.integers(0, 3))}
        x = random.standard_normal((n, c, h + high, w + wide))
        weights, b = random.standard_normal((f, c, high, wide)), random.standard_normal(f)
        agree(LAYERS.conv_forward, LAYERS.conv_backward, conv, [x, weights, b, param], 3)


def test_max_pooling() -> None:
    for seed in range(SHAPES):
        random = np.random.default_rng(seed)
        (n, c), (h, w), (high, wide) = (random.integers(1, 4, 2) for _ in range(3))
        param = {"pool_height": high, "pool_width": wide, "stride": int(random.integers(1, 4))}
        x = random.standard_normal((n, c, h + high, w + wide))
        agree(LAYERS.max_pool_forward, LAYERS.max_pool_backward, max_pool, [x, param], 1)


def test_softmax_loss() -> None:
    def oracle(x: Any, y: Any) -> Any:
        p = anp.exp(x) / anp.sum(anp.exp(x), axis=1, keepdims=True)
        return -anp.mean(anp.log(p[anp.arange(len(y)), y]))

    for seed in range(SHAPES):
        random = np.random.default_rng(seed)
        x = random.standard_normal(tuple(random.integers(1, 9, 2)))
        y = random.integers(0, x.shape[1], len(x))
        loss, dx = LAYERS.softmax_loss(x, y)
        close(loss, oracle(x, y))
        close(dx, make_vjp(oracle, 0)(x, y)[0](1.0))


def normalized(axes: tuple[int, ...], groups: str = "") -> Callable[..., Any]:
    """Normalization over ``axes``, of groups of channels where a number of groups is given."""

    def oracle(x: Any, gamma: Any, beta: Any, *more: Any) -> Any:
        parts, eps = x, more[-1]["eps"]
        if groups:
            parts = anp.reshape(x, (x.shape[0], more[0], x.shape[1] // more[0], *x.shape[2:]))
        mean = anp.mean(parts, axis=axes, keepdims=True)
        var = anp.mean((parts - mean) ** 2, axis=axes, keepdims=True)
        x_hat = anp.reshape((parts - mean) / anp.sqrt(var + eps), x.shape)
        return per_channel(gamma, x) * x_hat + per_channel(beta, x)

    return oracle


@pytest.mark.parametrize(
    ("forward", "backward", "oracle", "ndim"),
    [
        ("batchnorm_forward", "batchnorm_backward", normalized((0,)), 2),
        ("batchnorm_forward", "batchnorm_backward_alt", normalized((0,)), 2),
        ("spatial_batchnorm_forward", "spatial_batchnorm_backward", normalized((0, 2, 3)), 4),
        ("layernorm_forward", "layernorm_backward", normalized((1,)), 2),
        ("instancenorm_forward", "instancenorm_backward", normalized((2, 3)), 4),
        ("spatial_groupnorm_forward", "spatial_groupnorm_backward", normalized((2, 3, 4), "G"), 4),
    ],
)
def test_normalization(forward: str, backward: str, oracle: Any, ndim: int) -> None:
    for seed in range(SHAPES):
        random = np.random.default_rng(seed)
        groups = int(random.integers(1, 4))
        shape = [int(n) for n in random.integers(2, 6, ndim)]
        shape[1] = groups * int(random.integers(1, 4)) if "group" in forward else shape[1]
        x = random.standard_normal(shape)
        gamma, beta = random.standard_normal((2, shape[1]))
        more = [groups] if "group" in forward else []
        param = {"mode": "train", "eps": float(random.uniform(1e-5, 1e-1))}
        arguments = [x, gamma, beta, *more, param]
        agree(getattr(NORMS, forward), getattr(NORMS, backward), oracle, arguments, 3)


def test_a_fused_layer_is_the_layer_and_its_normalization() -> None:
    for seed in range(SHAPES):
        random = np.random.default_rng(seed)
        n, d, m = (int(k) for k in random.integers(1, 7, 3))
        b, gamma, beta, mean = random.standard_normal((4, m))
        var = random.uniform(0.01, 2, m)
        bn = {"mode": "test", "running_mean": mean, "running_var": var, "eps": 1e-3}
        x, w = random.standard_normal((n, d)), random.standard_normal((d, m))
        fused = NORMS.fuse_batchnorm_affine(w, b, gamma, beta, mean, var, 1e-3)
        layer = LAYERS.affine_forward(x, w, b)[0]
        close(
            LAYERS.affine_forward(x, *fused)[0],
            NORMS.batchnorm_forward(layer, gamma, beta, dict(bn))[0],
        )
        x, w = random.standard_normal((n, d, 5, 6)), random.standard_normal((m, d, 3, 2))
        fused = NORMS.fuse_batchnorm_conv(w, b, gamma, beta, mean, var, 1e-3)
        param = {"stride": 2, "pad": 1}
        layer = LAYERS.conv_forward(x, w, b, param)[0]
        close(
            LAYERS.conv_forward(x, *fused, param)[0],
            NORMS.spatial_batchnorm_forward(layer, gamma, beta, dict(bn))[0],
        )


@pytest.mark.parametrize(
    ("activation", "scale", "expected"),
    [
        ("tanh", 0.01 * np.sqrt(4096 / 512), [0.49, 0.29, 0.18, 0.11, 0.07, 0.05]),
        ("tanh", "xavier", [0.63, 0.49, 0.41, 0.36, 0.32, 0.29]),
        ("relu", "xavier", [0.58, 0.41, 0.29, 0.21, 0.14, 0.10]),
        ("relu", "he", [0.82, 0.83, 0.84, 0.86, 0.85, 0.84]),
    ],
)
def test_the_lectures_figures(activation: str, scale: Any, expected: list[float]) -> None:
    """At width 512 as at 4096: what counts is std * sqrt(fan_in)."""
    random = np.random.default_rng(0)
    shape = (512, 512)
    kinds = {"xavier": INITIALIZERS.init_xavier, "he": INITIALIZERS.init_he}
    draw = kinds.get(scale, lambda shape, rng: INITIALIZERS.init_normal(shape, scale, rng))
    weights = [draw(shape, random) for _ in range(6)]
    x = random.standard_normal((256, 512))
    found = [std for _, std in INITIALIZERS.activation_statistics(weights, x, activation)]
    np.testing.assert_allclose(found, expected, rtol=0.08, atol=0.01)
