"""Training a network, in NumPy: fast convolution, the network, optimisers, the loop, the checks.

The layers are your own: ``layers.py``, ``initializers.py`` and ``normalization.py`` of the earlier
assignments lie beside this file. All numbers are float64. Nothing that is passed in is changed in
place, unless a function says so.

A network is described by ``config`` = {'input': (C, H, W) or (D,), 'conv': [filters, ...],
'hidden': [units, ...], 'classes': K, 'batchnorm': True or False, 'init': 'he', 'xavier' or a
standard deviation, 'keep': 1.0}. Its blocks are numbered from 1 on:

    for each number in 'conv':    conv 3x3 (stride 1, pad 1) - [spatial batchnorm] - ReLU
                                  - max-pool 2x2 (stride 2)
    for each number in 'hidden':  affine - [batchnorm] - ReLU - [dropout, where keep < 1]
    at the end:                   affine, which gives the scores of the K classes

``params`` = {'W1', 'b1', 'gamma1', 'beta1', ..., 'Wn', 'bn'}; gamma and beta with batchnorm only,
and never for the last block. ``state`` = {'bn1': {'running_mean', 'running_var'}, ...} holds the
moving averages; it is {} without batchnorm.
"""

import copy
import math

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

CONV = {"stride": 1, "pad": 1}
POOL = {"pool_height": 2, "pool_width": 2, "stride": 2}
KERNEL = 3


# A. A convolution that is fast enough


def im2col(x, height, width, stride, pad):
    """Every window of every image as a row, with zero padding.

    x: (N, C, H, W). Returns (N * H' * W', C * height * width): rows in the order image, row,
    column of the window; columns in the order channel, row, column within it.
    H' = (H + 2 pad - height) // stride + 1, W' likewise.
    """
    # BEGIN SOLUTION
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (height, width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]  # (N, C, H', W', height, width)
    return windows.transpose(0, 2, 3, 1, 4, 5).reshape(-1, x.shape[1] * height * width)
    # END SOLUTION


def col2im(columns, shape, height, width, stride, pad):
    """The adjoint of ``im2col``: every row goes back to its window; where windows overlap, it adds.

    columns: (N * H' * W', C * height * width); shape: that of the images, (N, C, H, W).
    For every x and y, the sum of im2col(x) * y equals the sum of x * col2im(y).
    Returns (N, C, H, W).
    """
    # BEGIN SOLUTION
    n, c, h, w = shape
    rows, cols = (h + 2 * pad - height) // stride + 1, (w + 2 * pad - width) // stride + 1
    windows = columns.reshape(n, rows, cols, c, height, width)
    # equivalent: what is too large is cropped
    padded = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    for i in range(height):
        for j in range(width):
            place = padded[:, :, i : i + stride * rows : stride, j : j + stride * cols : stride]
            place += windows[..., i, j].transpose(0, 3, 1, 2)
    return padded[:, :, pad : pad + h, pad : pad + w]
    # END SOLUTION


def fast_conv_forward(x, w, b, conv_param):
    """The convolution of hw1 as one matrix product.

    x: (N, C, H, W), w: (F, C, HH, WW), b: (F,), conv_param: {'stride', 'pad'}
    Returns (out, cache) with out: (N, F, H', W').
    """
    # BEGIN SOLUTION
    stride, pad = conv_param["stride"], conv_param["pad"]
    f, _, height, width = w.shape
    columns = im2col(x, height, width, stride, pad)
    rows = (x.shape[2] + 2 * pad - height) // stride + 1
    out = columns @ w.reshape(f, -1).T + b  # (N H' W', F)
    out = out.reshape(len(x), rows, -1, f).transpose(0, 3, 1, 2)
    return out, (columns, x.shape, w, stride, pad)
    # END SOLUTION


def fast_conv_backward(dout, cache):
    """Gradients of ``fast_conv_forward``. dout: (N, F, H', W'). Returns (dx, dw, db)."""
    # BEGIN SOLUTION
    columns, shape, w, stride, pad = cache
    f, _, height, width = w.shape
    flat = dout.transpose(0, 2, 3, 1).reshape(-1, f)  # (N H' W', F)
    dx = col2im(flat @ w.reshape(f, -1), shape, height, width, stride, pad)
    return dx, (flat.T @ columns).reshape(w.shape), flat.sum(axis=0)
    # END SOLUTION


