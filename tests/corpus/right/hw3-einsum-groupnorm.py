# assignment: hw3_normalization
import numpy as np


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param["eps"] if "eps" in gn_param else 1e-5
    N, C, H, W = x.shape
    t = x.reshape(N, G, -1)
    K = t.shape[-1]
    c = t - np.einsum("ngk->ng", t)[..., None] / K
    c -= np.einsum("ngk->ng", c)[..., None] / K  # a second pass against rounding
    v = np.einsum("ngk,ngk->ng", c, c) / K
    r = (v + eps) ** -0.5
    xh = np.einsum("ngk,ng->ngk", c, r).reshape(x.shape)
    out = np.einsum("nchw,c->nchw", xh, gamma) + beta[:, np.newaxis, np.newaxis]
    return out, {"xh": xh, "r": r, "gamma": gamma}


def spatial_groupnorm_backward(dout, cache):
    xh, r, gamma = cache["xh"], cache["r"], cache["gamma"]
    N, G = r.shape
    d = np.einsum("nchw,c->nchw", dout, gamma).reshape(N, G, -1)
    h = xh.reshape(N, G, -1)
    K = h.shape[-1]
    dx = d - np.einsum("ngk->ng", d)[..., None] / K - h * np.einsum("ngk,ngk->ng", d, h)[..., None] / K
    dx = np.einsum("ngk,ng->ngk", dx, r).reshape(xh.shape)
    return dx, np.einsum("nchw,nchw->c", dout, xh), np.einsum("nchw->c", dout)
