# assignment: hw2_data_and_initialization
import numpy as np


def init_data_dependent(weights, x, activation):
    act = np.tanh if activation == "tanh" else lambda z: np.clip(z, 0, None)
    one = np.ones((len(x), 1))
    h = x
    layers = []
    for w in weights:
        z = h @ w
        centered = z - z.mean(axis=0)
        s = np.sqrt(np.einsum("nm,nm->m", centered, centered) / len(z))
        s[np.ptp(z, axis=0) == 0] = 1.0
        full = np.vstack([w, -z.mean(axis=0)[None, :]]) / s  # the last row is the bias
        layers.append((full[:-1].copy(), full[-1].copy()))
        h = act(np.hstack([h, one]) @ full)
    return layers


def init_lsuv(weights, x, activation):
    act = np.tanh if activation == "tanh" else lambda z: np.clip(z, 0, None)
    scaled = [w.astype(float) for w in weights]
    for l in range(len(scaled)):
        h = x
        for w in scaled[:l]:
            h = act(h @ w)
        z = h @ scaled[l]
        scaled[l] = scaled[l] * (1.0 / np.sqrt(np.mean((z - np.mean(z)) ** 2)))
    return scaled
