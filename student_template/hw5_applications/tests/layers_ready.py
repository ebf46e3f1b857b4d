OK_FORMAT = False
name = "layers_ready"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.25)
def layers_work(affine_forward, affine_backward, relu_forward, relu_backward):
    """the layers of hw1 that this assignment builds on work"""
    first = "layers.py of hw1 must be repaired first: "
    x, w, dout = np.arange(6.0).reshape(3, 2), np.ones((2, 4)), np.ones((3, 4))
    out, cache = affine_forward(x, w, np.arange(4.0))
    assert_close(out, np.array([[1.0], [5.0], [9.0]]) + np.arange(4.0), f"{first}affine_forward")
    dx, dw, db = affine_backward(dout, cache)
    assert_close(dx, np.full((3, 2), 4.0), f"{first}affine_backward: dx")
    assert_close(dw, np.array([[6.0] * 4, [9.0] * 4]), f"{first}affine_backward: dw")
    assert_close(db, np.full(4, 3.0), f"{first}affine_backward: db")
    out, cache = relu_forward(np.array([[-1.0, 2.0, 3.0]]))
    assert_close(out, np.array([[0.0, 2.0, 3.0]]), f"{first}relu_forward")
    dx = relu_backward(np.array([[5.0, 6.0, 7.0]]), cache)
    assert_close(dx, np.array([[0.0, 6.0, 7.0]]), f"{first}relu_backward")
