OK_FORMAT = False
name = "match_colours"
bonus = True

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=1)
def statistics(match_colours):
    """the colours have the style's mean and covariance afterwards"""
    random = rng()
    content = random.uniform(-0.5, 0.5, (1, 3, 6, 8))
    style = random.uniform(-0.3, 0.4, (1, 3, 5, 7))
    style = np.einsum("ij,njhw->nihw", np.array([[1.0, 0.5, 0], [0, 1, 0.2], [0.3, 0, 1]]), style)
    found = match_colours(content, style)  # equal axes: a mixture of three colours
    assert_close(found.mean(axis=(2, 3)), style.mean(axis=(2, 3)), "match_colours: the mean")
    covariances = [np.cov(x.reshape(3, -1), bias=True) for x in (found, style)]
    assert_close(*covariances, "match_colours: the covariance")
