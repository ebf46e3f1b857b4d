"""Loops over pixels, units and entries, as first written by somebody who knows Python better."""

import math

import initializers
import layers
import normalization
import numpy as np


def im2col(x, height, width, stride, pad):
    n, c, h, w = x.shape
    rows = []
    big = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    big[:, :, pad : pad + h, pad : pad + w] = x
    for image in big:
        for i in range(0, h + 2 * pad - height + 1, stride):
            for j in range(0, w + 2 * pad - width + 1, stride):
                rows.append(image[:, i : i + height, j : j + width].flatten())
    return np.array(rows)


def col2im(columns, shape, height, width, stride, pad):
    n, c, h, w = shape
    big = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    row = 0
    for k in range(n):
        for i in range(0, h + 2 * pad - height + 1, stride):
            for j in range(0, w + 2 * pad - width + 1, stride):
                big[k, :, i : i + height, j : j + width] += columns[row].reshape(c, height, width)
                row += 1
    return big[:, :, pad : big.shape[2] - pad, pad : big.shape[3] - pad]


def fast_conv_forward(x, w, b, conv_param):
    # a loop over the few places in the filter, none over pixels
    stride, pad = conv_param["stride"], conv_param["pad"]
    big = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows = (big.shape[2] - w.shape[2]) // stride + 1
    cols = (big.shape[3] - w.shape[3]) // stride + 1
    out = np.zeros((x.shape[0], rows, cols, w.shape[0])) + b
    for i in range(w.shape[2]):
        for j in range(w.shape[3]):
            part = big[:, :, i : i + rows * stride : stride, j : j + cols * stride : stride]
            out += np.moveaxis(part, 1, 3) @ w[:, :, i, j].T
    return np.moveaxis(out, 3, 1), (big, x.shape, w, stride, pad)


def fast_conv_backward(dout, cache):
    big, shape, w, stride, pad = cache
    rows, cols = dout.shape[2:]
    dbig, dw = np.zeros(big.shape), np.zeros(w.shape)
    last = np.moveaxis(dout, 1, 3)
    for i in range(w.shape[2]):
        for j in range(w.shape[3]):
            place = np.s_[:, :, i : i + rows * stride : stride, j : j + cols * stride : stride]
            dbig[place] += np.moveaxis(last @ w[:, :, i, j], 3, 1)
            dw[:, :, i, j] = np.tensordot(last, np.moveaxis(big[place], 1, 3), ((0, 1, 2), (0, 1, 2)))
    db = np.array([dout[:, f].sum() for f in range(w.shape[0])])
    return dbig[:, :, pad : pad + shape[2], pad : pad + shape[3]], dw, db


def init_network(config, rng):
    params, state = {}, {}
    depth = len(config["conv"]) + len(config["hidden"]) + 1
    if len(config["input"]) == 3:
        c, h, w = config["input"]
    else:
        (c,), h, w = config["input"], 1, 1
    for k in range(1, depth + 1):
        if k <= len(config["conv"]):
            units = config["conv"][k - 1]
            shape = (units, c, 3, 3)
            c, h, w = units, h // 2, w // 2
        elif k < depth:
            units = config["hidden"][k - 1 - len(config["conv"])]
            shape = (c * h * w, units)
            c, h, w = units, 1, 1
        else:
            units = config["classes"]
            shape = (c * h * w, units)
        inputs = shape[0] if len(shape) == 2 else shape[1] * 9
        if config["init"] == "he":  # uniform draws of the same standard deviation
            edge = math.sqrt(3) * math.sqrt(2 / inputs)
            params[f"W{k}"] = rng.uniform(-edge, edge, size=shape)
        elif config["init"] == "xavier":
            params[f"W{k}"] = initializers.init_xavier(shape, rng)
        elif isinstance(config["init"], float | int):
            params[f"W{k}"] = initializers.init_normal(shape, config["init"], rng)
        else:
            raise ValueError("unknown initialization")
        params[f"b{k}"] = np.zeros(units)
        if k == depth:
            params[f"W{k}"] *= 0.01
        elif config["batchnorm"]:
            params[f"gamma{k}"] = np.ones(units)
            params[f"beta{k}"] = np.zeros(units)
            state[f"bn{k}"] = {"running_mean": np.zeros(units), "running_var": np.ones(units)}
    return params, state


