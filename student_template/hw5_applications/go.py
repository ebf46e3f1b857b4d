"""Playing Go: the rules, and a network that predicts the next move."""

import numpy as np


def transform_board(x, k):
    """x: (..., n, n). Returns x turned by k % 4 quarters, mirrored for k >= 4."""
    raise NotImplementedError("transform_board")
