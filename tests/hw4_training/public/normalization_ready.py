OK_FORMAT = False
name = "normalization_ready"

import numpy as np

from autograder.checks import assert_close, case


def first(what):
    """What a value is called whose function stands in the way."""
    return f"normalization.py of hw3 must be repaired first: {what}"


@case(points=0.25)
def normalization_works(
    batchnorm_forward, batchnorm_backward, spatial_batchnorm_forward, spatial_batchnorm_backward
):
    """batch normalization of hw3, which this assignment builds on, works"""
    rows = np.array([[1.0, 4.0], [3.0, 0.0], [5.0, 2.0], [3.0, 2.0]])  # variances 2 and 2
    images = rows.T.reshape(1, 2, 1, 4)  # the same two features, as channels
    dout = np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 3.0]])
    gamma, beta = np.array([2.0, 1.0]), np.array([0.5, 0.0])
    out = np.array([[-2.0, 2.0], [0.0, -2.0], [2.0, 0.0], [0.0, 0.0]]) / np.sqrt(2 + 1e-5)
    out = gamma * out + beta
    below = np.array([[0.25, -0.75], [-0.25, -0.75], [0.25, -0.75], [-0.25, 2.25]])
    for kind, x, forward, backward, fold in (
        ("", rows, batchnorm_forward, batchnorm_backward, lambda a: a),
        (
            "spatial_",
            images,
            spatial_batchnorm_forward,
            spatial_batchnorm_backward,
            lambda a: a.T.reshape(1, 2, 1, 4),
        ),
    ):
        averages = {"running_mean": np.zeros(2), "running_var": np.ones(2)}
        bn_param = {"mode": "train", **averages}
        found, cache = forward(x, gamma, beta, bn_param)
        name = first(f"{kind}batchnorm_forward")
        assert_close(found, fold(out), f"{name}: out")
        mean, var = bn_param["running_mean"], bn_param["running_var"]
        assert_close(mean, np.array([0.3, 0.2]), f"{name}: running_mean")
        assert_close(var, np.array([1.1, 1.1]), f"{name}: running_var")
        tested, _ = forward(x, gamma, beta, {"mode": "test", **averages})
        right = fold(gamma * rows / np.sqrt(1 + 1e-5) + beta)
        assert_close(tested, right, f"{name}: out in test mode")
        dx, dgamma, dbeta = backward(fold(dout), cache)
        name = first(f"{kind}batchnorm_backward")
        right = fold(below * gamma / np.sqrt(2))
        assert_close(dx, right, f"{name}: dx", rtol=1e-4, atol=1e-5)  # by hand, for eps 0
        sums = np.array([-np.sqrt(2), 0.0])
        assert_close(dgamma, sums, f"{name}: dgamma", rtol=1e-4, atol=1e-5)
        assert_close(dbeta, np.array([1.0, 3.0]), f"{name}: dbeta")
