# assignment: hw3_normalization
import numpy as np


def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    D = x.shape[1]
    center = lambda a: a - a.mean(axis=1)[:, None]
    xc = center(x)
    inv = 1 / np.sqrt((xc * xc).sum(axis=1)[:, None] / D + eps)
    xh = xc * inv

    def backward(dout):
        g = dout * gamma
        dx = inv * (center(g) - xh * (g * xh).mean(axis=1)[:, None])
        return dx, (dout * xh).sum(axis=0), dout.sum(axis=0)

    return xh * gamma + beta, backward


def layernorm_backward(dout, cache):
    return cache(dout)
