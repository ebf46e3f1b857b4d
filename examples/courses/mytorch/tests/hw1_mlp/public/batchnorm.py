OK_FORMAT = False
name = "BatchNorm1d"

import numpy as np

from autograder.checks import assert_close, assert_raises, case, rng

from shared.layers import check_layer


def uneven(random, examples, features):
    """Examples whose features have means and scales of their own."""
    scales = 10.0 ** -np.arange(features)
    return 2.0 + scales * random.standard_normal((examples, features))


@case(points=1)
def initial(BatchNorm1d):
    """starts in training, with ones and zeros"""
    layer = BatchNorm1d(3)
    for attribute, value in (("W", 1.0), ("b", 0.0), ("dW", 0.0), ("db", 0.0)):
        assert_close(getattr(layer, attribute), np.full(3, value), f"BatchNorm1d: {attribute}")
    assert_close(layer.running_mean, np.zeros(3), "BatchNorm1d: running_mean")
    assert_close(layer.running_var, np.ones(3), "BatchNorm1d: running_var")
    assert layer.training is True, "BatchNorm1d: training should be True at first"


@case(points=2)
def training(BatchNorm1d):
    """normalizes by the batch in training, then scales and shifts"""
    x, layer = uneven(rng(), 6, 3), BatchNorm1d(3)
    layer.W, layer.b = np.array([1.0, 2.0, 3.0]), np.array([0.5, 0.0, -1.0])
    normal = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 1e-5)
    assert_close(layer.forward(x), layer.W * normal + layer.b, "BatchNorm1d.forward: out")
    other = BatchNorm1d(3, 0.9, eps=0.25)
    normal = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 0.25)
    assert_close(other.forward(x), normal, "BatchNorm1d.forward: out with eps=0.25")


@case(points=1)
def running(BatchNorm1d):
    """keeps running statistics of the batches"""
    x, layer = uneven(rng(), 6, 3), BatchNorm1d(3)
    mean, var = np.zeros(3), np.ones(3)
    for batch in (x, 3 * x):
        layer.forward(batch)
        mean = 0.9 * mean + 0.1 * batch.mean(axis=0)
        var = 0.9 * var + 0.1 * batch.var(axis=0)
        assert_close(layer.running_mean, mean, "BatchNorm1d.forward: running_mean")
        assert_close(layer.running_var, var, "BatchNorm1d.forward: running_var")
    layer = BatchNorm1d(3, alpha=0.5)
    layer.forward(x)
    found, half = layer.running_mean, 0.5 * x.mean(axis=0)
    assert_close(found, half, "BatchNorm1d.forward: running_mean with alpha=0.5")


@case(points=1)
def evaluation(BatchNorm1d):
    """uses the running statistics out of training, and leaves them alone"""
    layer = BatchNorm1d(2, eps=0.5)
    layer.running_mean, layer.running_var = np.array([1.0, -1.0]), np.array([3.5, 8.5])
    layer.W, layer.b = np.array([2.0, 3.0]), np.array([1.0, 0.0])
    layer.training = False
    x = np.array([[1.0, 2.0], [5.0, -1.0]])
    out = np.array([[1.0, 3.0], [5.0, 0.0]])
    assert_close(layer.forward(x), out, "BatchNorm1d.forward: out in evaluation")
    assert_close(layer.running_mean, np.array([1.0, -1.0]), "BatchNorm1d.forward: running_mean")
    assert_close(layer.running_var, np.array([3.5, 8.5]), "BatchNorm1d.forward: running_var")


@case(points=4)
def backward(BatchNorm1d):
    """dx, dW and db agree with the numeric gradient"""
    random = rng()
    inputs = {"x": random.standard_normal((5, 3))}
    inputs |= {name: random.standard_normal(3) for name in ("W", "b")}
    check_layer(lambda: BatchNorm1d(3, eps=0.1), inputs, "BatchNorm1d")


@case(points=0.5)
def checks(BatchNorm1d):
    """x of another shape is a ValueError"""
    for shape in ((4, 2), (3,)):
        assert_raises(ValueError, BatchNorm1d(3).forward, np.ones(shape))
