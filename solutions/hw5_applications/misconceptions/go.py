"""Known wrong variants of ``go.py``, each with the hint it earns."""

import go as right
import numpy as np
from misconceptions.everywhere import changes, first_alone, single

from autograder.assignment.misconceptions import wrong

# The rules


def _search(board, point, around, *, known=True):
    """Group and liberties with other neighbours: ``around(point, size)``."""
    colour = board[point]
    if colour == 0 and known:
        raise ValueError("there is no stone")
    stones, liberties = np.zeros(board.shape, dtype=bool), np.zeros(board.shape, dtype=bool)
    stones[point] = True
    todo = [point]
    while todo:
        for beside in around(todo.pop(), len(board)):
            if board[beside] == 0:
                liberties[beside] = True
            elif board[beside] == colour and not stones[beside]:
                stones[beside] = True
                todo.append(beside)
    return stones, liberties


def _diagonally(point, size):
    row, column = point
    steps = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
    found = [(row + i, column + j) for i, j in steps]
    return [(i, j) for i, j in found if 0 <= i < size and 0 <= j < size]


def _wrapped(point, size):
    row, column = point
    around = ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1))
    return [(i % size, j % size) for i, j in around]


def _wrapped_back(point, size):
    row, column = point
    around = ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1))
    return [(i % size, j % size) for i, j in around if i < size and j < size]


@wrong(
    "group_liberties",
    "diagonal neighbours count",
    hint="Stones are connected along the lines of the board. Which of your neighbours are not?",
)
def group_diagonal(board, point):
    return _search(board, point, _diagonally)


@wrong(
    "group_liberties",
    "the board has no edge: all sides wrap around",
    hint="What is above the first row? Try a stone in a corner.",
)
def group_wraps_around(board, point):
    return _search(board, point, _wrapped)


@wrong(
    "group_liberties",
    "index -1 is the other end of the board",
    hint="board[-1] is the last row. Is it next to the first one?",
)
def group_wraps_at_minus_one(board, point):
    return _search(board, point, _wrapped_back)


@wrong(
    "group_liberties",
    "the stone alone and not its group",
    hint="Liberties are shared by all stones that are connected. Which stones did you visit?",
)
def group_of_one(board, point):
    _stones, liberties = right.group_liberties(board, point)
    alone = np.zeros(board.shape, dtype=bool)
    alone[point] = True
    beside = np.zeros(board.shape, dtype=bool)
    for place in _wrapped_around_none(point, len(board)):
        beside[place] = True
    return alone, liberties & beside


def _wrapped_around_none(point, size):
    return [p for p in _diagonally(point, size) if p[0] == point[0] or p[1] == point[1]]


@wrong(
    "group_liberties",
    "the stone and its neighbours, but not their neighbours",
    hint="A group may be long. When does your search end?",
)
def group_one_step(board, point):
    colour = board[point]
    if colour == 0:
        raise ValueError("there is no stone")
    stones, liberties = np.zeros(board.shape, dtype=bool), np.zeros(board.shape, dtype=bool)
    stones[point] = True
    for beside in _wrapped_around_none(point, len(board)):
        stones[beside] = board[beside] == colour
    for stone in map(tuple, np.argwhere(stones)):
        for beside in _wrapped_around_none(stone, len(board)):
            liberties[beside] |= board[beside] == 0
    return stones, liberties


@wrong(
    "group_liberties",
    "stones of both colours belong to one group",
    hint="Which stones may a group go through?",
)
def group_of_both_colours(board, point):
    if board[point] == 0:
        raise ValueError("there is no stone")
    return _search(np.abs(board), point, _wrapped_around_none)


@wrong(
    "group_liberties",
    "an empty point has a group too",
    hint="What should happen where there is no stone?",
)
def group_of_nothing(board, point):
    return _search(board, point, _wrapped_around_none, known=False)


@wrong(
    "group_liberties",
    "liberties of liberties count: the search goes through empty points",
    hint="A liberty is next to a stone of the group. Does your search go on from it?",
)
def group_through_liberties(board, point):
    stones, liberties = right.group_liberties(board, point)
    for place in map(tuple, np.argwhere(liberties)):
        for beside in _wrapped_around_none(place, len(board)):
            liberties[beside] |= board[beside] == 0
    return stones, liberties


