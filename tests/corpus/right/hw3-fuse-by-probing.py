# assignment: hw3_normalization
import numpy as np


def _bn(y, gamma, beta, mean, var, eps):
    return gamma * (y - mean) / np.sqrt(var + eps) + beta


def fuse_batchnorm_affine(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    """what the two layers do to zero is the bias, the linear part is what multiplies x"""
    bias = _bn(b, gamma, beta, running_mean, running_var, eps)
    weights = _bn(w, gamma, 0.0, 0.0, running_var, eps)
    return weights, bias


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    F = len(w)
    flat, bias = fuse_batchnorm_affine(w.reshape(F, -1).T, b, gamma, beta, running_mean, running_var, eps)
    return flat.T.reshape(w.shape), bias
