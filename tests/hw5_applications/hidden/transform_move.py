OK_FORMAT = False
name = "transform_move (hidden)"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def with_the_board(transform_move, reference):
    """a stone is where transform_board puts it, for every move, in all eight ways"""
    for size in (4, 5):
        for move in range(size * size):
            board = np.zeros((size, size))
            board[move // size, move % size] = 1.0
            for k in range(8):
                right = int(reference.transform_board(board, k).argmax())
                assert_close(transform_move(move, k, size), right, "transform_move")