# B. The network


def init_network(config, rng):
    """The parameters of a network before training, and its state.

    Weights are drawn from rng by your own ``initializers.py``, as config['init'] says; those of the
    last layer are then multiplied by 0.01, so that the first loss is log(classes). W of a conv:
    (F, C, 3, 3), of an affine layer: (D, M). b and beta are 0, gamma is 1; running_mean is 0,
    running_var is 1. Pooling halves H and W, rounding down.
    Returns (params, state). Raises ValueError for any other config['init'].
    """
    # BEGIN SOLUTION
    params, state = {}, {}
    shapes = _weight_shapes(config)
    for block, shape in enumerate(shapes, 1):
        units = shape[0] if len(shape) == 4 else shape[1]
        last = block == len(shapes)
        params[f"W{block}"] = _draw(config["init"], shape, rng) * (0.01 if last else 1)
        params[f"b{block}"] = np.zeros(units)
        if config["batchnorm"] and not last:
            params[f"gamma{block}"], params[f"beta{block}"] = np.ones(units), np.zeros(units)
            averages = {"running_mean": np.zeros(units), "running_var": np.ones(units)}
            state[f"bn{block}"] = averages
    return params, state
    # END SOLUTION


def network_forward(params, state, X, config, mode, rng=None):
    """The scores of a batch, by your own layers.

    X: (N, C, H, W) or (N, D); mode: 'train' or 'test'. In train mode batch normalization uses the
    batch and its moving averages are written back to ``state``, and dropout draws from rng; in test
    mode ``state`` stays as it is and nothing is dropped.
    Returns (scores, cache) with scores: (N, classes). Raises ValueError for any other mode.
    """
    # BEGIN SOLUTION
    if mode not in ("train", "test"):
        raise ValueError(f"mode should be 'train' or 'test', not {mode!r}")
    out, caches = X, []
    convs, hidden = len(config["conv"]), len(config["hidden"])
    for block in range(1, convs + hidden + 1):
        layer, normalise = fast_conv_forward, spatial_batchnorm_forward
        extra = (CONV,)
        if block > convs:
            layer, normalise, extra = affine_forward, batchnorm_forward, ()
        out, linear = layer(out, params[f"W{block}"], params[f"b{block}"], *extra)
        normal, last = None, None
        if config["batchnorm"]:
            bn_param = {**state[f"bn{block}"], "mode": mode}
            gamma, beta = params[f"gamma{block}"], params[f"beta{block}"]
            out, normal = normalise(out, gamma, beta, bn_param)
            if mode == "train":
                # equivalent: two keys, in any order
                kept = {key: bn_param[key] for key in ("running_mean", "running_var")}
                state[f"bn{block}"] = kept
        active, relu = relu_forward(out)
        if block <= convs:
            out, last = max_pool_forward(active, POOL)
        else:
            dropout = {"mode": mode, "keep": config["keep"], "rng": rng}
            out, last = dropout_forward(active, dropout)
        caches.append((linear, normal, relu, last, active))
    block = convs + hidden + 1
    scores, cache = affine_forward(out, params[f"W{block}"], params[f"b{block}"])
    return scores, (caches, cache, convs)
    # END SOLUTION


def network_backward(dscores, cache):
    """Gradients of all parameters, by your own backward functions, in train mode.

    dscores: (N, classes). Returns grads, with the keys and shapes of ``params``.
    """
    # BEGIN SOLUTION
    caches, cache, convs = cache
    grads = {}
    block = len(caches) + 1
    dout, grads[f"W{block}"], grads[f"b{block}"] = affine_backward(dscores, cache)
    for linear, normal, relu, last, _ in reversed(caches):
        block -= 1
        conv = block <= convs
        dout = max_pool_backward(dout, last) if conv else dropout_backward(dout, last)
        dout = relu_backward(dout, relu)
        if normal is not None:
            normalise = spatial_batchnorm_backward if conv else batchnorm_backward
            dout, grads[f"gamma{block}"], grads[f"beta{block}"] = normalise(dout, normal)
        layer = fast_conv_backward if conv else affine_backward
        dout, grads[f"W{block}"], grads[f"b{block}"] = layer(dout, linear)
    return grads
    # END SOLUTION


