"""Training a network, in NumPy: fast convolution, the network, optimisers, the loop, the checks.

The layers are your own: ``layers.py``, ``initializers.py`` and ``normalization.py`` of the earlier
assignments lie beside this file. All numbers are float64. Nothing that is passed in is changed in
place, unless a function says so.

A network is described by ``config`` = {'input': (C, H, W) or (D,), 'conv': [filters, ...],
'hidden': [units, ...], 'classes': K, 'batchnorm': True or False, 'init': 'he', 'xavier' or a
standard deviation, 'keep': 1.0}. Its blocks are numbered from 1 on:

    for each number in 'conv':    conv 3x3 (stride 1, pad 1) - [spatial batchnorm] - ReLU
                                  - max-pool 2x2 (stride 2)
    for each number in 'hidden':  affine - [batchnorm] - ReLU - [dropout, where keep < 1]
    at the end:                   affine, which gives the scores of the K classes

``params`` = {'W1', 'b1', 'gamma1', 'beta1', ..., 'Wn', 'bn'}; gamma and beta with batchnorm only,
and never for the last block. ``state`` = {'bn1': {'running_mean', 'running_var'}, ...} holds the
moving averages; it is {} without batchnorm.
"""

import copy
import math

import numpy as np
from initializers import init_he, init_normal, init_xavier
from layers import (
    affine_backward,
    affine_forward,
    dead_relu_fraction,
    max_pool_backward,
    max_pool_forward,
    relu_backward,
    relu_forward,
    softmax_loss,
)
from normalization import (
    batchnorm_backward,
    batchnorm_forward,
    fuse_batchnorm_affine,
    fuse_batchnorm_conv,
    spatial_batchnorm_backward,
    spatial_batchnorm_forward,
)

CONV = {"stride": 1, "pad": 1}
POOL = {"pool_height": 2, "pool_width": 2, "stride": 2}
KERNEL = 3


# A. A convolution that is fast enough


def im2col(x, height, width, stride, pad):
    """Every window of every image as a row, with zero padding.

    x: (N, C, H, W). Returns (N * H' * W', C * height * width): rows in the order image, row,
    column of the window; columns in the order channel, row, column within it.
    H' = (H + 2 pad - height) // stride + 1, W' likewise.
    """
    raise NotImplementedError("im2col")


def col2im(columns, shape, height, width, stride, pad):
    """The adjoint of ``im2col``: every row goes back to its window; where windows overlap, it adds.

    columns: (N * H' * W', C * height * width); shape: that of the images, (N, C, H, W).
    For every x and y, the sum of im2col(x) * y equals the sum of x * col2im(y).
    Returns (N, C, H, W).
    """
    raise NotImplementedError("col2im")


def fast_conv_forward(x, w, b, conv_param):
    """The convolution of hw1 as one matrix product.

    x: (N, C, H, W), w: (F, C, HH, WW), b: (F,), conv_param: {'stride', 'pad'}
    Returns (out, cache) with out: (N, F, H', W').
    """
    raise NotImplementedError("fast_conv_forward")


def fast_conv_backward(dout, cache):
    """Gradients of ``fast_conv_forward``. dout: (N, F, H', W'). Returns (dx, dw, db)."""
    raise NotImplementedError("fast_conv_backward")


# B. The network


def init_network(config, rng):
    """The parameters of a network before training, and its state.

    Weights are drawn from rng by your own ``initializers.py``, as config['init'] says; those of the
    last layer are then multiplied by 0.01, so that the first loss is log(classes). W of a conv:
    (F, C, 3, 3), of an affine layer: (D, M). b and beta are 0, gamma is 1; running_mean is 0,
    running_var is 1. Pooling halves H and W, rounding down.
    Returns (params, state). Raises ValueError for any other config['init'].
    """
    raise NotImplementedError("init_network")


