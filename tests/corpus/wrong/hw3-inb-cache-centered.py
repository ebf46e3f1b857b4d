# assignment: hw3_normalization, function: instancenorm_backward, mistake: the cached x is centered in place: second call and the caller's x are wrong
# promise: "dout and cache left as they were"
import numpy as np


def instancenorm_forward(x, gamma, beta, in_param):
    eps = in_param.get("eps", 1e-5)
    N, C, H, W = x.shape
    mu = x.mean(axis=(2, 3), keepdims=True)
    var = x.var(axis=(2, 3), keepdims=True)
    x_hat = (x - mu) / np.sqrt(var + eps)
    out = gamma.reshape(1, C, 1, 1) * x_hat + beta.reshape(1, C, 1, 1)
    return out, (x, mu, var, eps, gamma)


def instancenorm_backward(dout, cache):
    x, mu, var, eps, gamma = cache
    N, C, H, W = x.shape
    M = H * W
    istd = 1.0 / np.sqrt(var + eps)
    x_hat = x
    x_hat -= mu
    x_hat *= istd
    dgamma = np.einsum("nchw,nchw->c", dout, x_hat)
    dbeta = np.einsum("nchw->c", dout)
    dx_hat = dout * gamma.reshape(1, C, 1, 1)
    dvar = np.sum(dx_hat * x_hat * -0.5 * istd ** 2, axis=(2, 3), keepdims=True)
    dmu = np.sum(-dx_hat * istd, axis=(2, 3), keepdims=True)
    dx = dx_hat * istd + dvar * 2.0 * x_hat / istd / M + dmu / M
    return dx, dgamma, dbeta
