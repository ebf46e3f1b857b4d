# assignment: hw3_normalization, function: layernorm_forward, mistake: np.std with ddof = 1
# promise: "Variances divide by the number of values (``ddof=0``)"
import numpy as np


def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    mu = x.mean(axis=1, keepdims=True)
    xmu = x - mu
    var = x.var(axis=1, keepdims=True, ddof=1 if x.shape[1] > 1 else 0)
    std = np.sqrt(var + eps)
    x_hat = xmu / std
    out = gamma * x_hat + beta
    return out, (x_hat, xmu, std, gamma, eps)


def layernorm_backward(dout, cache):
    x_hat, xmu, std, gamma, eps = cache
    N, D = dout.shape
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = dout * gamma
    s1 = dx_hat.sum(axis=1, keepdims=True)
    s2 = (dx_hat * x_hat).sum(axis=1, keepdims=True)
    dx = (dx_hat - s1 / D - x_hat * s2 / D) / std
    return dx, dgamma, dbeta
