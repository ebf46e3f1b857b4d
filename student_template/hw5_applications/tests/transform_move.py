OK_FORMAT = False
name = "transform_move"

from autograder.checks import assert_close, case

RIGHT = (5, 1, 3, 7, 3, 1, 5, 7)
"""Where the move 5, in the middle of the right edge of 3 x 3 points, is for k = 0, 1, ..., 7."""


@case(points=0.25)
def at_the_edge(transform_move):
    """is right for a move at the edge of 3 x 3 points, in all eight ways"""
    for k, right in enumerate(RIGHT):
        assert_close(transform_move(5, k, 3), right, f"transform_move(5, {k}, 3)")


@case(points=0.25)
def elsewhere(transform_move):
    """is right for moves at no axis of the board"""
    assert_close(transform_move(2, 0, 5), 2, "transform_move(2, 0, 5)")
    assert_close(transform_move(2, 4, 4), 1, "transform_move(2, 4, 4)")
    assert_close(transform_move(1, 1, 4), 8, "transform_move(1, 1, 4)")
    assert_close(transform_move(1, 5, 4), 11, "transform_move(1, 5, 4)")
