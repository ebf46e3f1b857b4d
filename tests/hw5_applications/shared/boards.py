"""Boards of Go as one draws them: X is black, O is white."""

import numpy as np

from autograder.checks import CheckFailure

STONES = {".": 0, "X": 1, "O": -1}


def board_of(*rows):
    """The board of rows of points, as in ``".XO"``."""
    return np.array([[STONES[point] for point in row] for row in rows])


def points_of(*rows):
    """The points that are marked with ``#``, as a boolean board."""
    return np.array([[point == "#" for point in row] for row in rows])


def check_ko(found, right, what):
    """Fail unless ``found`` is the point ``right``, or None where that is None."""
    pair = isinstance(found, tuple | list | np.ndarray) and len(found) == 2
    same = found is None if right is None else pair and tuple(map(int, found)) == right
    if not same:
        expected = "None" if right is None else "the point of the stone that was taken"
        raise CheckFailure(
            f"{what}: ko is {found!r}, expected {right!r}.",
            safe=f"{what}: ko should be {expected} here.",
        )


def random_board(random, size, empty=0.35):
    """A board full of groups, by chance and not by the rules: some may have no liberty."""
    return random.choice([0, 1, -1], (size, size), p=[empty, (1 - empty) / 2, (1 - empty) / 2])