def _play(
    board,
    point,
    colour,
    ko,
    *,
    suicide_first=False,
    suicide=True,
    captures=True,
    own=False,
    occupied=True,
    forbidden=True,
    new_ko="right",
):
    """``play`` by other rules."""
    if occupied and board[point] != 0:
        raise ValueError("occupied")
    if forbidden and ko is not None and tuple(point) == tuple(ko):
        raise ValueError("ko")
    board = board.copy()
    board[point] = colour
    if suicide_first and not right.group_liberties(board, point)[1].any():
        raise ValueError("suicide")
    taken = np.zeros(board.shape, dtype=bool)
    for beside in _wrapped_around_none(point, len(board)):
        if board[beside] == -colour or (own and board[beside] == colour):
            stones, liberties = right.group_liberties(board, beside)
            if captures and not liberties.any():
                taken |= stones
    board[taken] = 0
    if board[point] == 0:
        return board, None
    stones, liberties = right.group_liberties(board, point)
    if suicide and not liberties.any():
        raise ValueError("suicide")
    where = tuple(int(i) for i in np.argwhere(taken)[0]) if taken.any() else None
    single_stone, alone, one = taken.sum() == 1, stones.sum() == 1, liberties.sum() == 1
    found = {
        "right": where if single_stone and alone and one else None,
        "never": None,
        "any single": where if single_stone else None,
        "any capture": where if taken.any() else None,
        "alone": where if single_stone and alone else None,
        "one liberty": where if single_stone and one else None,
        "many taken": where if taken.any() and alone and one else None,
        "own stone": point if single_stone and alone and one else None,
        "for ever": where if single_stone and alone and one else ko,
    }
    return board, found[new_ko]


@wrong(
    "play",
    "the own group's liberties are looked at before the captures",
    hint="A stone that takes others gets liberties by it. What comes first?",
)
def suicide_before_captures(board, point, colour, ko=None):
    return _play(board, point, colour, ko, suicide_first=True)


@wrong("play", "suicide is allowed", hint="What if a group has no liberty after the captures?")
def suicide_allowed(board, point, colour, ko=None):
    return _play(board, point, colour, ko, suicide=False)


@wrong("play", "nothing is taken", hint="What happens to groups that lose their last liberty?")
def nothing_taken(board, point, colour, ko=None):
    return _play(board, point, colour, ko, captures=False, suicide=False)


@wrong(
    "play",
    "own groups without a liberty are taken as well",
    hint="Whose stones can a move take?",
)
def own_taken(board, point, colour, ko=None):
    return _play(board, point, colour, ko, own=True)


@wrong(
    "play",
    "one group is taken at most",
    hint="A stone has up to four neighbours. How many of their groups may lose a liberty?",
)
def one_group_taken(board, point, colour, ko=None):
    found, new = right.play(board, point, colour, ko)
    taken = np.argwhere((board != 0) & (found == 0))
    if len(taken) == 0:
        return found, new
    first = tuple(taken[0])
    group, _ = right.group_liberties(board, first)
    kept = np.where((board == -colour) & (found == 0) & ~group, board, found)
    return kept, new


@wrong("play", "a stone may be put on another one", hint="Which points are free?")
def occupied_allowed(board, point, colour, ko=None):
    return _play(board, point, colour, ko, occupied=False)


@wrong("play", "ko does not forbid anything", hint="What is ko handed in for?")
def ko_ignored(board, point, colour, ko=None):
    return _play(board, point, colour, ko, forbidden=False)


@wrong("play", "there is never a ko", hint="Which move could be answered by its mirror for ever?")
def ko_never(board, point, colour, ko=None):
    return _play(board, point, colour, ko, new_ko="never")


@wrong(
    "play",
    "ko after any move that takes a single stone",
    hint="What if the stone that takes has friends, or more than one liberty?",
)
def ko_after_any_single(board, point, colour, ko=None):
    return _play(board, point, colour, ko, new_ko="any single")


@wrong(
    "play",
    "ko after any capture",
    hint="Can two stones be retaken by one move so that the board repeats?",
)
def ko_after_any_capture(board, point, colour, ko=None):
    return _play(board, point, colour, ko, new_ko="any capture")


