OK_FORMAT = False
name = "play (hidden)"
depends = ["group_liberties"]

from shared.boards import board_of, check_ko

from autograder.checks import (
    CheckFailure,
    assert_close,
    assert_raises,
    assert_unchanged,
    case,
    data,
)


@case(points=0.5)
def suicide(play):
    """suicide is illegal, for one stone and for a group, but not where it takes stones first"""
    assert_raises(ValueError, play, board_of(".X..", "X...", "....", "...."), (0, 0), -1, None)
    assert_raises(ValueError, play, board_of(".OX.", "OX..", "X...", "...."), (0, 0), -1, None)
    group = board_of("O.OX", "XXXX", "....", "....")
    assert_raises(ValueError, play, group, (0, 1), -1, None)
    board = board_of(".OX.", "OX..", "X...", "....")
    found, ko = play(board, (0, 0), 1, None)
    assert_close(found, board_of("X.X.", ".X..", "X...", "...."), "play: board")
    check_ko(ko, None, "play, where two stones are taken")
    own = board_of("XOOX", ".OXX", "XOX.", "OXX.")  # both groups are without liberty by the move
    found, _ = play(own, (1, 0), 1, None)
    assert_close(found, board_of("X..X", "X.XX", "X.X.", "OXX."), "play: board")


@case(points=0.5)
def no_ko(play):
    """there is no ko where the stone belongs to a group, or has another liberty; snapback works"""
    board = board_of("O.XO", "XXXO", "OOO.", "....")
    found, ko = play(board, (0, 1), 1, None)  # which leaves the group a single liberty
    assert_close(found, board_of(".XXO", "XXXO", "OOO.", "...."), "play: board")
    check_ko(ko, None, "play, by a stone that belongs to a group")
    found, ko = play(found, (0, 0), -1, ko)
    assert_close(found, board_of("O..O", "...O", "OOO.", "...."), "play: board after a snapback")
    check_ko(ko, None, "play, where six stones are taken")
    found, ko = play(board_of("O.O.", "X...", "....", "...."), (0, 1), 1, None)
    assert_close(found, board_of(".XO.", "X...", "....", "...."), "play: board")
    check_ko(ko, None, "play, by a stone with two liberties")


@case(points=0.25)
def ko_is_one_point(play):
    """ko forbids its own point alone, and whatever else is played ends it"""
    board = board_of(".XO.", "XO.O", ".XO.", "....")
    found, ko = play(board, (3, 3), 1, (1, 2))
    assert_close(found, board_of(".XO.", "XO.O", ".XO.", "...X"), "play: board")
    check_ko(ko, None, "play, elsewhere")
    found, ko = play(board, (3, 0), -1, (1, 2))
    assert_close(found, board_of(".XO.", "XO.O", ".XO.", "O..."), "play: board")
    check_ko(ko, None, "play, elsewhere")


@case(points=0.5)
def sixty_games(replayed_games, reference):
    """sixty games by GNU Go, whose moves are all legal, leave the right boards, move by move"""
    games = data("go_games")["games"][:60].copy()
    boards = replayed_games(games)
    assert_close(boards, reference.replayed_games(games), "play: the boards after every move")


@case(points=0.25)
def board_kept(play):
    """leaves the board that it is given as it was, and returns another one"""
    board = board_of(".OX.", "OXX.", "XX..", "....")
    before = board.copy()
    found, _ = play(board, (0, 0), 1, None)
    assert_unchanged(board, before, "play: board")
    if found[0, 0] != 1:
        raise CheckFailure("play: the stone is not on the board that is returned.")
