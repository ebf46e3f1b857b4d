"""A network is an object that holds layer objects; optimisers and schedules are classes."""

import math
from copy import deepcopy
from dataclasses import dataclass, field

import initializers as ini
import layers as hw1
import normalization as hw3
import numpy as np


def _index(shape, height, width, stride, pad):
    n, c, h, w = shape
    rows, cols = (h + 2 * pad - height) // stride + 1, (w + 2 * pad - width) // stride + 1
    k = np.repeat(np.arange(c), height * width)
    i = stride * np.repeat(np.arange(rows), cols)[:, None] + np.tile(np.repeat(np.arange(height), width), c)
    j = stride * np.tile(np.arange(cols), rows)[:, None] + np.tile(np.arange(width), height * c)
    return k, i, j


def im2col(x, height, width, stride, pad):
    padded = np.pad(x, ((0, 0), (0, 0), (pad,) * 2, (pad,) * 2), mode="constant")
    k, i, j = _index(x.shape, height, width, stride, pad)
    found = padded[:, k, i, j]
    return found.reshape(-1, found.shape[-1])


def col2im(columns, shape, height, width, stride, pad):
    n, c, h, w = shape
    padded = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    k, i, j = _index(shape, height, width, stride, pad)
    np.add.at(padded, (slice(None), k, i, j), columns.reshape(n, *i.shape))
    return padded[:, :, pad : h + pad, pad : w + pad]


@dataclass
class Conv:
    w: np.ndarray
    b: np.ndarray
    stride: int = 1
    pad: int = 1

    def forward(self, x):
        self.shape = x.shape
        f, c, hh, ww = self.w.shape
        self.columns = im2col(x, hh, ww, self.stride, self.pad)
        out = np.dot(self.columns, self.w.reshape(f, c * hh * ww).transpose())
        height = (x.shape[2] + 2 * self.pad - hh) // self.stride + 1
        return np.rollaxis((out + self.b).reshape(x.shape[0], height, -1, f), 3, 1)

    def backward(self, dout):
        f, c, hh, ww = self.w.shape
        flat = np.moveaxis(dout, 1, -1).reshape(-1, f)
        self.dw, self.db = np.dot(self.columns.T, flat).T.reshape(self.w.shape), flat.sum(0)
        back = np.dot(flat, self.w.reshape(f, -1))
        return col2im(back, self.shape, hh, ww, self.stride, self.pad)


def fast_conv_forward(x, w, b, conv_param):
    layer = Conv(w, b, conv_param["stride"], conv_param["pad"])
    return layer.forward(x), layer


def fast_conv_backward(dout, cache):
    return cache.backward(dout), cache.dw, cache.db


class Block:
    def __init__(self, number, config, params, state):
        self.number, self.config, self.params, self.state = number, config, params, state
        self.conv = number <= len(config["conv"])
        self.last = number == len(config["conv"]) + len(config["hidden"]) + 1

    def __getitem__(self, name):
        return self.params[f"{name}{self.number}"]

    def forward(self, x, mode, rng):
        if self.conv:
            x, self.a = fast_conv_forward(x, self["W"], self["b"], dict(stride=1, pad=1))
        else:
            x, self.a = hw1.affine_forward(x, self["W"], self["b"])
        if self.last:
            return x
        if self.config["batchnorm"]:
            averages = self.state[f"bn{self.number}"]
            param = dict(averages, mode=mode, eps=1e-5, momentum=0.9)
            layer = hw3.spatial_batchnorm_forward if self.conv else hw3.batchnorm_forward
            x, self.n = layer(x, self["gamma"], self["beta"], param)
            if mode == "train":
                averages.update({k: param[k] for k in ("running_mean", "running_var")})
        x, self.r = hw1.relu_forward(x)
        self.dead = hw1.dead_relu_fraction(x)
        if self.conv:
            x, self.p = hw1.max_pool_forward(x, dict(pool_height=2, pool_width=2, stride=2))
        else:
            x, self.p = dropout_forward(x, dict(mode=mode, keep=self.config["keep"], rng=rng))
        return x

    def backward(self, d, grads):
        number = self.number
        if not self.last:
            d = hw1.max_pool_backward(d, self.p) if self.conv else dropout_backward(d, self.p)
            d = hw1.relu_backward(d, self.r)
            if self.config["batchnorm"]:
                layer = hw3.spatial_batchnorm_backward if self.conv else hw3.batchnorm_backward
                d, grads[f"gamma{number}"], grads[f"beta{number}"] = layer(d, self.n)
        layer = fast_conv_backward if self.conv else hw1.affine_backward
        d, grads[f"W{number}"], grads[f"b{number}"] = layer(d, self.a)
        return d


