OK_FORMAT = False
name = "im2col (hidden)"

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.75)
def random_values(im2col, reference):
    """is right for windows, strides and paddings of several shapes"""
    random = rng()
    for height, width, stride, pad in ((3, 2, 1, 1), (2, 3, 2, 0), (3, 1, 2, 2), (1, 1, 1, 0)):
        x = random.standard_normal((2, 3, height + 4, width + 6))
        expected = reference.im2col(x, height, width, stride, pad)
        assert_close(im2col(x, height, width, stride, pad), expected, "im2col")


@case(points=0.25)
def inputs_kept(im2col):
    """leaves x as it was"""
    x = rng().standard_normal((2, 3, 5, 4))
    before = x.copy()
    im2col(x, 3, 2, 1, 1)
    assert_unchanged(x, before, "im2col: x")
