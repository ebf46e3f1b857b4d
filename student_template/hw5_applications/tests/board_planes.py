OK_FORMAT = False
name = "board_planes"
depends = ["group_liberties"]

import numpy as np
from shared.boards import board_of, points_of

from autograder.checks import assert_close, case

BOARD = board_of("OX..", ".X.O", "XX.O", "O.XX")
ONE = {1: points_of("....", "....", "....", "...."), -1: points_of("#...", "....", "....", "#...")}
TWO = {1: points_of("....", "....", "....", "..##"), -1: points_of("....", "....", "....", "....")}
MORE = {1: points_of(".#..", ".#..", "##..", "...."), -1: points_of("....", "...#", "...#", "....")}


def check(board_planes, colour):
    """Compare all planes but those of ko and of ones."""
    found = board_planes(BOARD, colour, None)
    right = [plane[c] for c in (colour, -colour) for plane in (ONE, TWO, MORE)]
    right = np.array([*right, 0 * right[0], 0 * right[0] + 1], dtype=float)
    for number in range(8):
        assert_close(found[number], right[number], f"board_planes for {colour}: plane {number}")


@case(points=0.5)
def black_to_move(board_planes):
    """stones by liberties: black's own, who is to move, then white's; zeros for ko; ones"""
    check(board_planes, 1)


@case(points=0.5)
def white_to_move(board_planes):
    """the first three planes are always those of the player whose turn it is; ko is a point"""
    check(board_planes, -1)
    ko = board_planes(BOARD, -1, (1, 2))[6]
    assert_close(ko, points_of("....", "..#.", "....", "....").astype(float), "board_planes: ko")
