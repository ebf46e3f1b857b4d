# assignment: hw3_normalization, function: spatial_groupnorm_backward, mistake: dgamma and dbeta have shape (1, C, 1, 1)
# written: after the tests had been read
import numpy as np


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    N, C, H, W = x.shape
    eps = gn_param.get("eps", 1e-5)
    xg = x.reshape(N, G, C // G, H, W)
    mu = xg.mean(axis=(2, 3, 4), keepdims=True)
    std = np.sqrt(xg.var(axis=(2, 3, 4), keepdims=True) + eps)
    xhat = ((xg - mu) / std).reshape(x.shape)
    g, b = gamma.reshape(1, C, 1, 1), beta.reshape(1, C, 1, 1)
    return g * xhat + b, (xhat, std, g, G)


def spatial_groupnorm_backward(dout, cache):
    xhat, std, g, G = cache
    N, C, H, W = dout.shape
    dgamma = np.sum(dout * xhat, axis=(0, 2, 3), keepdims=True)
    dbeta = np.sum(dout, axis=(0, 2, 3), keepdims=True)
    d = (dout * g).reshape(N, G, -1)
    h = xhat.reshape(N, G, -1)
    m = d.shape[2]
    dx = (d - d.sum(2, keepdims=True) / m - h * (d * h).sum(2, keepdims=True) / m) / std.reshape(N, G, 1)
    return dx.reshape(dout.shape), dgamma, dbeta
