OK_FORMAT = False
name = "network_forward"
depends = ["layers_ready", "normalization_ready", "fast_conv_forward"]

import numpy as np

from autograder.checks import assert_close, case

CONFIG = {
    "input": (2,),
    "conv": [],
    "hidden": [3],
    "classes": 2,
    "batchnorm": False,
    "init": "he",
    "keep": 1.0,
}
PARAMS = {
    "W1": np.array([[1.0, 0.0, -1.0], [0.0, 2.0, 1.0]]),
    "b1": np.array([0.0, 1.0, 0.0]),
    "W2": np.array([[1.0, 0.0], [0.0, 1.0], [2.0, -1.0]]),
    "b2": np.array([0.5, 0.0]),
}
X = np.array([[1.0, 2.0], [3.0, -1.0], [-2.0, 0.0], [0.0, 1.0]])


@case(points=0.5)
def with_batchnorm(network_forward):
    """normalises before the ReLU and writes the moving averages back to state in train mode"""
    config = {**CONFIG, "batchnorm": True}
    params = {**PARAMS, "gamma1": np.array([1.0, 2.0, 1.0]), "beta1": np.array([0.0, 1.0, 2.0])}
    start = {"running_mean": np.zeros(3), "running_var": np.ones(3)}
    state = {"bn1": dict(start)}
    tested, _ = network_forward(params, state, X, config, "test")
    pre = np.array([[1.0, 11.0, 3.0], [3.0, -1.0, -2.0], [-2.0, 3.0, 4.0], [0.0, 7.0, 3.0]])
    scale = 1 / np.sqrt(1 + 1e-5)  # gamma (x W + b) + beta, for the moving averages 0 and 1
    pre = (pre - params["beta1"]) * scale + params["beta1"]
    right = np.maximum(pre, 0) @ PARAMS["W2"] + PARAMS["b2"]
    assert_close(tested, right, "network_forward: scores in test mode with batchnorm")
    network_forward(params, state, X, config, "train")
    mean, var = state["bn1"]["running_mean"], state["bn1"]["running_var"]
    right = np.array([0.05, 0.2, 0.0])
    assert_close(mean, right, "network_forward: state['bn1']['running_mean']")
    right = np.array([1.225, 1.4, 1.45])
    assert_close(var, right, "network_forward: state['bn1']['running_var']")


@case(points=0.5)
def by_hand(network_forward):
    """goes through affine, ReLU, affine"""
    scores, _ = network_forward(PARAMS, {}, X, CONFIG, "test")
    right = np.array([[3.5, 4.0], [3.5, 0.0], [4.5, -1.0], [2.5, 2.0]])
    assert_close(scores, right, "network_forward: scores")
