OK_FORMAT = False
name = "SGD"

import numpy as np

from autograder.checks import assert_close, case, stand_in


@case(points=2)
def step(SGD):
    """moves both parameters against their gradients"""
    layer = stand_in(W=np.array([[1.0, 2.0]]), b=np.array([3.0, 4.0]))
    optimizer = SGD(layer, 0.5)
    layer.dW, layer.db = np.array([[2.0, -4.0]]), np.array([6.0, 0.0])
    optimizer.step()
    assert_close(layer.W, np.array([[0.0, 4.0]]), "SGD: W")
    assert_close(layer.b, np.array([0.0, 4.0]), "SGD: b")
