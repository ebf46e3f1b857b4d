OK_FORMAT = False
name = "board_planes (hidden)"
depends = ["group_liberties"]

import numpy as np
from shared.boards import random_board

from autograder.checks import assert_close, assert_unchanged, case, data, rng


@case(points=0.75)
def in_games(board_planes, reference):
    """is right in positions of games by GNU Go, for both players"""
    boards = reference.replayed_games(data("go_games")["games"][70:74].copy())
    for board in boards[:, [15, 45]].reshape(-1, 9, 9).astype(int):  # equal axes: a board
        for colour in (1, -1):
            right = reference.board_planes(board, colour, (0, 3))
            found = board_planes(board, colour, (0, 3))
            for number in range(8):
                assert_close(found[number], right[number], f"board_planes: plane {number}")


@case(points=0.5)
def eight_ways(board_planes, reference):
    """the planes of a turned board are the turned planes, exactly, in all eight ways"""
    random = rng()
    board = random_board(random, 7, 0.4)
    planes = board_planes(board, 1, (2, 5))
    mark = np.zeros((7, 7))  # equal axes: a board
    mark[2, 5] = 1.0
    for k in range(8):
        ko = tuple(int(i) for i in np.argwhere(reference.transform_board(mark, k))[0])
        turned = board_planes(reference.transform_board(board, k), 1, ko)
        right = reference.transform_board(planes, k)
        assert_close(turned, right, "board_planes of a turned board", rtol=0.0, atol=0.0)


@case(points=0.25)
def board_kept(board_planes):
    """leaves the board as it was"""
    board = random_board(rng(), 6)
    before = board.copy()
    board_planes(board, -1, None)
    assert_unchanged(board, before, "board_planes: board")
