# assignment: hw1_layers
import numpy as np


def affine_forward(x, w, b):
    rows = np.column_stack([np.ones(x.shape[0]), x.reshape(x.shape[0], w.shape[0])])
    theta = np.vstack([b, w])
    return rows @ theta, {"rows": rows, "theta": theta, "like": x.shape}


def affine_backward(dout, cache):
    dtheta = cache["rows"].T @ dout
    dx = (dout @ cache["theta"].T)[:, 1:].reshape(cache["like"])
    return dx, dtheta[1:], dtheta[0]


def conv_forward(x, w, b, conv_param):
    """The bias is the weight of a channel of ones that is not padded."""
    s, p = conv_param["stride"], conv_param["pad"]
    f, c, hh, ww = w.shape
    big = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    starts = [(i, j) for i in range(0, big.shape[2] - hh + 1, s) for j in range(0, big.shape[3] - ww + 1, s)]
    oh = len({i for i, _ in starts})
    patches = np.stack([big[:, :, i:i + hh, j:j + ww].reshape(len(x), -1) for i, j in starts], axis=1)
    patches = np.concatenate([patches, np.ones(patches.shape[:2] + (1,))], axis=2)
    theta = np.concatenate([w.reshape(f, -1), b[:, None]], axis=1)
    out = (patches @ theta.T).transpose(0, 2, 1).reshape(len(x), f, oh, -1)
    return out, (patches, theta, starts, big.shape, w.shape, p)


def conv_backward(dout, cache):
    patches, theta, starts, shape, wshape, p = cache
    f, c, hh, ww = wshape
    g = dout.reshape(dout.shape[0], f, -1).transpose(0, 2, 1)
    dtheta = np.einsum("npf,npq->fq", g, patches)
    dpatches = (g @ theta)[:, :, :-1]
    dx = np.zeros(shape)
    for k, (i, j) in enumerate(starts):
        dx[:, :, i:i + hh, j:j + ww] += dpatches[:, k].reshape(-1, c, hh, ww)
    return dx[:, :, p:shape[2] - p, p:shape[3] - p], dtheta[:, :-1].reshape(wshape), dtheta[:, -1]
