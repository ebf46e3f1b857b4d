"""Playing Go: the rules, and a network that predicts the next move."""

import numpy as np


def transform_board(x, k):
    """x: (..., n, n). Returns x turned by k % 4 quarters, mirrored for k >= 4."""
    # BEGIN SOLUTION
    turned = np.rot90(x, k % 4, axes=(-2, -1))
    return (turned[..., ::-1] if k >= 4 else turned).copy()
    # END SOLUTION
