OK_FORMAT = False
name = "Linear"

import numpy as np

from autograder.checks import assert_close, assert_raises, case, rng

from shared.layers import check_layer


@case(points=1)
def forward(Linear):
    """out = x @ W.T + b, with the W and b that the layer has now"""
    layer = Linear(3, 2, rng())
    layer.W = np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]])
    layer.b = np.array([10.0, 20.0])
    x = np.array([[1.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.0, 0.5, 2.0], [0.0, 0.0, 0.0]])
    out = np.array([[11.0, 20.0], [16.0, 20.0], [17.0, 21.5], [10.0, 20.0]])
    assert_close(layer.forward(x), out, "Linear.forward: out")


@case(points=1)
def initial(Linear):
    """W and b are drawn as the docstring says, dW and db are zeros"""
    layer, random = Linear(6, 4, rng("weights")), rng("weights")
    k = 1 / np.sqrt(6)
    assert_close(layer.W, random.uniform(-k, k, size=(4, 6)), "Linear: W")
    assert_close(layer.b, random.uniform(-k, k, size=4), "Linear: b")
    assert_close(layer.dW, np.zeros((4, 6)), "Linear: dW")
    assert_close(layer.db, np.zeros(4), "Linear: db")


@case(points=3)
def backward(Linear):
    """dx, dW and db agree with the numeric gradient"""
    random = rng()
    shapes = {"x": (4, 3), "W": (2, 3), "b": (2,)}
    inputs = {name: random.standard_normal(shape) for name, shape in shapes.items()}
    check_layer(lambda: Linear(3, 2, rng()), inputs, "Linear")


@case(points=0.5)
def again(Linear):
    """a second backward replaces the gradients of the first"""
    random = rng()
    layer = Linear(3, 2, random)
    for _ in range(2):
        x, dout = random.standard_normal((5, 3)), random.standard_normal((5, 2))
        layer.forward(x)
        layer.backward(dout)
        assert_close(layer.dW, dout.T @ x, "Linear.backward: dW")
        assert_close(layer.db, dout.sum(axis=0), "Linear.backward: db")


@case(points=0.5)
def checks(Linear):
    """x of another shape is a ValueError"""
    layer = Linear(3, 2, rng())
    for shape in ((4, 2), (3,), (1, 4, 3)):
        assert_raises(ValueError, layer.forward, np.ones(shape))
