OK_FORMAT = False
name = "group_liberties (hidden)"

import numpy as np
from shared.boards import random_board

from autograder.checks import assert_close, assert_unchanged, case, rng


def grown(marks):
    """All points that are marked or lie next to one that is."""
    found = marks.copy()
    found[1:] |= marks[:-1]
    found[:-1] |= marks[1:]
    found[:, 1:] |= marks[:, :-1]
    found[:, :-1] |= marks[:, 1:]
    return found


def flooded(board, point):
    """Group and liberties by growing until nothing changes: no search, no stack."""
    stones = np.zeros(board.shape, dtype=bool)
    stones[point] = True
    for _ in range(board.size):
        stones |= grown(stones) & (board == board[point])
    return stones, grown(stones) & (board == 0)


@case(points=0.75)
def random_boards(group_liberties):
    """is right for every stone of random boards of several sizes"""
    random = rng()
    for size, empty in ((5, 0.35), (7, 0.2), (4, 0.6), (9, 0.1)):
        board = random_board(random, size, empty)
        for point in map(tuple, np.argwhere(board)):
            point = (int(point[0]), int(point[1]))
            stones, liberties = group_liberties(board, point)
            right = flooded(board, point)
            assert_close(stones, right[0], "group_liberties: stones")
            assert_close(liberties, right[1], "group_liberties: liberties")


@case(points=0.25)
def board_kept(group_liberties):
    """leaves the board as it was"""
    board = random_board(rng(), 6)
    before, point = board.copy(), tuple(int(i) for i in np.argwhere(board)[0])
    group_liberties(board, point)
    assert_unchanged(board, before, "group_liberties: board")
