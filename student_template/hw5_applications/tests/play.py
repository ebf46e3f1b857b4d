OK_FORMAT = False
name = "play"
depends = ["group_liberties"]

from shared.boards import board_of, check_ko

from autograder.checks import assert_close, assert_raises, case

KO = board_of(
    ".XO.",
    "X.XO",
    ".XO.",
    "....",
)
"""White may take the stone at (1, 2) by (1, 1); black may not retake at once."""


@case(points=0.5)
def captures(play):
    """takes the opponent's groups without a liberty off the board: one, and two at once"""
    board = board_of("....", "..X.", ".XOX", "....")
    found, ko = play(board, (3, 2), 1, None)
    assert_close(found, board_of("....", "..X.", ".X.X", "..X."), "play: board")
    check_ko(ko, None, "play, by a stone with three liberties")
    board = board_of(".OX.", "OXX.", "XX..", "....")
    found, ko = play(board, (0, 0), 1, None)
    assert_close(found, board_of("X.X.", ".XX.", "XX..", "...."), "play: board")
    check_ko(ko, None, "play, where two stones are taken")


@case(points=0.5)
def ko_rule(play):
    """a single stone that takes a single stone makes ko: not to be retaken now, but later"""
    taken = board_of(".XO.", "XO.O", ".XO.", "....")
    found, ko = play(KO, (1, 1), -1, None)
    assert_close(found, taken, "play: board")
    check_ko(ko, (1, 2), "play")
    assert_raises(ValueError, play, taken, (1, 2), 1, (1, 2))
    found, ko = play(taken, (1, 2), 1, None)
    assert_close(found, KO, "play: board, where ko is over")
    check_ko(ko, (1, 1), "play, where ko is over")
    assert_raises(ValueError, play, KO, (0, 1), -1, None)  # a stone is there
