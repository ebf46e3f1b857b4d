OK_FORMAT = False
name = "transform_board (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def all_eight(transform_board):
    """is right in all eight ways, on a board, on planes and on many of them; x stays as it was"""
    random = rng()
    for shape in ((5, 5), (8, 4, 4), (3, 2, 6, 6)):  # equal axes: a board
        x = random.standard_normal(shape)
        before = x.copy()
        for k in range(8):
            right = x
            for _ in range(k % 4):  # a quarter turn: the last column becomes the first row
                right = np.swapaxes(right, -2, -1)[..., ::-1, :]
            right = right[..., ::-1] if k >= 4 else right
            assert_close(transform_board(x, k), right, "transform_board")
        assert_unchanged(x, before, "transform_board: x")
