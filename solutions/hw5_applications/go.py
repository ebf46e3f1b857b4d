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
    # BEGIN SOLUTION
    colour = board[point]
    if colour == 0:
        raise ValueError(f"there is no stone at {point}")
    stones, liberties = np.zeros(board.shape, dtype=bool), np.zeros(board.shape, dtype=bool)
    stones[point] = True
    todo = [point]
    while todo:
        for beside in _beside(todo.pop(), len(board)):
            if board[beside] == 0:
                liberties[beside] = True
            elif board[beside] == colour and not stones[beside]:
                stones[beside] = True
                todo.append(beside)
    return stones, liberties
    # END SOLUTION


def play(board, point, colour, ko=None):
    """Put a stone of ``colour`` on ``point``.

    First, every group of the opponent next to it that has no liberty left is taken off the board.
    Then, if the stone's own group has no liberty, the move is suicide and illegal. ko: if the stone
    took exactly one stone, stands alone and has exactly one liberty, the opponent may not retake
    at once: the new ko is the point of the stone that was taken, and None after any other move.
    Returns (board, ko), the board a new array. Raises ValueError where the point is occupied or ko,
    and for suicide.
    """
    # BEGIN SOLUTION
    if board[point] != 0 or point == ko:
        raise ValueError(f"{point} is occupied, or ko")
    board = board.copy()
    board[point] = colour
    taken = np.zeros(board.shape, dtype=bool)
    for beside in _beside(point, len(board)):
        if board[beside] == -colour:
            stones, liberties = group_liberties(board, beside)
            if not liberties.any():
                taken |= stones
    board[taken] = 0
    stones, liberties = group_liberties(board, point)
    if not liberties.any():
        raise ValueError(f"{point} is suicide")
    if taken.sum() == stones.sum() == liberties.sum() == 1:
        row, column = np.argwhere(taken)[0]
        return board, (int(row), int(column))
    return board, None
    # END SOLUTION


def legal_moves(board, colour, ko=None):
    """Where ``colour`` may play: an (n, n) boolean board, True where ``play`` raises nothing."""
    # BEGIN SOLUTION
    legal = np.zeros(board.shape, dtype=bool)
    for point in map(tuple, np.argwhere(board == 0)):
        try:
            play(board, point, colour, ko)
        except ValueError:
            continue
        legal[point] = True
    return legal
    # END SOLUTION


# B. What the network sees


def board_planes(board, colour, ko=None):
    """The board as eight planes of zeros and ones: (8, n, n) float64.

    0, 1, 2: the stones of ``colour``, whose turn it is, whose group has 1, 2, and 3 or more
    liberties; 3, 4, 5: the same of the opponent; 6: ko; 7: ones everywhere, which end where the
    zeros around the board begin.
    """
    # BEGIN SOLUTION
    planes = np.zeros((8, *board.shape))
    for point in map(tuple, np.argwhere(board)):
        liberties = min(group_liberties(board, point)[1].sum(), 3)
        planes[(0 if board[point] == colour else 3) + liberties - 1][point] = 1.0
    if ko is not None:
        planes[6][ko] = 1.0
    planes[7] = 1.0
    return planes
    # END SOLUTION


def transform_board(x, k):
    """One of the eight symmetries of a square, k from 0 to 7, on the last two axes of x.

    k % 4 quarter turns against the clock (as ``np.rot90``) come first; then, for k >= 4, left and
    right are exchanged. x: (..., n, n). Returns an array of the shape and the dtype of x.
    """
    # BEGIN SOLUTION
    turned = np.rot90(x, k % 4, axes=(-2, -1))
    return (turned[..., ::-1] if k >= 4 else turned).copy()
    # END SOLUTION


def transform_move(move, k, size):
    """Where a move stands after ``transform_board(board, k)`` on a board of size x size points.

    move: a whole number, row * size + column. Returns a whole number.
    """
    # BEGIN SOLUTION
    row, column = divmod(move, size)
    for _ in range(k % 4):
        row, column = size - 1 - column, row
    if k >= 4:
        column = size - 1 - column
    return row * size + column
    # END SOLUTION


# C. The network


def masked_softmax_loss(scores, moves, legal):
    """Softmax over the legal moves alone, and the cross-entropy loss, as the mean over the batch.

    Illegal moves have probability 0 whatever their scores, and the gradient is exactly 0 there.
    scores: (N, P), moves: (N,) the moves that were played, legal: (N, P) of True and False.
    Returns (loss, dscores) with dscores: (N, P).
    """
    # BEGIN SOLUTION
    rows = np.arange(len(scores))
    shifted = scores - np.max(np.where(legal, scores, -np.inf), axis=1, keepdims=True)
    masked = np.where(legal, shifted, -np.inf)
    log_p = shifted - np.log(np.exp(masked).sum(axis=1, keepdims=True))
    dscores = np.exp(np.where(legal, log_p, -np.inf))
    dscores[rows, moves] -= 1
    return -log_p[rows, moves].mean(), dscores / len(scores)
    # END SOLUTION


