"""As short as it gets; the network as a tape, the convolution as hw1 has it."""

import copy as cp
import math

import numpy as np
from initializers import *
from layers import *
from normalization import *

W = lambda p: [k for k in p if k[0] == "W"]


def im2col(x, height, width, stride, pad):
    v = np.lib.stride_tricks.sliding_window_view(np.pad(x, [(0, 0)] * 2 + [(pad, pad)] * 2), (height, width), (2, 3))
    return np.moveaxis(v[:, :, ::stride, ::stride], 1, 3).reshape(-1, x.shape[1] * height * width)


def col2im(columns, shape, height, width, stride, pad):
    n, c, h, w = shape
    out = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    view = np.lib.stride_tricks.sliding_window_view(out, (height, width), (2, 3), writeable=True)[:, :, ::stride, ::stride]
    parts = np.moveaxis(columns.reshape(n, *view.shape[2:4], c, height, width), 3, 1)
    for i, j in np.ndindex(height, width):  # one place in the window at a time: no overlap within
        view[..., i, j] += parts[..., i, j]
    return out[:, :, pad : h + pad, pad : w + pad]


def fast_conv_forward(x, w, b, conv_param):
    return conv_forward(x, w, b, conv_param)


def fast_conv_backward(dout, cache):
    return conv_backward(dout, cache)