def network_forward(params, state, X, config, mode, rng=None):
    if mode not in ["train", "test"]:
        raise ValueError(f"mode {mode}")
    h = X
    steps = []
    number = 0
    for _ in config["conv"]:
        number += 1
        h, c1 = fast_conv_forward(
            h, params["W" + str(number)], params["b" + str(number)], {"stride": 1, "pad": 1}
        )
        c2 = None
        if config["batchnorm"]:
            bn = state["bn" + str(number)]
            bn["mode"] = mode
            h, c2 = normalization.spatial_batchnorm_forward(
                h, params["gamma" + str(number)], params["beta" + str(number)], bn
            )
        h, c3 = layers.relu_forward(h)
        dead = h
        h, c4 = layers.max_pool_forward(h, {"pool_height": 2, "pool_width": 2, "stride": 2})
        steps.append(("conv", c1, c2, c3, c4, dead))
    for _ in config["hidden"]:
        number += 1
        h, c1 = layers.affine_forward(h, params["W" + str(number)], params["b" + str(number)])
        c2 = None
        if config["batchnorm"]:
            bn = state["bn" + str(number)]
            bn["mode"] = mode
            h, c2 = normalization.batchnorm_forward(
                h, params["gamma" + str(number)], params["beta" + str(number)], bn
            )
        h, c3 = layers.relu_forward(h)
        dead = h
        c4 = None
        if config["keep"] != 1:
            h, c4 = dropout_forward(h, {"mode": mode, "keep": config["keep"], "rng": rng})
        steps.append(("hidden", c1, c2, c3, c4, dead))
    number += 1
    scores, c1 = layers.affine_forward(h, params["W" + str(number)], params["b" + str(number)])
    steps.append(("last", c1, None, None, None, None))
    for bn in state.values():
        bn.pop("mode", None)
    return scores, steps


def network_backward(dscores, cache):
    grads = {}
    d = dscores
    for number in range(len(cache), 0, -1):
        kind, c1, c2, c3, c4, _ = cache[number - 1]
        if kind == "hidden" and c4 is not None:
            d = dropout_backward(d, c4)
        if kind == "conv":
            d = layers.max_pool_backward(d, c4)
        if kind != "last":
            d = layers.relu_backward(d, c3)
        if c2 is not None and kind == "conv":
            d, dg, db = normalization.spatial_batchnorm_backward(d, c2)
        elif c2 is not None:
            d, dg, db = normalization.batchnorm_backward_alt(d, c2)
        if c2 is not None:
            grads[f"gamma{number}"], grads[f"beta{number}"] = dg, db
        back = fast_conv_backward if kind == "conv" else layers.affine_backward
        d, grads[f"W{number}"], grads[f"b{number}"] = back(d, c1)
    return grads


def l2_penalty(params, strength):
    penalty, grads = 0.0, {}
    for name in params:
        if name[0] == "W":
            penalty += 0.5 * strength * np.sum(params[name] * params[name])
            grads[name] = strength * params[name]
    return penalty, grads


def network_loss(params, state, X, y, config, strength=0.0, rng=None):
    scores, cache = network_forward(params, state, X, config, "train", rng)
    loss, dscores = layers.softmax_loss(scores, y)
    grads = network_backward(dscores, cache)
    penalty, more = l2_penalty(params, strength)
    for name in more:
        grads[name] = grads[name] + more[name]
    return loss + penalty, grads


def predict(params, state, X, config, batch_size=256):
    probabilities = np.zeros((len(X), config["classes"]))
    start = 0
    while start < len(X):
        scores, _ = network_forward(params, state, X[start : start + batch_size], config, "test")
        for i, row in enumerate(scores):
            e = np.exp(row - max(row))
            probabilities[start + i] = e / sum(e)
        start += batch_size
    return probabilities


def fuse_network(params, state, config):
    fused = {}
    for k in range(1, len(config["conv"]) + len(config["hidden"]) + 2):
        w, b = params[f"W{k}"], params[f"b{k}"]
        if f"bn{k}" in state:
            bn = state[f"bn{k}"]
            arguments = params[f"gamma{k}"], params[f"beta{k}"], bn["running_mean"], bn["running_var"]
            if k <= len(config["conv"]):
                w, b = normalization.fuse_batchnorm_conv(w, b, *arguments)
            else:
                w, b = normalization.fuse_batchnorm_affine(w, b, *arguments)
        fused[f"W{k}"], fused[f"b{k}"] = w.copy(), b.copy()
    return fused


def dropout_forward(x, dropout_param):
    keep = dropout_param["keep"]
    if dropout_param["mode"] == "test" or keep == 1.0:
        return x, np.ones(x.shape)
    mask = np.where(dropout_param["rng"].uniform(size=x.shape) > 1 - keep, 1 / keep, 0.0)
    return x * mask, mask


def dropout_backward(dout, cache):
    return dout * cache


