# assignment: hw1_layers, function: maxout_backward, mistake: every tied piece gets the full gradient
# written: after the tests had been read
import numpy as np


def maxout_forward(x, w, b):
    z = np.einsum("nd,dmk->nmk", x, w) + b
    out = z.max(axis=-1)
    return out, (x, w, z == out[..., None])


def maxout_backward(dout, cache):
    x, w, won = cache
    dz = won * dout[..., None]
    return (
        np.einsum("nmk,dmk->nd", dz, w),
        np.einsum("nd,nmk->dmk", x, dz),
        dz.sum(axis=0),
    )
