OK_FORMAT = False
name = "col2im"
depends = ["im2col"]

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def by_hand(col2im):
    """puts every row back to its window and adds where windows overlap"""
    columns = np.array([[1.0, 2.0], [3.0, 4.0]])  # the windows (0, 1) and (1, 2) of three pixels
    found = col2im(columns, (1, 1, 1, 3), 1, 2, 1, 0)
    assert_close(found, np.array([[[[1.0, 5.0, 4.0]]]]), "col2im")


@case(points=0.5)
def adjoint(im2col, col2im):
    """is the adjoint of im2col: the sum of im2col(x) y is the sum of x col2im(y)"""
    random = rng()
    x = random.standard_normal((2, 3, 5, 4))
    columns = im2col(x, 3, 2, 1, 1)
    y = random.standard_normal((2 * 5 * 5, 3 * 3 * 2))
    product = np.sum(x * col2im(y, (2, 3, 5, 4), 3, 2, 1, 1))
    assert_close(product, np.sum(columns * y), "col2im: the sum of x col2im(y)")
