# assignment: hw3_normalization, function: fuse_batchnorm_conv, mistake: b -= running_mean changes b
# promise: "Do not change the arrays you are given"
import numpy as np


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    scale = gamma / np.sqrt(running_var + eps)
    w_fused = w * scale[:, None, None, None]
    b -= running_mean
    b_fused = b * scale + beta
    return w_fused, b_fused
