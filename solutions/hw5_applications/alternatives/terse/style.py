"""As short as it gets."""

import numpy as np
from layers import *
from training import *

C, P = {"stride": 1, "pad": 1}, {"pool_height": 2, "pool_width": 2, "stride": 2}
flat = lambda f: f.reshape(*f.shape[:2], -1)


def features_forward(image, weights):
    xs, cs, pool = [], [], None
    for w in weights:
        if xs:
            image, pool = max_pool_forward(image, P)
        y, c = fast_conv_forward(image, w, np.zeros(w.shape[0]), C)
        image, r = relu_forward(y)
        xs, cs = xs + [image], cs + [(pool, c, r)]
    return xs, cs


def features_backward(dfeatures, cache):
    d = None
    for g, (pool, c, r) in list(zip(dfeatures, cache))[::-1]:
        d = fast_conv_backward(relu_backward(g if d is None else g + d, r), c)[0]
        d = d if pool is None else max_pool_backward(d, pool)
    return d


content_loss = lambda feature, target: (0.5 * ((feature - target) ** 2).sum(), feature - target)
gram_matrix = lambda feature: np.matmul(flat(feature), flat(feature).swapaxes(1, 2))
gram_backward = lambda dgram, feature: (dgram @ flat(feature) + dgram.swapaxes(1, 2) @ flat(feature)).reshape(feature.shape)


def style_loss(features, grams, layer_weights):
    k = [w / (2 * f[0].size) ** 2 for f, w in zip(features, layer_weights)]
    d = [gram_matrix(f) - g for f, g in zip(features, grams)]
    return sum(a * (b * b).sum() for a, b in zip(k, d)), [gram_backward(2 * a * b, f) for a, b, f in zip(k, d, features)]


def tv_loss(image):
    pad = lambda d, axis: np.diff(d, axis=axis, prepend=0, append=0)
    ds = [np.diff(image, axis=a) for a in (2, 3)]
    return sum((d * d).sum() for d in ds), -2 * sum(pad(d, a) for d, a in zip(ds, (2, 3)))


def style_objective(image, weights, target, settings):
    f, c = features_forward(image, weights)
    i, a, b = settings["content_layer"], settings["content_weight"], settings["tv_weight"]
    (s, ds), (t, dt) = style_loss(f, target["grams"], settings["layer_weights"]), content_loss(f[i], target["content"])
    v, dv = tv_loss(image)
    return s + a * t + b * v, features_backward([d + a * dt if j == i else d for j, d in enumerate(ds)], c) + b * dv


def stylize(image, weights, target, settings, steps, learning_rate):
    v, losses = 0 * image, []
    for _ in range(steps):
        l, d = style_objective(image, weights, target, settings)
        v = 0.9 * v - learning_rate * d
        image, losses = np.minimum(np.maximum(image + v, -0.5), 0.5), losses + [l]
    return image, losses


def match_colours(content, style):
    m, n = content.mean((2, 3), keepdims=True), style.mean((2, 3), keepdims=True)
    cov = lambda x: np.cov(x.reshape(3, -1), ddof=0)
    u, s, w = np.linalg.svd(cov(content)); U, S, W = np.linalg.svd(cov(style))
    a = (U * S**0.5) @ W @ (u / s**0.5) @ w
    return np.tensordot(a, (content - m)[0], 1)[None] + n


masked_gram = lambda feature, mask: gram_matrix(feature * mask) / (mask != 0).sum()
