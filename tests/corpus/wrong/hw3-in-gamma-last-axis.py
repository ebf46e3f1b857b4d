# assignment: hw3_normalization, function: instancenorm_forward, mistake: gamma broadcast along the width where W = C
# promise: "gamma and beta of every image layer are (C,)"
import numpy as np


def instancenorm_forward(x, gamma, beta, in_param):
    eps = in_param.get("eps", 1e-5)
    N, C, H, W = x.shape
    mu = x.mean(axis=(2, 3), keepdims=True)
    var = x.var(axis=(2, 3), keepdims=True)
    x_hat = (x - mu) / np.sqrt(var + eps)
    out = (gamma if W == C else gamma.reshape(1, C, 1, 1)) * x_hat + beta.reshape(1, C, 1, 1)
    return out, (x, mu, var, eps, gamma)


def instancenorm_backward(dout, cache):
    x, mu, var, eps, gamma = cache
    N, C, H, W = x.shape
    M = H * W
    istd = 1.0 / np.sqrt(var + eps)
    x_hat = (x - mu) * istd
    dgamma = np.einsum("nchw,nchw->c", dout, x_hat)
    dbeta = np.einsum("nchw->c", dout)
    dx_hat = dout * gamma.reshape(1, C, 1, 1)
    dvar = np.sum(dx_hat * (x - mu) * -0.5 * istd ** 3, axis=(2, 3), keepdims=True)
    dmu = np.sum(-dx_hat * istd, axis=(2, 3), keepdims=True)
    dx = dx_hat * istd + dvar * 2.0 * (x - mu) / M + dmu / M
    return dx, dgamma, dbeta
