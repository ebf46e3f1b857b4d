OK_FORMAT = False
name = "fuse_network (hidden)"
depends = ["predict"]

import copy

from autograder.checks import assert_close, assert_dict_close, case, rng

CONFIG = {
    "input": (2, 8, 4),
    "conv": [],
    "hidden": [7],
    "classes": 6,
    "batchnorm": True,
    "init": "he",
    "keep": 1.0,
}
KINDS = (
    ([], [7], False),
    ([], [7, 9], True),
    ([3], [7], False),
    ([3], [], True),
    ([3, 9], [7], True),
)
"""conv, hidden and batchnorm of the networks that are tried"""


def network(reference, config, random):
    """Parameters and moving averages as they are in the middle of a training."""
    params, state = reference.init_network(config, random)
    params = {key: w + 0.3 * random.standard_normal(w.shape) for key, w in params.items()}
    for averages in state.values():
        averages["running_mean"] = random.standard_normal(averages["running_mean"].shape)
        averages["running_var"] = random.uniform(0.5, 2.0, averages["running_var"].shape)
    return params, state


@case(points=0.5)
def same_predictions(fuse_network, reference):
    """the fused network predicts the same, to 1e-10"""
    random = rng()
    for conv, hidden, batchnorm in KINDS:
        config = {**CONFIG, "conv": conv, "hidden": hidden, "batchnorm": batchnorm}
        params, state = network(reference, config, random)
        X = random.standard_normal((7, 2, 8, 4))
        fused = fuse_network(params, state, config)
        right = reference.fuse_network(params, state, config)
        assert_dict_close(fused, right, "fuse_network: params", rtol=1e-9)
        found = reference.predict(fused, {}, X, {**config, "batchnorm": False})
        expected = reference.predict(params, state, X, config)
        assert_close(found, expected, "fuse_network: its predictions", rtol=0.0, atol=1e-10)


@case(points=0.5)
def inputs_kept(fuse_network, reference):
    """leaves params and state as they were"""
    random = rng()
    config = {**CONFIG, "conv": [3]}
    params, state = network(reference, config, random)
    before = copy.deepcopy({"params": params, "state": state})
    fused = fuse_network(params, state, config)
    assert_dict_close({"params": params, "state": state}, before, "fuse_network: its arguments")
    right = reference.fuse_network(params, state, config)
    assert_dict_close(fused, right, "fuse_network: params", rtol=1e-9)