def l2_penalty(params, strength):
    """Weight decay: penalty = strength / 2 * the sum of all W ** 2.

    Only the weights decay, the keys that begin with W: no b, gamma or beta.
    Returns (penalty, grads), grads with the keys of the weights only.
    """
    # BEGIN SOLUTION
    weights = {key: value for key, value in params.items() if key.startswith("W")}
    penalty = 0.5 * strength * sum(np.sum(w**2) for w in weights.values())
    return penalty, {key: strength * w for key, w in weights.items()}
    # END SOLUTION


def network_loss(params, state, X, y, config, strength=0.0, rng=None):
    """The loss of a batch in train mode: softmax loss (mean over the batch) plus ``l2_penalty``.

    y: (N,) labels. The moving averages in ``state`` move once. Returns (loss, grads).
    """
    # BEGIN SOLUTION
    scores, cache = network_forward(params, state, X, config, "train", rng)
    loss, dscores = softmax_loss(scores, y)
    grads = network_backward(dscores, cache)
    penalty, decay = l2_penalty(params, strength)
    for key, gradient in decay.items():
        grads[key] = grads[key] + gradient
    return loss + penalty, grads
    # END SOLUTION


def predict(params, state, X, config, batch_size=256):
    """The probabilities of the classes, in test mode, in batches of at most batch_size.

    Neither the result nor ``state`` depends on batch_size. Returns (N, classes).
    """
    # BEGIN SOLUTION
    found = []
    for start in range(0, len(X), batch_size):
        batch = X[start : start + batch_size]
        scores, _ = network_forward(params, state, batch, config, "test")
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        found.append(powers / powers.sum(axis=1, keepdims=True))
    return np.concatenate(found)
    # END SOLUTION


def fuse_network(params, state, config):
    """The network at inference: batch normalization fused into the layer before it (Lecture 6).

    Returns params without gamma and beta: with config['batchnorm'] = False they give the same
    predictions. Uses ``fuse_batchnorm_conv`` and ``fuse_batchnorm_affine`` of hw3.
    """
    # BEGIN SOLUTION
    fused = {key: value for key, value in params.items() if key[0] in "Wb" and key[:4] != "beta"}
    for name, averages in state.items():
        block = name.removeprefix("bn")
        layer = [params[f"{key}{block}"] for key in ("W", "b", "gamma", "beta")]
        fuse = fuse_batchnorm_conv if layer[0].ndim == 4 else fuse_batchnorm_affine
        mean, var = averages["running_mean"], averages["running_var"]
        fused[f"W{block}"], fused[f"b{block}"] = fuse(*layer, mean, var)
    return fused
    # END SOLUTION


# C. Regularisation


def dropout_forward(x, dropout_param):
    """Inverted dropout (Srivastava et al. 2014), for x of any shape.

    dropout_param: {'mode': 'train' or 'test', 'keep': the probability to KEEP a unit, 'rng'}
    train: each unit by itself becomes 0 with probability 1 - keep, else x / keep.
    test, or keep = 1: out is x; rng is not used. Returns (out, cache).
    """
    # BEGIN SOLUTION
    keep = dropout_param["keep"]
    if dropout_param["mode"] == "test" or keep == 1:
        return x, None
    # equivalent: a draw equals keep with probability 1e-16
    mask = (dropout_param["rng"].random(x.shape) < keep) / keep
    return x * mask, mask
    # END SOLUTION


def dropout_backward(dout, cache):
    """Gradient of dropout: through the units that were kept. Returns dx, shaped like x."""
    # BEGIN SOLUTION
    return dout if cache is None else dout * cache
    # END SOLUTION


def shift_images(images, down, right, fill=0.0):
    """Images moved by whole pixels; what moves in at the border is ``fill``, nothing wraps around.

    images: (N, C, H, W); down, right: integers, negative ones move up and left. Returns a new array
    of the same shape.
    """
    # BEGIN SOLUTION
    h, w = images.shape[2:]
    moved = np.full(images.shape, fill)
    top, left = max(0, down), max(0, right)
    bottom, end = max(0, h + min(0, down)), max(0, w + min(0, right))
    part = images[:, :, max(0, -down) : max(0, h - top), max(0, -right) : max(0, w - left)]
    moved[:, :, top:bottom, left:end] = part
    return moved
    # END SOLUTION


