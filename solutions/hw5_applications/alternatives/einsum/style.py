"""Everything by einsum over strided windows; only hw1's ReLU is used."""

import numpy as np
from layers import relu_backward, relu_forward

windows = np.lib.stride_tricks.sliding_window_view


def convolve(x, w):
    return np.einsum("nchwij,fcij->nfhw", windows(np.pad(x, [(0, 0), (0, 0), (1, 1), (1, 1)]), (3, 3), (2, 3)), w, optimize=True)


def halves(x):
    h, w = x.shape[2] // 2, x.shape[3] // 2
    return x[:, :, : 2 * h, : 2 * w].reshape(*x.shape[:2], h, 2, w, 2).transpose(0, 1, 2, 4, 3, 5).reshape(*x.shape[:2], h, w, 4)


def features_forward(image, weights):
    features, cache = [], []
    for layer, w in enumerate(weights):
        shape, winner = image.shape, None
        if layer:
            parts = halves(image)
            winner = parts.argmax(axis=-1)
            image = np.take_along_axis(parts, winner[..., None], -1)[..., 0]
        image, relu = relu_forward(convolve(image, w))
        features.append(image)
        cache.append((shape, winner, w, relu))
    return features, cache


def features_backward(dfeatures, cache):
    total = 0
    for dfeature, (shape, winner, w, relu) in zip(reversed(dfeatures), reversed(cache)):
        d = relu_backward(dfeature + total, relu)
        total = convolve(d, w.transpose(1, 0, 2, 3)[:, :, ::-1, ::-1])
        if winner is not None:
            spread = np.eye(4)[winner] * total[..., None]
            n, c, h, width, _ = spread.shape
            total = np.zeros(shape)
            total[:, :, : 2 * h, : 2 * width] = spread.reshape(n, c, h, width, 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(n, c, 2 * h, 2 * width)
    return total


def content_loss(feature, target):
    d = feature - target
    return np.einsum("nchw,nchw->", d, d) / 2, d


def gram_matrix(feature):
    return np.einsum("nihw,njhw->nij", feature, feature, optimize=True)


def gram_backward(dgram, feature):
    return np.einsum("nij,njhw->nihw", dgram, feature) + np.einsum("nij,nihw->njhw", dgram, feature)


def style_loss(features, grams, layer_weights):
    loss, gradients = 0.0, []
    for feature, gram, weight in zip(features, grams, layer_weights):
        _, c, h, w = feature.shape
        e = (gram_matrix(feature) - gram) / (2 * c * h * w)
        loss += weight * np.einsum("nij,nij->", e, e)
        gradients.append(gram_backward(weight * e / (c * h * w), feature))
    return loss, gradients


def tv_loss(image):
    h, w = image.shape[2:]
    down, across = np.eye(h - 1, h, 1) - np.eye(h - 1, h), np.eye(w - 1, w, 1) - np.eye(w - 1, w)
    a, b = np.einsum("ih,nchw->nciw", down, image), np.einsum("iw,nchw->nchi", across, image)
    dimage = 2 * np.einsum("ih,nciw->nchw", down, a) + 2 * np.einsum("iw,nchi->nchw", across, b)
    return np.sum(a**2) + np.sum(b**2), dimage


def style_objective(image, weights, target, settings):
    features, cache = features_forward(image, weights)
    parts = [style_loss(features, target["grams"], settings["layer_weights"])]
    gradients = list(parts[0][1])
    loss, d = content_loss(features[settings["content_layer"]], target["content"])
    gradients[settings["content_layer"]] = gradients[settings["content_layer"]] + settings["content_weight"] * d
    tv, dtv = tv_loss(image)
    total = parts[0][0] + settings["content_weight"] * loss + settings["tv_weight"] * tv
    return total, features_backward(gradients, cache) + settings["tv_weight"] * dtv


def stylize(image, weights, target, settings, steps, learning_rate):
    before, now, losses = image, image, []
    v = np.zeros(image.shape)
    for _ in range(steps):
        loss, d = style_objective(now, weights, target, settings)
        v = 0.9 * v + d
        losses.append(loss)
        now = (now - learning_rate * v).clip(-0.5, 0.5)
    return now, losses


def match_colours(content, style):
    def power(x, exponent):
        c = np.einsum("nchw->c", x) / x[0, 0].size
        y = x - c[:, None, None]
        values, vectors = np.linalg.eigh(np.einsum("nihw,njhw->ij", y, y) / x[0, 0].size)
        return c, y, np.einsum("ik,k,jk->ij", vectors, values**exponent, vectors)

    _, y, back = power(content, -0.5)
    mean, _, forth = power(style, 0.5)
    return np.einsum("ij,jk,nkhw->nihw", forth, back, y) + mean[:, None, None]


def masked_gram(feature, mask):
    return np.einsum("nihw,njhw,hw->nij", feature, feature, mask / mask.sum())
