"""Layers as objects that remember; the objective as an object with a gradient."""

import numpy as np
import layers as hw1
import training as hw4


class Stage:
    """Pooling (but for the first), convolution and ReLU."""

    def __init__(self, w, first):
        self.w, self.first = w, first

    def forward(self, x):
        if not self.first:
            param = dict(pool_height=2, pool_width=2, stride=2)
            x, self.pool = hw1.max_pool_forward(x, param)
        zeros = np.zeros(self.w.shape[0])
        x, self.conv = hw4.fast_conv_forward(x, self.w, zeros, dict(stride=1, pad=1))
        self.out = np.clip(x, 0, None)
        return self.out

    def backward(self, dout):
        dx = hw4.fast_conv_backward(np.where(self.out > 0, dout, 0.0), self.conv)[0]
        return dx if self.first else hw1.max_pool_backward(dx, self.pool)


class Pyramid:
    def __init__(self, weights):
        self.stages = [Stage(w, i == 0) for i, w in enumerate(weights)]

    def forward(self, x):
        found = []
        for stage in self.stages:
            x = stage.forward(x)
            found.append(x)
        return found

    def backward(self, gradients):
        gradient = self.stages[-1].backward(gradients[-1])
        for stage, own in zip(self.stages[-2::-1], gradients[-2::-1]):
            gradient = stage.backward(own + gradient)
        return gradient


def features_forward(image, weights):
    net = Pyramid(weights)
    return net.forward(image), net


def features_backward(dfeatures, cache):
    return cache.backward(dfeatures)


def content_loss(feature, target):
    gap = np.subtract(feature, target)
    return np.vdot(gap, gap) / 2, gap


def gram_matrix(feature):
    return np.array([x.reshape(len(x), -1) @ x.reshape(len(x), -1).T for x in feature])


def gram_backward(dgram, feature):
    pairs = zip(dgram, feature)
    return np.array([((d + d.T) @ x.reshape(len(x), -1)).reshape(x.shape) for d, x in pairs])


class StyleTerm:
    def __init__(self, gram, weight):
        self.gram, self.weight = gram, weight

    def __call__(self, feature):
        factor = self.weight / (4 * np.prod(feature.shape[1:], dtype=float) ** 2)
        gap = gram_matrix(feature) - self.gram
        return factor * np.vdot(gap, gap), gram_backward(2 * factor * gap, feature)


def style_loss(features, grams, layer_weights):
    terms = [StyleTerm(g, w)(f) for f, g, w in zip(features, grams, layer_weights)]
    return np.sum([t[0] for t in terms]), [t[1] for t in terms]


def tv_loss(image):
    down = image[:, :, 1:] - image[:, :, :-1]
    across = image[:, :, :, 1:] - image[:, :, :, :-1]
    gradient = np.zeros_like(image)
    gradient[:, :, 1:, :] += down
    gradient[:, :, :-1, :] -= down
    gradient[:, :, :, 1:] += across
    gradient[:, :, :, :-1] -= across
    return np.vdot(down, down) + np.vdot(across, across), 2 * gradient


class Objective:
    def __init__(self, weights, target, settings):
        self.net, self.target, self.settings = Pyramid(weights), target, settings

    def __call__(self, image):
        s, layer = self.settings, self.settings["content_layer"]
        features = self.net.forward(image)
        loss, gradients = style_loss(features, self.target["grams"], s["layer_weights"])
        content, dcontent = content_loss(features[layer], self.target["content"])
        gradients[layer] = gradients[layer] + s["content_weight"] * dcontent
        variation, dvariation = tv_loss(image)
        loss = loss + s["content_weight"] * content + s["tv_weight"] * variation
        return loss, self.net.backward(gradients) + s["tv_weight"] * dvariation


def style_objective(image, weights, target, settings):
    return Objective(weights, target, settings)(image)


class HeavyBall:
    def __init__(self, rate, friction=0.9):
        self.rate, self.friction, self.v = rate, friction, 0.0

    def step(self, x, dx):
        self.v = self.friction * self.v - self.rate * dx
        return np.clip(x + self.v, -0.5, 0.5)


def stylize(image, weights, target, settings, steps, learning_rate):
    objective, ball, losses = Objective(weights, target, settings), HeavyBall(learning_rate), []
    while len(losses) < steps:
        loss, gradient = objective(image)
        losses.append(float(loss))
        image = ball.step(image, gradient)
    return image, losses


class Colours:
    def __init__(self, image):
        self.pixels = image[0].reshape(3, -1)
        self.mean = self.pixels.mean(axis=1)[:, None]
        self.covariance = (self.pixels - self.mean) @ (self.pixels - self.mean).T / self.pixels.shape[1]

    def root(self):
        values, vectors = np.linalg.eigh(self.covariance)
        return sum(np.sqrt(a) * np.outer(v, v) for a, v in zip(values, vectors.T))


def match_colours(content, style):
    a, b = Colours(content), Colours(style)
    moved = b.root() @ np.linalg.solve(a.root(), a.pixels - a.mean) + b.mean
    return moved.reshape(content.shape)


def masked_gram(feature, mask):
    inside = feature[:, :, mask == 1]  # (N, C, how many)
    return inside @ inside.transpose(0, 2, 1) / inside.shape[2]
