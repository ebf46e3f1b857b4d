"""The references of hw2 on real images, and on the figures that the lecture shows."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_digits, load_sample_images

from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.reference import load_reference
from autograder.grading.engine import grade
from autograder.publish.bundle import build
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[2]
SOLUTION = ROOT / "solutions" / "hw2_data_and_initialization"
WIDTH, LAYERS, BATCH = 512, 6, 200
SEEDS = 20

Draw = Callable[[ModuleType, tuple[int, int], Any], Any]
SCHEMES: dict[str, tuple[str, Draw, list[float]]] = {
    "tanh, 0.01": (
        "tanh",
        lambda hw2, shape, rng: hw2.init_normal(shape, 0.01 * np.sqrt(4096 / WIDTH), rng),
        [0.49, 0.29, 0.18, 0.11, 0.07, 0.05],
    ),
    "tanh, Xavier": (
        "tanh",
        lambda hw2, shape, rng: hw2.init_xavier(shape, rng),
        [0.63, 0.49, 0.41, 0.36, 0.32, 0.29],
    ),
    "ReLU, Xavier": (
        "relu",
        lambda hw2, shape, rng: hw2.init_xavier(shape, rng),
        [0.58, 0.41, 0.29, 0.21, 0.14, 0.10],
    ),
    "ReLU, He": (
        "relu",
        lambda hw2, shape, rng: hw2.init_he(shape, rng),
        [0.82, 0.83, 0.84, 0.86, 0.85, 0.84],
    ),
}
"""What the lecture shows for 4096 units; a std of 0.01 there is 0.01 sqrt(4096 / 512) here, since
what counts is std sqrt(fan_in)."""
SPREAD = 5
"""E[h^4] / E[h^2]^2 - 1 for a rectified normal h: a layer of n units knows its second moment to
sqrt(5 / n), relatively; tanh knows it better."""


@pytest.fixture(scope="module")
def hw2() -> ModuleType:
    return load_reference(SOLUTION, ["preprocessing", "initializers"])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_activations_have_the_lectures_spread(scheme: str, hw2: ModuleType) -> None:
    """Within the sampling error: each layer adds an independent relative error of its variance of
    at most sqrt(5 / n), the std has half of it; and the lecture's figures are rounded to 0.005.

    They come from one draw themselves (width 4096), so both errors count; four of them are allowed.
    """
    activation, draw, expected = SCHEMES[scheme]
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        x = rng.standard_normal((BATCH, WIDTH))
        weights = [draw(hw2, (WIDTH, WIDTH), rng) for _ in range(LAYERS)]
        found = hw2.activation_statistics(weights, x, activation)
        for layer, ((_, std), shown) in enumerate(zip(found, expected, strict=True), 1):
            one = 0.5 * np.sqrt(layer * SPREAD * (1 / WIDTH + 1 / 4096))
            assert abs(std - shown) <= 4 * one * shown + 0.005


def test_a_large_std_saturates_tanh(hw2: ModuleType) -> None:
    """The lecture's 0.1 at 4096 units: the sums have std 6.4, and most units sit near -1 or 1."""
    rng = np.random.default_rng(0)
    weights = [hw2.init_normal((WIDTH, WIDTH), 0.1 * np.sqrt(4096 / WIDTH), rng) for _ in range(6)]
    x = rng.standard_normal((BATCH, WIDTH))
    assert min(std for _, std in hw2.activation_statistics(weights, x, "tanh")) > 0.85


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_the_gradients_of_a_deep_network_are_the_numeric_ones(
    activation: str, hw2: ModuleType
) -> None:
    rng = np.random.default_rng(0)
    x, dout = rng.standard_normal((4, 5)), rng.standard_normal((4, 3))
    weights = [rng.standard_normal(shape) for shape in ((5, 6), (6, 7), (7, 3))]

    def loss(weights: list[Any], x: Any) -> float:
        for w in weights:
            x = np.tanh(x @ w) if activation == "tanh" else np.maximum(0, x @ w)
        return float(np.sum(x * dout))

    def spread(function: Callable[[Any], float], at: Any) -> float:
        steps = 1e-6 * np.eye(at.size).reshape(-1, *at.shape)
        return float(np.std([(function(at + s) - function(at - s)) / 2e-6 for s in steps]))

    found = hw2.gradient_statistics(weights, x, activation, dout)
    for layer, (of_weights, _) in enumerate(found):
        numeric = spread(
            lambda w, at=layer: loss([*weights[:at], w, *weights[at + 1 :]], x), weights[layer]
        )
        assert of_weights == pytest.approx(numeric, rel=1e-6)
    assert found[0][1] == pytest.approx(spread(lambda x: loss(weights, x), x), rel=1e-6)


def test_small_weights_fade_the_signal_and_not_the_gradients_of_the_weights(
    hw2: ModuleType,
) -> None:
    """What the lecture says is true of the signal; with a large std gradients grow all the same."""
    rng = np.random.default_rng(0)
    x, dout = rng.standard_normal((BATCH, WIDTH)), rng.standard_normal((BATCH, WIDTH))
    normal = [rng.standard_normal((WIDTH, WIDTH)) for _ in range(LAYERS)]
    scale = np.sqrt(4096 / WIDTH)
    small = hw2.gradient_statistics([0.01 * scale * w for w in normal], x, "tanh", dout)
    of_weights, signal = (np.array(column) for column in zip(*small, strict=True))
    assert of_weights.max() / of_weights.min() < 1.1
    assert (np.diff(signal) > 0).all() and signal[-1] / signal[0] > 10
    large = hw2.gradient_statistics([0.1 * scale * w for w in normal], x, "tanh", dout)
    of_weights, signal = (np.array(column) for column in zip(*large, strict=True))
    assert of_weights[0] / of_weights[-1] > 10 and signal[0] / signal[-1] > 10


