"""The digits of hw4_training and hw5_applications: the files are what their script makes."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_digits", ROOT / "tools" / "make_digits.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("place", [0, 1])
def test_a_file_holds_the_digits_that_the_script_knows_by_their_hash(
    script: ModuleType, place: int
) -> None:
    with np.load(script.TARGETS[place]) as archive:
        arrays = {name: archive[name] for name in archive.files}
    assert script.digest(arrays) == script.SHA256
    assert arrays["images"].shape == (1797, 8, 8) and arrays["images"].dtype == np.uint8
    assert arrays["images"].max() == 16
    assert arrays["labels"].shape == (1797,) and set(arrays["labels"]) == set(range(10))


def test_the_file_is_made_of_scikit_learns_digits_byte_by_byte(script: ModuleType) -> None:
    assert script.digest(script.digits()) == script.SHA256
    assert script.packed(script.digits()) == script.packed(script.digits())
