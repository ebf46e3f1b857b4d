OK_FORMAT = False
name = "predict (hidden)"
depends = ["network_forward"]

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
def any_batch_size(predict, reference):
    """gives the same probabilities for every batch_size"""
    random = rng()
    for conv, hidden, batchnorm in KINDS:
        config = {**CONFIG, "conv": conv, "hidden": hidden, "batchnorm": batchnorm}
        params, state = network(reference, config, random)
        X = random.standard_normal((7, 2, 8, 4))
        expected = reference.predict(params, state, X, config)
        for size in (1, 3, 7, 100):
            assert_close(predict(params, state, X, config, size), expected, "predict")


@case(points=0.5)
def state_kept(predict, reference):
    """leaves the moving averages as they were"""
    random = rng()
    config = {**CONFIG, "conv": [3]}
    params, state = network(reference, config, random)
    X, before = random.standard_normal((7, 2, 8, 4)), copy.deepcopy(state)
    predict(params, state, X, config, 3)
    assert_dict_close(state, before, "predict: state afterwards", others=True)


@case(points=0.25)
def large_scores(predict, reference):
    """is exact for scores of a thousand"""
    random = rng()
    config = {**CONFIG, "batchnorm": False}
    params, _ = network(reference, config, random)
    X = random.standard_normal((7, 2, 8, 4))
    params["W2"] = params["W2"] * 1000
    assert_close(
        predict(params, {}, X, config), reference.predict(params, {}, X, config), "predict"
    )


@case(points=0.25)
def nothing_dropped(predict, reference):
    """drops nothing"""
    random = rng()
    params, state = network(reference, CONFIG, random)
    X = random.standard_normal((7, 2, 8, 4))
    expected = reference.predict(params, state, X, CONFIG)
    assert_close(predict(params, state, X, {**CONFIG, "keep": 0.5}), expected, "predict")
