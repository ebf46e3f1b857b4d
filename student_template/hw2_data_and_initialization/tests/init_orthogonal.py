OK_FORMAT = False
name = "init_orthogonal"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_drawn, assert_shape, case, rng


@case(points=0.5)
def square(init_orthogonal):
    """W W^T is gain^2 times the identity"""
    w = init_orthogonal((40, 40), 2.0, rng("weights"))
    assert_close(w @ w.T, 4 * np.eye(40), "init_orthogonal: W W^T")


@case(points=0.5)
def from_rng(init_orthogonal):
    """draws from the generator it is given"""
    random = rng("weights")
    first, second = (init_orthogonal((200, 250), 1.0, random) for _ in range(2))
    assert_drawn(first, second, "init_orthogonal")
    again = init_orthogonal((200, 250), 1.0, rng("weights"))
    assert_close(again, first, "init_orthogonal with an equal generator")


@case(points=0.5)
def wide_and_tall(init_orthogonal):
    """the shorter side is orthonormal times gain, for a matrix and a convolution"""
    for shape in ((20, 50), (50, 20), (8, 3, 4, 5)):
        w = init_orthogonal(shape, 1.5, rng("weights"))
        assert_shape(w, shape, f"init_orthogonal of {shape}")
        matrix = np.asarray(w).reshape(shape[0], -1)
        short = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
        wanted = 2.25 * np.eye(len(short))
        assert_close(short @ short.T, wanted, f"init_orthogonal of {shape}: the product")
