# assignment: hw3_normalization
import numpy as np


import math


def _normal(values, eps):
    """mean, sqrt(var + eps) and normalised values of a flat list"""
    n = len(values)
    mean = math.fsum(values) / n
    var = math.fsum((v - mean) ** 2 for v in values) / n
    s = np.sqrt(var + eps)
    return mean, var, s, [(v - mean) / s for v in values]


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    if mode not in ("train", "test"):
        raise ValueError("mode %r" % (mode,))
    eps = bn_param.get("eps", 1e-5)
    m = bn_param.get("momentum", 0.9)
    N, D = x.shape
    rm = bn_param["running_mean"] if "running_mean" in bn_param else np.zeros(D)
    rv = bn_param["running_var"] if "running_var" in bn_param else np.zeros(D)
    xh = np.empty((N, D))
    s = np.empty(D)
    out = np.empty((N, D))
    new_m, new_v = np.empty(D), np.empty(D)
    for j in range(D):
        if mode == "train":
            mean, var, s[j], col = _normal(x[:, j].tolist(), eps)
            new_m[j] = m * rm[j] + (1 - m) * mean
            new_v[j] = m * rv[j] + (1 - m) * var
        else:
            s[j] = math.sqrt(rv[j] + eps)
            col = [(v - rm[j]) / s[j] for v in x[:, j]]
        for i in range(N):
            xh[i, j] = col[i]
            out[i, j] = gamma[j] * col[i] + beta[j]
    if mode == "train":
        bn_param["running_mean"] = new_m
        bn_param["running_var"] = new_v
    return out, [xh, s, gamma.copy()]


def batchnorm_backward(dout, cache):
    xh, s, gamma = cache
    N, D = dout.shape
    dx, dgamma, dbeta = np.zeros((N, D)), np.zeros(D), np.zeros(D)
    for j in range(D):
        for i in range(N):
            dbeta[j] += dout[i, j]
            dgamma[j] += dout[i, j] * xh[i, j]
        for i in range(N):
            for k in range(N):  # the Jacobian, entry by entry
                jac = (float(i == k) - 1.0 / N - xh[i, j] * xh[k, j] / N) / s[j]
                dx[i, j] += jac * gamma[j] * dout[k, j]
    return dx, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    return batchnorm_backward(dout, cache)
