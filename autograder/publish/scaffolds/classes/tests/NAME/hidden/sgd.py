OK_FORMAT = False
name = "SGD (hidden)"

import numpy as np

from autograder.checks import assert_close, case, stand_in


@case(points=1)
def minimum(SGD):
    """finds the minimum of a parabola in 30 steps"""
    lowest = np.array([[3.0, -1.0]])
    layer = stand_in(W=np.zeros((1, 2)), b=np.zeros(2), db=np.zeros(2))
    optimizer = SGD(layer, 0.25)
    for _ in range(30):
        layer.dW = 2.0 * (layer.W - lowest)
        optimizer.step()
    assert_close(layer.W, lowest, "SGD: W after 30 steps", atol=1e-8)
