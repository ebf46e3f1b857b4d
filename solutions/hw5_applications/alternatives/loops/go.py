"""Recursion and loops over points, as one writes it first."""

import numpy as np
from layers import conv_backward, conv_forward


def neighbours(row, column, size):
    found = []
    if row > 0:
        found.append((row - 1, column))
    if row < size - 1:
        found.append((row + 1, column))
    if column > 0:
        found.append((row, column - 1))
    if column < size - 1:
        found.append((row, column + 1))
    return found


def visit(board, row, column, colour, stones, liberties):
    stones[row, column] = True
    for i, j in neighbours(row, column, board.shape[0]):
        if board[i, j] == 0:
            liberties[i, j] = True
        elif board[i, j] == colour and not stones[i, j]:
            visit(board, i, j, colour, stones, liberties)


def group_liberties(board, point):
    row, column = point
    if board[row, column] == 0:
        raise ValueError("no stone here")
    stones = np.zeros(board.shape, dtype=bool)
    liberties = np.zeros(board.shape, dtype=bool)
    visit(board, row, column, board[row, column], stones, liberties)
    return stones, liberties


def play(board, point, colour, ko=None):
    row, column = point
    if board[row, column] != 0:
        raise ValueError("occupied")
    if ko is not None and (row, column) == (ko[0], ko[1]):
        raise ValueError("ko")
    new = np.array(board)
    new[row, column] = colour
    captured = []
    for i, j in neighbours(row, column, board.shape[0]):
        if new[i, j] == -colour:
            stones, liberties = group_liberties(new, (i, j))
            if liberties.sum() == 0:
                for a in range(board.shape[0]):
                    for b in range(board.shape[1]):
                        if stones[a, b]:
                            new[a, b] = 0
                            captured.append((a, b))
    stones, liberties = group_liberties(new, point)
    if liberties.sum() == 0:
        raise ValueError("suicide")
    if len(captured) == 1 and stones.sum() == 1 and liberties.sum() == 1:
        return new, captured[0]
    return new, None


def legal_moves(board, colour, ko=None):
    legal = np.zeros(board.shape, dtype=bool)
    for i in range(board.shape[0]):
        for j in range(board.shape[1]):
            try:
                play(board, (i, j), colour, ko)
                legal[i, j] = True
            except ValueError:
                pass
    return legal


def board_planes(board, colour, ko=None):
    n = board.shape[0]
    planes = np.zeros((8, n, n))
    for i in range(n):
        for j in range(n):
            planes[7, i, j] = 1
            if board[i, j] == 0:
                continue
            count = group_liberties(board, (i, j))[1].sum()
            offset = 0 if board[i, j] == colour else 3
            if count == 1:
                planes[offset, i, j] = 1
            elif count == 2:
                planes[offset + 1, i, j] = 1
            elif count >= 3:
                planes[offset + 2, i, j] = 1
            else:
                planes[offset - 1 if offset else 7, i, j] = 1
    if ko is not None:
        planes[6, ko[0], ko[1]] = 1
    return planes


def transform_board(x, k):
    n = x.shape[-1]
    out = np.zeros(x.shape, dtype=x.dtype)
    for i in range(n):
        for j in range(n):
            row, column = i, j
            for _ in range(k % 4):
                row, column = n - 1 - column, row
            if k >= 4:
                column = n - 1 - column
            out[..., row, column] = x[..., i, j]
    return out


def transform_move(move, k, size):
    board = np.arange(size * size).reshape(size, size)
    turned = transform_board(board, k)
    for place, number in enumerate(turned.ravel()):
        if number == move:
            return place


def masked_softmax_loss(scores, moves, legal):
    loss, dscores = 0.0, np.zeros(scores.shape)
    for row in range(scores.shape[0]):
        places = np.flatnonzero(legal[row])
        s = scores[row, places]
        s = s - s.max()
        log_sum = np.log(np.sum(np.exp(s)))
        for place, value in zip(places, s):
            dscores[row, place] = np.exp(value - log_sum)
            if place == moves[row]:
                loss -= value - log_sum
        dscores[row, moves[row]] -= 1
    return loss / scores.shape[0], dscores / scores.shape[0]


def policy_forward(params, planes):
    x, caches, layer = planes, [], 1
    while f"W{layer}" in params:
        x, cache = conv_forward(x, params[f"W{layer}"], params[f"b{layer}"], {"stride": 1, "pad": 1})
        caches.append((cache, x > 0))
        x = np.maximum(x, 0)
        layer += 1
    n, _, height, width = x.shape
    scores = np.zeros((n, height * width))
    for channel in range(x.shape[1]):
        scores += params["w"][0, channel, 0, 0] * x[:, channel].reshape(n, -1)
    return scores + params["p"], (caches, x, params["w"])


def policy_backward(dscores, cache):
    caches, x, w = cache
    board = dscores.reshape(len(dscores), 1, *x.shape[2:])
    grads = {"p": dscores.sum(axis=0), "w": np.sum(x * board, axis=(0, 2, 3)).reshape(w.shape)}
    dx = board * w
    for layer in range(len(caches), 0, -1):
        conv, positive = caches[layer - 1]
        dx, grads[f"W{layer}"], grads[f"b{layer}"] = conv_backward(dx * positive, conv)
    return grads


def train_policy(params, data, batches, turns, learning_rates):
    velocity = {}
    losses = []
    n = data["legal"].shape[-1]
    for step in range(len(batches)):
        planes, legal, moves = [], [], []
        k = int(turns[step])
        for position in batches[step]:
            planes.append(transform_board(np.asarray(data["planes"][position], dtype=float), k))
            legal.append(transform_board(data["legal"][position], k).ravel())
            moves.append(transform_move(int(data["moves"][position]), k, n))
        scores, cache = policy_forward(params, np.array(planes))
        loss, dscores = masked_softmax_loss(scores, np.array(moves), np.array(legal))
        losses.append(loss)
        grads = policy_backward(dscores, cache)
        for key in params:
            velocity[key] = 0.9 * velocity.get(key, 0) - learning_rates[step] * grads[key]
            params[key] += velocity[key]
    return losses


def top_k_accuracy(scores, moves, legal, k):
    right = 0
    for row in range(len(moves)):
        higher = 0
        for place in range(scores.shape[1]):
            if legal[row, place] and scores[row, place] > scores[row, moves[row]]:
                higher += 1
        right += higher < k
    return right / len(moves)


def average_over_symmetries(params, planes):
    n = planes.shape[-1]
    out = np.zeros((len(planes), n * n))
    for k in range(8):
        scores, _ = policy_forward(params, transform_board(planes, k))
        e = np.exp(scores - scores.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        for move in range(n * n):
            out[:, move] += p[:, transform_move(move, k, n)] / 8
    return out


def tie_filters(w):
    out = np.zeros(w.shape)
    for k in range(8):
        out += transform_board(w, k) / 8
    return out
