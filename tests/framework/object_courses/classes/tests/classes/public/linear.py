OK_FORMAT = False
name = "linear"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=1)
def initial(Linear):
    """starts with He's weights and zeros"""
    layer = Linear(200, 100, rng())
    assert layer.W.shape == (200, 100)
    assert abs(layer.W.std() / np.sqrt(2 / 200) - 1) < 0.05
    assert abs(layer.W.mean()) < 0.01
    assert_close(layer.b, np.zeros(100), "b")
    assert_close(layer.dW, np.zeros((200, 100)), "dW")
    assert_close(layer.db, np.zeros(100), "db")


@case(points=2)
def forward(Linear):
    """computes x @ W + b, with the W and b that it has"""
    random = rng()
    layer = Linear(3, 2, random)
    layer.b = random.standard_normal(2)
    x = random.standard_normal((4, 3))
    assert_close(layer.forward(x), x @ layer.W + layer.b, "out")
    layer.W = np.ones((3, 2))
    assert_close(layer.forward(x), x.sum(axis=1, keepdims=True) + layer.b, "out with W = 1")


@case(points=3)
def backward(Linear):
    """sets dW and db and returns dx"""
    random = rng()
    layer = Linear(3, 2, random)
    x, dout = random.standard_normal((4, 3)), random.standard_normal((4, 2))
    layer.forward(x)
    dx = layer.backward(dout)
    assert_close(dx, dout @ layer.W.T, "dx")
    assert_close(layer.dW, x.T @ dout, "dW")
    assert_close(layer.db, dout.sum(axis=0), "db")