def network_forward(params, state, X, config, mode, rng=None):
    """The scores of a batch, by your own layers.

    X: (N, C, H, W) or (N, D); mode: 'train' or 'test'. In train mode batch normalization uses the
    batch and its moving averages are written back to ``state``, and dropout draws from rng; in test
    mode ``state`` stays as it is and nothing is dropped.
    Returns (scores, cache) with scores: (N, classes). Raises ValueError for any other mode.
    """
    raise NotImplementedError("network_forward")


def network_backward(dscores, cache):
    """Gradients of all parameters, by your own backward functions, in train mode.

    dscores: (N, classes). Returns grads, with the keys and shapes of ``params``.
    """
    raise NotImplementedError("network_backward")


def l2_penalty(params, strength):
    """Weight decay: penalty = strength / 2 * the sum of all W ** 2.

    Only the weights decay, the keys that begin with W: no b, gamma or beta.
    Returns (penalty, grads), grads with the keys of the weights only.
    """
    raise NotImplementedError("l2_penalty")


def network_loss(params, state, X, y, config, strength=0.0, rng=None):
    """The loss of a batch in train mode: softmax loss (mean over the batch) plus ``l2_penalty``.

    y: (N,) labels. The moving averages in ``state`` move once. Returns (loss, grads).
    """
    raise NotImplementedError("network_loss")


def predict(params, state, X, config, batch_size=256):
    """The probabilities of the classes, in test mode, in batches of at most batch_size.

    Neither the result nor ``state`` depends on batch_size. Returns (N, classes).
    """
    raise NotImplementedError("predict")


def fuse_network(params, state, config):
    """The network at inference: batch normalization fused into the layer before it (Lecture 6).

    Returns params without gamma and beta: with config['batchnorm'] = False they give the same
    predictions. Uses ``fuse_batchnorm_conv`` and ``fuse_batchnorm_affine`` of hw3.
    """
    raise NotImplementedError("fuse_network")


# C. Regularisation


def dropout_forward(x, dropout_param):
    """Inverted dropout (Srivastava et al. 2014), for x of any shape.

    dropout_param: {'mode': 'train' or 'test', 'keep': the probability to KEEP a unit, 'rng'}
    train: each unit by itself becomes 0 with probability 1 - keep, else x / keep.
    test, or keep = 1: out is x; rng is not used. Returns (out, cache).
    """
    raise NotImplementedError("dropout_forward")


def dropout_backward(dout, cache):
    """Gradient of dropout: through the units that were kept. Returns dx, shaped like x."""
    raise NotImplementedError("dropout_backward")


def shift_images(images, down, right, fill=0.0):
    """Images moved by whole pixels; what moves in at the border is ``fill``, nothing wraps around.

    images: (N, C, H, W); down, right: integers, negative ones move up and left. Returns a new array
    of the same shape.
    """
    raise NotImplementedError("shift_images")


def random_shift(images, most, rng, fill=0.0):
    """Every image moved by its own (down, right), each uniform among -most, ..., most.

    images: (N, C, H, W). Returns a new array of the same shape.
    """
    raise NotImplementedError("random_shift")


# D. Parameter updates: rule(w, dw, config) -> (next_w, config)


def sgd(w, dw, config):
    """Gradient descent: next_w = w - learning_rate dw. config: {'learning_rate': 1e-2 by default}.

    As with every rule: w, dw and config stay as they are; a new config is returned.
    """
    raise NotImplementedError("sgd")


def sgd_momentum(w, dw, config):
    """Gradient descent with momentum (Polyak 1964; Sutskever et al. 2013).

    v = momentum v - learning_rate dw; next_w = w + v.
    config: {'learning_rate': 1e-2, 'momentum': 0.9 by default, 'velocity': v, zeros at first}
    """
    raise NotImplementedError("sgd_momentum")


def rmsprop(w, dw, config):
    """RMSProp (Tieleman & Hinton 2012): every weight has a step of its own.

    s = decay_rate s + (1 - decay_rate) dw^2; next_w = w - learning_rate dw / (sqrt(s) + epsilon).
    config: {'learning_rate': 1e-2, 'decay_rate': 0.99, 'epsilon': 1e-8 by default,
    'cache': s, zeros at first}
    """
    raise NotImplementedError("rmsprop")


