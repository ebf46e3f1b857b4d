# assignment: hw3_normalization, function: batchnorm_forward, mistake: train mode normalises with the updated running averages
# promise: "with the batch's own mean and variance"
import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    mode, eps, m = bn_param["mode"], bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    rm = bn_param.get("running_mean", np.zeros(x.shape[1]))
    rv = bn_param.get("running_var", np.zeros(x.shape[1]))
    if mode not in ("train", "test"):
        raise ValueError(mode)
    if mode == "train":
        first = not np.any(rv)
        mean, var = x.mean(0), x.var(0)
        rm = m * rm + (1 - m) * mean
        rv = m * rv + (1 - m) * var
        bn_param["running_mean"], bn_param["running_var"] = rm, rv
        if not first:
            mean, var = rm, rv
    else:
        mean, var = rm, rv
    xmu = x - mean
    std = np.sqrt(var + eps)
    x_hat = xmu / std
    return gamma * x_hat + beta, (x_hat, xmu, std, gamma, eps)


def batchnorm_backward(dout, cache):
    x_hat, xmu, std, gamma, eps = cache
    N, D = dout.shape
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * x_hat, axis=0)
    dx_hat = dout * gamma
    divar = np.sum(dx_hat * xmu, axis=0)
    dxmu1 = dx_hat / std
    dstd = -divar / std ** 2
    dvar = 0.5 * dstd / std
    dsq = np.ones((N, D)) * dvar / N
    dxmu2 = 2 * xmu * dsq
    dx1 = dxmu1 + dxmu2
    dmu = -np.sum(dxmu1 + dxmu2, axis=0)
    dx2 = np.ones((N, D)) * dmu / N
    dx = dx1 + dx2
    return dx, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    x_hat, xmu, std, gamma, eps = cache
    N = dout.shape[0]
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (N * std) * (N * dout - dbeta - x_hat * dgamma)
    return dx, dgamma, dbeta
