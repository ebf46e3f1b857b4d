OK_FORMAT = False
name = "fuse_network"
depends = ["predict"]

import numpy as np

from autograder.checks import assert_close, assert_dict_close, case


@case(points=0.5)
def by_hand(fuse_network, fuse_batchnorm_affine):
    """makes one layer of an affine layer and the batch normalization after it"""
    config = {"input": (1,), "conv": [], "hidden": [2], "classes": 3}
    config |= {"batchnorm": True, "init": "he", "keep": 1.0}
    w, b = np.array([[2.0, 1.0]]), np.array([1.0, 0.0])
    gamma, beta = np.array([3.0, 1.0]), np.array([1.0, 2.0])
    mean, var = np.array([1.0, 2.0]), np.array([9.0, 4.0]) - 1e-5
    fused_w, fused_b = np.array([[2.0, 0.5]]), np.array([1.0, 1.0])
    found = fuse_batchnorm_affine(w, b, gamma, beta, mean, var)
    first = "normalization.py of hw3 must be repaired first: fuse_batchnorm_affine"
    assert_close(found[0], fused_w, f"{first}: w")
    assert_close(found[1], fused_b, f"{first}: b")
    params = {"W1": w, "b1": b, "gamma1": gamma, "beta1": beta}
    params |= {"W2": np.arange(6.0).reshape(2, 3), "b2": np.ones(3)}
    state = {"bn1": {"running_mean": mean, "running_var": var}}
    right = {"W1": fused_w, "b1": fused_b, "W2": params["W2"], "b2": params["b2"]}
    assert_dict_close(fuse_network(params, state, config), right, "fuse_network: params")
