# assignment: hw3_normalization, function: fuse_batchnorm_conv, mistake: scales the filters in place in a loop
# promise: "Do not change the arrays you are given"
import numpy as np


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    b_fused = np.zeros_like(b)
    for f in range(w.shape[0]):
        s = gamma[f] / np.sqrt(running_var[f] + eps)
        w[f] *= s
        b_fused[f] = (b[f] - running_mean[f]) * s + beta[f]
    return w, b_fused
