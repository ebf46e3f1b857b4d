# assignment: hw3_normalization, function: layernorm_backward, mistake: gamma is pulled out of the sums over the features
# written: after the tests had been read
import numpy as np


def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    mu = x.mean(axis=1, keepdims=True)
    istd = 1.0 / np.sqrt(((x - mu) ** 2).mean(axis=1, keepdims=True) + eps)
    xhat = (x - mu) * istd
    return gamma * xhat + beta, (xhat, istd, gamma)


def layernorm_backward(dout, cache):
    xhat, istd, gamma = cache
    D = xhat.shape[1]
    dgamma = (dout * xhat).sum(axis=0)
    dbeta = dout.sum(axis=0)
    s1 = dout.sum(axis=1, keepdims=True)
    s2 = (dout * xhat).sum(axis=1, keepdims=True)
    dx = gamma * istd / D * (D * dout - s1 - xhat * s2)
    return dx, dgamma, dbeta
