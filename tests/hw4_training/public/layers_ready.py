OK_FORMAT = False
name = "layers_ready"

import numpy as np

from autograder.checks import assert_close, case

POOL = {"pool_height": 2, "pool_width": 2, "stride": 2}


def first(what):
    """What a value is called whose function stands in the way."""
    return f"layers.py of hw1 must be repaired first: {what}"


@case(points=0.25)
def layers_work(
    affine_forward,
    affine_backward,
    relu_forward,
    relu_backward,
    max_pool_forward,
    max_pool_backward,
    softmax_loss,
):
    """the layers of hw1 that this assignment builds on work"""
    x, w, dout = np.arange(6.0).reshape(3, 2), np.ones((2, 4)), np.ones((3, 4))
    out, cache = affine_forward(x, w, np.arange(4.0))
    assert_close(out, np.array([[1.0], [5.0], [9.0]]) + np.arange(4.0), first("affine_forward"))
    dx, dw, db = affine_backward(dout, cache)
    assert_close(dx, np.full((3, 2), 4.0), first("affine_backward: dx"))
    assert_close(dw, np.array([[6.0] * 4, [9.0] * 4]), first("affine_backward: dw"))
    assert_close(db, np.full(4, 3.0), first("affine_backward: db"))
    out, cache = relu_forward(np.array([[-1.0, 2.0, 3.0]]))
    assert_close(out, np.array([[0.0, 2.0, 3.0]]), first("relu_forward"))
    dx = relu_backward(np.array([[5.0, 6.0, 7.0]]), cache)
    assert_close(dx, np.array([[0.0, 6.0, 7.0]]), first("relu_backward"))
    images = np.array([[[[1.0, 5.0, 2.0, 3.0], [4.0, 0.0, 8.0, 6.0]]]])
    out, cache = max_pool_forward(images, POOL)
    assert_close(out, np.array([[[[5.0, 8.0]]]]), first("max_pool_forward"))
    dx = max_pool_backward(np.array([[[[1.0, 2.0]]]]), cache)
    back = np.array([[[[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 2.0, 0.0]]]])
    assert_close(dx, back, first("max_pool_backward"))
    loss, dx = softmax_loss(np.log(np.array([[1.0, 2.0, 1.0], [3.0, 3.0, 2.0]])), np.array([1, 2]))
    assert_close(loss, np.log(8.0) / 2, first("softmax_loss: loss"))
    right = np.array([[0.125, -0.25, 0.125], [0.1875, 0.1875, -0.375]])
    assert_close(dx, right, first("softmax_loss: dx"))
