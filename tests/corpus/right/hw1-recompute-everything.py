# assignment: hw1_layers
import numpy as np

# The caches hold the arguments and nothing else; every backward computes the forward anew.


def affine_forward(*arguments):
    x, w, b = arguments
    out = np.zeros((x.shape[0], b.size))
    np.matmul(x.reshape(x.shape[0], w.shape[0]), w, out=out)
    np.add(out, b, out=out)
    return out, arguments


def affine_backward(dout, cache):
    x, w, b = cache
    dx = np.zeros(x.shape)
    np.matmul(dout, w.T, out=dx.reshape(x.shape[0], w.shape[0]))
    dw = np.matmul(x.reshape(x.shape[0], w.shape[0]).T, dout)
    return dx, dw, np.broadcast_to(np.ones(x.shape[0]), (1, x.shape[0])).dot(dout)[0]


def sigmoid_forward(x):
    half = np.exp(-0.5 * np.abs(x))
    big = 1 / (1 + half * half)
    return np.where(x > 0, big, half * half * big), (x,)


def sigmoid_backward(dout, cache):
    up, _ = sigmoid_forward(*cache)
    down, _ = sigmoid_forward(*(-v for v in cache))
    return dout * up * down


def prelu_forward(x, alpha):
    column = np.reshape(alpha, np.shape(alpha) + (1,) * max(0, x.ndim - 2)) if np.ndim(alpha) else alpha
    return np.where(x > 0, x, np.multiply(column, x)), (x, alpha)


def prelu_backward(dout, cache):
    x, alpha = cache
    at_one, _ = prelu_forward(x, np.ones(np.shape(alpha)))
    at_zero, _ = prelu_forward(x, np.zeros(np.shape(alpha)))
    by_alpha = dout * (at_one - at_zero)  # the layer is linear in alpha
    axes = tuple(a for a in range(x.ndim) if a != 1 or not np.ndim(alpha))
    by_x, _ = prelu_forward(np.where(x > 0, 1.0, -1.0), alpha)  # and piecewise linear in x
    return dout * np.abs(by_x) * np.where(x > 0, 1.0, -np.sign(by_x)), by_alpha.sum(axis=axes)


def softmax_loss(x, y):
    def log_softmax(scores):
        shifted = scores - np.max(scores, axis=-1, keepdims=True)
        return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))

    n = len(y)
    one_hot = np.zeros(x.shape)
    one_hot[range(n), y] = 1
    return -(one_hot * log_softmax(x)).sum() / n, (np.exp(log_softmax(x)) - one_hot) / n


def saturation_fraction(x, kind):
    if kind == "sigmoid":
        return saturation_fraction(np.asarray(x) * 0.5, "tanh")
    if kind != "tanh":
        raise ValueError("kind must be sigmoid or tanh")
    t = np.abs(np.tanh(x))
    return float(((1 - t) * (1 + t) < 0.01).sum() / t.size)


def dead_relu_fraction(activations):
    units = np.rollaxis(activations, 1).reshape(activations.shape[1], -1)
    return float(np.mean(np.count_nonzero(units, axis=1) == 0))
