OK_FORMAT = False
name = "fast_conv_forward (hidden)"
depends = ["im2col"]

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def random_values(fast_conv_forward, reference):
    """is right for kernels, images, strides and paddings of several shapes"""
    random = rng()
    for height, width, stride, pad in ((3, 3, 1, 1), (2, 3, 2, 1), (3, 2, 1, 0), (1, 1, 1, 0)):
        x = random.standard_normal((2, 3, height + 4, width + 6))
        w = random.standard_normal((4, 3, height, width))
        arguments = x, w, random.standard_normal(4), {"stride": stride, "pad": pad}
        expected = reference.fast_conv_forward(*arguments)[0]
        assert_close(fast_conv_forward(*arguments)[0], expected, "fast_conv_forward: out")


@case(points=0.5)
def inputs_kept(fast_conv_forward):
    """leaves x and w as they were"""
    random = rng()
    x, w = random.standard_normal((1, 2, 4, 5)), random.standard_normal((4, 2, 3, 5))
    before = x.copy(), w.copy()
    fast_conv_forward(x, w, np.zeros(4), {"stride": 1, "pad": 1})
    assert_unchanged(x, before[0], "fast_conv_forward: x")
    assert_unchanged(w, before[1], "fast_conv_forward: w")
