# assignment: hw3_normalization, function: fuse_batchnorm_affine, mistake: b' is (1, M)
# promise: "Returns (w', b'), shaped like w and b."
import numpy as np


def fuse_batchnorm_affine(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    scale = gamma / np.sqrt(running_var + eps)
    w_fused = w * scale
    b_fused = (b - running_mean) * scale + beta
    b_fused = b_fused.reshape(1, -1)
    return w_fused, b_fused
