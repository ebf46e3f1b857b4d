OK_FORMAT = False
name = "col2im (hidden)"
depends = ["im2col"]

from autograder.checks import assert_close, assert_unchanged, case, rng

WINDOWS = ((3, 2, 1, 1), (2, 3, 2, 0), (3, 1, 2, 2), (2, 3, 3, 1))


@case(points=0.75)
def random_values(col2im, reference):
    """is right for windows, strides and paddings of several shapes"""
    random = rng()
    for height, width, stride, pad in WINDOWS:
        shape = (2, 3, height + 4, width + 6)
        columns = reference.im2col(random.standard_normal(shape), height, width, stride, pad)
        expected = reference.col2im(columns, shape, height, width, stride, pad)
        found = col2im(columns, shape, height, width, stride, pad)
        assert_close(found, expected, "col2im")


@case(points=0.25)
def inputs_kept(col2im):
    """leaves the columns as they were"""
    columns = rng().standard_normal((2 * 4 * 3, 3 * 2 * 2))
    before = columns.copy()
    col2im(columns, (2, 3, 5, 4), 2, 2, 1, 0)
    assert_unchanged(columns, before, "col2im: columns")
