"""Sums written as einsum, a network as a list of closures, moments kept by recursion."""

import copy
import math
from functools import reduce

import numpy as np
from initializers import init_he, init_normal, init_xavier
from layers import (
    affine_backward,
    affine_forward,
    dead_relu_fraction,
    max_pool_backward,
    max_pool_forward,
    relu_backward,
    relu_forward,
    softmax_loss,
)
from normalization import (
    batchnorm_backward,
    batchnorm_forward,
    fuse_batchnorm_affine,
    fuse_batchnorm_conv,
    spatial_batchnorm_backward,
    spatial_batchnorm_forward,
)


def _patches(x, height, width, stride, pad):
    x = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    n, c, h, w = x.shape
    a, b, d, e = x.strides
    shape = (n, c, height, width, (h - height) // stride + 1, (w - width) // stride + 1)
    return np.lib.stride_tricks.as_strided(x, shape, (a, b, d, e, d * stride, e * stride), writeable=False)


def im2col(x, height, width, stride, pad):
    p = _patches(x, height, width, stride, pad)
    return np.einsum("ncijhw->nhwcij", p).reshape(-1, np.prod(p.shape[1:4]))


def col2im(columns, shape, height, width, stride, pad):
    pixels = np.arange(np.prod(shape)).reshape(shape) + 1.0  # 0 stands for the padding
    where = im2col(pixels, height, width, stride, pad).astype(int)
    summed = np.bincount(where.ravel(), columns.ravel(), minlength=pixels.size + 1)
    return summed[1:].reshape(shape)


def fast_conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    p = _patches(x, *w.shape[2:], stride, pad)
    out = np.einsum("ncijhw,fcij->nfhw", p, w, optimize=True) + b[:, None, None]
    return out, [p, x.shape, w, stride, pad]


def fast_conv_backward(dout, cache):
    p, shape, w, stride, pad = cache
    columns = np.einsum("nfhw,fcij->nhwcij", dout, w, optimize=True)
    columns = columns.reshape(-1, np.prod(w.shape[1:]))
    dw = np.einsum("nfhw,ncijhw->fcij", dout, p, optimize=True)
    return col2im(columns, shape, *w.shape[2:], stride, pad), dw, np.einsum("nfhw->f", dout)


def init_network(config, rng):
    init = config["init"]
    if init not in ("he", "xavier") and isinstance(init, str):
        raise ValueError(init)
    draw = {"he": init_he, "xavier": init_xavier}.get(init, lambda s, r: init_normal(s, init, r))
    params, state, block = {}, {}, 0
    size = list(config["input"])
    plan = [("conv", f) for f in config["conv"]] + [("affine", m) for m in config["hidden"]]
    for kind, units in [*plan, ("last", config["classes"])]:
        block += 1
        if kind == "conv":
            shape = (units, size[0], 3, 3)
            size = [units, size[1] // 2, size[2] // 2]
        else:
            shape, size = (int(np.prod(size)), units), [units]
        params[f"W{block}"], params[f"b{block}"] = draw(shape, rng), np.zeros(units)
        if kind != "last" and config["batchnorm"]:
            params |= {f"gamma{block}": np.ones(units), f"beta{block}": np.zeros(units)}
            state[f"bn{block}"] = {"running_mean": np.zeros(units), "running_var": np.ones(units)}
    params[f"W{block}"] = params[f"W{block}"] / 100
    return params, state


def network_forward(params, state, X, config, mode, rng=None):
    if mode != "train" and mode != "test":
        raise ValueError("mode")
    backs, units = [], []
    convs = len(config["conv"])

    def linear(h, block, conv):
        names = f"W{block}", f"b{block}"
        w, b = (params[n] for n in names)
        if conv:
            h, cache = fast_conv_forward(h, w, b, {"stride": 1, "pad": 1})
            back = fast_conv_backward
        else:
            h, cache = affine_forward(h, w, b)
            back = affine_backward
        backs.append((lambda d: back(d, cache), names))
        return h

    def normal(h, block, conv):
        if not config["batchnorm"]:
            return h
        names = f"gamma{block}", f"beta{block}"
        param = state[f"bn{block}"] if mode == "train" else dict(state[f"bn{block}"])
        param["mode"] = mode
        layer, back = (
            (spatial_batchnorm_forward, spatial_batchnorm_backward)
            if conv
            else (batchnorm_forward, batchnorm_backward)
        )
        h, cache = layer(h, *(params[n] for n in names), param)
        backs.append((lambda d: back(d, cache), names))
        return h

    def plain(pair, back):
        h, cache = pair
        backs.append((lambda d: (back(d, cache),), ()))
        return h

    h, last = X, convs + len(config["hidden"]) + 1
    for block in range(1, last):
        conv = block <= convs
        h = plain(relu_forward(normal(linear(h, block, conv), block, conv)), relu_backward)
        units.append(h)
        if conv:
            pool = {"pool_height": 2, "pool_width": 2, "stride": 2}
            h = plain(max_pool_forward(h, pool), max_pool_backward)
        elif config["keep"] < 1:
            how = {"mode": mode, "keep": config["keep"], "rng": rng}
            h = plain(dropout_forward(h, how), dropout_backward)
    return linear(h, last, False), {"backs": backs, "units": units}


def network_backward(dscores, cache):
    grads, d = {}, dscores
    for back, names in cache["backs"][::-1]:
        d, *rest = back(d)
        grads.update(zip(names, rest))
    return grads


def l2_penalty(params, strength):
    weights = {k: w for k, w in params.items() if k[0] == "W"}
    total = sum(float(np.einsum("i,i->", w.ravel(), w.ravel())) for w in weights.values())
    return strength * total / 2, {k: strength * w for k, w in weights.items()}


def network_loss(params, state, X, y, config, strength=0.0, rng=None):
    scores, cache = network_forward(params, state, X, config, "train", rng)
    loss, dscores = softmax_loss(scores, y)
    more, decay = l2_penalty(params, strength)
    return loss + more, {k: g + decay.get(k, 0) for k, g in network_backward(dscores, cache).items()}


def predict(params, state, X, config, batch_size=256):
    parts = np.array_split(X, range(batch_size, len(X), batch_size))
    scores = np.vstack([network_forward(params, state, p, config, "test")[0] for p in parts])
    log_p = scores - np.logaddexp.reduce(scores, axis=1)[:, None]
    return np.exp(log_p)


def fuse_network(params, state, config):
    fused = {k: v for k, v in params.items() if not k.startswith(("gamma", "beta"))}
    for block in range(1, len(config["conv"]) + len(config["hidden"]) + 1):
        if config["batchnorm"]:
            fuse = fuse_batchnorm_conv if block <= len(config["conv"]) else fuse_batchnorm_affine
            bn = state[f"bn{block}"]
            fused[f"W{block}"], fused[f"b{block}"] = fuse(
                *(params[f"{k}{block}"] for k in ("W", "b", "gamma", "beta")),
                bn["running_mean"],
                bn["running_var"],
            )
    return fused


def dropout_forward(x, dropout_param):
    keep = dropout_param["keep"]
    if dropout_param["mode"] == "train" and keep < 1:
        mask = dropout_param["rng"].binomial(1, keep, x.shape)
        return np.einsum("...,...->...", x, mask) / keep, (mask, keep)
    return x.copy(), (1.0, 1.0)


def dropout_backward(dout, cache):
    mask, keep = cache
    return dout * mask / keep


def shift_images(images, down, right, fill=0.0):
    h, w = images.shape[2:]
    a, b = abs(down), abs(right)
    wide = np.pad(images, [(0, 0), (0, 0), (a, a), (b, b)], constant_values=fill)
    return wide[:, :, a - down : a - down + h, b - right : b - right + w].copy()


def random_shift(images, most, rng, fill=0.0):
    moved = np.empty_like(images)
    for i in range(len(images)):
        down, right = (int(rng.integers(2 * most + 1)) - most for _ in range(2))
        moved[i] = shift_images(images[i][None], down, right, fill)[0]
    return moved


def sgd(w, dw, config):
    config = {"learning_rate": 1e-2} | config
    return w - config["learning_rate"] * dw, config


def sgd_momentum(w, dw, config):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": np.zeros_like(w)} | config
    config["velocity"] = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + config["velocity"], config


def rmsprop(w, dw, config):
    config = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": 0 * w} | config
    config["cache"] = config["cache"] + (1 - config["decay_rate"]) * (dw * dw - config["cache"])
    return w - config["learning_rate"] * dw / (config["cache"] ** 0.5 + config["epsilon"]), config


def _adam(w, dw, config, decay=0.0):
    usual = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
    c = usual | {"m": 0 * w, "v": 0 * w, "t": 0} | config
    c["t"] += 1
    c["m"] = c["m"] + (1 - c["beta1"]) * (dw - c["m"])
    c["v"] = c["v"] + (1 - c["beta2"]) * (dw * dw - c["v"])
    root = np.sqrt(c["v"] / (1 - c["beta2"] ** c["t"])) + c["epsilon"]
    step = c["m"] / ((1 - c["beta1"] ** c["t"]) * root)
    return w * (1 - c["learning_rate"] * decay) - c["learning_rate"] * step, c


def adam(w, dw, config):
    return _adam(w, dw, config)


def learning_rate(schedule, step):
    kind, base = schedule["kind"], float(schedule["base"])
    if kind == "warmup":
        w = schedule["warmup"]
        rest = {"kind": "cosine", "base": base, "total": schedule["total"] - w}
        return base * (step + 1) / w if step < w else learning_rate(rest, step - w)
    if kind == "cosine":
        return base * math.cos(math.pi * step / schedule["total"] / 2) ** 2
    if kind == "step":
        return base * schedule["factor"] ** math.floor(step / schedule["every"])
    if kind == "constant":
        return base
    raise ValueError(kind)


def clip_gradients(grads, max_norm):
    norm = math.sqrt(sum(float(np.einsum("i,i->", g.ravel(), g.ravel())) for g in grads.values()))
    if norm <= max_norm:
        return dict(grads), norm
    return {k: g * max_norm / norm for k, g in grads.items()}, norm


def epoch_orders(n, epochs, rng):
    return rng.random((epochs, n)).argsort(axis=1)


def best_epoch(accuracies, patience):
    best = lambda seen: accuracies.index(max(accuracies[: seen + 1]))  # noqa: E731
    last = len(accuracies) - 1
    ends = [e for e in range(last) if patience is not None and e - best(e) >= patience]
    stop = ends[0] if ends else last
    return best(stop), stop


def train(params, state, data, config, hyper, orders):
    rule = globals()[hyper["rule"]]
    memory = {key: {} for key in params}
    loss, rate, norm, accuracy, kept = [], [], [], [], None
    for order in orders:
        order, size = list(order), hyper["batch_size"]
        while order:
            now, order = order[:size], order[size:]
            value, grads = network_loss(
                params, state, data["X"][now], data["y"][now], config, hyper["strength"], hyper.get("rng")
            )
            most = math.inf if hyper["max_norm"] is None else hyper["max_norm"]
            grads, length = clip_gradients(grads, most)
            rate.append(learning_rate(hyper["schedule"], len(rate)))
            for key, grad in grads.items():
                memory[key]["learning_rate"] = rate[-1]
                params[key], memory[key] = rule(params[key], grad, memory[key])
            loss.append(float(value))
            norm.append(length)
        guess = np.argmax(predict(params, state, data["X_val"], config), axis=1)
        accuracy.append((guess == data["y_val"]).mean())
        if kept is None or accuracy[-1] > max(accuracy[:-1]):
            kept = copy.deepcopy((len(accuracy) - 1, params, state))
        if hyper["patience"] is not None and len(accuracy) - 1 - kept[0] >= hyper["patience"]:
            break
    names = ("loss", "rate", "norm", "val_accuracy", "best_epoch", "params", "state")
    return dict(zip(names, (loss, rate, norm, accuracy, *kept)))


def split_indices(n, sizes, rng):
    if sum(sizes) > n:
        raise ValueError("too many")
    chosen = rng.choice(n, sum(sizes), replace=False)
    return np.split(chosen, np.cumsum(sizes)[:-1])


def sample_hyperparameters(space, count, rng):
    draws = {
        "log": lambda low, high: float(10 ** rng.uniform(np.log10(low), np.log10(high))),
        "uniform": lambda low, high: low + (high - low) * rng.random(),
        "choice": lambda values: values[int(len(values) * rng.random())],
    }
    return [{name: draws[kind](*how) for name, (kind, *how) in space.items()} for _ in range(count)]


def select_best(trials):
    value = lambda i: -math.inf if math.isnan(v := trials[i]["val_accuracy"]) else v  # noqa: E731
    return max(range(len(trials)), key=value)


def sanity_checks(params, state, X, y, config):
    state = copy.deepcopy(state)
    _, cache = network_forward(params, state, X, {**config, "keep": 1}, "train")
    loss, grads = network_loss(params, state, X, y, {**config, "keep": 1})
    return {
        "initial_loss": loss,
        "expected_loss": np.log(config["classes"]),
        "gradient_norms": {k: np.sqrt((g * g).sum()) for k, g in grads.items() if k[0] == "W"},
        "dead_relus": list(map(dead_relu_fraction, cache["units"])),
    }


def confusion_matrix(y, predicted, classes):
    return np.einsum("ni,nj->ij", np.eye(classes, dtype=int)[y], np.eye(classes, dtype=int)[predicted])


def ensemble_probabilities(members):
    return reduce(np.add, members) / len(members)


def tta_probabilities(params, state, X, config, offsets, fill=0.0):
    views = np.concatenate([shift_images(X, *offset, fill) for offset in offsets])
    found = predict(params, state, views, config)
    return np.einsum("vnc->nc", found.reshape(len(offsets), len(X), -1)) / len(offsets)


def nesterov_momentum(w, dw, config):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": np.zeros_like(w)} | config
    step = config["learning_rate"] * dw
    config["velocity"] = config["momentum"] * config["velocity"] - step
    return w + config["momentum"] * config["velocity"] - step, config


def adamw(w, dw, config):
    return _adam(w, dw, config, config.get("weight_decay", 1e-2))


def label_smoothing_loss(x, y, amount):
    log_p = x - np.logaddexp.reduce(x, axis=1)[:, None]
    t = (1 - amount) * np.eye(x.shape[1])[y] + amount / x.shape[1]
    return -np.einsum("nc,nc->", t, log_p) / len(x), (np.exp(log_p) - t) / len(x)


def mixup(X, Y, lam, permutation):
    return [a[permutation] + lam * (a - a[permutation]) for a in (X, Y)]


def average_weights(members):
    return {k: np.stack([m[k] for m in members]).mean(0) for k in members[0]}