@wrong(
    "play",
    "ko though the stone has more than one liberty",
    hint="Can a stone with two liberties be retaken at once?",
)
def ko_with_liberties(board, point, colour, ko=None):
    return _play(board, point, colour, ko, new_ko="alone")


@wrong(
    "play",
    "ko though the stone belongs to a group",
    hint="What would be taken in return: one stone, or more?",
)
def ko_of_a_group(board, point, colour, ko=None):
    return _play(board, point, colour, ko, new_ko="one liberty")


@wrong(
    "play",
    "ko is where the stone was put",
    hint="Which point must not be played next: that of the stone, or that of the one it took?",
)
def ko_at_the_stone(board, point, colour, ko=None):
    return _play(board, point, colour, ko, new_ko="own stone")


@wrong(
    "play",
    "ko lasts for ever",
    hint="A move elsewhere changes the board. What becomes of ko?",
)
def ko_for_ever(board, point, colour, ko=None):
    return _play(board, point, colour, ko, new_ko="for ever")


@wrong(
    "legal_moves",
    "every empty point is legal",
    hint="play refuses some empty points. Which ones?",
)
def legal_everywhere(board, colour, ko=None):
    return board == 0


@wrong("legal_moves", "ko is legal", hint="Is ko handed on to play?")
def legal_ko(board, colour, ko=None):
    return right.legal_moves(board, colour, None)


@wrong(
    "legal_moves",
    "the moves of the other player",
    hint="Suicide for one player may be a capture for the other. Whose turn is it?",
)
def legal_for_the_other(board, colour, ko=None):
    return right.legal_moves(board, -colour, ko)


@wrong(
    "legal_moves",
    "points without an empty neighbour are illegal",
    hint="A stone may connect to friends with liberties, or take something. What does play say?",
)
def legal_with_room(board, colour, ko=None):
    legal = right.legal_moves(board, colour, ko)
    for point in map(tuple, np.argwhere(legal)):
        beside = _wrapped_around_none(point, len(board))
        legal[point] = any(board[place] == 0 for place in beside)
    return legal


# Planes and symmetries


@wrong(
    "board_planes",
    "black's stones come first, whoever is to move",
    hint="Whose stones are in the first three planes when white is to move?",
)
def planes_by_colour(board, colour, ko=None):
    return right.board_planes(board, 1, ko)


@wrong(
    "board_planes",
    "the opponent's stones come first",
    hint="Whose stones are in the first three planes?",
)
def planes_exchanged(board, colour, ko=None):
    return right.board_planes(board, -colour, ko)


def _planes(board, colour, ko, plane_of):
    """Planes by another rule for liberties."""
    planes = right.board_planes(board, colour, ko)
    planes[:6] = 0.0
    for point in map(tuple, np.argwhere(board)):
        plane = plane_of(point, right.group_liberties(board, point)[1])
        if plane is not None:
            planes[(0 if board[point] == colour else 3) + plane][point] = 1.0
    return planes


@wrong(
    "board_planes",
    "exactly three liberties and not three or more",
    hint="In which plane is a group with four liberties?",
)
def planes_exactly_three(board, colour, ko=None):
    def plane_of(point, liberties):
        return liberties.sum() - 1 if liberties.sum() <= 3 else None

    return _planes(board, colour, ko, plane_of)


@wrong(
    "board_planes",
    "liberties of each stone and not of its group",
    hint="Liberties belong to a group. What has a stone in its middle?",
)
def planes_by_stone(board, colour, ko=None):
    def plane_of(point, liberties):
        beside = _wrapped_around_none(point, len(board))
        own = sum(board[place] == 0 for place in beside)
        return min(own, 3) - 1 if own else None

    return _planes(board, colour, ko, plane_of)


@wrong(
    "board_planes",
    "at least so many liberties, so that one stone is in several planes",
    hint="Is a stone with three liberties in the plane of one liberty too?",
)
def planes_at_least(board, colour, ko=None):
    planes = right.board_planes(board, colour, ko)
    for first in (0, 3):
        planes[first + 1] += planes[first + 2]
        planes[first] += planes[first + 1]
    return planes


@wrong(
    "board_planes",
    "the planes of one and of three liberties are exchanged",
    hint="Which plane is that of stones in atari?",
)
def planes_backwards(board, colour, ko=None):
    return right.board_planes(board, colour, ko)[[2, 1, 0, 5, 4, 3, 6, 7]]