def random_shift(images, most, rng, fill=0.0):
    """Every image moved by its own (down, right), each uniform among -most, ..., most.

    images: (N, C, H, W). Returns a new array of the same shape.
    """
    # BEGIN SOLUTION
    offsets = rng.integers(-most, most + 1, size=(len(images), 2))
    moved = [
        shift_images(images[i : i + 1], int(down), int(right), fill)
        for i, (down, right) in enumerate(offsets)
    ]
    return np.concatenate(moved)
    # END SOLUTION


# D. Parameter updates: rule(w, dw, config) -> (next_w, config)


def sgd(w, dw, config):
    """Gradient descent: next_w = w - learning_rate dw. config: {'learning_rate': 1e-2 by default}.

    As with every rule: w, dw and config stay as they are; a new config is returned.
    """
    # BEGIN SOLUTION
    return w - config.get("learning_rate", 1e-2) * dw, dict(config)
    # END SOLUTION


def sgd_momentum(w, dw, config):
    """Gradient descent with momentum (Polyak 1964; Sutskever et al. 2013).

    v = momentum v - learning_rate dw; next_w = w + v.
    config: {'learning_rate': 1e-2, 'momentum': 0.9 by default, 'velocity': v, zeros at first}
    """
    # BEGIN SOLUTION
    velocity = config.get("momentum", 0.9) * config.get("velocity", 0.0)
    velocity = velocity - config.get("learning_rate", 1e-2) * dw
    return w + velocity, {**config, "velocity": velocity}
    # END SOLUTION


def rmsprop(w, dw, config):
    """RMSProp (Tieleman & Hinton 2012): every weight has a step of its own.

    s = decay_rate s + (1 - decay_rate) dw^2; next_w = w - learning_rate dw / (sqrt(s) + epsilon).
    config: {'learning_rate': 1e-2, 'decay_rate': 0.99, 'epsilon': 1e-8 by default,
    'cache': s, zeros at first}
    """
    # BEGIN SOLUTION
    rate, decay = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    cache = decay * config.get("cache", 0.0) + (1 - decay) * dw**2
    step = rate * dw / (np.sqrt(cache) + config.get("epsilon", 1e-8))
    return w - step, {**config, "cache": cache}
    # END SOLUTION


def adam(w, dw, config):
    """Adam (Kingma & Ba 2015, algorithm 1).

    t = t + 1; m = beta1 m + (1 - beta1) dw; v = beta2 v + (1 - beta2) dw^2;
    m_hat = m / (1 - beta1^t); v_hat = v / (1 - beta2^t);
    next_w = w - learning_rate m_hat / (sqrt(v_hat) + epsilon).
    config: {'learning_rate': 1e-3, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8 by default,
    'm', 'v': zeros at first, 't': 0 at first}
    """
    # BEGIN SOLUTION
    step, m, v, t = _adam_step(dw, config)
    return w - config.get("learning_rate", 1e-3) * step, {**config, "m": m, "v": v, "t": t}
    # END SOLUTION


# E. What changes while training


