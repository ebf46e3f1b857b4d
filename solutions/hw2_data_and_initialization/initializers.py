"""Initial weights, and what they do to the activations of a deep network, in NumPy.

Shapes of weights: (D, M) for an affine layer, (F, C, HH, WW) for a convolution. Every random number
comes from the generator that is passed in, a ``numpy.random.Generator``.
"""

import numpy as np


def fan_in(shape):
    """The number of inputs that one output of the layer sums up (Lecture 6).

    shape: (D, M) gives D; (F, C, HH, WW) gives C * HH * WW. Returns an int.
    """
    # BEGIN SOLUTION
    return int(shape[0] if len(shape) == 2 else np.prod(shape[1:]))
    # END SOLUTION


def init_zeros(shape):
    """Weights of zeros, float64: every unit of the layer stays the same as every other."""
    # BEGIN SOLUTION
    return np.zeros(shape)
    # END SOLUTION


def init_normal(shape, std, rng):
    """Normal weights with mean 0 and standard deviation std, drawn from rng, float64."""
    # BEGIN SOLUTION
    return std * rng.standard_normal(shape)
    # END SOLUTION


def init_xavier(shape, rng):
    """Xavier weights (Glorot & Bengio 2010, in the lecture's form): mean 0, std 1 / sqrt(fan_in).

    Normal, or uniform of the same standard deviation; drawn from rng, float64.
    """
    # BEGIN SOLUTION
    return init_normal(shape, 1 / np.sqrt(fan_in(shape)), rng)
    # END SOLUTION


def init_he(shape, rng):
    """He weights (He et al. 2015), for ReLU: mean 0, std sqrt(2 / fan_in).

    Normal, or uniform of the same standard deviation; drawn from rng, float64.
    """
    # BEGIN SOLUTION
    return init_normal(shape, np.sqrt(2 / fan_in(shape)), rng)
    # END SOLUTION


def activation_statistics(weights, x, activation):
    """Mean and std of the activations after each layer of a deep network (Lecture 6).

    weights: a list of L matrices, the l-th (D_l, D_(l+1)); x: (N, D_0); activation: 'tanh' or
    'relu'. Layer by layer, h = activation(h w), beginning with h = x; there are no biases.
    Returns a list of L pairs (mean, std) over all entries of h, the std with ddof=0.
    Raises ValueError for any other activation.
    """
    # BEGIN SOLUTION
    functions = {"tanh": np.tanh, "relu": lambda a: np.maximum(0, a)}
    if activation not in functions:
        raise ValueError(f"activation should be 'tanh' or 'relu', not {activation!r}")
    found = []
    for w in weights:
        x = functions[activation](x @ w)
        found.append((float(x.mean()), float(x.std())))
    return found
    # END SOLUTION
