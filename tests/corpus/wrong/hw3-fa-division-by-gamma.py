# assignment: hw3_normalization, function: fuse_batchnorm_affine, mistake: mean and beta folded first with beta / gamma: nan for gamma = 0
# promise: "For every x, x @ w' + b' equals batch normalization in test mode of x @ w + b."
import numpy as np


def fuse_batchnorm_affine(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    scale = gamma / np.sqrt(running_var + eps)
    w_fused = w * scale
    b_fused = (b - running_mean + beta / scale) * scale
    return w_fused, b_fused
