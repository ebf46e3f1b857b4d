# assignment: hw3_normalization, function: spatial_groupnorm_forward, mistake: reshape to (N, C // G, G, H, W): every G-th channel forms a group
# promise: "the first C / G channels form the first group"
import numpy as np


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    N, C, H, W = x.shape
    xg = x.reshape(N, C // G, G, H, W)
    mean = xg.mean(axis=(1, 3, 4), keepdims=True)
    var = xg.var(axis=(1, 3, 4), keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = ((xg - mean) / std).reshape(N, C, H, W)
    out = x_hat * gamma[None, :, None, None] + beta[None, :, None, None]
    return out, (G, x_hat, std, gamma)


def spatial_groupnorm_backward(dout, cache):
    G, x_hat, std, gamma = cache
    N, C, H, W = dout.shape
    M = C // G * H * W
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    dxh = (dout * gamma[None, :, None, None]).reshape(N, C // G, G, H, W)
    xh = x_hat.reshape(N, C // G, G, H, W)
    a = dxh.sum(axis=(1, 3, 4), keepdims=True)
    b = (dxh * xh).sum(axis=(1, 3, 4), keepdims=True)
    dx = (dxh - a / M - xh * b / M) / std
    return dx.reshape(N, C, H, W), dgamma, dbeta