def learning_rate(schedule, step):
    """The learning rate of a step, which counts from 0 over the whole run.

    schedule: {'kind': 'constant', 'base'}: base
    {'kind': 'step', 'base', 'factor', 'every'}: base factor^(step // every)
    {'kind': 'cosine', 'base', 'total'}: base / 2 (1 + cos(pi step / total))
    (Loshchilov & Hutter 2017)
    {'kind': 'warmup', 'base', 'warmup', 'total'}: base (step + 1) / warmup while step < warmup,
    then the cosine over the other total - warmup steps (Goyal et al. 2017)
    Returns a float. Raises ValueError for any other kind.
    """
    # BEGIN SOLUTION
    kind, base = schedule["kind"], schedule["base"]
    if kind == "constant":
        return float(base)
    if kind == "step":
        return base * schedule["factor"] ** (step // schedule["every"])
    if kind not in ("cosine", "warmup"):
        raise ValueError(f"unknown kind of schedule: {kind!r}")
    warmup = schedule["warmup"] if kind == "warmup" else 0
    if step < warmup:
        return base * (step + 1) / warmup
    return base / 2 * (1 + math.cos(math.pi * (step - warmup) / (schedule["total"] - warmup)))
    # END SOLUTION


def clip_gradients(grads, max_norm):
    """All gradients scaled by one factor, so that their common norm is at most max_norm.

    The norm is that of all entries of all arrays together (Pascanu et al. 2013).
    Returns (grads, norm): new gradients, and the norm before, a float.
    """
    # BEGIN SOLUTION
    norm = math.sqrt(sum(float(np.sum(g**2)) for g in grads.values()))
    # equivalent: at the bound the factor is 1
    factor = max_norm / norm if norm > max_norm else 1.0
    return {key: factor * g for key, g in grads.items()}, norm
    # END SOLUTION


def epoch_orders(n, epochs, rng):
    """The order in which each epoch visits the n examples: (epochs, n) integers.

    Every row is a permutation of 0, ..., n - 1 of its own, drawn from rng.
    """
    # BEGIN SOLUTION
    return np.array([rng.permutation(n) for _ in range(epochs)])
    # END SOLUTION


def best_epoch(accuracies, patience):
    """Early stopping (Prechelt 1998). Epochs count from 0.

    accuracies: the validation accuracies, one an epoch. Going through them: the best epoch is the
    first with the highest accuracy so far; training stops at the first epoch that lies ``patience``
    after the best one, or with the last. patience None: with the last.
    Returns (best, stopped); what comes after ``stopped`` is not looked at.
    """
    # BEGIN SOLUTION
    best = 0
    for epoch, accuracy in enumerate(accuracies):
        if accuracy > accuracies[best]:
            best = epoch
        # equivalent: epoch - best grows by 1 at most
        if patience is not None and epoch - best >= patience:
            return best, epoch
    return best, len(accuracies) - 1
    # END SOLUTION


def train(params, state, data, config, hyper, orders):
    """Train a network. ``params`` and ``state`` are changed in place: they end as the last ones.

    data: {'X', 'y', 'X_val', 'y_val'}
    hyper: {'rule': 'sgd', 'sgd_momentum', 'rmsprop' or 'adam', 'schedule': see learning_rate,
    'batch_size', 'strength': see l2_penalty, 'max_norm': a number or None, 'patience': an integer
    or None, 'rng': for dropout, where config['keep'] < 1}
    orders: (epochs, n) integers. For each row, one epoch: the examples in the order of that row, in
    batches of batch_size; what is left over at the end is a smaller batch, and a step of its own.

    A step: ``network_loss`` of the batch; ``clip_gradients`` where max_norm is a number; the rate
    of this step (they count from 0 over all epochs); then the rule for every parameter, each with a
    config of its own, {'learning_rate': rate, and what the rule kept}. After each epoch: the
    accuracy of ``predict`` on the validation set, and a stop where ``best_epoch`` says so.

    Returns {'loss', 'rate', 'norm': lists, one number a step, the norm before clipping;
    'val_accuracy': a list, one an epoch; 'best_epoch': int; 'params', 'state': copies of those at
    the end of the best epoch}.
    """
    # BEGIN SOLUTION
    rules = {"sgd": sgd, "sgd_momentum": sgd_momentum, "rmsprop": rmsprop, "adam": adam}
    rule, limit = rules[hyper["rule"]], hyper["max_norm"]
    configs = {key: {} for key in params}
    history = {"loss": [], "rate": [], "norm": [], "val_accuracy": []}
    for epoch, order in enumerate(orders):
        for start in range(0, len(order), hyper["batch_size"]):
            chosen = order[start : start + hyper["batch_size"]]
            batch = data["X"][chosen], data["y"][chosen]
            loss, grads = network_loss(
                params, state, *batch, config, hyper["strength"], hyper.get("rng")
            )
            grads, norm = clip_gradients(grads, math.inf if limit is None else limit)
            rate = learning_rate(hyper["schedule"], len(history["loss"]))
            for key in params:
                own = {**configs[key], "learning_rate": rate}
                params[key], configs[key] = rule(params[key], grads[key], own)
            # equivalent: three lists, filled in any order
            for name, value in (("loss", loss), ("rate", rate), ("norm", norm)):
                history[name].append(value)
        guesses = predict(params, state, data["X_val"], config).argmax(axis=1)
        history["val_accuracy"].append(float(np.mean(guesses == data["y_val"])))
        best, stopped = best_epoch(history["val_accuracy"], hyper["patience"])
        if best == epoch:
            history["best_epoch"] = best
            history["params"], history["state"] = copy.deepcopy((params, state))
        if hyper["patience"] is not None and stopped - best >= hyper["patience"]:
            break
    return history
    # END SOLUTION


# F. Data and hyper-parameters


def split_indices(n, sizes, rng):
    """Disjoint sets of indices of n examples, shuffled by rng: one array of each of the sizes.

    Returns a list of integer arrays. Raises ValueError where the sizes add up to more than n.
    """
    # BEGIN SOLUTION
    if sum(sizes) > n:
        raise ValueError(f"{sum(sizes)} examples are asked for, there are {n}")
    ends = np.cumsum(sizes)
    order = rng.permutation(n)
    return [order[end - size : end] for size, end in zip(sizes, ends, strict=True)]
    # END SOLUTION


def sample_hyperparameters(space, count, rng):
    """Random search (Bergstra & Bengio 2012): ``count`` draws from a space of hyper-parameters.

    space: {name: ('log', low, high): the logarithm is uniform; ('uniform', low, high); or
    ('choice', [values]): each as likely}. Every entry of every draw is drawn by itself.
    Returns a list of dicts with the names of space; numbers drawn from a range are floats.
    """
    # BEGIN SOLUTION
    return [{name: _sample(how, rng) for name, how in space.items()} for _ in range(count)]
    # END SOLUTION


def select_best(trials):
    """The index of the trial with the highest 'val_accuracy', the first of equal ones.

    trials: a list of dicts, which may hold other keys; nan (a run that diverged) never wins.
    """
    # BEGIN SOLUTION
    return int(np.nanargmax([trial["val_accuracy"] for trial in trials]))
    # END SOLUTION


# G. Checks before training


def sanity_checks(params, state, X, y, config):
    """What to look at before a long run, on one batch, without penalty and without dropout.

    Returns {'initial_loss': the loss in train mode, 'expected_loss': log(classes), which guessing
    costs, 'gradient_norms': {'W1': norm of its gradient, ...}, 'dead_relus': a list with the
    ``dead_relu_fraction`` (hw1) of the output of the ReLU of each block, before any pooling}.
    ``state`` stays as it is.
    """
    # BEGIN SOLUTION
    scores, cache = network_forward(
        params, copy.deepcopy(state), X, {**config, "keep": 1.0}, "train"
    )
    loss, dscores = softmax_loss(scores, y)
    grads = network_backward(dscores, cache)
    weights = [key for key in grads if key.startswith("W")]
    return {
        "initial_loss": loss,
        "expected_loss": math.log(config["classes"]),
        "gradient_norms": {key: float(np.linalg.norm(grads[key])) for key in weights},
        "dead_relus": [dead_relu_fraction(active) for *_, active in cache[0]],
    }
    # END SOLUTION


# H. Evaluation


def confusion_matrix(y, predicted, classes):
    """How often class i was taken for class j: (classes, classes) integers, a row is the truth.

    y, predicted: (N,) labels in [0, classes).
    """
    # BEGIN SOLUTION
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (y, predicted), 1)
    return counts
    # END SOLUTION


