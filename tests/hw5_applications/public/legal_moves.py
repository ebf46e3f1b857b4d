OK_FORMAT = False
name = "legal_moves"
depends = ["play"]

from shared.boards import board_of, points_of

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(legal_moves):
    """stones, suicide and ko are illegal, and each player has moves of their own"""
    board = board_of(".X.O", "X.XO", ".X.O", "OO..")
    black = points_of("#.#.", ".#..", "#.#.", "..##")
    assert_close(legal_moves(board, 1, None), black, "legal_moves for black")
    white = points_of("..#.", "....", "#.#.", "..##")
    assert_close(legal_moves(board, -1, None), white, "legal_moves for white")
    black[2, 2] = False
    assert_close(legal_moves(board, 1, (2, 2)), black, "legal_moves with ko at (2, 2)")
