"""Playing Go: the rules of the game, and a network that predicts the next move.

The convolutions are your own: ``layers.py`` (hw1) and ``training.py`` (hw4) lie beside this file.

A ``board`` is an (n, n) array of whole numbers: 0 is empty, 1 a black stone, -1 a white one. A
``point`` is (row, column); a ``colour`` is 1 or -1: the player whose turn it is. ``ko`` is the
point that may not be retaken now, or None. A ``move`` is the number row * n + column. No function
but ``train_policy``, of ``params``, changes in place what it is given.

The network is that of Clark and Storkey ("Training Deep Convolutional Neural Networks to Play Go",
ICML 2015), smaller: ``params`` = {'W1': (F, 8, 3, 3), 'b1': (F,), ..., 'Wk', 'bk',
'w': (1, F, 1, 1), 'p': (n n,)}, all float64.
"""

import numpy as np
from layers import relu_backward, relu_forward
from training import fast_conv_backward, fast_conv_forward

# A. The rules


def group_liberties(board, point):
    """The group of stones to which the stone at ``point`` belongs, and the liberties of the group.

    A group is all stones of one colour that are connected along the lines of the board, not
    diagonally. Its liberties are the empty points next to any of its stones, each counted once.
    Returns (stones, liberties), two boolean (n, n) boards. Raises ValueError where there is no
    stone at ``point``.
    """
    raise NotImplementedError("group_liberties")


def play(board, point, colour, ko=None):
    """Put a stone of ``colour`` on ``point``.

    First, every group of the opponent next to it that has no liberty left is taken off the board.
    Then, if the stone's own group has no liberty, the move is suicide and illegal. ko: if the stone
    took exactly one stone, stands alone and has exactly one liberty, the opponent may not retake
    at once: the new ko is the point of the stone that was taken, and None after any other move.
    Returns (board, ko), the board a new array. Raises ValueError where the point is occupied or ko,
    and for suicide.
    """
    raise NotImplementedError("play")


def legal_moves(board, colour, ko=None):
    """Where ``colour`` may play: an (n, n) boolean board, True where ``play`` raises nothing."""
    raise NotImplementedError("legal_moves")


# B. What the network sees


def board_planes(board, colour, ko=None):
    """The board as eight planes of zeros and ones: (8, n, n) float64.

    0, 1, 2: the stones of ``colour``, whose turn it is, whose group has 1, 2, and 3 or more
    liberties; 3, 4, 5: the same of the opponent; 6: ko; 7: ones everywhere, which end where the
    zeros around the board begin.
    """
    raise NotImplementedError("board_planes")


def transform_board(x, k):
    """One of the eight symmetries of a square, k from 0 to 7, on the last two axes of x.

    k % 4 quarter turns against the clock (as ``np.rot90``) come first; then, for k >= 4, left and
    right are exchanged. x: (..., n, n). Returns an array of the shape and the dtype of x.
    """
    raise NotImplementedError("transform_board")


def transform_move(move, k, size):
    """Where a move stands after ``transform_board(board, k)`` on a board of size x size points.

    move: a whole number, row * size + column. Returns a whole number.
    """
    raise NotImplementedError("transform_move")


# C. The network


def masked_softmax_loss(scores, moves, legal):
    """Softmax over the legal moves alone, and the cross-entropy loss, as the mean over the batch.

    Illegal moves have probability 0 whatever their scores, and the gradient is exactly 0 there.
    scores: (N, P), moves: (N,) the moves that were played, legal: (N, P) of True and False.
    Returns (loss, dscores) with dscores: (N, P).
    """
    raise NotImplementedError("masked_softmax_loss")


def policy_forward(params, planes):
    """The score of every point of the board.

    k times convolution 3x3 (stride 1, pad 1) with Wi and bi, then ReLU; then a convolution 1x1 to
    one channel with w, without a bias; then p, a number of its own for every point, is added.
    planes: (N, 8, n, n) float64. Returns (scores, cache) with scores: (N, n n).
    """
    raise NotImplementedError("policy_forward")


def policy_backward(dscores, cache):
    """Gradients of ``policy_forward`` for its parameters.

    dscores: (N, n n). Returns grads, with the keys and shapes of ``params``.
    """
    raise NotImplementedError("policy_backward")


def train_policy(params, data, batches, turns, learning_rates):
    """Train a policy network by gradient descent with momentum 0.9; ``params`` change in place.

    data: {'planes': (M, 8, n, n) of whole numbers, 'moves': (M,), 'legal': (M, n, n) of True and
    False}. batches: (steps, B), the numbers of the positions of each step; turns: (steps,), the
    symmetry of each step: planes, moves and legal moves of step t are all transformed by turns[t].
    learning_rates: (steps,), the rate of each step. A step is v = 0.9 v - rate * gradient of
    ``masked_softmax_loss``, and then parameter + v, with a v of its own for every parameter, which
    is 0 at the beginning.
    Returns the loss before each step, a list of ``steps`` numbers.
    """
    raise NotImplementedError("train_policy")


def top_k_accuracy(scores, moves, legal, k):
    """The share of positions whose move is among the k legal moves with the highest scores.

    A legal move with an equal score does not count against the right one.
    scores: (N, P), moves: (N,), legal: (N, P). Returns a number from 0 to 1.
    """
    raise NotImplementedError("top_k_accuracy")


# Bonus


def average_over_symmetries(params, planes):
    """Bonus: the probabilities of all points, as the mean over the eight symmetries of the board.

    The network sees the planes in each of the eight ways; its probabilities, by softmax over all
    points, are turned back and averaged. planes: (N, 8, n, n) float64. Returns (N, n n).
    """
    raise NotImplementedError("average_over_symmetries")


def tie_filters(w):
    """Bonus: each filter as the mean of its eight transforms, so that the network has no favourite.

    With such filters, and p = 0, turning the board turns the scores. w: (F, C, 3, 3). Returns an
    array of the same shape.
    """
    raise NotImplementedError("tie_filters")
