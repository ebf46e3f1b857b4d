OK_FORMAT = False
name = "softmax_loss (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def random_values(softmax_loss, reference):
    """loss and dx are right for random batches"""
    random = rng()
    for n, c in ((5, 7), (1, 2)):
        x, y = 5 * random.standard_normal((n, c)), random.integers(0, c, n)
        for what, one, right in zip(
            ("loss", "dx"), softmax_loss(x, y), reference.softmax_loss(x, y), strict=True
        ):
            # A sure and right answer has a loss near 0: the scores, up to 20, round at 4e-15.
            assert_close(one, right, f"softmax_loss: {what}", atol=1e-12)


@case(points=0.5)
def stable(softmax_loss, reference):
    """is exact for other large scores"""
    x = np.array([[1000.0, 0.0, -1000.0], [-1000.0, -1001.0, -1002.0]])
    for labels in ([0, 1], [2, 0]):
        loss, dx = softmax_loss(x, np.array(labels))
        expected_loss, expected_dx = reference.softmax_loss(x, np.array(labels))
        assert_close(loss, expected_loss, "softmax_loss: loss")
        assert_close(dx, expected_dx, "softmax_loss: dx")
