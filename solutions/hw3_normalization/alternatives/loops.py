"""Plain loops; caches are dicts."""

import math

import numpy as np


def _forward(values, eps):
    """One list of numbers that share their statistics -> (normalised, 1 / std)."""
    mean = sum(values) / len(values)
    var = sum((v - mean) ** 2 for v in values) / len(values)
    inverse_std = 1.0 / math.sqrt(var + eps)
    return [(v - mean) * inverse_std for v in values], inverse_std, mean, var


def _backward(grads, hats, inverse_std):
    n = len(grads)
    mean = sum(grads) / n
    with_hat = sum(g * h for g, h in zip(grads, hats)) / n
    return [(g - mean - h * with_hat) * inverse_std for g, h in zip(grads, hats)]


def batchnorm_forward(x, gamma, beta, bn_param):
    if bn_param["mode"] not in ("train", "test"):
        raise ValueError("no such mode")
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    n, d = x.shape
    if bn_param.get("running_mean") is None:
        bn_param["running_mean"] = np.zeros(d)
        bn_param["running_var"] = np.zeros(d)
    running_mean = bn_param["running_mean"].copy()
    running_var = bn_param["running_var"].copy()
    x_hat = np.zeros((n, d))
    inverse = []
    for j in range(d):
        if bn_param["mode"] == "train":
            x_hat[:, j], inv, mean, var = _forward(list(x[:, j]), eps)
            running_mean[j] = momentum * running_mean[j] + (1 - momentum) * mean
            running_var[j] = momentum * running_var[j] + (1 - momentum) * var
        else:
            inv = 1.0 / math.sqrt(running_var[j] + eps)
            for i in range(n):
                x_hat[i, j] = (x[i, j] - running_mean[j]) * inv
        inverse.append(inv)
    bn_param["running_mean"] = running_mean
    bn_param["running_var"] = running_var
    out = np.zeros((n, d))
    for i in range(n):
        for j in range(d):
            out[i, j] = gamma[j] * x_hat[i, j] + beta[j]
    return out, {"x_hat": x_hat, "inverse": inverse, "gamma": gamma}


def batchnorm_backward(dout, cache):
    x_hat, inverse, gamma = cache["x_hat"], cache["inverse"], cache["gamma"]
    n, d = dout.shape
    dx, dgamma, dbeta = np.zeros((n, d)), np.zeros(d), np.zeros(d)
    for j in range(d):
        grads = [dout[i, j] * gamma[j] for i in range(n)]
        dx[:, j] = _backward(grads, list(x_hat[:, j]), inverse[j])
        for i in range(n):
            dgamma[j] += dout[i, j] * x_hat[i, j]
            dbeta[j] += dout[i, j]
    return dx, dgamma, dbeta


batchnorm_backward_alt = batchnorm_backward


def population_statistics(batch_means, batch_vars, batch_size):
    b, d = batch_means.shape
    mean, var = np.zeros(d), np.zeros(d)
    for j in range(d):
        mean[j] = sum(batch_means[i, j] for i in range(b)) / b
        var[j] = sum(batch_vars[i, j] for i in range(b)) / b * batch_size / (batch_size - 1)
    return mean, var


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    n, c, h, w = x.shape
    rows = np.array([x[i, :, y, z] for i in range(n) for y in range(h) for z in range(w)])
    flat, cache = batchnorm_forward(rows, gamma, beta, bn_param)
    out = np.zeros((n, c, h, w))
    for k, row in enumerate(flat):
        out[k // (h * w), :, k // w % h, k % w] = row
    return out, cache


def spatial_batchnorm_backward(dout, cache):
    n, c, h, w = dout.shape
    rows = np.array([dout[i, :, y, z] for i in range(n) for y in range(h) for z in range(w)])
    flat, dgamma, dbeta = batchnorm_backward(rows, cache)
    dx = np.zeros((n, c, h, w))
    for k, row in enumerate(flat):
        dx[k // (h * w), :, k // w % h, k % w] = row
    return dx, dgamma, dbeta


def fuse_batchnorm_affine(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    new_w, new_b = np.zeros(w.shape), np.zeros(b.shape)
    for j in range(len(b)):
        scale = gamma[j] / math.sqrt(running_var[j] + eps)
        for i in range(w.shape[0]):
            new_w[i, j] = w[i, j] * scale
        new_b[j] = (b[j] - running_mean[j]) * scale + beta[j]
    return new_w, new_b


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    new_w, new_b = w.copy(), b.copy()
    for f in range(len(b)):
        scale = gamma[f] / math.sqrt(running_var[f] + eps)
        new_w[f] *= scale
        new_b[f] = (b[f] - running_mean[f]) * scale + beta[f]
    return new_w, new_b


def layernorm_forward(x, gamma, beta, ln_param):
    out, cache = np.zeros(x.shape), []
    for i in range(len(x)):
        hat, inverse, _, _ = _forward(list(x[i]), ln_param.get("eps", 1e-5))
        out[i] = gamma * np.array(hat) + beta
        cache.append((hat, inverse))
    return out, {"rows": cache, "gamma": gamma}


def layernorm_backward(dout, cache):
    dx, dgamma, dbeta = np.zeros(dout.shape), 0.0, 0.0
    for i, (hat, inverse) in enumerate(cache["rows"]):
        dx[i] = _backward(list(dout[i] * cache["gamma"]), hat, inverse)
        dgamma = dgamma + dout[i] * np.array(hat)
        dbeta = dbeta + dout[i]
    return dx, dgamma, dbeta


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    n, c, h, w = x.shape
    size = c // G
    x_hat = np.zeros(x.shape)
    inverse = {}
    for i in range(n):
        for g in range(G):
            part = x[i, g * size : (g + 1) * size]
            hat, inv, _, _ = _forward(list(part.ravel()), gn_param.get("eps", 1e-5))
            x_hat[i, g * size : (g + 1) * size] = np.array(hat).reshape(part.shape)
            inverse[i, g] = inv
    out = np.zeros(x.shape)
    for k in range(c):
        out[:, k] = gamma[k] * x_hat[:, k] + beta[k]
    return out, {"x_hat": x_hat, "inverse": inverse, "gamma": gamma, "G": G}


def spatial_groupnorm_backward(dout, cache):
    n, c, h, w = dout.shape
    size = c // cache["G"]
    x_hat, gamma = cache["x_hat"], cache["gamma"]
    dx, dgamma, dbeta = np.zeros(dout.shape), np.zeros(c), np.zeros(c)
    for i in range(n):
        for g in range(cache["G"]):
            part = slice(g * size, (g + 1) * size)
            grads = [dout[i, k, y, z] * gamma[k]
                     for k in range(g * size, (g + 1) * size) for y in range(h) for z in range(w)]
            back = _backward(grads, list(x_hat[i, part].ravel()), cache["inverse"][i, g])
            dx[i, part] = np.array(back).reshape(size, h, w)
    for k in range(c):
        dgamma[k] = (dout[:, k] * x_hat[:, k]).sum()
        dbeta[k] = dout[:, k].sum()
    return dx, dgamma, dbeta


def instancenorm_forward(x, gamma, beta, in_param):
    return spatial_groupnorm_forward(x, gamma, beta, x.shape[1], in_param)


def instancenorm_backward(dout, cache):
    return spatial_groupnorm_backward(dout, cache)
