OK_FORMAT = False
name = "legal_moves (hidden)"
depends = ["play"]

import numpy as np
from shared.boards import board_of

from autograder.checks import assert_close, assert_unchanged, case, data


@case(points=0.5)
def in_games(legal_moves, reference):
    """is right in thirty positions of games by GNU Go, for both players"""
    boards = reference.replayed_games(data("go_games")["games"][60:70].copy())
    for number, move in enumerate((20, 40, 55)):
        for board in boards[number::3, move][:5].astype(int):
            for colour in (1, -1):
                right = reference.legal_moves(board, colour, None)
                assert_close(legal_moves(board, colour, None), right, "legal_moves")


@case(points=0.25)
def ko(legal_moves, reference):
    """ko is illegal, where nothing else forbids it, and only there"""
    board = board_of(".XO..", "XO.O.", ".XO..", ".....", ".....")
    for where in ((1, 2), None, (4, 4)):
        right = reference.legal_moves(board, 1, where)
        assert_close(legal_moves(board, 1, where), right, "legal_moves")
    assert right[1, 2] and not np.all(right)


@case(points=0.25)
def board_kept(legal_moves):
    """leaves the board as it was"""
    board = board_of(".OX.", "OXX.", "XX..", "....")
    before = board.copy()
    legal_moves(board, 1, None)
    assert_unchanged(board, before, "legal_moves: board")