def policy_forward(params, planes):
    """The score of every point of the board.

    k times convolution 3x3 (stride 1, pad 1) with Wi and bi, then ReLU; then a convolution 1x1 to
    one channel with w, without a bias; then p, a number of its own for every point, is added.
    planes: (N, 8, n, n) float64. Returns (scores, cache) with scores: (N, n n).
    """
    # BEGIN SOLUTION
    x, caches = planes, []
    for layer in range(1, _depth(params) + 1):
        w, b = params[f"W{layer}"], params[f"b{layer}"]
        x, convolved = fast_conv_forward(x, w, b, {"stride": 1, "pad": 1})
        x, rectified = relu_forward(x)
        caches.append((convolved, rectified))
    x, last = fast_conv_forward(x, params["w"], np.zeros(1), {"stride": 1, "pad": 0})
    return x.reshape(len(x), -1) + params["p"], (caches, last, x.shape)
    # END SOLUTION


def policy_backward(dscores, cache):
    """Gradients of ``policy_forward`` for its parameters.

    dscores: (N, n n). Returns grads, with the keys and shapes of ``params``.
    """
    # BEGIN SOLUTION
    caches, last, shape = cache
    grads = {"p": dscores.sum(axis=0)}
    above, grads["w"], _ = fast_conv_backward(dscores.reshape(shape), last)
    for layer in range(len(caches), 0, -1):
        convolved, rectified = caches[layer - 1]
        above = relu_backward(above, rectified)
        above, grads[f"W{layer}"], grads[f"b{layer}"] = fast_conv_backward(above, convolved)
    return grads
    # END SOLUTION


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
    # BEGIN SOLUTION
    velocity, losses = {key: np.zeros(w.shape) for key, w in params.items()}, []
    size = data["legal"].shape[-1]
    for batch, k, rate in zip(batches, turns, learning_rates, strict=True):
        planes = transform_board(data["planes"][batch].astype(np.float64), k)
        legal = transform_board(data["legal"][batch], k).reshape(len(batch), -1)
        moves = np.array([transform_move(int(move), k, size) for move in data["moves"][batch]])
        scores, cache = policy_forward(params, planes)
        loss, dscores = masked_softmax_loss(scores, moves, legal)
        losses.append(float(loss))
        for key, gradient in policy_backward(dscores, cache).items():
            velocity[key] = 0.9 * velocity[key] - rate * gradient
            params[key] += velocity[key]
    return losses
    # END SOLUTION


def top_k_accuracy(scores, moves, legal, k):
    """The share of positions whose move is among the k legal moves with the highest scores.

    A legal move with an equal score does not count against the right one.
    scores: (N, P), moves: (N,), legal: (N, P). Returns a number from 0 to 1.
    """
    # BEGIN SOLUTION
    played = scores[np.arange(len(scores)), moves][:, None]
    better = np.sum((scores > played) & legal, axis=1)
    return float(np.mean(better < k))
    # END SOLUTION


# Bonus


def average_over_symmetries(params, planes):
    """Bonus: the probabilities of all points, as the mean over the eight symmetries of the board.

    The network sees the planes in each of the eight ways; its probabilities, by softmax over all
    points, are turned back and averaged. planes: (N, 8, n, n) float64. Returns (N, n n).
    """
    # BEGIN SOLUTION
    size, total = planes.shape[-1], 0.0
    for k in range(8):
        scores, _ = policy_forward(params, transform_board(planes, k))
        shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities = shifted / shifted.sum(axis=1, keepdims=True)
        board = probabilities.reshape(-1, size, size)
        board = board[..., ::-1] if k >= 4 else board  # the last change goes back first
        total = total + np.rot90(board, -(k % 4), axes=(-2, -1)).reshape(len(planes), -1)
    return total / 8
    # END SOLUTION


def tie_filters(w):
    """Bonus: each filter as the mean of its eight transforms, so that the network has no favourite.

    With such filters, and p = 0, turning the board turns the scores. w: (F, C, 3, 3). Returns an
    array of the same shape.
    """
    # BEGIN SOLUTION
    return np.mean([transform_board(w, k) for k in range(8)], axis=0)
    # END SOLUTION


# BEGIN SOLUTION
def _beside(point, size):
    """The points next to a point on a board of that size."""
    row, column = point
    around = ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1))
    return [(i, j) for i, j in around if 0 <= i < size and 0 <= j < size]


def _depth(params):
    """How many layers of 3x3 filters a network has."""
    return sum(key.startswith("W") for key in params)


# END SOLUTION
