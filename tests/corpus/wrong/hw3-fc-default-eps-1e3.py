# assignment: hw3_normalization, function: fuse_batchnorm_conv, mistake: default eps is 1e-3 (Keras)
# promise: "eps=1e-5"
import numpy as np


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-3):
    scale = gamma / np.sqrt(running_var + eps)
    w_fused = w * scale[:, None, None, None]
    b_fused = (b - running_mean) * scale + beta
    return w_fused, b_fused