class Network:
    def __init__(self, config, params, state):
        self.config = config
        count = len(config["conv"]) + len(config["hidden"]) + 1
        self.blocks = [Block(n, config, params, state) for n in range(1, count + 1)]

    def forward(self, x, mode, rng=None):
        if mode not in {"train", "test"}:
            raise ValueError(mode)
        for block in self.blocks:
            x = block.forward(x, mode, rng)
        return x

    def backward(self, d):
        grads = {}
        for block in self.blocks[::-1]:
            d = block.backward(d, grads)
        return grads


def init_network(config, rng):
    params, state = {}, {}
    how = config["init"]
    count = len(config["conv"]) + len(config["hidden"]) + 1
    features = tuple(config["input"])
    for number, units in enumerate([*config["conv"], *config["hidden"], config["classes"]], 1):
        conv = number <= len(config["conv"])
        shape = (units, features[0], 3, 3) if conv else (math.prod(features), units)
        match how:
            case "he":
                w = ini.init_he(shape, rng)
            case "xavier":
                w = ini.init_xavier(shape, rng)
            case float() | int():
                w = rng.normal(0, how, shape)
            case _:
                raise ValueError(how)
        features = (units, features[1] // 2, features[2] // 2) if conv else (units,)
        params[f"W{number}"] = 0.01 * w if number == count else w
        params[f"b{number}"] = np.zeros(units)
        if number < count and config["batchnorm"]:
            params[f"gamma{number}"], params[f"beta{number}"] = np.ones(units), np.zeros(units)
            state[f"bn{number}"] = dict(running_mean=np.zeros(units), running_var=np.ones(units))
    return params, state


def network_forward(params, state, X, config, mode, rng=None):
    network = Network(config, params, state)
    return network.forward(X, mode, rng), network


def network_backward(dscores, cache):
    return cache.backward(dscores)


def l2_penalty(params, strength):
    names = [n for n in params if n.startswith("W")]
    flat = np.concatenate([params[n].ravel() for n in names])
    return strength * np.dot(flat, flat) / 2, {n: params[n] * strength for n in names}


def network_loss(params, state, X, y, config, strength=0.0, rng=None):
    network = Network(config, params, state)
    loss, d = hw1.softmax_loss(network.forward(X, "train", rng), y)
    penalty, decay = l2_penalty(params, strength)
    grads = network.backward(d)
    return loss + penalty, {k: (grads[k] + decay[k] if k in decay else grads[k]) for k in params}


def predict(params, state, X, config, batch_size=256):
    network = Network(config, params, state)
    out = np.empty((0, config["classes"]))
    for k in range(math.ceil(len(X) / batch_size)):
        scores = network.forward(X[k * batch_size : (k + 1) * batch_size], "test")
        e = np.exp(scores - np.max(scores, -1, keepdims=True))
        out = np.append(out, e / np.sum(e, -1, keepdims=True), axis=0)
    return out


def fuse_network(params, state, config):
    fused = {k: v for k, v in params.items() if "a" not in k}  # neither gamma nor beta
    for block in Network(config, params, state).blocks[:-1]:
        if config["batchnorm"]:
            fuse = hw3.fuse_batchnorm_conv if block.conv else hw3.fuse_batchnorm_affine
            averages = state[f"bn{block.number}"]
            w, b = fuse(
                *(block[k] for k in ("W", "b", "gamma", "beta")),
                averages["running_mean"],
                averages["running_var"],
            )
            fused[f"W{block.number}"], fused[f"b{block.number}"] = w, b
    return fused


@dataclass
class Dropout:
    mode: str
    keep: float
    rng: object
    kept: object = None

    def forward(self, x):
        if self.mode != "train" or self.keep >= 1:
            return x
        self.kept = self.rng.random(x.shape) < self.keep
        out = np.zeros_like(x)
        out[self.kept] = x[self.kept] / self.keep
        return out

    def backward(self, d):
        return d if self.kept is None else np.where(self.kept, d / self.keep, 0.0)


def dropout_forward(x, dropout_param):
    layer = Dropout(**dropout_param)
    return layer.forward(x), layer


def dropout_backward(dout, cache):
    return cache.backward(dout)


def shift_images(images, down, right, fill=0.0):
    h, w = images.shape[2:]
    moved = np.roll(images, (down, right), axis=(2, 3))
    i, j = np.arange(h) - down, np.arange(w) - right
    moved[:, :, (i < 0) | (i >= h)] = fill
    moved[:, :, :, (j < 0) | (j >= w)] = fill
    return moved


def random_shift(images, most, rng, fill=0.0):
    offsets = [(a, b) for a in range(-most, most + 1) for b in range(-most, most + 1)]
    chosen = rng.integers(0, len(offsets), len(images))
    moved = np.array(images, copy=True)
    for number, offset in enumerate(offsets):
        moved[chosen == number] = shift_images(images[chosen == number], *offset, fill)
    return moved


class Rule:
    defaults: dict = {}

    def __init__(self, config):
        self.config = {**self.defaults, **config}
        self.__dict__.update(self.config)

    @classmethod
    def step(cls, w, dw, config):
        rule = cls(config)
        w = rule.move(w, dw)
        return w, {k: getattr(rule, k) for k in rule.config}


class Plain(Rule):
    defaults = dict(learning_rate=1e-2)

    def move(self, w, dw):
        return w - self.learning_rate * dw


class Momentum(Plain):
    defaults = dict(learning_rate=1e-2, momentum=0.9, velocity=0.0)

    def move(self, w, dw):
        self.velocity = self.momentum * self.velocity - self.learning_rate * dw
        return w + self.velocity


class Nesterov(Momentum):
    def move(self, w, dw):
        before = self.velocity
        after = super().move(w, dw)
        return after + self.momentum * (self.velocity - before)


class RMSProp(Rule):
    defaults = dict(learning_rate=1e-2, decay_rate=0.99, epsilon=1e-8, cache=0.0)

    def move(self, w, dw):
        self.cache = self.decay_rate * self.cache + (1 - self.decay_rate) * np.square(dw)
        return w - self.learning_rate / (np.sqrt(self.cache) + self.epsilon) * dw


class Adam(Rule):
    defaults = dict(learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, m=0.0, v=0.0, t=0)

    def move(self, w, dw):
        self.t = self.t + 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * dw
        self.v = self.beta2 * self.v + (1 - self.beta2) * np.square(dw)
        m_hat = self.m / (1 - np.power(self.beta1, self.t))
        v_hat = self.v / (1 - np.power(self.beta2, self.t))
        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


class AdamW(Adam):
    defaults = dict(Adam.defaults, weight_decay=1e-2)

    def move(self, w, dw):
        return super().move(w, dw) - self.learning_rate * self.weight_decay * w


def sgd(w, dw, config):
    return Plain.step(w, dw, config)


def sgd_momentum(w, dw, config):
    return Momentum.step(w, dw, config)


def rmsprop(w, dw, config):
    return RMSProp.step(w, dw, config)


def adam(w, dw, config):
    return Adam.step(w, dw, config)


def nesterov_momentum(w, dw, config):
    return Nesterov.step(w, dw, config)


def adamw(w, dw, config):
    return AdamW.step(w, dw, config)


@dataclass
class Schedule:
    kind: str
    base: float
    factor: float = 1.0
    every: int = 1
    warmup: int = 0
    total: int = 1

    def at(self, step):
        return float(getattr(self, "_" + self.kind)(step))

    def _constant(self, step):
        return self.base

    def _step(self, step):
        return self.base * self.factor ** (step // self.every)

    def _cosine(self, step):
        return self.base * (0.5 + 0.5 * math.cos(step / self.total * math.pi))

    def _warmup(self, step):
        if step < self.warmup:
            return self.base / self.warmup * (step + 1)
        return Schedule("cosine", self.base, total=self.total - self.warmup).at(step - self.warmup)


def learning_rate(schedule, step):
    if schedule["kind"] not in ("constant", "step", "cosine", "warmup"):
        raise ValueError("no such schedule")
    return Schedule(**schedule).at(step)


def clip_gradients(grads, max_norm):
    norm = float(np.linalg.norm([np.linalg.norm(g) for g in grads.values()]))
    scale = min(1.0, max_norm / norm) if norm else 1.0
    return {k: scale * g for k, g in grads.items()}, norm


def epoch_orders(n, epochs, rng):
    return rng.permuted(np.tile(np.arange(n), (epochs, 1)), axis=1)


def best_epoch(accuracies, patience):
    keeper = Keeper(patience)
    for accuracy in accuracies:
        keeper.see(accuracy)
        if keeper.tired:
            break
    return keeper.best, keeper.epoch


@dataclass
class Keeper:
    patience: object
    epoch: int = -1
    best: int = -1
    highest: float = -1.0
    kept: tuple = ()

    def see(self, accuracy, *things):
        self.epoch += 1
        if accuracy > self.highest:
            self.best, self.highest, self.kept = self.epoch, accuracy, deepcopy(things)

    @property
    def tired(self):
        return self.patience is not None and self.epoch - self.best >= self.patience


@dataclass
class Trainer:
    params: dict
    state: dict
    config: dict
    hyper: dict
    rules: dict = field(default_factory=dict)
    losses: list = field(default_factory=list)
    rates: list = field(default_factory=list)
    norms: list = field(default_factory=list)

    def step(self, X, y):
        loss, grads = network_loss(
            self.params, self.state, X, y, self.config, self.hyper["strength"], self.hyper.get("rng")
        )
        most = self.hyper["max_norm"]
        grads, norm = clip_gradients(grads, float("inf") if most is None else most)
        rate = learning_rate(self.hyper["schedule"], len(self.losses))
        kind = {"sgd": Plain, "sgd_momentum": Momentum, "rmsprop": RMSProp, "adam": Adam}
        for name in self.params:
            rule = self.rules.setdefault(name, kind[self.hyper["rule"]]({}))
            rule.learning_rate = rate
            self.params[name] = rule.move(self.params[name], grads[name])
        self.losses.append(loss)
        self.rates.append(rate)
        self.norms.append(norm)


def train(params, state, data, config, hyper, orders):
    trainer, keeper, accuracies = Trainer(params, state, config, hyper), Keeper(hyper["patience"]), []
    for order in orders:
        for batch in np.split(order, range(hyper["batch_size"], len(order), hyper["batch_size"])):
            trainer.step(data["X"][batch], data["y"][batch])
        p = predict(params, state, data["X_val"], config)
        accuracies.append(np.mean(p.argmax(1) == data["y_val"]))
        keeper.see(accuracies[-1], params, state)
        if keeper.tired:
            break
    return {
        "loss": trainer.losses,
        "rate": trainer.rates,
        "norm": trainer.norms,
        "val_accuracy": accuracies,
        "best_epoch": keeper.best,
        "params": keeper.kept[0],
        "state": keeper.kept[1],
    }


def split_indices(n, sizes, rng):
    if n < sum(sizes):
        raise ValueError(n)
    order = iter(rng.permutation(n))
    return [np.fromiter((next(order) for _ in range(size)), dtype=int) for size in sizes]


class Log:
    def __init__(self, low, high):
        self.low, self.high = low, high

    def draw(self, rng):
        return self.low * (self.high / self.low) ** rng.random()


class Uniform(Log):
    def draw(self, rng):
        return rng.uniform(self.low, self.high)


class Choice:
    def __init__(self, values):
        self.values = values

    def draw(self, rng):
        return self.values[rng.integers(len(self.values))]


def sample_hyperparameters(space, count, rng):
    kinds = dict(log=Log, uniform=Uniform, choice=Choice)
    dimensions = {name: kinds[kind](*rest) for name, (kind, *rest) in space.items()}
    return [{name: d.draw(rng) for name, d in dimensions.items()} for _ in range(count)]


def select_best(trials):
    found = np.array([t["val_accuracy"] for t in trials])
    return int(np.argmax(np.where(np.isnan(found), -np.inf, found)))


def sanity_checks(params, state, X, y, config):
    network = Network({**config, "keep": 1.0}, params, deepcopy(state))
    loss, d = hw1.softmax_loss(network.forward(X, "train"), y)
    grads = network.backward(d)
    return {
        "initial_loss": loss,
        "expected_loss": np.log(config["classes"]),
        "gradient_norms": {k: np.linalg.norm(g) for k, g in grads.items() if k.startswith("W")},
        "dead_relus": [b.dead for b in network.blocks[:-1]],
    }


def confusion_matrix(y, predicted, classes):
    return np.bincount(classes * y + predicted, minlength=classes**2).reshape(classes, classes)


def ensemble_probabilities(members):
    return np.stack(members, axis=-1).mean(axis=-1)


def tta_probabilities(params, state, X, config, offsets, fill=0.0):
    return ensemble_probabilities(
        [predict(params, state, shift_images(X, *o, fill=fill), config) for o in offsets]
    )


def label_smoothing_loss(x, y, amount):
    n, c = x.shape
    p = np.exp(x - x.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    log_p = x - x.max(1, keepdims=True) - np.log(np.exp(x - x.max(1, keepdims=True)).sum(1))[:, None]
    own = -log_p[range(n), y].mean()
    every = -log_p.mean(1).mean()
    return (1 - amount) * own + amount * every, (p - (1 - amount) * np.eye(c)[y] - amount / c) / n


def mixup(X, Y, lam, permutation):
    return tuple(np.add(lam * a, (1 - lam) * np.take(a, permutation, axis=0)) for a in (X, Y))


def average_weights(members):
    averaged = deepcopy(members[0])
    for name in averaged:
        for count, member in enumerate(members[1:], 2):
            averaged[name] = averaged[name] + (member[name] - averaged[name]) / count
    return averaged
