"""Initial weights, and what they do to the activations of a deep network, in NumPy.

Shapes of weights: (D, M) for an affine layer, (F, C, HH, WW) for a convolution. Every random number
comes from the generator that is passed in, a ``numpy.random.Generator``.
"""

import numpy as np


def fan_in(shape):
    """The number of inputs that one output of the layer sums up (Lecture 6).

    shape: (D, M) gives D; (F, C, HH, WW) gives C * HH * WW. Returns an int.
    """
    raise NotImplementedError("fan_in")


def init_zeros(shape):
    """Weights of zeros, float64: every unit of the layer stays the same as every other."""
    raise NotImplementedError("init_zeros")


def init_normal(shape, std, rng):
    """Normal weights with mean 0 and standard deviation std, drawn from rng, float64."""
    raise NotImplementedError("init_normal")


def init_xavier(shape, rng):
    """Xavier weights (Glorot & Bengio 2010, in the lecture's form): mean 0, std 1 / sqrt(fan_in).

    Normal, or uniform of the same standard deviation; drawn from rng, float64.
    """
    raise NotImplementedError("init_xavier")


def init_he(shape, rng):
    """He weights (He et al. 2015), for ReLU: mean 0, std sqrt(2 / fan_in).

    Normal, or uniform of the same standard deviation; drawn from rng, float64.
    """
    raise NotImplementedError("init_he")


def activation_statistics(weights, x, activation):
    """Mean and std of the activations after each layer of a deep network (Lecture 6).

    weights: a list of L matrices, the l-th (D_l, D_(l+1)); x: (N, D_0); activation: 'tanh' or
    'relu'. Layer by layer, h = activation(h w), beginning with h = x; there are no biases.
    Returns a list of L pairs (mean, std) over all entries of h, the std with ddof=0.
    Raises ValueError for any other activation.
    """
    raise NotImplementedError("activation_statistics")
