"""Loops over pixels and channels, as one writes it first; the pooling by hand."""

import numpy as np
from layers import conv_backward, conv_forward


def features_forward(image, weights):
    features, cache = [], []
    x = image
    for number in range(len(weights)):
        entry = {"before": x}
        if number != 0:
            n, c, h, w = x.shape
            pooled = np.zeros((n, c, h // 2, w // 2))
            for i in range(h // 2):
                for j in range(w // 2):
                    window = x[:, :, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
                    pooled[:, :, i, j] = window.max(axis=(2, 3))
            entry["pooled"] = pooled
            x = pooled
        filters = weights[number]
        out, entry["conv"] = conv_forward(x, filters, np.zeros(filters.shape[0]), {"stride": 1, "pad": 1})
        entry["positive"] = out > 0
        x = out * entry["positive"]
        features.append(x)
        cache.append(entry)
    return features, cache


def features_backward(dfeatures, cache):
    total = dfeatures[-1].copy()
    for number in reversed(range(len(cache))):
        entry = cache[number]
        dx, _, _ = conv_backward(total * entry["positive"], entry["conv"])
        if number == 0:
            return dx
        before, pooled = entry["before"], entry["pooled"]
        back = np.zeros(before.shape)
        for n in range(before.shape[0]):
            for c in range(before.shape[1]):
                for i in range(pooled.shape[2]):
                    for j in range(pooled.shape[3]):
                        window = before[n, c, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
                        a, b = np.unravel_index(np.argmax(window), (2, 2))
                        back[n, c, 2 * i + a, 2 * j + b] = dx[n, c, i, j]
        total = back + dfeatures[number - 1]


def content_loss(feature, target):
    loss = 0.0
    for a, b in zip(feature.ravel(), target.ravel()):
        loss += (a - b) ** 2 / 2
    return loss, feature - target


def gram_matrix(feature):
    n, c = feature.shape[:2]
    gram = np.zeros((n, c, c))
    for image in range(n):
        for i in range(c):
            for j in range(c):
                gram[image, i, j] = np.sum(feature[image, i] * feature[image, j])
    return gram


def gram_backward(dgram, feature):
    n, c = feature.shape[:2]
    dfeature = np.zeros(feature.shape)
    for image in range(n):
        for i in range(c):
            for j in range(c):
                dfeature[image, i] += dgram[image, i, j] * feature[image, j]
                dfeature[image, j] += dgram[image, i, j] * feature[image, i]
    return dfeature


def style_loss(features, grams, layer_weights):
    loss = 0.0
    gradients = []
    for i in range(len(features)):
        _, c, h, w = features[i].shape
        divisor = 4.0 * c * c * (h * w) * (h * w)
        gap = gram_matrix(features[i]) - grams[i]
        loss += layer_weights[i] * (gap**2).sum() / divisor
        gradients.append(gram_backward(layer_weights[i] * 2 * gap / divisor, features[i]))
    return loss, gradients


def tv_loss(image):
    loss, dimage = 0.0, np.zeros(image.shape)
    h, w = image.shape[2:]
    for i in range(h):
        for j in range(w):
            for a, b in ((i + 1, j), (i, j + 1)):
                if a < h and b < w:
                    gap = image[:, :, a, b] - image[:, :, i, j]
                    loss += np.sum(gap * gap)
                    dimage[:, :, a, b] += 2 * gap
                    dimage[:, :, i, j] -= 2 * gap
    return loss, dimage


def style_objective(image, weights, target, settings):
    features, cache = features_forward(image, weights)
    loss, gradients = style_loss(features, target["grams"], settings["layer_weights"])
    where = settings["content_layer"]
    content, dcontent = content_loss(features[where], target["content"])
    gradients[where] += settings["content_weight"] * dcontent
    smooth, dsmooth = tv_loss(image)
    loss += settings["content_weight"] * content + settings["tv_weight"] * smooth
    return loss, features_backward(gradients, cache) + settings["tv_weight"] * dsmooth


def stylize(image, weights, target, settings, steps, learning_rate):
    image = image.copy()
    velocity = np.zeros_like(image)
    losses = []
    for step in range(steps):
        loss, gradient = style_objective(image, weights, target, settings)
        losses.append(loss)
        velocity *= 0.9
        velocity -= learning_rate * gradient
        image += velocity
        image[image > 0.5] = 0.5
        image[image < -0.5] = -0.5
    return image, losses


def match_colours(content, style):
    def root(matrix):
        values, vectors = np.linalg.eigh(matrix)
        return vectors @ np.diag(np.sqrt(values)) @ vectors.T

    def parts(image):
        pixels = image[0].transpose(1, 2, 0).reshape(-1, 3)
        return pixels, pixels.mean(axis=0), np.cov(pixels.T, bias=True)

    pixels, mean, covariance = parts(content)
    _, new_mean, new_covariance = parts(style)
    matrix = root(new_covariance) @ np.linalg.inv(root(covariance))
    found = np.array([matrix @ (pixel - mean) + new_mean for pixel in pixels])
    return found.reshape(1, *content.shape[2:], 3).transpose(0, 3, 1, 2).copy()


def masked_gram(feature, mask):
    n, c = feature.shape[:2]
    gram = np.zeros((n, c, c))
    count = 0
    for i in range(mask.shape[0]):
        for j in range(mask.shape[1]):
            if mask[i, j]:
                count += 1
                for k in range(n):
                    gram[k] += np.outer(feature[k, :, i, j], feature[k, :, i, j])
    return gram / count
