# assignment: hw3_normalization, function: fuse_batchnorm_affine, mistake: w *= scale changes the weights of the network in training
# promise: "Do not change the arrays you are given"
import numpy as np


def fuse_batchnorm_affine(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    scale = gamma / np.sqrt(running_var + eps)
    w *= scale
    w_fused = w
    b_fused = (b - running_mean) * scale + beta
    return w_fused, b_fused
