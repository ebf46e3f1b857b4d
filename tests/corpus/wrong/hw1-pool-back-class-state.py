# assignment: hw1_layers, function: max_pool_backward, mistake: the argmax indices sit in a class attribute shared by all layers
# promise: "`cache` is anything that your `NAME_backward(dout, cache)` needs later"
import numpy as np


class _Pool:
    index = {}


def max_pool_forward(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    Ho, Wo = (H - ph) // s + 1, (W - pw) // s + 1
    out = np.zeros((N, C, Ho, Wo))
    pool = _Pool()
    for i in range(Ho):
        for j in range(Wo):
            win = x[:, :, i * s:i * s + ph, j * s:j * s + pw].reshape(N, C, ph * pw)
            out[:, :, i, j] = win.max(axis=2)
            pool.index[i, j] = win.argmax(axis=2)
    pool.shape, pool.pw, pool.s = x.shape, pw, s
    return out, pool


def max_pool_backward(dout, cache):
    dx = np.zeros(cache.shape)
    N, C, Ho, Wo = dout.shape
    n, c = np.ogrid[:N, :C]
    for i in range(Ho):
        for j in range(Wo):
            k = cache.index[i, j][:N, :C]
            dx[n, c, i * cache.s + k // cache.pw, j * cache.s + k % cache.pw] += dout[:, :, i, j]
    return dx
