OK_FORMAT = False
name = "Linear"

import numpy as np

from autograder.checks import assert_close, case, rng

X = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]])


@case(points=1)
def zeros(Linear):
    """starts with zeros"""
    layer = Linear(3, 2)
    assert_close(layer.W, np.zeros((3, 2)), "Linear: W")
    assert_close(layer.b, np.zeros(2), "Linear: b")


@case(points=1)
def by_hand(Linear):
    """multiplies and adds"""
    layer = Linear(3, 1)
    layer.W, layer.b = np.array([[1.0], [10.0], [100.0]]), np.array([0.5])
    assert_close(layer.forward(X), np.array([[21.5], [290.5]]), "Linear: forward(x)")


@case(points=2)
def gradients(Linear):
    """leaves the gradients of its parameters, and returns that of x"""
    random = rng()
    layer, dout = Linear(3, 4), random.standard_normal((2, 4))
    layer.W = random.standard_normal((3, 4))
    layer.forward(X)
    assert_close(layer.backward(dout), dout @ layer.W.T, "Linear: dx")
    assert_close(layer.dW, X.T @ dout, "Linear: dW")
    assert_close(layer.db, dout.sum(axis=0), "Linear: db")
