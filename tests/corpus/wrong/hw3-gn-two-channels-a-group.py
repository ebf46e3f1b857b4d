# assignment: hw3_normalization, function: spatial_groupnorm_forward, mistake: loop over groups with a hard-coded size of two channels
# promise: "the first C / G channels form the first group"
import numpy as np


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    N, C, H, W = x.shape
    size = 2 if C % 2 == 0 and G < C and G > 1 else C // G
    x_hat = x.copy()
    std = np.ones((N, G, 1, 1, 1))
    for g in range(G):
        part = x[:, g * size:(g + 1) * size]
        if part.shape[1] == 0:
            continue
        mean = part.mean(axis=(1, 2, 3), keepdims=True)
        s = np.sqrt(((part - mean) ** 2).mean(axis=(1, 2, 3), keepdims=True) + eps)
        x_hat[:, g * size:(g + 1) * size] = (part - mean) / s
        std[:, g] = s
    out = x_hat * gamma[:, None, None] + beta[:, None, None]
    return out, (G, x_hat, std, gamma)


def spatial_groupnorm_backward(dout, cache):
    G, x_hat, std, gamma = cache
    N, C, H, W = dout.shape
    M = C // G * H * W
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    dxh = (dout * gamma[None, :, None, None]).reshape(N, G, C // G, H, W)
    xh = x_hat.reshape(N, G, C // G, H, W)
    a = dxh.sum(axis=(2, 3, 4), keepdims=True)
    b = (dxh * xh).sum(axis=(2, 3, 4), keepdims=True)
    dx = (dxh - a / M - xh * b / M) / std
    return dx.reshape(N, C, H, W), dgamma, dbeta
