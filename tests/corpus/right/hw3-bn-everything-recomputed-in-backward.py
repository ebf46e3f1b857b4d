# assignment: hw3_normalization
import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    eps = bn_param.get("eps", 1e-5)
    m = bn_param.get("momentum", 0.9)
    if bn_param["mode"] == "train":
        mean, var = x.mean(0), np.var(x, 0)
        bn_param["running_mean"] = m * bn_param.get("running_mean", 0.0) + (1 - m) * mean
        bn_param["running_var"] = m * bn_param.get("running_var", 0.0) + (1 - m) * var
    elif bn_param["mode"] == "test":
        zero = np.zeros(x.shape[1])
        mean, var = bn_param.get("running_mean", zero), bn_param.get("running_var", zero)
    else:
        raise ValueError(bn_param["mode"])
    return gamma * ((x - mean) / np.sqrt(var + eps)) + beta, dict(x=x.copy(), gamma=gamma.copy(), eps=eps)


def batchnorm_backward(dout, cache):
    x, gamma, eps = cache["x"], cache["gamma"], cache["eps"]
    N = x.shape[0]
    c = x - x.mean(axis=0)
    v = np.var(x, axis=0) + eps
    dy = dout * gamma
    dv = (dy * c).sum(axis=0) * -0.5 * v ** -1.5
    dx = dy / np.sqrt(v) + 2 * c * dv / N
    return dx - dx.sum(axis=0) / N, (dout * c).sum(axis=0) / np.sqrt(v), dout.sum(axis=0)


def batchnorm_backward_alt(dout, cache):
    x, gamma, eps = (cache[k] for k in ("x", "gamma", "eps"))
    c = x - x.mean(axis=0)
    s = (np.var(x, axis=0) + eps) ** 0.5
    mean = lambda a: a.mean(axis=0)
    dx = gamma / s * (dout - mean(dout) - c * mean(dout * c) / s ** 2)
    return dx, (dout * c / s).sum(axis=0), dout.sum(axis=0)