def ensemble_probabilities(members):
    """The mean of the probabilities of several networks: a list of (N, C) gives (N, C)."""
    # BEGIN SOLUTION
    return np.mean(members, axis=0)
    # END SOLUTION


def tta_probabilities(params, state, X, config, offsets, fill=0.0):
    """Test-time augmentation: the mean of ``predict`` over shifted images.

    X: (N, C, H, W); offsets: a list of pairs (down, right), for ``shift_images``.
    Returns (N, classes).
    """
    # BEGIN SOLUTION
    views = [shift_images(X, down, right, fill) for down, right in offsets]
    return ensemble_probabilities([predict(params, state, view, config) for view in views])
    # END SOLUTION


# Further reading, for bonus points


def nesterov_momentum(w, dw, config):
    """Nesterov's momentum, in the form of Bengio et al. 2013: dw is the gradient at w itself.

    v = momentum v_before - learning_rate dw; next_w = w - momentum v_before + (1 + momentum) v.
    config as in ``sgd_momentum``.
    """
    # BEGIN SOLUTION
    momentum = config.get("momentum", 0.9)
    before = config.get("velocity", np.zeros_like(w))
    velocity = momentum * before - config.get("learning_rate", 1e-2) * dw
    next_w = w - momentum * before + (1 + momentum) * velocity
    return next_w, {**config, "velocity": velocity}
    # END SOLUTION


