OK_FORMAT = False
name = "batchnorm"

import numpy as np

from autograder.checks import assert_close, case, rng


def difference(layer, x, dout, h=1e-6):
    """The gradient of sum(dout * forward(x)) by central differences."""
    found = np.empty_like(x)
    for i in np.ndindex(*x.shape):
        step = np.zeros_like(x)
        step[i] = h
        up = (dout * layer.forward(x + step)).sum()
        found[i] = (up - (dout * layer.forward(x - step)).sum()) / (2 * h)
    return found


@case(points=1)
def initial(BatchNorm1d):
    """starts as it should"""
    layer = BatchNorm1d(3)
    for name, value in (("W", 1.0), ("b", 0.0), ("dW", 0.0), ("db", 0.0)):
        assert_close(getattr(layer, name), np.full(3, value), name)
    assert_close(layer.running_mean, np.zeros(3), "running_mean")
    assert_close(layer.running_var, np.ones(3), "running_var")
    assert layer.training is True
    assert layer.momentum == 0.9 and layer.eps == 1e-5


@case(points=2)
def training(BatchNorm1d):
    """normalizes a batch and moves the running statistics"""
    x = rng().standard_normal((6, 3)) * np.array([1.0, 0.01, 5.0]) + 2.0
    layer = BatchNorm1d(3, momentum=0.8, eps=1e-3)
    layer.W, layer.b = np.array([1.0, 2.0, 3.0]), np.array([0.5, 0.0, -1.0])
    normal = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 1e-3)
    assert_close(layer.forward(x), layer.W * normal + layer.b, "out")
    assert_close(layer.running_mean, 0.2 * x.mean(axis=0), "running_mean")
    assert_close(layer.running_var, 0.8 + 0.2 * x.var(axis=0), "running_var")
    layer.forward(2 * x)
    assert_close(layer.running_mean, 0.56 * x.mean(axis=0), "running_mean, twice")
    assert_close(layer.running_var, 0.64 + 0.96 * x.var(axis=0), "running_var, twice")


@case(points=2)
def evaluation(BatchNorm1d):
    """uses the running statistics, and leaves them alone"""
    layer = BatchNorm1d(2, eps=0.5)
    layer.running_mean, layer.running_var = np.array([1.0, -1.0]), np.array([3.5, 8.5])
    layer.W, layer.b = np.array([2.0, 3.0]), np.array([1.0, 0.0])
    layer.training = False
    x = np.array([[1.0, 2.0], [5.0, -1.0]])
    assert_close(layer.forward(x), np.array([[1.0, 3.0], [5.0, 0.0]]), "out")
    assert_close(layer.running_mean, np.array([1.0, -1.0]), "running_mean")


@case(points=3)
def backward(BatchNorm1d):
    """has the gradients of its forward"""
    random = rng()
    x, dout = random.standard_normal((5, 2)), random.standard_normal((5, 2))
    layer = BatchNorm1d(2, eps=0.1)
    layer.W, layer.b = np.array([2.0, 3.0]), np.array([1.0, 4.0])
    normal = (layer.forward(x) - layer.b) / layer.W
    dx = layer.backward(dout)
    assert_close(layer.dW, (dout * normal).sum(axis=0), "dW")
    assert_close(layer.db, dout.sum(axis=0), "db")
    assert_close(dx, difference(layer, x, dout), "dx", rtol=1e-5, atol=1e-7)
