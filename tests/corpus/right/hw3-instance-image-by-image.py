# assignment: hw3_normalization
import numpy as np


def instancenorm_forward(x, gamma, beta, in_param):
    eps = in_param.get("eps", 1e-5)
    out = np.zeros(x.shape)
    memo = {}
    for n, image in enumerate(x):
        for c, plane in enumerate(image):
            hat = plane - np.mean(plane)
            root = np.sqrt(np.vdot(hat, hat) / hat.size + eps)
            hat = hat / root
            memo[n, c] = (hat, root)
            out[n, c] = gamma[c] * hat + beta[c]
    memo["gamma"] = gamma
    return out, memo


def instancenorm_backward(dout, cache):
    dx = np.zeros(dout.shape)
    dgamma = np.zeros(dout.shape[1])
    dbeta = np.zeros(dout.shape[1])
    for n, c in np.ndindex(*dout.shape[:2]):
        hat, root = cache[n, c]
        d = dout[n, c]
        a, b = np.sum(d), np.sum(d * hat)
        dbeta[c] += a
        dgamma[c] += b
        dx[n, c] = cache["gamma"][c] / root * (d - a / d.size - hat * b / d.size)
    return dx, dgamma, dbeta
