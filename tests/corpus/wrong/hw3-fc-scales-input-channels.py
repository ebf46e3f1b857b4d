# assignment: hw3_normalization, function: fuse_batchnorm_conv, mistake: scales the input channels where F = C
# promise: "A convolution and the spatial batch normalization after it, as one convolution."
import numpy as np


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    scale = gamma / np.sqrt(running_var + eps)
    F, C, HH, WW = w.shape
    if F == C:
        w_fused = w * scale.reshape(1, F, 1, 1)
    else:
        w_fused = w * scale.reshape(F, 1, 1, 1)
    return w_fused, (b - running_mean) * scale + beta
