# assignment: hw3_normalization, function: fuse_batchnorm_conv, mistake: takes the convolution to have no bias
# promise: "A convolution and the spatial batch normalization after it, as one convolution."
import numpy as np


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    scale = gamma / np.sqrt(running_var + eps)
    w_fused = w * scale[:, None, None, None]
    b_fused = beta - running_mean * scale
    return w_fused, b_fused
