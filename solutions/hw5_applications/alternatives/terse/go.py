"""As short as it gets: groups grow by shifting boards."""

import numpy as np
from layers import *
from training import *


def grow(m):
    p = np.pad(m, 1)
    return p[:-2, 1:-1] | p[2:, 1:-1] | p[1:-1, :-2] | p[1:-1, 2:]


def group_liberties(board, point):
    if not board[point]:
        raise ValueError(point)
    s, mine = np.zeros(board.shape, bool), board == board[point]
    s[point] = True
    while ((t := s | grow(s) & mine) != s).any():
        s = t
    return s, grow(s) & (board == 0)


def play(board, point, colour, ko=None):
    if board[point] or ko and tuple(ko) == tuple(point):
        raise ValueError(point)
    b = board.copy()
    b[point] = colour
    here = np.zeros(b.shape, bool)
    here[point] = True
    dead = np.zeros(b.shape, bool)
    for p in zip(*np.nonzero(grow(here) & (b == -colour))):
        s, l = group_liberties(b, p)
        dead |= s & (not l.any())
    b[dead] = 0
    s, l = group_liberties(b, point)
    if not l.any():
        raise ValueError(point)
    ones = all(m.sum() == 1 for m in (dead, s, l))
    return b, tuple(int(i[0]) for i in np.nonzero(dead)) if ones else None


def legal_moves(board, colour, ko=None):
    def ok(i):
        try:
            return play(board, divmod(i, len(board)), colour, ko) is not None
        except ValueError:
            return False

    return np.array([ok(i) for i in range(board.size)]).reshape(board.shape)


def board_planes(board, colour, ko=None):
    l, k = np.zeros(board.shape, int), np.zeros(board.shape, bool)
    for p in zip(*np.nonzero(board)):
        l[p] = min(3, group_liberties(board, p)[1].sum())
    if ko is not None:
        k[tuple(ko)] = True
    return np.array([(board == c) & (l == n) for c in (colour, -colour) for n in (1, 2, 3)] + [k, k | True], float)


def transform_board(x, k):
    return np.ascontiguousarray((lambda y: np.flip(y, -1) if k > 3 else y)(np.rot90(x, k, (-2, -1))))


def transform_move(move, k, size):
    return int(np.flatnonzero(transform_board(np.arange(size**2).reshape(size, -1), k) == move)[0])


def masked_softmax_loss(scores, moves, legal):
    s = np.where(legal, scores, -np.inf)
    e = np.exp(s - s.max(1)[:, None])
    p, y = e / e.sum(1)[:, None], np.eye(scores.shape[1])[moves]
    m = s.max(1) + np.log(e.sum(1)) - scores[np.arange(len(moves)), moves]
    return m.mean(), (p - y) / len(y)


def policy_forward(params, planes):
    cs = []
    for i in range(1, len(params) // 2):
        planes, c = fast_conv_forward(planes, params[f"W{i}"], params[f"b{i}"], {"stride": 1, "pad": 1})
        planes, r = relu_forward(planes)
        cs.append((c, r))
    return np.tensordot(planes, params["w"][0, :, 0, 0], (1, 0)).reshape(len(planes), -1) + params["p"], (cs, planes, params["w"])


def policy_backward(dscores, cache):
    cs, x, w = cache
    d = dscores.reshape(-1, 1, *x.shape[2:])
    g = {"p": dscores.sum(0), "w": (d * x).sum((0, 2, 3)).reshape(w.shape)}
    d = d * w
    for i, (c, r) in reversed(list(enumerate(cs, 1))):
        d, g[f"W{i}"], g[f"b{i}"] = fast_conv_backward(relu_backward(d, r), c)
    return g


def train_policy(params, data, batches, turns, learning_rates):
    v, n, out = dict.fromkeys(params, 0), data["legal"].shape[-1], []
    for b, k, a in zip(batches, turns, learning_rates):
        where = np.array([transform_move(i, k, n) for i in range(n * n)])
        s, c = policy_forward(params, transform_board(data["planes"][b] * 1.0, k))
        l, d = masked_softmax_loss(s, where[data["moves"][b]], transform_board(data["legal"][b], k).reshape(len(b), -1))
        for key, g in policy_backward(d, c).items():
            v[key] = 0.9 * v[key] - a * g
            params[key] += v[key]
        out += [l]
    return out


def top_k_accuracy(scores, moves, legal, k):
    s = np.where(legal, scores, -np.inf)
    return (np.sort(s, 1)[:, -k] <= np.take_along_axis(scores, moves[:, None], 1)[:, 0]).mean()


def average_over_symmetries(params, planes):
    n, out = planes.shape[-1], 0
    for k in range(8):
        s = policy_forward(params, transform_board(planes, k))[0]
        p = np.exp(s - s.max(1)[:, None])
        where = [transform_move(i, k, n) for i in range(n * n)]
        out = out + (p / p.sum(1)[:, None])[:, where]
    return out / 8


tie_filters = lambda w: sum(transform_board(w, k) for k in range(8)) / 8
