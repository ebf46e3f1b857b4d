OK_FORMAT = False
name = "init_orthogonal (hidden)"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_shape, case, rng


@case(points=1)
def other_shapes(init_orthogonal):
    """is right for wide and tall matrices and for convolutions"""
    for shape, gain in (
        ((20, 50), 1.5),
        ((50, 20), 0.5),
        ((7, 2, 3, 5), 1.0),
        ((30, 2, 3, 4), 2.0),
    ):
        w = init_orthogonal(shape, gain, rng("weights"))
        assert_shape(w, shape, f"init_orthogonal of shape {shape}")
        matrix = np.asarray(w).reshape(shape[0], -1)
        short = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
        wanted = gain**2 * np.eye(len(short))
        assert_close(short @ short.T, wanted, f"init_orthogonal of shape {shape}: the product")
