OK_FORMAT = False
name = "tta_probabilities (hidden)"
depends = ["predict", "shift_images", "ensemble_probabilities"]

from autograder.checks import assert_close, case, rng

CONFIG = {
    "input": (2, 8, 4),
    "conv": [],
    "hidden": [7],
    "classes": 6,
    "batchnorm": True,
    "init": "he",
    "keep": 1.0,
}


def network(reference, config, random):
    """Parameters and moving averages as they are in the middle of a training."""
    params, state = reference.init_network(config, random)
    params = {key: w + 0.3 * random.standard_normal(w.shape) for key, w in params.items()}
    for averages in state.values():
        averages["running_mean"] = random.standard_normal(averages["running_mean"].shape)
        averages["running_var"] = random.uniform(0.5, 2.0, averages["running_var"].shape)
    return params, state


@case(points=0.5)
def random_values(tta_probabilities, reference):
    """is right for a convolutional network, also with another fill"""
    random = rng()
    config = {**CONFIG, "conv": [3]}
    params, state = network(reference, config, random)
    X, offsets = random.standard_normal((5, 2, 8, 4)), [(0, 0), (1, 0), (0, -2), (-3, 1)]
    for fill in (0.0, 1.5):
        found = tta_probabilities(params, state, X, config, offsets, fill)
        expected = reference.tta_probabilities(params, state, X, config, offsets, fill)
        assert_close(found, expected, "tta_probabilities")
