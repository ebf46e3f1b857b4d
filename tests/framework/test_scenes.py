"""The scenes of hw5_applications: the committed file is what its script makes."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    tools = ROOT / "tools"
    spec = importlib.util.spec_from_file_location("make_scenes", tools / "make_scenes.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(tools))  # as where it is run: it takes the packing of make_digits
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(tools))
    return module


def test_the_file_holds_the_scenes_that_the_script_makes_by_its_seed(script: ModuleType) -> None:
    with np.load(script.TARGET) as archive:
        arrays = {name: archive[name] for name in archive.files}
    assert script.scenes_digest(arrays) == script.SHA256
    assert script.scenes_digest(script.scenes()) == script.SHA256
    assert arrays["cells"].shape == (3500, 14, 14) and arrays["captions"].shape == (3500, 10)


def test_a_scene_is_described_by_its_own_caption(script: ModuleType) -> None:
    arrays = script.scenes()
    for cells, caption in zip(arrays["cells"], arrays["captions"], strict=True):
        words = [script.WORDS[word] for word in caption if word > 2]
        colours = {1 + script.COLOURS.index(word) for word in words if word in script.COLOURS}
        assert colours == set(cells[cells > 0])
        areas = {name: sum(row.count("#") for row in rows) for name, rows in script.SHAPES.items()}
        assert np.sum(cells > 0) == sum(areas[word] for word in words if word in areas)


def test_the_left_or_upper_shape_is_named_first(script: ModuleType) -> None:
    arrays = script.scenes()
    seen = set()
    for cells, caption in zip(arrays["cells"], arrays["captions"], strict=True):
        words = [script.WORDS[word] for word in caption]
        relation = next((word for word in ("left", "above") if word in words), "")
        colours = [1 + script.COLOURS.index(word) for word in words if word in script.COLOURS]
        seen.add(relation)
        if relation and colours[0] != colours[1]:
            axis = 1 if relation == "left" else 0
            first, second = (np.argwhere(cells == colour)[:, axis] for colour in colours)
            assert first.max() < second.min()
    assert seen == {"", "left", "above"}