def adam(w, dw, config):
    """Adam (Kingma & Ba 2015, algorithm 1).

    t = t + 1; m = beta1 m + (1 - beta1) dw; v = beta2 v + (1 - beta2) dw^2;
    m_hat = m / (1 - beta1^t); v_hat = v / (1 - beta2^t);
    next_w = w - learning_rate m_hat / (sqrt(v_hat) + epsilon).
    config: {'learning_rate': 1e-3, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8 by default,
    'm', 'v': zeros at first, 't': 0 at first}
    """
    raise NotImplementedError("adam")


# E. What changes while training


def learning_rate(schedule, step):
    """The learning rate of a step, which counts from 0 over the whole run.

    schedule: {'kind': 'constant', 'base'}: base
    {'kind': 'step', 'base', 'factor', 'every'}: base factor^(step // every)
    {'kind': 'cosine', 'base', 'total'}: base / 2 (1 + cos(pi step / total))
    (Loshchilov & Hutter 2017)
    {'kind': 'warmup', 'base', 'warmup', 'total'}: base (step + 1) / warmup while step < warmup,
    then the cosine over the other total - warmup steps (Goyal et al. 2017)
    Returns a float. Raises ValueError for any other kind.
    """
    raise NotImplementedError("learning_rate")


def clip_gradients(grads, max_norm):
    """All gradients scaled by one factor, so that their common norm is at most max_norm.

    The norm is that of all entries of all arrays together (Pascanu et al. 2013).
    Returns (grads, norm): new gradients, and the norm before, a float.
    """
    raise NotImplementedError("clip_gradients")


def epoch_orders(n, epochs, rng):
    """The order in which each epoch visits the n examples: (epochs, n) integers.

    Every row is a permutation of 0, ..., n - 1 of its own, drawn from rng.
    """
    raise NotImplementedError("epoch_orders")


def best_epoch(accuracies, patience):
    """Early stopping (Prechelt 1998). Epochs count from 0.

    accuracies: the validation accuracies, one an epoch. Going through them: the best epoch is the
    first with the highest accuracy so far; training stops at the first epoch that lies ``patience``
    after the best one, or with the last. patience None: with the last.
    Returns (best, stopped); what comes after ``stopped`` is not looked at.
    """
    raise NotImplementedError("best_epoch")


def train(params, state, data, config, hyper, orders):
    """Train a network. ``params`` and ``state`` are changed in place: they end as the last ones.

    data: {'X', 'y', 'X_val', 'y_val'}
    hyper: {'rule': 'sgd', 'sgd_momentum', 'rmsprop' or 'adam', 'schedule': see learning_rate,
    'batch_size', 'strength': see l2_penalty, 'max_norm': a number or None, 'patience': an integer
    or None, 'rng': for dropout, where config['keep'] < 1}
    orders: (epochs, n) integers. For each row, one epoch: the examples in the order of that row, in
    batches of batch_size; what is left over at the end is a smaller batch, and a step of its own.

    A step: ``network_loss`` of the batch; ``clip_gradients`` where max_norm is a number; the rate
    of this step (they count from 0 over all epochs); then the rule for every parameter, each with a
    config of its own, {'learning_rate': rate, and what the rule kept}. After each epoch: the
    accuracy of ``predict`` on the validation set, and a stop where ``best_epoch`` says so.

    Returns {'loss', 'rate', 'norm': lists, one number a step, the norm before clipping;
    'val_accuracy': a list, one an epoch; 'best_epoch': int; 'params', 'state': copies of those at
    the end of the best epoch}.
    """
    raise NotImplementedError("train")


# F. Data and hyper-parameters


def split_indices(n, sizes, rng):
    """Disjoint sets of indices of n examples, shuffled by rng: one array of each of the sizes.

    Returns a list of integer arrays. Raises ValueError where the sizes add up to more than n.
    """
    raise NotImplementedError("split_indices")


