# assignment: hw1_layers, function: conv_forward, mistake: window positions kept between calls by image and filter size, without the stride
# promise: "`conv_param = {'stride', 'pad'}`"
import numpy as np


_POSITIONS = {}

def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    Ho = (H + 2 * pad - HH) // stride + 1
    Wo = (W + 2 * pad - WW) // stride + 1
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, Ho, Wo))
    key = (H, W, HH, WW, pad)
    if key not in _POSITIONS:
        _POSITIONS[key] = [(i, j, i * stride, j * stride) for i in range(Ho) for j in range(Wo)]
    for i, j, r, c in _POSITIONS[key]:
        win = xp[:, :, r:r + HH, c:c + WW]
        out[:, :, i, j] = np.tensordot(win, w, axes=([1, 2, 3], [1, 2, 3])) + b
    return out, (x, w, b, stride, pad)


def conv_backward(dout, cache):
    x, w, b, stride, pad = cache
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    _, _, Ho, Wo = dout.shape
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    for i in range(Ho):
        for j in range(Wo):
            g = dout[:, :, i, j]
            a, c = i * stride, j * stride
            dw += np.tensordot(g, xp[:, :, a:a + HH, c:c + WW], axes=(0, 0))
            dxp[:, :, a:a + HH, c:c + WW] += np.tensordot(g, w, axes=1)
    db = dout.sum(axis=(0, 2, 3))
    dx = dxp[:, :, pad:pad + H, pad:pad + W]
    return dx, dw, db
