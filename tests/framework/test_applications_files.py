"""The data of hw5_applications: the committed files are what their scripts make."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]


def script(name: str) -> ModuleType:
    """A script in tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def committed(made_by: ModuleType) -> dict[str, Any]:
    """The arrays of the file that a script has made."""
    with np.load(made_by.TARGET) as archive:
        return {name: archive[name] for name in archive.files}


def test_photographs_and_filters_are_what_the_script_makes_of_scikit_learns_pictures() -> None:
    maker = script("make_photographs")
    arrays, again = committed(maker), maker.arrays()
    assert maker.digest(arrays) == maker.SHA256
    np.testing.assert_allclose(arrays["bank"], again["bank"], atol=1e-12)
    for name in ("china", "flower"):
        assert arrays[name].shape == (96, 96, 3) and arrays[name].dtype == np.uint8
        # Another decoder of JPEG may round a pixel otherwise.
        assert np.abs(arrays[name].astype(int) - again[name]).max() <= 3


def test_each_filter_of_the_bank_has_the_size_that_he_et_al_draw() -> None:
    bank = committed(script("make_photographs"))["bank"]
    assert bank.shape == (16, 3, 3, 3)
    np.testing.assert_allclose(np.sum(bank**2, axis=(1, 2, 3)), 2.0)


def test_the_games_are_known_by_their_hash_and_are_games() -> None:
    maker = script("make_go_games")
    games = committed(maker)["games"]
    assert maker.digest(games) == maker.SHA256
    assert games.shape == (maker.GAMES, maker.LONGEST) and games.dtype == np.uint8
    for moves in games:
        end = int(np.argmax(moves == maker.NONE)) if maker.NONE in moves else len(moves)
        assert end > 20 and np.all(moves[:end] <= maker.PASS) and np.all(moves[end:] == maker.NONE)
        assert all(2 <= move // 9 <= 6 and 2 <= move % 9 <= 6 for move in map(int, moves[:2]))


@pytest.mark.skipif(not Path("/usr/games/gnugo").is_file(), reason="gnugo is not installed")
def test_gnu_go_plays_the_same_game_again() -> None:
    maker = script("make_go_games")
    moves = maker.game(0)
    assert moves == committed(maker)["games"][0, : len(moves)].tolist()


def test_the_positions_are_those_of_the_games_by_the_references_rules() -> None:
    maker = script("make_go_positions")
    arrays = committed(maker)
    games = committed(script("make_go_games"))["games"][:4]
    again = maker.positions(games, maker.rules())
    first = arrays["game"] < 4
    for name, found in again.items():
        np.testing.assert_array_equal(found, arrays[name][first], err_msg=name)
    played = arrays["legal"].reshape(len(arrays["moves"]), 81)
    assert played[np.arange(len(played)), arrays["moves"]].all()