def init_network(config, rng):
    cs, hs, size = config["conv"], config["hidden"], config["input"]
    draw = {"he": init_he, "xavier": init_xavier}.get(config["init"])
    if draw is None and isinstance(config["init"], str):
        raise ValueError
    draw = draw or (lambda s, r: init_normal(s, config["init"], r))
    p, state = {}, {}
    for i, m in enumerate([*cs, *hs, config["classes"]], 1):
        conv, last = i <= len(cs), i > len(cs) + len(hs)
        p[f"W{i}"] = draw((m, size[0], 3, 3) if conv else (math.prod(size), m), rng) * 0.01**last
        size = (m, size[1] // 2, size[2] // 2) if conv else (m,)
        p[f"b{i}"] = np.zeros(m)
        if config["batchnorm"] and not last:
            p |= {f"gamma{i}": np.ones(m), f"beta{i}": np.zeros(m)}
            state[f"bn{i}"] = {"running_mean": np.zeros(m), "running_var": np.ones(m)}
    return p, state


def network_forward(params, state, X, config, mode, rng=None):
    if mode not in "train test".split():
        raise ValueError(mode)
    tape, h, n = [], X, len(config["conv"])
    last = n + len(config["hidden"]) + 1

    def do(names, back, pair):
        nonlocal h
        h = pair[0]
        tape.append((names, back, pair[1], h))

    for i in range(1, last + 1):
        conv, w = i <= n, (params[f"W{i}"], params[f"b{i}"])
        if conv:
            do([f"W{i}", f"b{i}"], fast_conv_backward, fast_conv_forward(h, *w, {"stride": 1, "pad": 1}))
        else:
            do([f"W{i}", f"b{i}"], affine_backward, affine_forward(h, *w))
        if i == last:
            break
        if config["batchnorm"]:
            f, g = (spatial_batchnorm_forward, spatial_batchnorm_backward) if conv else (batchnorm_forward, batchnorm_backward)
            bn = {**state[f"bn{i}"], "mode": mode}
            do([f"gamma{i}", f"beta{i}"], g, f(h, params[f"gamma{i}"], params[f"beta{i}"], bn))
            state[f"bn{i}"] = {k: v for k, v in bn.items() if k[0] == "r"}
        do("relu", relu_backward, relu_forward(h))
        if conv:
            do([], max_pool_backward, max_pool_forward(h, {"pool_height": 2, "pool_width": 2, "stride": 2}))
        else:
            do([], dropout_backward, dropout_forward(h, {"mode": mode, "keep": config["keep"], "rng": rng}))
    return h, tape


def network_backward(dscores, cache):
    grads, d = {}, dscores
    for names, back, c, _ in reversed(cache):
        found = back(d, c)
        d = found[0] if isinstance(found, tuple | list) else found
        if names and names != "relu":
            grads |= zip(names, found[1:])
    return grads


def l2_penalty(params, strength):
    return strength / 2 * sum((params[k] ** 2).sum() for k in W(params)), {k: params[k] * strength for k in W(params)}


def network_loss(params, state, X, y, config, strength=0.0, rng=None):
    s, c = network_forward(params, state, X, config, "train", rng)
    loss, d = softmax_loss(s, y)
    g, (r, dr) = network_backward(d, c), l2_penalty(params, strength)
    return loss + r, {k: g[k] + dr.get(k, 0.0) for k in g}


def predict(params, state, X, config, batch_size=256):
    s = [network_forward(params, state, X[i : i + batch_size], config, "test")[0] for i in range(0, len(X), batch_size)]
    s = np.concatenate(s)
    return 1 / np.exp(np.minimum(s[:, None, :] - s[:, :, None], 700)).sum(2)


def fuse_network(params, state, config):
    p = {k: v for k, v in params.items() if k[:2] not in ("ga", "be")}
    for k, s in state.items():
        i = k[2:]
        f = fuse_batchnorm_conv if params["W" + i].ndim > 2 else fuse_batchnorm_affine
        p["W" + i], p["b" + i] = f(*(params[n + i] for n in "W b gamma beta".split()), s["running_mean"], s["running_var"])
    return p


def dropout_forward(x, dropout_param):
    k = dropout_param["keep"] if dropout_param["mode"] == "train" else 1
    m = 1.0 if k == 1 else np.floor(dropout_param["rng"].random(x.shape) + k) / k
    return x * m, m


def dropout_backward(dout, cache):
    return cache * dout


def shift_images(images, down, right, fill=0.0):
    i, j = np.ix_(*(np.arange(s) - o for s, o in zip(images.shape[2:], (down, right))))
    h, w = images.shape[2:]
    inside = (i >= 0) & (i < h) & (j >= 0) & (j < w)
    return np.where(inside, images[:, :, i % h, j % w], fill)


def random_shift(images, most, rng, fill=0.0):
    o = rng.integers(-most, most, (2, len(images)), endpoint=True)
    return np.vstack([shift_images(x[None], *k, fill) for x, k in zip(images, o.T)])


def sgd(w, dw, config):
    return w - dw * config.get("learning_rate", 0.01), {**config}


def sgd_momentum(w, dw, config):
    v = config.get("momentum", 0.9) * config.get("velocity", 0) - config.get("learning_rate", 0.01) * dw
    return w + v, config | {"velocity": v}


def nesterov_momentum(w, dw, config):
    m, (_, c) = config.get("momentum", 0.9), sgd_momentum(w, dw, config)
    return w + m * c["velocity"] - config.get("learning_rate", 0.01) * dw, c


def rmsprop(w, dw, config):
    r = config.get("decay_rate", 0.99)
    s = r * config.get("cache", 0) + (1 - r) * dw**2
    return w - config.get("learning_rate", 0.01) * dw / (s**0.5 + config.get("epsilon", 1e-8)), config | {"cache": s}


def adam(w, dw, config):
    a, b, t = config.get("beta1", 0.9), config.get("beta2", 0.999), config.get("t", 0) + 1
    m, v = a * config.get("m", 0) + (1 - a) * dw, b * config.get("v", 0) + (1 - b) * dw * dw
    d = m / (1 - a**t) / ((v / (1 - b**t)) ** 0.5 + config.get("epsilon", 1e-8))
    return w - config.get("learning_rate", 1e-3) * d, config | {"m": m, "v": v, "t": t}


def adamw(w, dw, config):
    out, c = adam(w, dw, config)
    return out - config.get("learning_rate", 1e-3) * config.get("weight_decay", 0.01) * w, c


def learning_rate(schedule, step):
    k, b = schedule["kind"], 1.0 * schedule["base"]
    cos = lambda s, t: b / 2 * (1 + math.cos(math.pi * s / t))
    try:
        return {
            "constant": lambda: b,
            "step": lambda: b * schedule["factor"] ** (step // schedule["every"]),
            "cosine": lambda: cos(step, schedule["total"]),
            "warmup": lambda: b * (step + 1) / schedule["warmup"]
            if step < schedule["warmup"]
            else cos(step - schedule["warmup"], schedule["total"] - schedule["warmup"]),
        }[k]()
    except KeyError:
        raise ValueError(k) from None


def clip_gradients(grads, max_norm):
    n = math.hypot(*(np.linalg.norm(g) for g in grads.values()))
    return {k: g / max(1, n / max_norm) for k, g in grads.items()}, n


def epoch_orders(n, epochs, rng):
    return np.array([*map(rng.permutation, [n] * epochs)])


def best_epoch(accuracies, patience):
    b = 0
    for e, a in enumerate(accuracies):
        b = e if a > accuracies[b] else b
        if e - b == patience:
            break
    return b, e


def train(params, state, data, config, hyper, orders):
    rule, c, kept = eval(hyper["rule"]), {k: {} for k in params}, None
    out = {k: [] for k in ("loss", "rate", "norm", "val_accuracy")}
    for e, order in enumerate(orders):
        for i in range(0, len(order), hyper["batch_size"]):
            j = order[i : i + hyper["batch_size"]]
            loss, g = network_loss(params, state, data["X"][j], data["y"][j], config, hyper["strength"], hyper.get("rng"))
            g, norm = clip_gradients(g, math.inf if hyper["max_norm"] is None else hyper["max_norm"])
            rate = learning_rate(hyper["schedule"], len(out["loss"]))
            for k in params:
                params[k], c[k] = rule(params[k], g[k], c[k] | {"learning_rate": rate})
            for k, v in zip(out, (loss, rate, norm)):
                out[k].append(float(v))
        out["val_accuracy"].append(float((predict(params, state, data["X_val"], config).argmax(1) == data["y_val"]).mean()))
        b, _ = best_epoch(out["val_accuracy"], None)
        kept = cp.deepcopy((b, params, state)) if b == e else kept
        if hyper["patience"] and e - b >= hyper["patience"]:
            break
    return out | dict(zip(("best_epoch", "params", "state"), kept))


def split_indices(n, sizes, rng):
    i = rng.permutation(n)
    if sum(sizes) > n:
        raise ValueError
    return [i[sum(sizes[:k]) :][: sizes[k]] for k in range(len(sizes))]


def sample_hyperparameters(space, count, rng):
    f = {
        "log": lambda a, b: float(np.geomspace(a, b, 3)[0] * (b / a) ** rng.random()),
        "uniform": lambda a, b: float(rng.uniform(a, b)),
        "choice": lambda v: v[rng.integers(len(v))],
    }
    return [{k: f[h[0]](*h[1:]) for k, h in space.items()} for _ in range(count)]


def select_best(trials):
    return max((t["val_accuracy"], -i) for i, t in enumerate(trials) if t["val_accuracy"] == t["val_accuracy"])[1] * -1


def sanity_checks(params, state, X, y, config):
    s, c = network_forward(params, cp.deepcopy(state), X, {**config, "keep": 1}, "train")
    loss, d = softmax_loss(s, y)
    g = network_backward(d, c)
    return {
        "initial_loss": loss,
        "expected_loss": math.log(config["classes"]),
        "gradient_norms": {k: (g[k] ** 2).sum() ** 0.5 for k in W(g)},
        "dead_relus": [dead_relu_fraction(h) for names, *_, h in c if names == "relu"],
    }


def confusion_matrix(y, predicted, classes):
    return np.array([[np.sum((y == i) & (predicted == j)) for j in range(classes)] for i in range(classes)])


def ensemble_probabilities(members):
    return sum(members) / len(members)


def tta_probabilities(params, state, X, config, offsets, fill=0.0):
    return sum(predict(params, state, shift_images(X, *o, fill), config) for o in offsets) / len(offsets)


def label_smoothing_loss(x, y, amount):
    c = x.shape[1]
    losses = [softmax_loss(x, np.full(len(x), k)) for k in range(c)]
    a, b = softmax_loss(x, y)
    return (1 - amount) * a + amount * sum(l for l, _ in losses) / c, (1 - amount) * b + amount * sum(d for _, d in losses) / c


def mixup(X, Y, lam, permutation):
    return lam * X + X[permutation] * (1 - lam), lam * Y + Y[permutation] * (1 - lam)


def average_weights(members):
    return {k: np.array([m[k] for m in members]).mean(0) for k in members[0]}