def sample_hyperparameters(space, count, rng):
    """Random search (Bergstra & Bengio 2012): ``count`` draws from a space of hyper-parameters.

    space: {name: ('log', low, high): the logarithm is uniform; ('uniform', low, high); or
    ('choice', [values]): each as likely}. Every entry of every draw is drawn by itself.
    Returns a list of dicts with the names of space; numbers drawn from a range are floats.
    """
    raise NotImplementedError("sample_hyperparameters")


def select_best(trials):
    """The index of the trial with the highest 'val_accuracy', the first of equal ones.

    trials: a list of dicts, which may hold other keys; nan (a run that diverged) never wins.
    """
    raise NotImplementedError("select_best")


# G. Checks before training


def sanity_checks(params, state, X, y, config):
    """What to look at before a long run, on one batch, without penalty and without dropout.

    Returns {'initial_loss': the loss in train mode, 'expected_loss': log(classes), which guessing
    costs, 'gradient_norms': {'W1': norm of its gradient, ...}, 'dead_relus': a list with the
    ``dead_relu_fraction`` (hw1) of the output of the ReLU of each block, before any pooling}.
    ``state`` stays as it is.
    """
    raise NotImplementedError("sanity_checks")


# H. Evaluation


def confusion_matrix(y, predicted, classes):
    """How often class i was taken for class j: (classes, classes) integers, a row is the truth.

    y, predicted: (N,) labels in [0, classes).
    """
    raise NotImplementedError("confusion_matrix")


def ensemble_probabilities(members):
    """The mean of the probabilities of several networks: a list of (N, C) gives (N, C)."""
    raise NotImplementedError("ensemble_probabilities")


def tta_probabilities(params, state, X, config, offsets, fill=0.0):
    """Test-time augmentation: the mean of ``predict`` over shifted images.

    X: (N, C, H, W); offsets: a list of pairs (down, right), for ``shift_images``.
    Returns (N, classes).
    """
    raise NotImplementedError("tta_probabilities")


# Further reading, for bonus points


def nesterov_momentum(w, dw, config):
    """Nesterov's momentum, in the form of Bengio et al. 2013: dw is the gradient at w itself.

    v = momentum v_before - learning_rate dw; next_w = w - momentum v_before + (1 + momentum) v.
    config as in ``sgd_momentum``.
    """
    raise NotImplementedError("nesterov_momentum")


def adamw(w, dw, config):
    """Adam with decoupled weight decay (Loshchilov & Hutter 2019).

    next_w = w - learning_rate (m_hat / (sqrt(v_hat) + epsilon) + weight_decay w): the decay is not
    part of the gradient that m and v average. config as in ``adam``, and 'weight_decay', 1e-2 by
    default.
    """
    raise NotImplementedError("adamw")


def label_smoothing_loss(x, y, amount):
    """Softmax loss against smoothed targets (Szegedy et al. 2016), as the mean over the batch.

    The target of an example is amount / C for every class, and 1 - amount more for its own.
    x: (N, C) scores, y: (N,) labels. Returns (loss, dx); amount = 0 is ``softmax_loss``.
    """
    raise NotImplementedError("label_smoothing_loss")


def mixup(X, Y, lam, permutation):
    """Mixup (Zhang et al. 2018): every example mixed with another one, and its target likewise.

    X: (N, ...), Y: (N, C) targets, lam: a number in [0, 1], permutation: (N,) indices.
    Returns (lam X + (1 - lam) X[permutation], and the same of Y).
    """
    raise NotImplementedError("mixup")


def average_weights(members):
    """Stochastic weight averaging (Izmailov et al. 2018): the mean of several params, key by key.

    members: a list of params with the same keys. Returns new params. (Moving averages of batch
    normalization belong to the weights that made them: run some batches to make them anew.)
    """
    raise NotImplementedError("average_weights")
