# assignment: hw3_normalization, function: fuse_batchnorm_conv, mistake: w' stays (F, C * HH * WW)
# promise: "Returns (w', b'), shaped like w and b."
import numpy as np


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    F = w.shape[0]
    scale = np.diag(gamma / np.sqrt(running_var + eps))
    w_fused = scale @ w.reshape(F, -1)
    b_fused = scale @ (b - running_mean) + beta
    return w_fused, b_fused
