"""Caches are functions: the backward calls what the forward left. Results may be views."""

import numpy as np


def _layer(x, gamma, beta, axes, eps, sums):
    centred = x - x.mean(axes, keepdims=True)
    inv = (np.square(centred).mean(axes, keepdims=True) + eps) ** -0.5
    hat = centred * inv

    def back(dout):
        g = dout * gamma
        pull = g.mean(axes, keepdims=True) + hat * (g * hat).mean(axes, keepdims=True)
        return inv * (g - pull), (dout * hat).sum(sums), dout.sum(sums)

    return hat * gamma + beta, back


def _call(dout, cache):
    return cache(dout)


def batchnorm_forward(x, gamma, beta, bn_param):
    eps = bn_param.get("eps", 1e-5)
    if bn_param["mode"] == "test":
        mean, var = (bn_param.get(f"running_{k}", 0 * gamma) for k in ("mean", "var"))
        scale = gamma * (var + eps) ** -0.5
        return x * scale + (beta - mean * scale), None
    if bn_param["mode"] != "train":
        raise ValueError("mode")
    keep = bn_param.get("momentum", 0.9)
    for key, batch in (("running_mean", x.mean(0)), ("running_var", x.var(0))):
        old = bn_param.get(key, 0 * batch)
        bn_param[key] = old + (1 - keep) * (batch - old)
    return _layer(x, gamma, beta, 0, eps, 0)


batchnorm_backward = batchnorm_backward_alt = layernorm_backward = _call
instancenorm_backward = _call


def population_statistics(batch_means, batch_vars, batch_size):
    return sum(batch_means) / len(batch_means), sum(batch_vars) / len(batch_vars) / (1 - 1 / batch_size)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    last = np.moveaxis(x, 1, 3)
    out, cache = batchnorm_forward(last.reshape(-1, last.shape[3]), gamma, beta, bn_param)
    return np.moveaxis(out.reshape(last.shape), 3, 1), cache


def spatial_batchnorm_backward(dout, cache):
    last = np.moveaxis(dout, 1, 3)
    dx, dgamma, dbeta = cache(last.reshape(-1, last.shape[3]))
    return [np.moveaxis(dx.reshape(last.shape), 3, 1), dgamma, dbeta]


def fuse_batchnorm_affine(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    fused, _ = batchnorm_forward(
        np.vstack([np.zeros_like(b), w]) + 0.0,
        gamma,
        0 * beta,
        {"mode": "test", "eps": eps, "running_mean": 0 * running_mean, "running_var": running_var},
    )
    scale = gamma / np.sqrt(running_var + eps)
    return fused[1:], fused[0] + scale * (b - running_mean) + beta


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    scale = (gamma / np.sqrt(running_var + eps))[:, None, None, None]
    return scale * w, scale[:, 0, 0, 0] * (b - running_mean) + beta


def layernorm_forward(x, gamma, beta, ln_param):
    return _layer(x, gamma, beta, 1, ln_param.get("eps", 1e-5), 0)


def instancenorm_forward(x, gamma, beta, in_param):
    g, b = gamma[:, None, None], beta[:, None, None]
    return _layer(x, g, b, (2, 3), in_param.get("eps", 1e-5), (0, 2, 3))


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    shape = (x.shape[0], G, x.shape[1] // G, *x.shape[2:])
    g, b = gamma.reshape(G, -1, 1, 1), beta.reshape(G, -1, 1, 1)
    out, back = _layer(x.reshape(shape), g, b, (2, 3, 4), gn_param.get("eps", 1e-5), (0, 3, 4))

    def whole(dout):
        dx, dgamma, dbeta = back(dout.reshape(shape))
        return dx.reshape(x.shape), dgamma.ravel(), dbeta.ravel()

    return out.reshape(x.shape), whole


spatial_groupnorm_backward = _call
