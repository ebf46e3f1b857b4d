"""Rules by connected matrices and label spreading; the network by einsum over strided windows."""

import numpy as np

windows = np.lib.stride_tricks.sliding_window_view


def neighbour_table(n):
    i, j = np.divmod(np.arange(n * n), n)
    return (np.abs(i[:, None] - i) + np.abs(j[:, None] - j)) == 1


def group_liberties(board, point):
    flat, beside = board.ravel(), neighbour_table(board.shape[0])
    start = point[0] * board.shape[0] + point[1]
    if flat[start] == 0:
        raise ValueError("empty")
    same = flat == flat[start]
    group = np.arange(flat.size) == start
    while True:
        larger = group | (same & beside[group].any(axis=0))
        if (larger == group).all():
            break
        group = larger
    free = beside[group].any(axis=0) & (flat == 0)
    return group.reshape(board.shape), free.reshape(board.shape)


def play(board, point, colour, ko=None):
    if board[point[0], point[1]] != 0 or (ko is not None and list(ko) == list(point)):
        raise ValueError("illegal")
    after = board.copy()
    after[point[0], point[1]] = colour
    removed = np.zeros(board.shape, dtype=bool)
    for other in np.argwhere(after == -colour):
        if abs(other - np.array(point)).sum() == 1 and not removed[tuple(other)]:
            group, free = group_liberties(after, tuple(other))
            if not free.any():
                removed |= group
    after = np.where(removed, 0, after)
    group, free = group_liberties(after, point)
    if not free.any():
        raise ValueError("suicide")
    counts = [int(np.count_nonzero(x)) for x in (removed, group, free)]
    place = np.flatnonzero(removed)
    new = (int(place[0]) // len(board), int(place[0]) % len(board)) if counts == [1, 1, 1] else None
    return after, new


def legal_moves(board, colour, ko=None):
    legal = board == 0
    for i, j in np.argwhere(legal):
        try:
            play(board, (i, j), colour, ko)
        except ValueError:
            legal[i, j] = False
    return legal


def board_planes(board, colour, ko=None):
    count = np.zeros(board.shape, dtype=int)
    for point in np.argwhere(board != 0):
        if count[tuple(point)] == 0:
            group, free = group_liberties(board, tuple(point))
            count[group] = free.sum()
    planes = np.empty((8, *board.shape))
    for number in range(6):
        side = board == (colour if number < 3 else -colour)
        wanted = number % 3 + 1
        planes[number] = side & ((count == wanted) if wanted < 3 else (count >= 3))
    planes[6] = 0
    planes[7] = 1
    if ko is not None:
        planes[6, ko[0], ko[1]] = 1
    return planes


def transform_board(x, k):
    for _ in range(k % 4):
        x = np.flip(np.swapaxes(x, -1, -2), -2)
    if k >= 4:
        x = np.flip(x, -1)
    return np.array(x)


def transform_move(move, k, size):
    place = complex(move % size - (size - 1) / 2, (size - 1) / 2 - move // size)
    place *= 1j ** (k % 4)
    column, row = place.real, -place.imag
    if k >= 4:
        column = -column
    return round(row + (size - 1) / 2) * size + round(column + (size - 1) / 2)


def masked_softmax_loss(scores, moves, legal):
    top = np.max(scores, axis=1, where=legal, initial=-np.inf, keepdims=True)
    e = np.exp(scores - top, where=legal, out=np.zeros(scores.shape))
    z = np.einsum("np->n", e)
    hot = np.zeros(scores.shape)
    hot[np.arange(len(moves)), moves] = 1
    loss = np.mean(np.log(z) + top[:, 0] - scores[np.arange(len(moves)), moves])
    return loss, (e / z[:, None] - hot) / len(moves)


def patches(x):
    return windows(np.pad(x, [(0, 0), (0, 0), (1, 1), (1, 1)]), (3, 3), (2, 3))


def policy_forward(params, planes):
    x, steps, layer = planes, [], 1
    while f"W{layer}" in params:
        p = patches(x)
        w = params[f"W{layer}"]
        out = np.einsum("nchwij,fcij->nfhw", p, w, optimize=True) + params[f"b{layer}"].reshape(-1, 1, 1)
        x = np.where(out > 0, out, 0.0)
        steps.append((p, w, out > 0))
        layer += 1
    scores = np.einsum("nchw,oc->nhw", x, params["w"][:, :, 0, 0])
    return scores.reshape(len(x), -1) + params["p"], (steps, x, params["w"])


def policy_backward(dscores, cache):
    steps, x, w = cache
    d = dscores.reshape(len(x), *x.shape[2:])
    grads = {"p": np.einsum("np->p", dscores), "w": np.einsum("nhw,nchw->c", d, x).reshape(w.shape)}
    d = np.einsum("nhw,c->nchw", d, w.reshape(-1))
    for layer, (p, weights, positive) in reversed(list(enumerate(steps, 1))):
        d = d * positive
        grads[f"b{layer}"] = np.einsum("nfhw->f", d)
        grads[f"W{layer}"] = np.einsum("nfhw,nchwij->fcij", d, p, optimize=True)
        turned = weights[:, :, ::-1, ::-1]
        d = np.einsum("nfhwij,fcij->nchw", patches(d), turned, optimize=True)
    return grads


def train_policy(params, data, batches, turns, learning_rates):
    size = data["legal"].shape[-1]
    speed = {name: np.zeros(value.shape) for name, value in params.items()}
    losses = []
    for t in range(len(turns)):
        planes = transform_board(np.array(data["planes"][batches[t]], dtype=np.float64), turns[t])
        legal = transform_board(data["legal"][batches[t]], turns[t]).reshape(-1, size * size)
        moves = [transform_move(int(m), int(turns[t]), size) for m in data["moves"][batches[t]]]
        scores, cache = policy_forward(params, planes)
        loss, dscores = masked_softmax_loss(scores, np.array(moves), legal)
        losses.append(float(loss))
        grads = policy_backward(dscores, cache)
        for name in params:
            speed[name] = 0.9 * speed[name] + learning_rates[t] * grads[name] * -1
            np.add(params[name], speed[name], out=params[name])
    return losses


def top_k_accuracy(scores, moves, legal, k):
    own = np.take_along_axis(scores, np.asarray(moves).reshape(-1, 1), axis=1)
    rank = np.einsum("np->n", ((scores > own) & legal).astype(int))
    return float((rank < k).sum() / len(rank))


def average_over_symmetries(params, planes):
    back = [0, 3, 2, 1, 4, 5, 6, 7]
    total = np.zeros((len(planes), planes.shape[-1] ** 2))
    for k in range(8):
        scores = policy_forward(params, transform_board(planes, k))[0]
        p = np.exp(scores - scores.max(axis=1)[:, None])
        p /= p.sum(axis=1)[:, None]
        total += transform_board(p.reshape(len(p), *planes.shape[2:]), back[k]).reshape(len(p), -1)
    return total / 8


def tie_filters(w):
    return np.einsum("kfcij->fcij", np.array([transform_board(w, k) for k in range(8)])) / 8
