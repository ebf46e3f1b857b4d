OK_FORMAT = False
name = "convolution_ready"

import numpy as np

from autograder.checks import assert_close, case

POOL = {"pool_height": 2, "pool_width": 2, "stride": 2}


@case(points=0.25)
def convolution_works(
    fast_conv_forward,
    fast_conv_backward,
    relu_forward,
    relu_backward,
    max_pool_forward,
    max_pool_backward,
):
    """the convolution of hw4, and ReLU and pooling of hw1, work"""
    first = "training.py of hw4 must be repaired first: "
    x = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    w = np.arange(9.0).reshape(1, 1, 3, 3)  # equal axes: a filter is 3 x 3
    out, cache = fast_conv_forward(x, w, np.array([1.0]), {"stride": 1, "pad": 1})
    right = np.array([[[[83.0, 134.0, 91.0], [47.0, 71.0, 43.0]]]])
    assert_close(out, right, f"{first}fast_conv_forward")
    dx, dw, db = fast_conv_backward(np.array([[[[1.0, 0.0, 0.0], [0.0, 0.0, 2.0]]]]), cache)
    back = np.array([[[[4.0, 5.0, 2.0], [7.0, 14.0, 8.0]]]])
    assert_close(dx, back, f"{first}fast_conv_backward: dx")
    right = np.array([[[[4.0, 6.0, 0.0], [10.0, 13.0, 2.0], [0.0, 4.0, 5.0]]]])
    assert_close(dw, right, f"{first}fast_conv_backward: dw")
    assert_close(db, np.array([3.0]), f"{first}fast_conv_backward: db")
    first = "layers.py of hw1 must be repaired first: "
    out, cache = relu_forward(np.array([[-1.0, 2.0, 3.0]]))
    assert_close(out, np.array([[0.0, 2.0, 3.0]]), f"{first}relu_forward")
    dx = relu_backward(np.array([[5.0, 6.0, 7.0]]), cache)
    assert_close(dx, np.array([[0.0, 6.0, 7.0]]), f"{first}relu_backward")
    images = np.array([[[[1.0, 5.0, 2.0, 3.0], [4.0, 0.0, 8.0, 6.0]]]])
    out, cache = max_pool_forward(images, POOL)
    assert_close(out, np.array([[[[5.0, 8.0]]]]), f"{first}max_pool_forward")
    dx = max_pool_backward(np.array([[[[1.0, 2.0]]]]), cache)
    back = np.array([[[[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 2.0, 0.0]]]])
    assert_close(dx, back, f"{first}max_pool_backward")
