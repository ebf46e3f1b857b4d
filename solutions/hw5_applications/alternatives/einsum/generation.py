"""Sums over named axes; the convolution by windows, pixels drawn with a mask of what is done."""

import numpy as np


def _dense(x, w, b):
    return np.einsum("nd,dk->nk", x, w) + b


def _sigma(x):
    return np.where(x >= 0, 1.0, np.exp(-np.abs(x))) / (1 + np.exp(-np.abs(x)))


def encode_forward(params, x):
    hidden = np.maximum(_dense(x, params["W1"], params["b1"]), 0)
    out = _dense(hidden, params["W2"], params["b2"])
    mean, logvar = np.moveaxis(out.reshape(len(x), 2, -1), 1, 0)
    return (mean, logvar), (x, hidden, params["W2"])


def encode_backward(dmean, dlogvar, cache):
    x, hidden, w2 = cache
    dout = np.stack([dmean, dlogvar], axis=1).reshape(len(x), -1)
    dhidden = np.einsum("nk,hk->nh", dout, w2) * (hidden > 0)
    return {
        "W1": np.einsum("nd,nh->dh", x, dhidden),
        "b1": np.einsum("nh->h", dhidden),
        "W2": np.einsum("nh,nk->hk", hidden, dout),
        "b2": np.einsum("nk->k", dout),
    }


def reparameterize_forward(mean, logvar, noise):
    z = mean + np.exp(0.5 * logvar) * noise
    return z, z - mean


def reparameterize_backward(dz, cache):
    return np.array(dz), 0.5 * cache * dz


def kl_divergence(mean, logvar):
    excess = np.expm1(logvar)
    kl = np.einsum("nl->", excess - logvar + np.square(mean)) / (2 * len(mean))
    return kl, mean / len(mean), excess / (2 * len(mean))


def bernoulli_loss(logits, x):
    ink, none = np.logaddexp(0, -logits), np.logaddexp(0, logits)
    loss = np.einsum("nd,nd->", x, ink) + np.einsum("nd,nd->", 1 - x, none)
    return loss / len(x), (_sigma(logits) - x) / len(x)


def _decode(params, z):
    hidden = np.maximum(_dense(z, params["W3"], params["b3"]), 0)
    return _dense(hidden, params["W4"], params["b4"]), hidden


def vae_loss(params, x, noise, beta=1.0):
    (mean, logvar), cache = encode_forward(params, x)
    z, drawn = reparameterize_forward(mean, logvar, noise)
    logits, hidden = _decode(params, z)
    fit, dlogits = bernoulli_loss(logits, x)
    kl, kmean, klogvar = kl_divergence(mean, logvar)
    dhidden = np.einsum("nd,hd->nh", dlogits, params["W4"]) * (hidden > 0)
    dz = np.einsum("nh,lh->nl", dhidden, params["W3"])
    zmean, zlogvar = reparameterize_backward(dz, drawn)
    grads = encode_backward(zmean + beta * kmean, zlogvar + beta * klogvar, cache)
    grads["W3"], grads["b3"] = np.einsum("nl,nh->lh", z, dhidden), np.einsum("nh->h", dhidden)
    grads["W4"], grads["b4"] = np.einsum("nh,nd->hd", hidden, dlogits), np.einsum("nd->d", dlogits)
    return fit + beta * kl, grads


def generate(params, z):
    return _sigma(_decode(params, z)[0])


def nearest_neighbours(samples, images):
    found = [np.einsum("md,md->m", images - s, images - s) for s in samples]
    return np.argmin(found, axis=1), np.min(found, axis=1)


def frechet_distance(a, b, components):
    centre = b - b.mean(axis=0)
    values, vectors = np.linalg.eigh(np.einsum("ni,nj->ij", centre, centre) / (len(b) - 1))
    axes = vectors[:, np.argsort(-values)[:components]]
    scale = np.sqrt(values[np.argsort(-values)[:components]])  # of b along its own axes
    part = (a - b.mean(axis=0)) @ axes
    gap, part = part.mean(axis=0), part - part.mean(axis=0)
    cov = np.einsum("ni,nj->ij", part, part) / (len(a) - 1)
    inner = np.einsum("i,ij,j->ij", scale, cov, scale)
    root = np.sqrt(np.maximum(np.linalg.eigvalsh(inner), 0)).sum()
    return float(gap @ gap + np.trace(cov) + scale @ scale - 2 * root)


def pixel_mask(size, kind):
    if kind != "A" and kind != "B":
        raise ValueError("only A and B")
    row, column = np.ogrid[:size, :size]
    middle = size // 2
    before = (row < middle) | ((row == middle) & (column < middle))
    if kind == "B":
        before = before | ((row == middle) & (column == middle))
    return before.astype(np.float64)


def masked_conv_forward(x, w, b, kind):
    size, pad = w.shape[2], w.shape[2] // 2
    mask = pixel_mask(size, kind)
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(2, 3))
    out = np.einsum("nchwij,fcij,ij->nfhw", windows, w, mask, optimize=True) + b[:, None, None]
    return out, (windows, w * mask, mask)


def masked_conv_backward(dout, cache):
    windows, w, mask = cache
    size, pad = len(mask), len(mask) // 2
    padded = np.pad(dout, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    around = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(2, 3))
    dx = np.einsum("nfhwij,fcij->nchw", around, w[:, :, ::-1, ::-1], optimize=True)
    dw = np.einsum("nfhw,nchwij->fcij", dout, windows, optimize=True) * mask
    return dx, dw, np.einsum("nfhw->f", dout)


def pixel_logits(params, x):
    out, _ = masked_conv_forward(x, params["W1"], params["b1"], "A")
    for layer in range(2, len(params) // 2 + 1):
        out, _ = masked_conv_forward(np.maximum(out, 0), params[f"W{layer}"], params[f"b{layer}"], "B")
    return out


def bits_per_pixel(logits, x):
    nats = x * np.logaddexp(0, -logits) + (1 - x) * np.logaddexp(0, logits)
    return float(nats.mean() * np.log2(np.e))


def sample_pixels(params, uniforms):
    n, _, height, width = uniforms.shape
    images = np.zeros((n, 1, height, width))
    for place in range(height * width):
        drawn = (uniforms < _sigma(pixel_logits(params, images))).reshape(n, -1)
        images.reshape(n, -1)[:, place] = drawn[:, place]
    return images