def shift_images(images, down, right, fill=0.0):
    n, c, h, w = images.shape
    moved = np.zeros(images.shape) + fill
    for i in range(h):
        for j in range(w):
            if 0 <= i - down < h and 0 <= j - right < w:
                moved[:, :, i, j] = images[:, :, i - down, j - right]
    return moved


def random_shift(images, most, rng, fill=0.0):
    moved = images.copy()
    choices = np.arange(-most, most + 1)
    for k in range(len(images)):
        moved[k : k + 1] = shift_images(images[k : k + 1], rng.choice(choices), rng.choice(choices), fill)
    return moved


def sgd(w, dw, config):
    return w - config.get("learning_rate", 0.01) * dw, config.copy()


def sgd_momentum(w, dw, config):
    new = config.copy()
    v = config["velocity"] if "velocity" in config else np.zeros(w.shape)
    v = config.get("momentum", 0.9) * v - config.get("learning_rate", 0.01) * dw
    new["velocity"] = v
    return w + v, new


def rmsprop(w, dw, config):
    new = config.copy()
    s = config["cache"] if "cache" in config else np.zeros(w.shape)
    rho = config.get("decay_rate", 0.99)
    new["cache"] = rho * s + (1 - rho) * dw * dw
    below = np.sqrt(new["cache"]) + config.get("epsilon", 1e-8)
    return w - config.get("learning_rate", 0.01) * dw / below, new


def adam(w, dw, config):
    new = config.copy()
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    new["t"] = config.get("t", 0) + 1
    new["m"] = b1 * config.get("m", np.zeros(w.shape)) + (1 - b1) * dw
    new["v"] = b2 * config.get("v", np.zeros(w.shape)) + (1 - b2) * dw * dw
    m = new["m"] / (1 - b1 ** new["t"])
    v = new["v"] / (1 - b2 ** new["t"])
    return w - config.get("learning_rate", 0.001) * m / (v**0.5 + config.get("epsilon", 1e-8)), new


