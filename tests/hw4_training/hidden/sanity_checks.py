OK_FORMAT = False
name = "sanity_checks (hidden)"
depends = ["network_loss"]

import copy

import numpy as np

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


@case(points=0.75)
def five_kinds(sanity_checks, reference):
    """reports what is right for networks of five kinds"""
    random = rng()
    for conv, hidden, batchnorm in KINDS:
        config = {**CONFIG, "conv": conv, "hidden": hidden, "batchnorm": batchnorm}
        params, state = network(reference, config, random)
        for key in (key for key in params if key[0] == "b"):
            params[key] = params[key] - 3.0 * (np.arange(len(params[key])) % 3 == 0)  # some die
        X, y = random.standard_normal((5, 2, 8, 4)), random.integers(0, 6, 5)
        right = reference.sanity_checks(params, state, X, y, config)
        report = sanity_checks(params, state, X, y, config)
        for key in ("initial_loss", "expected_loss"):
            assert_close(report.get(key), float(right[key]), f"sanity_checks: report[{key!r}]")
        norms = report.get("gradient_norms")
        assert_dict_close(norms, right["gradient_norms"], "sanity_checks: report['gradient_norms']")
        dead = np.array(report.get("dead_relus"), dtype=float)
        assert_close(dead, np.array(right["dead_relus"]), "sanity_checks: dead_relus")


@case(points=0.5)
def state_kept(sanity_checks, reference):
    """leaves the moving averages as they were"""
    random = rng()
    config = {**CONFIG, "conv": [3]}
    params, state = network(reference, config, random)
    before = copy.deepcopy(state)
    X, y = random.standard_normal((5, 2, 8, 4)), random.integers(0, 6, 5)
    sanity_checks(params, state, X, y, config)
    assert_dict_close(state, before, "sanity_checks: state afterwards", others=True)


@case(points=0.25)
def nothing_dropped(sanity_checks, reference):
    """drops nothing"""
    random = rng()
    params, state = network(reference, CONFIG, random)
    X, y = random.standard_normal((5, 2, 8, 4)), random.integers(0, 6, 5)
    right = reference.sanity_checks(params, state, X, y, CONFIG)
    report = sanity_checks(params, state, X, y, {**CONFIG, "keep": 0.5})
    found, expected = report.get("initial_loss"), float(right["initial_loss"])
    assert_close(found, expected, "sanity_checks: initial_loss with keep 0.5")
