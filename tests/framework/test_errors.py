"""The tree at the head of ``errors.py`` is the tree."""

from __future__ import annotations

import inspect

from autograder import errors


def drawn() -> dict[str, str]:
    """Class -> the one that it stands below, as the module's docstring draws it."""
    found: dict[str, str] = {}
    above = ["Exception"]
    for line in (errors.__doc__ or "").splitlines()[1:]:
        if line.strip():
            level = (len(line) - len(line.lstrip())) // 4
            name = line.split()[0]
            found[name] = above[level]
            above[level + 1 :] = [name]
    return found


def test_the_tree_that_is_drawn_is_the_one_that_is_there() -> None:
    there = {
        name: kind.__base__.__name__
        for name, kind in vars(errors).items()
        if inspect.isclass(kind) and kind.__base__ is not None
    }
    assert drawn() == there
