"""Node by node through the graph, as in many blog posts; caches are objects."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Cache:
    xmu: np.ndarray
    sqrtvar: np.ndarray
    gamma: np.ndarray
    axis: object


def normalise(x, gamma, beta, axis, eps):
    n = x.size // np.sum(x, axis=axis).size
    mu = np.sum(x, axis=axis, keepdims=True) / n
    xmu = x - mu
    var = np.sum(xmu**2, axis=axis, keepdims=True) / n
    sqrtvar = np.sqrt(var + eps)
    return gamma * (xmu / sqrtvar) + beta, Cache(xmu, sqrtvar, gamma, axis), mu, var


def backward(dout, cache, params):
    ivar = 1.0 / cache.sqrtvar
    n = dout.size // cache.sqrtvar.size
    dgamma = np.sum(dout * cache.xmu * ivar, axis=params)
    dbeta = np.sum(dout, axis=params)
    dxhat = dout * cache.gamma
    divar = np.sum(dxhat * cache.xmu, axis=cache.axis, keepdims=True)
    dxmu1 = dxhat * ivar
    dsqrtvar = -1.0 / (cache.sqrtvar**2) * divar
    dvar = 0.5 * dsqrtvar / cache.sqrtvar
    dsq = np.ones_like(dout) * dvar / n
    dxmu2 = 2 * cache.xmu * dsq
    dx1 = dxmu1 + dxmu2
    dmu = -np.sum(dx1, axis=cache.axis, keepdims=True)
    dx2 = np.ones_like(dout) * dmu / n
    return dx1 + dx2, dgamma, dbeta


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    N, D = x.shape
    running_mean = bn_param.get("running_mean", np.zeros(D, dtype=x.dtype))
    running_var = bn_param.get("running_var", np.zeros(D, dtype=x.dtype))
    if mode == "train":
        out, cache, mu, var = normalise(x, gamma, beta, 0, eps)
        running_mean = momentum * running_mean + (1 - momentum) * mu.squeeze(0)
        running_var = momentum * running_var + (1 - momentum) * var.squeeze(0)
    elif mode == "test":
        out = gamma * (x - running_mean) / np.sqrt(running_var + eps) + beta
        cache = None
    else:
        raise ValueError('Invalid forward batchnorm mode "%s"' % mode)
    bn_param["running_mean"] = running_mean
    bn_param["running_var"] = running_var
    return out, cache


def batchnorm_backward(dout, cache):
    return backward(dout, cache, 0)


def batchnorm_backward_alt(dout, cache):
    return backward(dout, cache, 0)


def population_statistics(batch_means, batch_vars, batch_size):
    bessel = batch_size / (batch_size - 1)
    return np.average(batch_means, axis=0), np.average(batch_vars * bessel, axis=0)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    x_new = x.transpose(0, 2, 3, 1).reshape(N * H * W, C)
    out, cache = batchnorm_forward(x_new, gamma, beta, bn_param)
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (cache, x.shape)


def spatial_batchnorm_backward(dout, cache):
    inner, (N, C, H, W) = cache
    dx, dgamma, dbeta = backward(dout.transpose(0, 2, 3, 1).reshape(-1, C), inner, 0)
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dgamma, dbeta


def fuse_batchnorm_affine(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    std = np.sqrt(running_var + eps)
    return w @ np.diag(gamma / std), gamma * (b - running_mean) / std + beta


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    rows, bias = fuse_batchnorm_affine(
        w.reshape(len(w), -1).T, b, gamma, beta, running_mean, running_var, eps
    )
    return rows.T.reshape(w.shape), bias


def layernorm_forward(x, gamma, beta, ln_param):
    out, cache, _, _ = normalise(x, gamma, beta, 1, ln_param.get("eps", 1e-5))
    return out, cache


def layernorm_backward(dout, cache):
    return backward(dout, cache, 0)


def instancenorm_forward(x, gamma, beta, in_param):
    g, b = gamma[None, :, None, None], beta[None, :, None, None]
    out, cache, _, _ = normalise(x, g, b, (2, 3), in_param.get("eps", 1e-5))
    return out, cache


def instancenorm_backward(dout, cache):
    return backward(dout, cache, (0, 2, 3))


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    N, C, H, W = x.shape
    xg = x.reshape(N, G, C // G, H, W)
    g = gamma.reshape(1, G, C // G, 1, 1)
    b = beta.reshape(1, G, C // G, 1, 1)
    out, cache, _, _ = normalise(xg, g, b, (2, 3, 4), gn_param.get("eps", 1e-5))
    return out.reshape(x.shape), cache


def spatial_groupnorm_backward(dout, cache):
    dx, dgamma, dbeta = backward(dout.reshape(cache.xmu.shape), cache, (0, 3, 4))
    return dx.reshape(dout.shape), dgamma.reshape(-1), dbeta.reshape(-1)
