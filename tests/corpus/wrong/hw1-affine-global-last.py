# assignment: hw1_layers, function: affine_backward, mistake: reads the last x of the module instead of the cache
# promise: "`cache` is anything that your `NAME_backward(dout, cache)` needs later"
import numpy as np


_saved = {}


def affine_forward(x, w, b):
    _saved["x"] = x
    _saved["w"] = w
    out = x.reshape(x.shape[0], -1).dot(w) + b
    return out, None


def affine_backward(dout, cache):
    x, w = _saved["x"], _saved["w"]
    dx = dout.dot(w.T).reshape(x.shape)
    dw = x.reshape(x.shape[0], -1).T.dot(dout)
    db = np.sum(dout, axis=0)
    return dx, dw, db
