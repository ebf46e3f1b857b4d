"""Statistics and gradients by einsum; caches are lists."""

import numpy as np


def _statistics(x, kept, eps):
    """Mean and variance of x over the letters that are not ``kept``, shaped to broadcast."""
    letters = "nchw"[: x.ndim]
    count = x.size / np.prod([x.shape[letters.index(k)] for k in kept])
    shape = [s if letter in kept else 1 for letter, s in zip(letters, x.shape)]
    mean = (np.einsum(f"{letters}->{kept}", x) / count).reshape(shape)
    var = (np.einsum(f"{letters},{letters}->{kept}", x - mean, x - mean) / count).reshape(shape)
    return mean, var, 1 / np.sqrt(var + eps)


def _dx(dh, h, inv, kept):
    letters = "nchw"[: dh.ndim]
    count = dh.size / np.prod([dh.shape[letters.index(k)] for k in kept])
    a = np.einsum(f"{letters}->{kept}", dh).reshape(inv.shape) / count
    b = np.einsum(f"{letters},{letters}->{kept}", dh, h).reshape(inv.shape) / count
    return inv * (dh - a - h * b)


def batchnorm_forward(x, gamma, beta, bn_param):
    mode, eps = bn_param["mode"], bn_param.get("eps", 1e-5)
    m = bn_param.get("momentum", 0.9)
    old_mean = bn_param.setdefault("running_mean", np.zeros(x.shape[1]))
    old_var = bn_param.setdefault("running_var", np.zeros(x.shape[1]))
    if mode == "train":
        mean, var, inv = _statistics(x, "c", eps)
        bn_param["running_mean"] = m * old_mean + (1 - m) * mean[0]
        bn_param["running_var"] = m * old_var + (1 - m) * var[0]
        h = (x - mean) * inv
        return np.einsum("c,nc->nc", gamma, h) + beta, [h, inv, gamma]
    elif mode == "test":
        return gamma * (x - old_mean) / np.sqrt(old_var + eps) + beta, [None]
    else:
        raise ValueError(mode)


def batchnorm_backward(dout, cache):
    h, inv, gamma = cache
    dx = _dx(dout * gamma, h, inv, "c")
    return dx, np.einsum("nc,nc->c", dout, h), np.einsum("nc->c", dout)


def batchnorm_backward_alt(dout, cache):
    return list(batchnorm_backward(dout, cache))


def population_statistics(batch_means, batch_vars, batch_size):
    b = len(batch_means)
    factor = batch_size / (batch_size - 1) / b
    return np.einsum("bd->d", batch_means) / b, np.einsum("bd->d", batch_vars) * factor


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    if bn_param["mode"] == "test":
        out, cache = batchnorm_forward(np.moveaxis(x, 1, -1).reshape(-1, x.shape[1]), gamma, beta, bn_param)
        return np.moveaxis(out.reshape(np.moveaxis(x, 1, -1).shape), -1, 1), cache
    batchnorm_forward(np.moveaxis(x, 1, -1).reshape(-1, x.shape[1]), gamma, beta, bn_param)
    mean, _, inv = _statistics(x, "c", bn_param.get("eps", 1e-5))
    h = (x - mean) * inv
    return np.einsum("c,nchw->nchw", gamma, h) + beta[:, None, None], [h, inv, gamma, "c"]


def _spatial_backward(dout, cache):
    h, inv, gamma, kept = cache
    dx = _dx(np.einsum("c,nchw->nchw", gamma, dout), h, inv, kept)
    return dx, np.einsum("nchw,nchw->c", dout, h), np.einsum("nchw->c", dout)


spatial_batchnorm_backward = _spatial_backward


def fuse_batchnorm_affine(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    s = gamma / (running_var + eps) ** 0.5
    return np.einsum("dm,m->dm", w, s), b * s + (beta - running_mean * s)


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    s = gamma / (running_var + eps) ** 0.5
    return np.einsum("fchw,f->fchw", w, s), b * s + (beta - running_mean * s)


def layernorm_forward(x, gamma, beta, ln_param):
    mean, _, inv = _statistics(x, "n", ln_param.get("eps", 1e-5))
    h = (x - mean) * inv
    return gamma * h + beta, [h, inv, gamma]


def layernorm_backward(dout, cache):
    h, inv, gamma = cache
    dx = _dx(dout * gamma, h, inv, "n")
    return dx, np.einsum("nc,nc->c", dout, h), np.einsum("nc->c", dout)


def instancenorm_forward(x, gamma, beta, in_param):
    mean, _, inv = _statistics(x, "nc", in_param.get("eps", 1e-5))
    h = (x - mean) * inv
    return np.einsum("c,nchw->nchw", gamma, h) + beta[:, None, None], [h, inv, gamma, "nc"]


instancenorm_backward = _spatial_backward


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    n, c, h, w = x.shape
    grouped = x.reshape(n, G, c // G, h * w)
    mean, _, inv = _statistics(grouped, "nc", gn_param.get("eps", 1e-5))
    hat = (grouped - mean) * inv
    out = np.einsum("c,nchw->nchw", gamma, hat.reshape(x.shape)) + beta[:, None, None]
    return out, [hat, inv, gamma]


def spatial_groupnorm_backward(dout, cache):
    hat, inv, gamma = cache
    dh = np.einsum("c,nchw->nchw", gamma, dout).reshape(hat.shape)
    whole = hat.reshape(dout.shape)
    dx = _dx(dh, hat, inv, "nc").reshape(dout.shape)
    return dx, np.einsum("nchw,nchw->c", dout, whole), np.einsum("nchw->c", dout)
