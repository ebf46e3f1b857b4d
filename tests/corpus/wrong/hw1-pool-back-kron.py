# assignment: hw1_layers, function: max_pool_backward, mistake: out and dout blown up with np.kron: only for windows side by side that fill the image
# promise: "Max pooling over windows, which may overlap."
import numpy as np


def max_pool_forward(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    Ho, Wo = (H - ph) // s + 1, (W - pw) // s + 1
    out = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            out[:, :, i, j] = x[:, :, i * s:i * s + ph, j * s:j * s + pw].max(axis=(2, 3))
    return out, (x, ph, pw, s)


def max_pool_backward(dout, cache):
    x, ph, pw, s = cache
    N, C, Ho, Wo = dout.shape
    dx = np.zeros(x.shape)
    if s != ph or s != pw:
        raise ValueError("overlapping windows")
    block = np.ones((1, 1, ph, pw))
    mask = x == np.kron(max_pool_forward(x, {"pool_height": ph, "pool_width": pw, "stride": s})[0], block)
    count = mask.reshape(N, C, Ho, ph, Wo, pw).sum(axis=(3, 5))
    dx = mask * np.kron(dout / count, block)
    return dx
