"""As short as it gets."""

import numpy as np
from layers import *


def sigma(a):
    return np.exp(-np.logaddexp(0, -a))


def net(p, x, i):
    h = x @ p[f"W{i}"] + p[f"b{i}"]
    return np.maximum(h, 0) @ p[f"W{i + 1}"] + p[f"b{i + 1}"], (x, h, p[f"W{i}"], p[f"W{i + 1}"])


def back(d, cache, i):
    x, h, w, v = cache
    dh = d @ v.T * (h > 0)
    return dh @ w.T, {f"W{i}": x.T @ dh, f"b{i}": dh.sum(0), f"W{i + 1}": np.maximum(h, 0).T @ d, f"b{i + 1}": d.sum(0)}


def encode_forward(params, x):
    out, cache = net(params, x, 1)
    n = out.shape[1] // 2
    return (out[:, :n], out[:, n:]), cache


def encode_backward(dmean, dlogvar, cache):
    return back(np.hstack([dmean, dlogvar]), cache, 1)[1]


def reparameterize_forward(mean, logvar, noise):
    return mean + np.sqrt(np.exp(logvar)) * noise, (logvar, noise)


def reparameterize_backward(dz, cache):
    return dz + 0, dz * cache[1] * np.exp(cache[0] / 2) / 2


def kl_divergence(mean, logvar):
    v, n = np.exp(logvar), len(mean)
    return (v + mean * mean - 1 - logvar).sum() / 2 / n, mean / n, (v - 1) / 2 / n


def bernoulli_loss(logits, x):
    return (np.logaddexp(0, logits) - x * logits).sum() / len(x), (sigma(logits) - x) / len(x)


def vae_loss(params, x, noise, beta=1.0):
    (m, v), c = encode_forward(params, x)
    z, n = reparameterize_forward(m, v, noise)
    out, d = net(params, z, 3)
    (loss, dl), (kl, km, kv) = bernoulli_loss(out, x), kl_divergence(m, v)
    dz, grads = back(dl, d, 3)
    dm, dv = reparameterize_backward(dz, n)
    return loss + beta * kl, grads | encode_backward(dm + beta * km, dv + beta * kv, c)


def generate(params, z):
    return sigma(net(params, z, 3)[0])


def nearest_neighbours(samples, images):
    d = ((samples[:, None] - images) ** 2).sum(2)
    return d.argmin(1), d.min(1)


def frechet_distance(a, b, components):
    m = b.mean(0)
    v = np.linalg.svd(b - m, full_matrices=False)[2][:components].T
    p, q = (a - m) @ v, (b - m) @ v
    c, d = (np.atleast_2d(np.cov(s.T)) for s in (p, q))
    w, u = np.linalg.eigh(d)
    r = (u * np.sqrt(np.clip(w, 0, None))) @ u.T
    root = np.sqrt(np.clip(np.linalg.eigvalsh(r @ c @ r), 0, None)).sum()
    return float(((p.mean(0) - q.mean(0)) ** 2).sum() + c.trace() + d.trace() - 2 * root)


def pixel_mask(size, kind):
    at = {"A": size**2 // 2, "B": size**2 // 2 + 1}
    if kind not in at:
        raise ValueError(kind)
    return (np.arange(size**2) < at[kind]).reshape(size, size) * 1.0


def masked_conv_forward(x, w, b, kind):
    m = pixel_mask(len(w[0, 0]), kind)
    out, c = conv_forward(x, w * m, b, {"stride": 1, "pad": len(m) // 2})
    return out, (c, m)


def masked_conv_backward(dout, cache):
    dx, dw, db = conv_backward(dout, cache[0])
    return dx, dw * cache[1], db


def pixel_logits(params, x):
    last = len(params) // 2
    for i in range(1, last + 1):
        x = masked_conv_forward(x if i == 1 else np.maximum(x, 0), params[f"W{i}"], params[f"b{i}"], "BA"[i == 1])[0]
    return x


def bits_per_pixel(logits, x):
    return float(np.mean(np.logaddexp(0, logits) - x * logits) / np.log(2))


def sample_pixels(params, uniforms):
    out = uniforms * 0
    for i, j in np.ndindex(*uniforms.shape[2:]):
        out[:, :, i, j] = uniforms[:, :, i, j] < sigma(pixel_logits(params, out)[:, :, i, j])
    return out