@wrong(
    "board_planes",
    "zeros and not ones in the last plane",
    hint="How should the network see where the board ends?",
)
def planes_without_ones(board, colour, ko=None):
    planes = right.board_planes(board, colour, ko)
    planes[7] = 0.0
    return planes


@wrong(
    "board_planes",
    "empty points and not ones in the last plane",
    hint="The last plane is the same for every board. Is yours?",
)
def planes_of_empty_points(board, colour, ko=None):
    planes = right.board_planes(board, colour, ko)
    planes[7] = board == 0
    return planes


@wrong("board_planes", "ko is not shown", hint="Which plane says where one may not play?")
def planes_without_ko(board, colour, ko=None):
    return right.board_planes(board, colour, None)


@wrong(
    "board_planes",
    "row and column of ko are exchanged",
    hint="A point is (row, column): which index comes first?",
)
def planes_ko_exchanged(board, colour, ko=None):
    return right.board_planes(board, colour, None if ko is None else (ko[1], ko[0]))


@wrong(
    "transform_board",
    "turned with the clock",
    hint="np.rot90 turns against the clock. Where does the top right corner go?",
)
def board_clockwise(x, k):
    turned = np.rot90(x, -(k % 4), axes=(-2, -1))
    return (turned[..., ::-1] if k >= 4 else turned).copy()


@wrong(
    "transform_board",
    "mirrored before the turn",
    hint="Turn first, then mirror: does the order matter?",
)
def board_mirrored_first(x, k):
    mirrored = x[..., ::-1] if k >= 4 else x
    return np.rot90(mirrored, k % 4, axes=(-2, -1)).copy()


@wrong(
    "transform_board",
    "mirrored up and down",
    hint="Which of the two last axes goes from left to right?",
)
def board_mirrored_down(x, k):
    turned = np.rot90(x, k % 4, axes=(-2, -1))
    return (turned[..., ::-1, :] if k >= 4 else turned).copy()


@wrong(
    "transform_board",
    "the first two axes are turned",
    hint="Planes are (N, 8, n, n). Which axes are the board's?",
)
def board_first_axes(x, k):
    turned = np.rot90(x, k % 4, axes=(0, 1)) if x.shape[0] == x.shape[1] or k % 2 == 0 else x
    return (turned[:, ::-1] if k >= 4 else turned).copy()


@wrong(
    "transform_board",
    "never mirrored",
    hint="Turning gives four ways. What makes eight of them?",
)
def board_never_mirrored(x, k):
    return right.transform_board(x, k % 4)


@wrong(
    "transform_board",
    "transposed and not mirrored",
    hint="Exchanging left and right keeps the rows. What does .T do to them?",
)
def board_transposed(x, k):
    turned = np.rot90(x, k % 4, axes=(-2, -1))
    return (np.swapaxes(turned, -2, -1) if k >= 4 else turned).copy()


