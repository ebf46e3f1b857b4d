OK_FORMAT = False
name = "masked_conv_forward (hidden)"
depends = ["pixel_mask"]
bonus = True

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def values(masked_conv_forward, reference):
    """is right for several channels and filters of 5, and leaves its arguments as they were"""
    random = rng()
    shapes = (2, 3, 6, 7), (4, 3, 5, 5), (4,)  # equal axes: filters are square
    x, w, b = (random.standard_normal(shape) for shape in shapes)
    before = x.copy(), w.copy()
    for kind in ("A", "B"):
        out, _ = masked_conv_forward(x, w, b, kind)
        right, _ = reference.masked_conv_forward(x, w, b, kind)
        assert_close(out, right, "masked_conv_forward: out")
    assert_unchanged(x, before[0], "masked_conv_forward: x")
    assert_unchanged(w, before[1], "masked_conv_forward: w")
