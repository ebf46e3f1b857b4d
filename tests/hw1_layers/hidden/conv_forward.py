OK_FORMAT = False
name = "conv_forward (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=1)
def random_values(conv_forward, reference):
    """is right for kernels, strides and paddings of several shapes, for images that are views"""
    random = rng()
    for height, width, stride, pad in ((3, 5, 1, 1), (2, 3, 2, 1), (5, 1, 4, 0)):
        x = random.standard_normal((width + 12, height + 8, 6, 4)).T
        w = random.standard_normal((7, 6, height, width))
        arguments = x, w, random.standard_normal(7), {"stride": stride, "pad": pad}
        expected = reference.conv_forward(*arguments)[0]
        assert_close(conv_forward(*arguments)[0], expected, "conv_forward: out")