def _move(board_rule):
    """The move by another rule for boards."""

    def function(move, k, size):
        board = np.zeros((size, size))
        board[move // size, move % size] = 1.0
        return int(board_rule(board, k).argmax())

    return function


@wrong(
    "transform_move",
    "the move is turned the other way than the board",
    hint="Put one stone on an empty board, turn it, and look where it is.",
)
def move_the_other_way(move, k, size):
    return _move(lambda x, k: right.transform_board(x, -(k % 4) % 4 + 4 * (k >= 4)))(move, k, size)


@wrong(
    "transform_move",
    "the move is mirrored before it is turned",
    hint="transform_board turns first. Does the order matter?",
)
def move_mirrored_first(move, k, size):
    def rule(x, k):
        mirrored = x[..., ::-1] if k >= 4 else x
        return np.rot90(mirrored, k % 4, axes=(-2, -1))

    return _move(rule)(move, k, size)


@wrong(
    "transform_move",
    "the move is mirrored up and down",
    hint="Left and right are exchanged: does the row change, or the column?",
)
def move_mirrored_down(move, k, size):
    def rule(x, k):
        turned = np.rot90(x, k % 4, axes=(-2, -1))
        return turned[..., ::-1, :] if k >= 4 else turned

    return _move(rule)(move, k, size)


@wrong(
    "transform_move",
    "row and column are exchanged in the move's number",
    hint="row * size + column: what is move // size, and what is move % size?",
)
def move_exchanged(move, k, size):
    swapped = right.transform_move(move % size * size + move // size, k, size)
    return swapped % size * size + swapped // size


@wrong("transform_move", "the move stays", hint="The board is turned: is the move still there?")
def move_kept(move, k, size):
    return move


@wrong(
    "transform_move",
    "the move is never mirrored",
    hint="Turning gives four ways. What makes eight of them?",
)
def move_never_mirrored(move, k, size):
    return right.transform_move(move, k % 4, size)


# The network


@wrong(
    "masked_softmax_loss",
    "illegal scores are multiplied by 0",
    hint="exp(0) is 1: does a score of 0 take a move out of the sum?",
)
def mask_times_zero(scores, moves, legal):
    return _softmax(np.where(legal, scores, 0.0), moves, legal)


@wrong(
    "masked_softmax_loss",
    "softmax over all points",
    hint="Which points are in the sum below the fraction?",
)
def mask_not_in_loss(scores, moves, legal):
    loss, dscores = _softmax(scores, moves, legal)
    return loss, np.where(legal, dscores, 0.0)


def _softmax(scores, moves, legal):
    """Loss and gradient of a softmax over all points."""
    return right.masked_softmax_loss(scores, moves, np.ones(legal.shape, dtype=bool))


@wrong(
    "masked_softmax_loss",
    "the gradient is not 0 at illegal moves",
    hint="The loss does not change with the score of an illegal move. What is its gradient?",
)
def mask_not_in_gradient(scores, moves, legal):
    loss, _ = right.masked_softmax_loss(scores, moves, legal)
    return loss, _softmax(scores, moves, legal)[1]


@wrong("masked_softmax_loss", "the sum and not the mean", hint="By what is a batch divided?")
def mask_summed(scores, moves, legal):
    loss, dscores = right.masked_softmax_loss(scores, moves, legal)
    return loss * len(scores), dscores * len(scores)


@wrong(
    "masked_softmax_loss",
    "the mean in the loss, the sum in the gradient",
    hint="A mean over N has a gradient that is divided by what?",
)
def mask_gradient_summed(scores, moves, legal):
    loss, dscores = right.masked_softmax_loss(scores, moves, legal)
    return loss, dscores * len(scores)


@wrong(
    "masked_softmax_loss",
    "large scores overflow",
    hint="exp(1000) is inf. What can be subtracted from all scores of a row?",
)
def mask_overflows(scores, moves, legal):
    rows = np.arange(len(scores))
    with np.errstate(all="ignore"):
        powers = np.exp(scores) * legal
        p = powers / powers.sum(axis=1, keepdims=True)
        loss = -np.log(p[rows, moves]).mean()
    p[rows, moves] -= 1
    return loss, p / len(scores)


@wrong(
    "masked_softmax_loss",
    "the largest of all scores is subtracted and not the largest legal one",
    hint="What is left of the legal scores where an illegal one is larger by 2000?",
)
def mask_shifted_by_illegal(scores, moves, legal):
    rows = np.arange(len(scores))
    with np.errstate(all="ignore"):
        powers = np.exp(scores - scores.max(axis=1, keepdims=True)) * legal
        p = powers / powers.sum(axis=1, keepdims=True)
        loss = -np.log(p[rows, moves]).mean()
    p[rows, moves] -= 1
    return loss, p / len(scores)


def _scores(params, planes, *, relu_last=False, layers=None, position=True, biased=True):
    """The scores by other rules."""
    x, depth = planes, right._depth(params)
    for layer in range(1, depth + 1):
        b = params[f"b{layer}"] if biased else 0.0 * params[f"b{layer}"]
        x, _ = right.fast_conv_forward(x, params[f"W{layer}"], b, {"stride": 1, "pad": 1})
        if layer < depth or layers is None:
            x, _ = right.relu_forward(x)
    x, _ = right.fast_conv_forward(x, params["w"], np.zeros(1), {"stride": 1, "pad": 0})
    scores = x.reshape(len(x), -1)
    if relu_last:
        scores = np.maximum(scores, 0.0)
    scores = scores + params["p"] if position else scores
    return scores, right.policy_forward(params, planes)[1]


@wrong(
    "policy_forward",
    "the last 3x3 layer has no ReLU",
    hint="Each of the k convolutions 3x3 is followed by the same thing.",
)
def policy_last_linear(params, planes):
    return _scores(params, planes, layers="all but the last")


@wrong("policy_forward", "ReLU on the scores", hint="Can a score be negative?")
def policy_scores_rectified(params, planes):
    return _scores(params, planes, relu_last=True)


@wrong("policy_forward", "p is left out", hint="What does the network know of the empty board?")
def policy_without_position(params, planes):
    return _scores(params, planes, position=False)


@wrong("policy_forward", "the biases are left out", hint="Which parameters are never used?")
def policy_without_bias(params, planes):
    return _scores(params, planes, biased=False)


@wrong(
    "policy_forward",
    "the scores are in the order column, row",
    hint="A move is row * n + column: what does reshape make of the board?",
)
def policy_transposed(params, planes):
    scores, cache = _scores(params, planes, position=False)
    size = planes.shape[-1]
    turned = scores.reshape(-1, size, size).transpose(0, 2, 1).reshape(len(planes), -1)
    return turned + params["p"], cache


@wrong(
    "policy_backward",
    "p's gradient is the mean over the batch",
    hint="Every position of the batch adds to the gradient of p.",
)
def policy_p_mean(dscores, cache):
    grads = right.policy_backward(dscores, cache)
    return {**grads, "p": grads["p"] / len(dscores)}


@wrong(
    "policy_backward",
    "ReLU is left out on the way back",
    hint="Which gradients does ReLU let through?",
)
def policy_back_without_relu(dscores, cache):
    caches, last, shape = cache
    grads = {"p": dscores.sum(axis=0)}
    above, grads["w"], _ = right.fast_conv_backward(dscores.reshape(shape), last)
    for layer in range(len(caches), 0, -1):
        above, dw, db = right.fast_conv_backward(above, caches[layer - 1][0])
        grads[f"W{layer}"], grads[f"b{layer}"] = dw, db
    return grads


@wrong(
    "policy_backward",
    "the layers are numbered from behind",
    hint="Which layer is visited first on the way back, and what is its name?",
)
def policy_layers_reversed(dscores, cache):
    grads = right.policy_backward(dscores, cache)
    depth = len(cache[0])
    found = {key: grads[key] for key in ("p", "w")}
    for layer in range(1, depth + 1):
        for kind in "Wb":
            other, own = grads[f"{kind}{depth + 1 - layer}"], grads[f"{kind}{layer}"]
            found[f"{kind}{layer}"] = other if depth > 1 else 2 * own
    return found


@wrong(
    "policy_backward",
    "p has no gradient",
    hint="Compare the keys of grads with those of params.",
)
def policy_without_dp(dscores, cache):
    grads = right.policy_backward(dscores, cache)
    return {**grads, "p": 0.0 * grads["p"]}


def _train(
    params,
    data,
    batches,
    turns,
    learning_rates,
    *,
    parts=("planes", "legal", "moves"),
    momentum=0.9,
    late=False,
    shared=False,
    damped=False,
    in_place=True,
    constant=False,
    back=False,
):
    """``train_policy`` by other rules; ``parts`` are what is turned."""
    own = params if in_place else {key: value.copy() for key, value in params.items()}
    velocity, losses = {key: np.zeros(w.shape) for key, w in own.items()}, []
    size = data["legal"].shape[-1]
    for batch, turn, rate in zip(batches, turns, learning_rates, strict=True):
        k = int(turn)
        turned = {part: k if part in parts else 0 for part in ("planes", "legal", "moves")}
        planes = data["planes"][batch].astype(np.float64)
        planes = right.transform_board(planes, turned["planes"])
        legal = right.transform_board(data["legal"][batch], turned["legal"])
        other = -(k % 4) % 4 + (k // 4) * 4 if back else turned["moves"]
        moves = np.array([right.transform_move(int(m), other, size) for m in data["moves"][batch]])
        # A move that is illegal after a wrong turn would have an infinite loss.
        legal = legal.reshape(len(batch), -1).copy()
        legal[np.arange(len(batch)), moves] = True
        if constant:
            rate = learning_rates[0]
        loss, grads = _slope(own, planes, moves, legal)
        if not late:
            losses.append(loss)
        for key, gradient in grads.items():
            if shared:
                velocity[key] = momentum * velocity[key] - rate * gradient
                own[key] += 0.1 * velocity[key]
                continue
            by = (1 - momentum) * rate if damped else rate
            velocity[key] = momentum * velocity[key] - by * gradient
            own[key] += velocity[key]
        if late:
            losses.append(_slope(own, planes, moves, legal)[0])
    return losses


def _slope(params, planes, moves, legal):
    """The loss of a batch and its gradients."""
    scores, cache = right.policy_forward(params, planes)
    loss, dscores = right.masked_softmax_loss(scores, moves, legal)
    return float(loss), right.policy_backward(dscores, cache)


@wrong(
    "train_policy",
    "the planes are turned and the moves are not",
    hint="The board is turned: where is the move now?",
)
def train_moves_kept(*arguments, **named):
    return _train(*arguments, **named, parts=("planes", "legal"))


@wrong(
    "train_policy",
    "the moves are turned the other way",
    hint="Planes and moves must go the same way: look at a single stone.",
)
def train_moves_back(*arguments, **named):
    return _train(*arguments, **named, back=True)


@wrong(
    "train_policy",
    "the legal moves are not turned",
    hint="Three things belong to a position. Which one stays as it was?",
)
def train_legal_kept(*arguments, **named):
    return _train(*arguments, **named, parts=("planes", "moves"))


@wrong("train_policy", "nothing is turned", hint="What is turns handed in for?")
def train_never_turned(*arguments, **named):
    return _train(*arguments, **named, parts=())


@wrong("train_policy", "there is no momentum", hint="What of the last step is in the next one?")
def train_without_momentum(*arguments, **named):
    return _train(*arguments, **named, momentum=0.0)


@wrong(
    "train_policy",
    "the gradient is damped by 1 - 0.9 as in a moving average",
    hint="v = 0.9 v - rate * gradient: what else do you multiply by?",
)
def train_damped(*arguments, **named):
    return _train(*arguments, **named, damped=True)


@wrong(
    "train_policy",
    "the losses are those after each step",
    hint="The first number is the loss before anything was learnt.",
)
def train_losses_afterwards(*arguments, **named):
    return _train(*arguments, **named, late=True)


@wrong(
    "train_policy",
    "the first rate is used for all steps",
    hint="Each step has a rate of its own.",
)
def train_first_rate(*arguments, **named):
    return _train(*arguments, **named, constant=True)


@wrong(
    "train_policy",
    "a copy of the parameters is trained",
    hint="Who has the new parameters when your function is over?",
)
def train_copy(*arguments, **named):
    return _train(*arguments, **named, in_place=False)


@wrong(
    "train_policy",
    "the batch is the number of the step, and not the positions in it",
    hint="batches[t] is a row of numbers. Which positions are in it?",
)
def train_in_order(params, data, batches, turns, learning_rates):
    size = batches.shape[1]
    rows = np.arange(batches.size).reshape(batches.shape) % len(data["moves"])
    return right.train_policy(params, data, rows[:, :size], turns, learning_rates)


def _places(scores, moves, legal, count):
    """The share of positions for which ``count(scores, played, legal)`` is true."""
    played = scores[np.arange(len(scores)), moves][:, None]
    return float(np.mean(count(scores, played, legal)))


@wrong(
    "top_k_accuracy",
    "illegal moves count",
    hint="Can a move that nobody may play be among the best?",
)
def top_of_all(scores, moves, legal, k):
    return right.top_k_accuracy(scores, moves, np.ones(legal.shape, dtype=bool), k)


@wrong(
    "top_k_accuracy",
    "an equal score counts against the move",
    hint="Two moves share the best place: is the one that was played among the first?",
)
def top_ties_against(scores, moves, legal, k):
    def first(scores, played, legal):
        return np.sum((scores >= played) & legal, axis=1) - 1 < k

    return _places(scores, moves, legal, first)


@wrong(
    "top_k_accuracy",
    "k + 1 moves and not k",
    hint="With k = 1, how many moves may have a higher score?",
)
def top_one_more(scores, moves, legal, k):
    return right.top_k_accuracy(scores, moves, legal, k + 1)


@wrong("top_k_accuracy", "the moves with the lowest scores", hint="Which end of argsort is best?")
def top_lowest(scores, moves, legal, k):
    return right.top_k_accuracy(-scores, moves, legal, k)


@wrong("top_k_accuracy", "k is always 1", hint="What do you do with k?")
def top_of_one(scores, moves, legal, k):
    return right.top_k_accuracy(scores, moves, legal, 1)


# Bonus


def _average(params, planes, back, *, scores_first=False):
    """The mean over the symmetries, turned back by ``back(board, k)``."""
    size, total = planes.shape[-1], 0.0
    for k in range(8):
        scores, _ = right.policy_forward(params, right.transform_board(planes, k))
        p = scores if scores_first else _probabilities(scores)
        total = total + back(p.reshape(-1, size, size), k).reshape(len(planes), -1) / 8
    return _probabilities(total) if scores_first else total


def _probabilities(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _turned_back(board, k):
    board = board[..., ::-1] if k >= 4 else board
    return np.rot90(board, -(k % 4), axes=(-2, -1))


@wrong(
    "average_over_symmetries",
    "the views are not turned back",
    hint="The network saw a turned board. Where is its best move on yours?",
)
def average_not_turned_back(params, planes):
    return _average(params, planes, lambda board, k: board)


@wrong(
    "average_over_symmetries",
    "turned on and not back",
    hint="A quarter turn is undone by three more, not by another one.",
)
def average_turned_on(params, planes):
    return _average(params, planes, right.transform_board)


@wrong(
    "average_over_symmetries",
    "turned back before mirrored back",
    hint="What came last goes back first.",
)
def average_wrong_order(params, planes):
    def back(board, k):
        turned = np.rot90(board, -(k % 4), axes=(-2, -1))
        return turned[..., ::-1] if k >= 4 else turned

    return _average(params, planes, back)


@wrong(
    "average_over_symmetries",
    "the scores are averaged and not the probabilities",
    hint="What is averaged: before the softmax, or after it?",
)
def average_of_scores(params, planes):
    return _average(params, planes, _turned_back, scores_first=True)


@wrong(
    "average_over_symmetries",
    "the four turns alone",
    hint="How many symmetries has a square?",
)
def average_of_four(params, planes):
    size, total = planes.shape[-1], 0.0
    for k in range(4):
        scores, _ = right.policy_forward(params, right.transform_board(planes, k))
        board = _probabilities(scores).reshape(-1, size, size)
        total = total + _turned_back(board, k).reshape(len(planes), -1) / 4
    return total


@wrong("tie_filters", "the sum and not the mean", hint="Is the middle as it was?")
def tie_summed(w):
    return 8 * right.tie_filters(w)


@wrong(
    "tie_filters",
    "all filters and channels become one",
    hint="Each filter of each channel is averaged by itself. Over which axis is your mean?",
)
def tie_all_filters(w):
    return np.broadcast_to(right.tie_filters(w).mean(axis=(0, 1)), w.shape).copy()


# What every function may get wrong

group_liberties_changes_board = changes(right, "group_liberties", 0, "board")
play_changes_board = changes(right, "play", 0, "board")
legal_moves_changes_board = changes(right, "legal_moves", 0, "board")
board_planes_changes_board = changes(right, "board_planes", 0, "board")
board_planes_single = single(right, "board_planes")
transform_board_changes_x = changes(right, "transform_board", 0, "x")
masked_softmax_loss_changes_scores = changes(right, "masked_softmax_loss", 0, "scores")
policy_forward_changes_params = changes(right, "policy_forward", 0, "params")
policy_forward_without_cache = first_alone(right, "policy_forward")
policy_backward_changes_dscores = changes(right, "policy_backward", 0, "dscores")
train_policy_changes_data = changes(right, "train_policy", 1, "data")
top_k_accuracy_changes_scores = changes(right, "top_k_accuracy", 0, "scores")
average_over_symmetries_changes_planes = changes(right, "average_over_symmetries", 1, "planes")
tie_filters_changes_w = changes(right, "tie_filters", 0, "w")
tie_filters_single = single(right, "tie_filters")