def learning_rate(schedule, step):
    rate = float(schedule["base"])
    if schedule["kind"] == "constant":
        return rate
    if schedule["kind"] == "step":
        for _ in range(step // schedule["every"]):
            rate *= schedule["factor"]
        return rate
    if schedule["kind"] == "cosine":
        return float(rate / 2 * (1 + np.cos(np.pi * step / schedule["total"])))
    if schedule["kind"] == "warmup":
        warmup, total = schedule["warmup"], schedule["total"]
        if step < warmup:
            return rate * (step + 1) / warmup
        return float(rate / 2 * (1 + np.cos(np.pi * (step - warmup) / (total - warmup))))
    raise ValueError("unknown schedule")


def clip_gradients(grads, max_norm):
    total = 0.0
    for g in grads.values():
        for x in g.flat:
            total += float(x) ** 2
    norm = total**0.5
    clipped = {}
    for name, g in grads.items():
        clipped[name] = g / (norm / max_norm) if norm > max_norm else g.copy()
    return clipped, norm


def epoch_orders(n, epochs, rng):
    orders = np.zeros((epochs, n), dtype=np.int64)
    for e in range(epochs):
        orders[e] = np.arange(n)
        rng.shuffle(orders[e])
    return orders


def best_epoch(accuracies, patience):
    best, highest, waited = 0, accuracies[0], 0
    for epoch in range(1, len(accuracies)):
        if accuracies[epoch] > highest:
            best, highest, waited = epoch, accuracies[epoch], 0
        else:
            waited += 1
        if patience is not None and waited == patience:
            return best, epoch
    return best, len(accuracies) - 1


def train(params, state, data, config, hyper, orders):
    if hyper["rule"] == "sgd":
        rule = sgd
    elif hyper["rule"] == "sgd_momentum":
        rule = sgd_momentum
    elif hyper["rule"] == "rmsprop":
        rule = rmsprop
    else:
        rule = adam
    step = 0
    configs = {}
    history = {"loss": [], "rate": [], "norm": [], "val_accuracy": [], "best_epoch": 0}
    for epoch in range(len(orders)):
        for start in range(0, len(data["X"]), hyper["batch_size"]):
            batch = orders[epoch][start : start + hyper["batch_size"]]
            X = np.array([data["X"][i] for i in batch])
            y = np.array([data["y"][i] for i in batch])
            loss, grads = network_loss(
                params, state, X, y, config, hyper["strength"], hyper.get("rng", None)
            )
            if hyper["max_norm"] is not None:
                grads, norm = clip_gradients(grads, hyper["max_norm"])
            else:
                norm = np.sqrt(sum(np.sum(g * g) for g in grads.values()))
            rate = learning_rate(hyper["schedule"], step)
            for name in list(params):
                own = configs.get(name, {}).copy()
                own["learning_rate"] = rate
                params[name], configs[name] = rule(params[name], grads[name], own)
            history["loss"].append(loss)
            history["rate"].append(rate)
            history["norm"].append(norm)
            step += 1
        right = 0
        for p, y in zip(predict(params, state, data["X_val"], config), data["y_val"]):
            right += int(np.argmax(p) == y)
        accuracy = right / len(data["y_val"])
        history["val_accuracy"].append(accuracy)
        if epoch == 0 or accuracy > history["val_accuracy"][history["best_epoch"]]:
            history["best_epoch"] = epoch
            history["params"] = {k: np.array(v) for k, v in params.items()}
            history["state"] = {
                k: {"running_mean": np.array(v["running_mean"]), "running_var": np.array(v["running_var"])}
                for k, v in state.items()
            }
        if hyper["patience"] is not None and epoch - history["best_epoch"] == hyper["patience"]:
            break
    return history


def split_indices(n, sizes, rng):
    if sum(sizes) > n:
        raise ValueError("not enough examples")
    left = list(range(n))
    rng.shuffle(left)
    parts = []
    for size in sizes:
        parts.append(np.array([left.pop() for _ in range(size)]))
    return parts


def sample_hyperparameters(space, count, rng):
    trials = []
    for _ in range(count):
        trial = {}
        for name, how in space.items():
            if how[0] == "log":
                trial[name] = float(np.exp(rng.uniform(np.log(how[1]), np.log(how[2]))))
            elif how[0] == "uniform":
                trial[name] = float(rng.uniform(how[1], how[2]))
            else:
                trial[name] = how[1][int(rng.integers(0, len(how[1])))]
        trials.append(trial)
    return trials


def select_best(trials):
    best = None
    for i, trial in enumerate(trials):
        value = trial["val_accuracy"]
        if value == value and (best is None or value > trials[best]["val_accuracy"]):
            best = i
    return best


def sanity_checks(params, state, X, y, config):
    config = dict(config)
    config["keep"] = 1.0
    own = {name: dict(bn) for name, bn in state.items()}
    scores, cache = network_forward(params, own, X, config, "train")
    loss, dscores = layers.softmax_loss(scores, y)
    grads = network_backward(dscores, cache)
    norms, dead = {}, []
    for name, g in grads.items():
        if name[0] == "W":
            norms[name] = np.sqrt(np.sum(g * g))
    for step in cache[:-1]:
        dead.append(layers.dead_relu_fraction(step[5]))
    expected = -np.log(1 / config["classes"])
    return {"initial_loss": loss, "expected_loss": expected, "gradient_norms": norms, "dead_relus": dead}


def confusion_matrix(y, predicted, classes):
    counts = np.zeros((classes, classes), dtype=np.int64)
    for truth, guess in zip(y, predicted):
        counts[truth, guess] += 1
    return counts


def ensemble_probabilities(members):
    total = np.zeros(members[0].shape)
    for member in members:
        total += member
    return total / len(members)


def tta_probabilities(params, state, X, config, offsets, fill=0.0):
    total = 0
    for down, right in offsets:
        total = total + predict(params, state, shift_images(X, down, right, fill), config)
    return total / len(offsets)


def nesterov_momentum(w, dw, config):
    v, new = sgd_momentum(np.zeros(w.shape), dw, config)
    mu = config.get("momentum", 0.9)
    before = config.get("velocity", 0)
    return w - mu * before + (1 + mu) * v, new


def adamw(w, dw, config):
    moved, new = adam(w, dw, config)
    rate, decay = config.get("learning_rate", 0.001), config.get("weight_decay", 0.01)
    return moved - rate * decay * w, new


def label_smoothing_loss(x, y, amount):
    classes = x.shape[1]
    loss, dx = layers.softmax_loss(x, y)
    loss, dx = (1 - amount) * loss, (1 - amount) * dx
    for c in range(classes):
        part, dpart = layers.softmax_loss(x, np.full(len(x), c))
        loss, dx = loss + amount / classes * part, dx + amount / classes * dpart
    return loss, dx


def mixup(X, Y, lam, permutation):
    mixed, targets = np.zeros(X.shape), np.zeros(Y.shape)
    for i, j in enumerate(permutation):
        mixed[i] = lam * X[i] + (1 - lam) * X[j]
        targets[i] = lam * Y[i] + (1 - lam) * Y[j]
    return mixed, targets


def average_weights(members):
    return {name: sum(m[name] for m in members) / len(members) for name in members[0]}