def adamw(w, dw, config):
    """Adam with decoupled weight decay (Loshchilov & Hutter 2019).

    next_w = w - learning_rate (m_hat / (sqrt(v_hat) + epsilon) + weight_decay w): the decay is not
    part of the gradient that m and v average. config as in ``adam``, and 'weight_decay', 1e-2 by
    default.
    """
    # BEGIN SOLUTION
    step, m, v, t = _adam_step(dw, config)
    step = step + config.get("weight_decay", 1e-2) * w
    return w - config.get("learning_rate", 1e-3) * step, {**config, "m": m, "v": v, "t": t}
    # END SOLUTION


def label_smoothing_loss(x, y, amount):
    """Softmax loss against smoothed targets (Szegedy et al. 2016), as the mean over the batch.

    The target of an example is amount / C for every class, and 1 - amount more for its own.
    x: (N, C) scores, y: (N,) labels. Returns (loss, dx); amount = 0 is ``softmax_loss``.
    """
    # BEGIN SOLUTION
    shifted = x - x.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    targets = np.full(x.shape, amount / x.shape[1])
    targets[np.arange(len(x)), y] += 1 - amount
    return -np.sum(targets * log_p) / len(x), (np.exp(log_p) - targets) / len(x)
    # END SOLUTION


def mixup(X, Y, lam, permutation):
    """Mixup (Zhang et al. 2018): every example mixed with another one, and its target likewise.

    X: (N, ...), Y: (N, C) targets, lam: a number in [0, 1], permutation: (N,) indices.
    Returns (lam X + (1 - lam) X[permutation], and the same of Y).
    """
    # BEGIN SOLUTION
    return lam * X + (1 - lam) * X[permutation], lam * Y + (1 - lam) * Y[permutation]
    # END SOLUTION


def average_weights(members):
    """Stochastic weight averaging (Izmailov et al. 2018): the mean of several params, key by key.

    members: a list of params with the same keys. Returns new params. (Moving averages of batch
    normalization belong to the weights that made them: run some batches to make them anew.)
    """
    # BEGIN SOLUTION
    return {key: np.mean([m[key] for m in members], axis=0) for key in members[0]}
    # END SOLUTION


# BEGIN SOLUTION
def _weight_shapes(config):
    """The shapes of all weights, in the order of the blocks."""
    shapes, inputs = [], config["input"]
    for filters in config["conv"]:
        shapes.append((filters, inputs[0], KERNEL, KERNEL))
        inputs = (filters, inputs[1] // 2, inputs[2] // 2)
    units = math.prod(inputs)
    for outputs in [*config["hidden"], config["classes"]]:
        shapes.append((units, outputs))
        units = outputs
    return shapes


def _draw(init, shape, rng):
    """Weights as config['init'] says."""
    if init == "he":
        return init_he(shape, rng)
    if init == "xavier":
        return init_xavier(shape, rng)
    if isinstance(init, str):
        raise ValueError(f"init should be 'he', 'xavier' or a number, not {init!r}")
    return init_normal(shape, init, rng)


def _adam_step(dw, config):
    """Adam's direction, and its state after the step."""
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1  # equivalent: 0 in place of 0
    m = beta1 * config.get("m", 0.0) + (1 - beta1) * dw
    v = beta2 * config.get("v", 0.0) + (1 - beta2) * dw**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return m_hat / (np.sqrt(v_hat) + config.get("epsilon", 1e-8)), m, v, t


def _sample(how, rng):
    """One entry of a draw."""
    if how[0] == "choice":
        return how[1][rng.integers(len(how[1]))]
    if how[0] == "log":
        return math.exp(rng.uniform(math.log(how[1]), math.log(how[2])))
    return rng.uniform(how[1], how[2])


# END SOLUTION
