import numpy as np


def _taps(big, size, step, count):
    """Every offset inside the window, with the strided picture that it sees."""
    for r in range(size[0]):
        for c in range(size[1]):
            yield (r, c), big[..., r : r + step * count[0] : step, c : c + step * count[1] : step]


def affine_forward(x, w, b):
    rows = x.reshape(x.shape[0], w.shape[0])
    return np.add(rows.dot(w), b), {"rows": rows, "w": w, "like": x.shape}


def affine_backward(dout, cache):
    dx = dout.dot(cache["w"].T).reshape(cache["like"])
    return dx, cache["rows"].T.dot(dout), dout.sum(0)


def sigmoid_forward(x):
    e = np.exp(-np.abs(x))
    p = np.where(x < 0, e, 1.0) / (1.0 + e)
    return p, {"slope": e / (1.0 + e) ** 2}


def sigmoid_backward(dout, cache):
    return cache["slope"] * dout


def tanh_forward(x):
    t = np.tanh(x)
    return t, {"slope": 1.0 - t * t}


tanh_backward = sigmoid_backward


def relu_forward(x):
    on = x > 0
    return on * x, {"slope": on}


relu_backward = sigmoid_backward


def leaky_relu_forward(x, alpha=0.01):
    slope = np.where(x > 0, 1.0, alpha)
    return slope * x, {"slope": slope}


leaky_relu_backward = sigmoid_backward


def prelu_forward(x, alpha):
    a = np.asarray(alpha, dtype=float)
    wide = a if a.ndim == 0 else a.reshape((1, -1) + (1,) * (x.ndim - 2))
    neg = np.minimum(x, 0)
    return np.maximum(x, 0) + wide * neg, {"neg": neg, "wide": wide, "on": x > 0, "scalar": a.ndim == 0}


def prelu_backward(dout, cache):
    per = dout * cache["neg"]
    if cache["scalar"]:
        da = per.sum()
    else:
        da = per.sum(axis=tuple(k for k in range(per.ndim) if k != 1))
    return dout * (cache["on"] + ~cache["on"] * cache["wide"]), da


def elu_forward(x, alpha=1.0):
    soft = np.expm1(np.minimum(x, 0)) * alpha
    return np.maximum(x, 0) + soft, {"slope": np.where(x > 0, 1.0, soft + alpha)}


elu_backward = sigmoid_backward


def maxout_forward(x, w, b):
    scores = np.tensordot(x, w, 1) + b
    best = np.expand_dims(scores.argmax(2), 2)
    chosen = np.zeros(scores.shape)
    np.put_along_axis(chosen, best, 1.0, 2)
    return np.take_along_axis(scores, best, 2)[:, :, 0], {"x": x, "w": w, "chosen": chosen}


def maxout_backward(dout, cache):
    flow = cache["chosen"] * dout[:, :, None]
    dx = np.tensordot(flow, cache["w"], ((1, 2), (1, 2)))
    return dx, np.tensordot(cache["x"], flow, (0, 0)), flow.sum(0)


def conv_forward(x, w, b, conv_param):
    step, rim = conv_param["stride"], conv_param["pad"]
    big = np.pad(x, ((0, 0), (0, 0), (rim, rim), (rim, rim)))
    count = [(n - k) // step + 1 for n, k in zip(big.shape[2:], w.shape[2:])]
    total = 0
    for (r, c), seen in _taps(big, w.shape[2:], step, count):
        total = total + np.tensordot(w[:, :, r, c], seen, (1, 1))  # (F, N, H', W')
    out = total.transpose(1, 0, 2, 3) + b[:, None, None]
    return out, {"big": big, "w": w, "step": step, "rim": rim}


def conv_backward(dout, cache):
    big, w, step, rim = cache["big"], cache["w"], cache["step"], cache["rim"]
    dbig, dw = np.zeros_like(big), np.zeros_like(w)
    pictures = _taps(big, w.shape[2:], step, dout.shape[2:])
    grads = _taps(dbig, w.shape[2:], step, dout.shape[2:])
    for ((r, c), seen), (_, back) in zip(pictures, grads):
        dw[:, :, r, c] = np.tensordot(dout, seen, ((0, 2, 3), (0, 2, 3)))
        back += np.tensordot(dout, w[:, :, r, c], (1, 0)).transpose(0, 3, 1, 2)
    inner = slice(rim, -rim or None)
    return dbig[:, :, inner, inner], dw, dout.sum((0, 2, 3))


def max_pool_forward(x, pool_param):
    size, step = (pool_param["pool_height"], pool_param["pool_width"]), pool_param["stride"]
    count = [(n - k) // step + 1 for n, k in zip(x.shape[2:], size)]
    stack = np.stack([seen for _, seen in _taps(x, size, step, count)])
    first = stack.argmax(0)
    return stack.max(0), {"like": x, "size": size, "step": step, "first": first}


def max_pool_backward(dout, cache):
    dx = np.zeros(cache["like"].shape)
    spots = _taps(dx, cache["size"], cache["step"], dout.shape[2:])
    for number, (_, seen) in enumerate(spots):
        seen += np.where(cache["first"] == number, dout, 0.0)
    return dx


def softmax_loss(x, y):
    n = len(x)
    logp = x - x.max(1)[:, None]
    logp = logp - np.log(np.exp(logp).sum(1))[:, None]
    hot = np.eye(x.shape[1])[y]
    return -(hot * logp).sum() / n, (np.exp(logp) - hot) / n


def saturation_fraction(x, kind):
    rules = {"sigmoid": (sigmoid_forward, 0.25), "tanh": (tanh_forward, 1.0)}
    if kind not in rules:
        raise ValueError(f"unknown kind {kind}")
    layer, top = rules[kind]
    return float((layer(np.asarray(x, float))[1]["slope"] < top / 100).mean())


def dead_relu_fraction(activations):
    axes = tuple(k for k in range(activations.ndim) if k != 1)
    return float((np.abs(activations).max(axes) == 0).mean())
