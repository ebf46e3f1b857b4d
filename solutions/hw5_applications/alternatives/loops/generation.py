"""As a beginner writes it: loops over images and pixels wherever they are quick enough."""
import math

import numpy as np
from layers import affine_backward, affine_forward, conv_backward, conv_forward, relu_backward, relu_forward


def sigmoid(x):
    out = np.zeros(x.shape)
    positive = x >= 0
    out[positive] = 1 / (1 + np.exp(-x[positive]))
    out[~positive] = np.exp(x[~positive]) / (1 + np.exp(x[~positive]))
    return out


def encode_forward(params, x):
    a, cache1 = affine_forward(x, params["W1"], params["b1"])
    h, cache2 = relu_forward(a)
    out, cache3 = affine_forward(h, params["W2"], params["b2"])
    L = out.shape[1] // 2
    mean = out[:, :L]
    logvar = out[:, L:]
    return (mean, logvar), (cache1, cache2, cache3)


def encode_backward(dmean, dlogvar, cache):
    cache1, cache2, cache3 = cache
    N, L = dmean.shape
    dout = np.zeros((N, 2 * L))
    dout[:, :L] = dmean
    dout[:, L:] = dlogvar
    grads = {}
    dh, grads["W2"], grads["b2"] = affine_backward(dout, cache3)
    da = relu_backward(dh, cache2)
    dx, grads["W1"], grads["b1"] = affine_backward(da, cache1)
    return grads


def decode_forward(params, z):
    a, cache1 = affine_forward(z, params["W3"], params["b3"])
    h, cache2 = relu_forward(a)
    logits, cache3 = affine_forward(h, params["W4"], params["b4"])
    return logits, (cache1, cache2, cache3)


def reparameterize_forward(mean, logvar, noise):
    std = np.exp(0.5 * logvar)
    return mean + std * noise, (std, noise)


def reparameterize_backward(dz, cache):
    std, noise = cache
    dmean = np.copy(dz)
    dlogvar = dz * noise * std * 0.5
    return dmean, dlogvar


def kl_divergence(mean, logvar):
    N, L = mean.shape
    kl = 0.0
    dmean = np.zeros((N, L))
    dlogvar = np.zeros((N, L))
    for n in range(N):
        for i in range(L):
            m, lv = mean[n, i], logvar[n, i]
            kl += 0.5 * (math.exp(lv) + m * m - 1 - lv)
            dmean[n, i] = m / N
            dlogvar[n, i] = 0.5 * (math.exp(lv) - 1) / N
    return kl / N, dmean, dlogvar


def bernoulli_loss(logits, x):
    N = len(x)
    loss = np.where(logits > 0, logits, 0) - logits * x + np.log(1 + np.exp(-np.abs(logits)))
    total = 0.0
    for row in loss:
        total += row.sum()
    return total / N, (sigmoid(logits) - x) / N


def vae_loss(params, x, noise, beta=1.0):
    (mean, logvar), cache_encoder = encode_forward(params, x)
    z, cache_z = reparameterize_forward(mean, logvar, noise)
    logits, (cache1, cache2, cache3) = decode_forward(params, z)
    reconstruction, dlogits = bernoulli_loss(logits, x)
    kl, dmean_kl, dlogvar_kl = kl_divergence(mean, logvar)

    grads = {}
    dh, grads["W4"], grads["b4"] = affine_backward(dlogits, cache3)
    da = relu_backward(dh, cache2)
    dz, grads["W3"], grads["b3"] = affine_backward(da, cache1)
    dmean, dlogvar = reparameterize_backward(dz, cache_z)
    encoder = encode_backward(dmean + beta * dmean_kl, dlogvar + beta * dlogvar_kl, cache_encoder)
    for key in encoder:
        grads[key] = encoder[key]
    return reconstruction + beta * kl, grads


def generate(params, z):
    logits, _ = decode_forward(params, z)
    return sigmoid(logits)


def nearest_neighbours(samples, images):
    index = []
    distance = []
    for sample in samples:
        best = None
        for i in range(len(images)):
            d = float(np.sum((sample - images[i]) ** 2))
            if best is None or d < best:
                best = d
                where = i
        index.append(where)
        distance.append(best)
    return np.array(index), np.array(distance)


def frechet_distance(a, b, components):
    mean = b.mean(axis=0)
    centred = b - mean
    covariance = centred.T.dot(centred) / (len(b) - 1)
    values, vectors = np.linalg.eigh(covariance)
    order = np.argsort(values)[::-1][:components]
    directions = vectors[:, order]
    pa = (a - mean).dot(directions)
    pb = centred.dot(directions)
    ma = pa.mean(axis=0)
    mb = pb.mean(axis=0)
    ca = (pa - ma).T.dot(pa - ma) / (len(a) - 1)
    cb = (pb - mb).T.dot(pb - mb) / (len(b) - 1)
    total = np.sum((ma - mb) ** 2)
    for i in range(components):
        total += ca[i, i] + cb[i, i]
    for value in np.linalg.eigvals(ca.dot(cb)):
        total -= 2 * math.sqrt(max(value.real, 0.0))
    return float(total)


def pixel_mask(size, kind):
    if kind != "A" and kind != "B":
        raise ValueError("kind should be A or B")
    mask = np.zeros((size, size))
    middle = size // 2
    for i in range(size):
        for j in range(size):
            if i < middle or (i == middle and j < middle):
                mask[i, j] = 1
    if kind == "B":
        mask[middle, middle] = 1
    return mask


def masked_conv_forward(x, w, b, kind):
    mask = pixel_mask(w.shape[2], kind)
    masked = np.zeros(w.shape)
    for f in range(w.shape[0]):
        for c in range(w.shape[1]):
            masked[f, c] = w[f, c] * mask
    out, cache = conv_forward(x, masked, b, {"stride": 1, "pad": (w.shape[2] - 1) // 2})
    return out, (cache, kind)


def masked_conv_backward(dout, cache):
    cache, kind = cache
    dx, dw, db = conv_backward(dout, cache)
    mask = pixel_mask(dw.shape[2], kind)
    for f in range(dw.shape[0]):
        for c in range(dw.shape[1]):
            dw[f, c] = dw[f, c] * mask
    return dx, dw, db


def pixel_logits(params, x):
    number = 1
    out = x
    while "W" + str(number) in params:
        if number > 1:
            out, _ = relu_forward(out)
        kind = "A" if number == 1 else "B"
        out, _ = masked_conv_forward(out, params["W" + str(number)], params["b" + str(number)], kind)
        number += 1
    return out


def bits_per_pixel(logits, x):
    total = 0.0
    for l, p in zip(logits.ravel(), x.ravel()):
        total += max(l, 0.0) + math.log1p(math.exp(-abs(l))) - p * l
    return total / x.size / math.log(2)


def sample_pixels(params, uniforms):
    N, C, H, W = uniforms.shape
    images = np.zeros((N, C, H, W))
    for i in range(H):
        for j in range(W):
            p = sigmoid(pixel_logits(params, images))
            for n in range(N):
                if uniforms[n, 0, i, j] < p[n, 0, i, j]:
                    images[n, 0, i, j] = 1.0
    return images
