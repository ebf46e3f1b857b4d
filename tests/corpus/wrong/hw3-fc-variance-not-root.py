# assignment: hw3_normalization, function: fuse_batchnorm_conv, mistake: divides by var + eps, without the root
# promise: "A convolution and the spatial batch normalization after it, as one convolution."
import numpy as np


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    scale = gamma / (running_var + eps)
    w_fused = w * scale[:, None, None, None]
    b_fused = (b - running_mean) * scale + beta
    return w_fused, b_fused
