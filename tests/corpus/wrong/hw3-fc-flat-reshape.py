# assignment: hw3_normalization, function: fuse_batchnorm_conv, mistake: scales w.reshape(-1, F): filters mixed
# promise: "Returns (w', b'), shaped like w and b."
import numpy as np


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    scale = gamma / np.sqrt(running_var + eps)
    w_fused = (w.reshape(-1, len(scale)) * scale).reshape(w.shape)
    b_fused = (b - running_mean) * scale + beta
    return w_fused, b_fused
