"""A board as an object, the symmetries as index tables, the network as layer objects."""

import numpy as np
import layers as hw1
import training as hw4


class Position:
    """A board that knows its chains."""

    def __init__(self, board):
        self.board, self.size = np.array(board), board.shape[0]

    def around(self, point):
        for dr, dc in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            row, column = point[0] + dr, point[1] + dc
            if 0 <= row < self.size and 0 <= column < self.size:
                yield row, column

    def chain(self, point):
        seen, edge, free = {point}, {point}, set()
        while edge:
            beyond = {p for q in edge for p in self.around(q)}
            free |= {p for p in beyond if self.board[p] == 0}
            edge = {p for p in beyond if self.board[p] == self.board[point]} - seen
            seen |= edge
        return seen, free

    def put(self, point, colour):
        self.board[point] = colour
        gone = set()
        for p in self.around(point):
            if self.board[p] == -colour:
                stones, free = self.chain(p)
                gone |= set() if free else stones
        for p in gone:
            self.board[p] = 0
        return gone


def marks(points, shape):
    out = np.zeros(shape, dtype=bool)
    for p in points:
        out[p] = True
    return out


def group_liberties(board, point):
    point = tuple(point)
    if board[point] == 0:
        raise ValueError(f"{point} is empty")
    return tuple(marks(part, board.shape) for part in Position(board).chain(point))


def play(board, point, colour, ko=None):
    point = tuple(int(i) for i in point)
    if board[point] != 0 or (ko is not None and point == tuple(ko)):
        raise ValueError(f"{point} may not be played")
    position = Position(board)
    gone = position.put(point, colour)
    stones, free = position.chain(point)
    if not free:
        raise ValueError(f"{point} would be suicide")
    return position.board, gone.pop() if len(gone) == len(stones) == len(free) == 1 else None


def legal_moves(board, colour, ko=None):
    legal = np.zeros(board.shape, dtype=bool)
    for index in np.ndindex(*board.shape):
        if board[index] == 0 and index != (tuple(ko) if ko is not None else None):
            position = Position(board)
            position.put(index, colour)
            legal[index] = len(position.chain(index)[1]) > 0
    return legal


def board_planes(board, colour, ko=None):
    planes = np.concatenate([np.zeros((7, *board.shape)), np.ones((1, *board.shape))])
    todo, position = {tuple(p) for p in np.argwhere(board)}, Position(board)
    while todo:
        stones, free = position.chain(todo.pop())
        for p in stones:
            planes[min(len(free), 3) - 1 + 3 * int(board[p] != colour)][p] = 1
        todo -= stones
    if ko is not None:
        planes[(6, *ko)] = 1
    return planes


class Symmetry:
    def __init__(self, k, size):
        numbers = np.rot90(np.arange(size * size).reshape(size, size), k % 4)
        self.source = (np.fliplr(numbers) if k >= 4 else numbers).ravel()
        self.target = np.argsort(self.source)

    def board(self, x):
        return x.reshape(*x.shape[:-2], -1)[..., self.source].reshape(x.shape)


def transform_board(x, k):
    return Symmetry(k, x.shape[-1]).board(x)


def transform_move(move, k, size):
    return int(Symmetry(k, size).target[move])


def masked_softmax_loss(scores, moves, legal):
    p = np.zeros(scores.shape)
    losses = []
    for row, (s, move, ok) in enumerate(zip(scores, moves, legal)):
        z = np.exp(s[ok] - s[ok].max())
        p[row, ok] = z / z.sum()
        losses.append(np.log(z.sum()) - (s[move] - s[ok].max()))
        p[row, move] -= 1
    return np.mean(losses), p / len(scores)


class Block:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        out, self.cache = hw4.fast_conv_forward(x, self.w, self.b, {"stride": 1, "pad": 1})
        out, self.mask = hw1.relu_forward(out)
        return out

    def backward(self, dout):
        dx, self.dw, self.db = hw4.fast_conv_backward(hw1.relu_backward(dout, self.mask), self.cache)
        return dx


class Policy:
    def __init__(self, params):
        self.params = params
        names = sorted((k for k in params if k.startswith("W")), key=lambda k: int(k[1:]))
        self.blocks = [Block(params[k], params["b" + k[1:]]) for k in names]

    def forward(self, x):
        for block in self.blocks:
            x = block.forward(x)
        self.top = x
        return np.einsum("nchw,c->nhw", x, self.params["w"].ravel()).reshape(len(x), -1) + self.params["p"]

    def backward(self, dscores):
        board = dscores.reshape(len(self.top), *self.top.shape[2:])
        w = self.params["w"]
        grads = {"p": dscores.sum(axis=0), "w": np.einsum("nchw,nhw->c", self.top, board).reshape(w.shape)}
        d = board[:, None] * w.reshape(1, -1, 1, 1)
        for number in range(len(self.blocks), 0, -1):
            block = self.blocks[number - 1]
            d = block.backward(d)
            grads[f"W{number}"], grads[f"b{number}"] = block.dw, block.db
        return grads


def policy_forward(params, planes):
    net = Policy(params)
    return net.forward(planes), net


def policy_backward(dscores, cache):
    return cache.backward(dscores)


def train_policy(params, data, batches, turns, learning_rates):
    size = data["planes"].shape[-1]
    tables = [Symmetry(k, size) for k in range(8)]
    velocity = {k: np.zeros_like(v) for k, v in params.items()}
    losses = []
    for step, rows in enumerate(batches):
        table = tables[turns[step]]
        net = Policy(params)
        scores = net.forward(table.board(data["planes"][rows]).astype(float))
        legal = table.board(data["legal"][rows]).reshape(len(rows), -1)
        loss, d = masked_softmax_loss(scores, table.target[data["moves"][rows]], legal)
        losses.append(float(loss))
        for key, g in net.backward(d).items():
            velocity[key] *= 0.9
            velocity[key] -= learning_rates[step] * g
            params[key] += velocity[key]
    return losses


def top_k_accuracy(scores, moves, legal, k):
    hits = [np.count_nonzero(s[ok] > s[m]) < k for s, m, ok in zip(scores, moves, legal)]
    return float(np.mean(hits))


def average_over_symmetries(params, planes):
    found = []
    for k in range(8):
        table = Symmetry(k, planes.shape[-1])
        s = Policy(params).forward(table.board(planes))
        e = np.exp(s - s.max(axis=1, keepdims=True))
        found.append((e / e.sum(axis=1, keepdims=True))[:, table.target])
    return np.mean(found, axis=0)


def tie_filters(w):
    return np.mean([Symmetry(k, w.shape[-1]).board(w) for k in range(8)], axis=0)