def test_zeros_make_every_unit_the_same(hw2: ModuleType) -> None:
    """The gradient of every hidden unit is equal, exactly: they stay the same for ever."""
    rng = np.random.default_rng(0)
    x, dout = rng.standard_normal((8, 5)), rng.standard_normal((8, 3))
    first, second = hw2.init_zeros((5, 4)), hw2.init_zeros((4, 3))
    hidden = np.tanh(x @ first)
    dfirst = x.T @ ((dout @ second.T) * (1 - hidden**2))
    dsecond = hidden.T @ dout
    assert (dfirst == dfirst[:, :1]).all() and (dsecond == dsecond[:1]).all()


def test_the_photographs_of_scikit_learn(hw2: ModuleType, tmp_path: Path) -> None:
    paths = []
    for number, photo in enumerate(load_sample_images().images):
        paths.append(tmp_path / f"{number}.png")
        Image.fromarray(photo).save(paths[-1])
    batch = hw2.load_images(paths, 64)
    assert batch.shape == (2, 64, 64, 3) and batch.dtype == np.uint8
    for photo, small in zip(load_sample_images().images, batch, strict=True):
        left = (photo.shape[1] - photo.shape[0]) // 2
        square = photo[:, left : left + photo.shape[0]]  # the part that the crop shows
        assert np.abs(square.mean(axis=(0, 1)) - small.mean(axis=(0, 1))).max() < 1
    centred = hw2.zero_center(batch, hw2.mean_image(batch))
    assert np.abs(centred.mean(axis=0)).max() < 1e-12
    path = tmp_path / "data.npz"
    hw2.save_dataset(path, batch, np.array([0, 1]))
    images, labels = hw2.load_dataset(path)
    assert images.tobytes() == batch.tobytes() and labels.tolist() == [0, 1]


def test_the_digits_of_scikit_learn_have_constant_pixels(hw2: ModuleType) -> None:
    X = load_digits().data
    train, test = X[:1500], X[1500:]
    Z, mean, std = hw2.standardize(train)
    assert (std == 0).any()
    assert np.abs(Z.mean(axis=0)).max() < 1e-12
    assert set(np.round(Z.std(axis=0), 12)) == {0.0, 1.0}
    assert np.isfinite(hw2.standardize(test, mean, std)[0]).all()


def test_a_broken_file_is_named(hw2: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "broken.jpg"
    buffer = io.BytesIO()
    Image.new("RGB", (50, 50)).save(buffer, "JPEG")
    path.write_bytes(buffer.getvalue()[:200])
    with pytest.raises(ValueError, match=r"broken\.jpg"):
        hw2.load_images([path], 8)


def test_files_reach_the_sandbox_and_nobody_else(tmp_path: Path, sandbox: Sandbox) -> None:
    build(Folders(ROOT, SOLUTION.name), tmp_path)
    hand_in = tmp_path / "hand-in"
    hand_in.mkdir()
    for module in ("preprocessing.py", "initializers.py"):
        (hand_in / module).write_bytes((SOLUTION / module).read_bytes())
    with open_bundle(tmp_path / SOLUTION.name / "autograder.zip") as rubric:
        results = grade(rubric, hand_in, sandbox)
        assert [o for o in results.outcomes if o.points < o.max_points] == []
        assert results.points > results.max_points  # bonus questions come on top
        source = (hand_in / "preprocessing.py").read_text()
        sides = "round(width * size / shorter), round(height * size / shorter)"
        other = "round(height * size / shorter), round(width * size / shorter)"
        swapped = source.replace(sides, other)
        assert swapped != source
        (hand_in / "preprocessing.py").write_text(swapped)
        wrong = grade(rubric, hand_in, sandbox)
    named = {o.misconception for o in wrong.outcomes if o.question.startswith("resize_image")}
    assert "resize_sides_swapped" in named


def gradients_in_the_hand_out(name: str) -> dict[tuple[str, int], list[float]]:
    """The table of gradients: (scheme, 0 for weights or 1 for the signal) -> figures a layer."""
    text = (ROOT / "assignments" / SOLUTION.name / name).read_text(encoding="utf-8")
    found: dict[tuple[str, int], list[float]] = {}
    scheme = ""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 8 and cells[1] in ("dw", "signal", "信号"):
            scheme = cells[0].replace("std ", "").replace("，", ", ").replace("  ", " ") or scheme
            found[scheme, int(cells[1] != "dw")] = [float(cell) for cell in cells[2:]]
    return found


def test_the_hand_outs_gradients_are_measured(hw2: ModuleType) -> None:
    """At width 512 and 64 examples each figure is known to an eighth; a fifth is allowed."""
    shown = gradients_in_the_hand_out("handout.md")
    assert shown == gradients_in_the_hand_out("handout.zh.md")
    assert len(shown) == 7
    schemes = {name: (kind, draw) for name, (kind, draw, _) in SCHEMES.items()}
    wide = np.sqrt(4096 / WIDTH)
    schemes["tanh, 0.1"] = "tanh", lambda hw2, shape, rng: hw2.init_normal(shape, 0.1 * wide, rng)
    for (scheme, column), figures in shown.items():
        kind, draw = schemes[scheme]
        rng = np.random.default_rng(2)
        weights = [draw(hw2, (WIDTH, WIDTH), rng) for _ in range(LAYERS)]
        x, dout = rng.standard_normal((2, 64, WIDTH))
        measured = hw2.gradient_statistics(weights, x, kind, dout / 64)
        assert [pair[column] for pair in measured] == pytest.approx(figures, rel=0.2), scheme
