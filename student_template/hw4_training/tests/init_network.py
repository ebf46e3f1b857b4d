OK_FORMAT = False
name = "init_network"
depends = ["layers_ready"]

import numpy as np

from autograder.checks import CheckFailure, assert_close, assert_normal_scale, case, rng

CONFIG = {
    "input": (2, 8, 6),
    "conv": [3],
    "hidden": [5],
    "classes": 4,
    "batchnorm": True,
    "init": "he",
    "keep": 1.0,
}
SHAPES = {
    **{"W1": (3, 2, 3, 3), "b1": (3,), "gamma1": (3,), "beta1": (3,)},
    **{"W2": (3 * 4 * 3, 5), "b2": (5,), "gamma2": (5,), "beta2": (5,), "W3": (5, 4), "b3": (4,)},
}


@case(points=0.5)
def keys_and_shapes(init_network):
    """has every parameter, with its shape, and the state of every batch normalization"""
    params, state = init_network(CONFIG, rng("weights"))
    if sorted(params) != sorted(SHAPES):
        raise CheckFailure(f"params should have the keys {', '.join(SHAPES)}.")
    for key, shape in SHAPES.items():
        if np.shape(params[key]) != shape:
            raise CheckFailure(f"params[{key!r}] should have shape {shape}.")
        if key[0] != "W":
            start = np.ones(shape) if key.startswith("gamma") else np.zeros(shape)
            assert_close(params[key], start, f"init_network: params[{key!r}]")
    if sorted(state) != ["bn1", "bn2"]:
        raise CheckFailure("state should have the keys 'bn1' and 'bn2'.")
    for name, units in (("bn1", 3), ("bn2", 5)):
        mean, var = state[name]["running_mean"], state[name]["running_var"]
        assert_close(mean, np.zeros(units), f"init_network: state[{name!r}]['running_mean']")
        assert_close(var, np.ones(units), f"init_network: state[{name!r}]['running_var']")


@case(points=0.5)
def scales(init_network, init_he):
    """draws He weights where the config says so, and hundredths of them in the last layer"""
    first = "initializers.py of hw2 must be repaired first: init_he"
    assert_normal_scale(init_he((400, 250), rng("ready")), np.sqrt(2 / 400), first)
    config = {**CONFIG, "input": (500,), "conv": [], "hidden": [400], "classes": 300}
    params, _ = init_network(config, rng("weights"))
    assert_normal_scale(params["W1"], np.sqrt(2 / 500), "init_network: params['W1']")
    last = "init_network: params['W2'], the last layer"
    assert_normal_scale(params["W2"], 0.01 * np.sqrt(2 / 400), last)
