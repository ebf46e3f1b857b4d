OK_FORMAT = False
name = "sequential"
depends = ["linear", "relu"]

import numpy as np

from autograder.checks import assert_close, case, rng, stand_in


@case(points=1)
def holds(Sequential, Linear, ReLU):
    """holds its layers"""
    first, second = Linear(3, 4, rng()), ReLU()
    model = Sequential(first, second)
    assert len(model) == 2 and model[0] is first and model[1] is second
    assert isinstance(model[0], Linear) and model.layers[1] is second


@case(points=2)
def order(Sequential):
    """goes forward in order and backward in reverse"""
    calls = []

    def layer(name):
        def forward(x):
            calls.append(name)
            return x + 1

        def backward(dout):
            calls.append(name.upper())
            return 2 * dout

        return stand_in(forward=forward, backward=backward)

    model = Sequential(layer("a"), layer("b"), layer("c"))
    assert_close(model.forward(np.zeros(2)), np.full(2, 3.0), "out")
    assert_close(model.backward(np.ones(2)), np.full(2, 8.0), "dx")
    assert "".join(calls) == "abcCBA"
