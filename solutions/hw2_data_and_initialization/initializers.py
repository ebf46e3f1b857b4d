"""Initial weights, and what they do to the activations of a deep network, in NumPy.

Shapes of weights: (D, M) for an affine layer, (F, C, HH, WW) for a convolution. Every random number
comes from the generator that is passed in, a ``numpy.random.Generator``. No function changes the
arrays and lists that it is given.
"""

import numpy as np

# BEGIN SOLUTION
ACTIVATIONS = {"tanh": np.tanh, "relu": lambda a: np.maximum(0, a)}
# END SOLUTION


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
    if activation not in ACTIVATIONS:
        raise ValueError(f"activation should be 'tanh' or 'relu', not {activation!r}")
    found = []
    for w in weights:
        x = ACTIVATIONS[activation](x @ w)
        found.append((float(x.mean()), float(x.std())))
    return found
    # END SOLUTION


def gradient_statistics(weights, x, activation, dout):
    """How large the gradients of the same network are, layer by layer (Lecture 6).

    weights, x, activation as in ``activation_statistics``; dout: the upstream gradient, shaped like
    the activations of the last layer. Returns a list of L pairs, that of the first layer first: the
    std (ddof=0) over all entries of the gradient of the layer's weights, and of the gradient that
    arrives at the layer's input. Raises ValueError for any other activation.
    """
    # BEGIN SOLUTION
    if activation not in ACTIVATIONS:
        raise ValueError(f"activation should be 'tanh' or 'relu', not {activation!r}")
    inputs = [x]
    for w in weights:
        inputs.append(ACTIVATIONS[activation](inputs[-1] @ w))
    found = []
    for layer in reversed(range(len(weights))):
        out = inputs[layer + 1]
        # equivalent: at the kink either slope of ReLU is right
        dout = dout * (1 - out**2 if activation == "tanh" else out > 0)
        dw, dout = inputs[layer].T @ dout, dout @ weights[layer].T
        found.append((float(dw.std()), float(dout.std())))
    return found[::-1]
    # END SOLUTION


def init_orthogonal(shape, gain, rng):
    """Orthogonal weights (Saxe et al. 2013), float64, drawn from rng.

    shape: (D, M), or (F, C, HH, WW), which counts as the matrix (F, C * HH * WW). The shorter side
    of the matrix W is orthonormal times gain: W W^T = gain^2 I where it has fewer rows than columns
    or as many, W^T W = gain^2 I elsewhere.
    """
    # BEGIN SOLUTION
    rows, columns = shape[0], int(np.prod(shape[1:]))
    q, _ = np.linalg.qr(rng.standard_normal((max(rows, columns), min(rows, columns))))
    # equivalent: a square q and its transpose are both orthogonal
    return (gain * (q if rows > columns else q.T)).reshape(shape)
    # END SOLUTION


def random_walk_gain(width, activation):
    """The gain g of random walk initialization (Sussillo & Abbott 2014): std g / sqrt(width).

    It keeps the gradient's norm through many layers. width: units a layer; activation: 'linear'
    gives exp(1 / (2 width)), 'relu' gives sqrt(2) exp(1.2 / (max(width, 6) - 2.4)).
    Raises ValueError for any other.
    """
    # BEGIN SOLUTION
    if activation == "linear":
        return float(np.exp(1 / (2 * width)))
    if activation == "relu":
        return float(np.sqrt(2) * np.exp(1.2 / (max(width, 6) - 2.4)))
    raise ValueError(f"activation should be 'linear' or 'relu', not {activation!r}")
    # END SOLUTION


def init_lsuv(weights, x, activation):
    """Layer-sequential unit variance (Mishkin & Matas 2015): scale every layer on a batch.

    weights: a list of L matrices, the l-th (D_l, D_(l+1)); x: (N, D_0); activation: 'tanh' or
    'relu'. Layer by layer, w is divided by the std (ddof=0) over all entries of h w, where h is
    what comes out of the layers below, scaled already: h = x, then activation(h w).
    Returns a new list; the weights passed in stay as they are.
    """
    # BEGIN SOLUTION
    scaled = []
    for w in weights:
        w = w / (x @ w).std()
        x = ACTIVATIONS[activation](x @ w)
        scaled.append(w)
    return scaled
    # END SOLUTION


def init_data_dependent(weights, x, activation):
    """Weights and biases that give every unit mean 0 and std 1 on a batch.

    Kraehenbuehl et al. 2015, within a layer. weights, x, activation as in ``init_lsuv``, but every
    column of w, a unit, is scaled by itself, and its bias moves its mean to 0:
    h = activation(h w + b). A unit whose sums are all equal, std 0, is not scaled.
    Returns a list of pairs (w, b), b: (D_(l+1),).
    """
    # BEGIN SOLUTION
    made = []
    for w in weights:
        out = x @ w
        std = out.std(axis=0)
        std = np.where(std == 0, 1, std)
        w, b = w / std, -out.mean(axis=0) / std
        x = ACTIVATIONS[activation](x @ w + b)
        made.append((w, b))
    return made
    # END SOLUTION


def init_fixup(shapes, branches, rng):
    """Weights of one residual branch, as Fixup has them (Zhang et al. 2019).

    shapes: those of the branch's m >= 2 layers; branches: how many of them the network has, L.
    He weights times L^(-1 / (2 m - 2)), but zeros in the last layer: the branch begins as zero.
    Returns a list of m arrays, drawn from rng, every layer anew.
    """
    # BEGIN SOLUTION
    scale = branches ** (-1 / (2 * len(shapes) - 2))
    return [*(scale * init_he(shape, rng) for shape in shapes[:-1]), np.zeros(shapes[-1])]
    # END SOLUTION


def lottery_mask(weights, fraction):
    """Which weights survive when a fraction of them is pruned (Frankle & Carbin 2019).

    weights: the trained ones, of any shape. The int(fraction * size) entries of the smallest
    magnitude are pruned. Returns a mask of the same shape, dtype bool: True where one survives.
    """
    # BEGIN SOLUTION
    pruned = np.argsort(np.abs(weights), axis=None)[: int(fraction * weights.size)]
    mask = np.ones(weights.size, dtype=bool)
    mask[pruned] = False
    return mask.reshape(weights.shape)
    # END SOLUTION


def rewind(initial, trained, mask):
    """The ticket's weights: the initial ones, bit for bit, where the mask is True, 0 elsewhere."""
    # BEGIN SOLUTION
    return np.where(mask, initial, 0.0)
    # END SOLUTION
