# assignment: hw1_layers, function: max_pool_backward, mistake: flat index split by the height of the window
# promise: "windows that are not square"
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
    for n in range(N):
        for c in range(C):
            for i in range(Ho):
                for j in range(Wo):
                    win = x[n, c, i * s:i * s + ph, j * s:j * s + pw]
                    k = np.argmax(win)
                    r, q = k // ph, k % ph
                    dx[n, c, i * s + r, j * s + q] += dout[n, c, i, j]
    return dx
