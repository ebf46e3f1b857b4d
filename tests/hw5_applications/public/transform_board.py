OK_FORMAT = False
name = "transform_board"

import numpy as np

from autograder.checks import assert_close, case, rng

BOARD = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])  # equal axes: a board


@case(points=0.25)
def by_hand(transform_board):
    """a quarter turn is against the clock, and for k >= 4 left and right are exchanged after it"""
    quarter = np.array([[3, 6, 9], [2, 5, 8], [1, 4, 7]])  # equal axes: a board
    assert_close(transform_board(BOARD, 0), BOARD, "transform_board with k = 0")
    assert_close(transform_board(BOARD, 1), quarter, "transform_board with k = 1")
    assert_close(transform_board(BOARD, 4), BOARD[:, ::-1], "transform_board with k = 4")
    assert_close(transform_board(BOARD, 5), quarter[:, ::-1], "transform_board with k = 5")


@case(points=0.25)
def last_axes(transform_board):
    """turns the last two axes of planes, and keeps the type of truth values"""
    planes = rng().standard_normal((2, 8, 5, 5))  # equal axes: a board
    right = np.rot90(planes, 3, axes=(2, 3))
    assert_close(transform_board(planes, 3), right, "transform_board of planes")
    right = np.rot90(planes > 0, 2, axes=(2, 3))
    assert_close(transform_board(planes > 0, 2), right, "transform_board of truth values")
