OK_FORMAT = False
name = "group_liberties"

from shared.boards import board_of, points_of

from autograder.checks import assert_close, assert_raises, case

BOARD = board_of(
    "X.O..",
    "XX.O.",
    "..XOO",
    "O..X.",
    "OO.XX",
)


def check(group_liberties, point, stones, liberties):
    """Compare both boards."""
    found = group_liberties(BOARD, point)
    assert_close(found[0], stones, f"group_liberties at {point}: stones")
    assert_close(found[1], liberties, f"group_liberties at {point}: liberties")


@case(points=0.5)
def in_the_corner(group_liberties):
    """a group in the corner, of which two stones share a liberty"""
    stones = points_of("#....", "##...", ".....", ".....", ".....")
    liberties = points_of(".#...", "..#..", "##...", ".....", ".....")
    check(group_liberties, (0, 0), stones, liberties)


@case(points=0.5)
def others(group_liberties):
    """diagonal stones do not belong together, the board ends at its edge, and no stone is none"""
    stones = points_of(".....", ".....", "..#..", ".....", ".....")
    liberties = points_of(".....", "..#..", ".#...", "..#..", ".....")
    check(group_liberties, (2, 2), stones, liberties)
    stones = points_of(".....", "...#.", "...##", ".....", ".....")
    liberties = points_of("...#.", "..#.#", ".....", "....#", ".....")
    check(group_liberties, (2, 4), stones, liberties)
    assert_raises(ValueError, group_liberties, BOARD, (0, 1))
