OK_FORMAT = False
name = "rmsprop (hidden)"

import copy

import numpy as np

from autograder.checks import assert_close, assert_dict_close, assert_unchanged, case, rng


@case(points=0.5)
def five_steps(rmsprop, reference):
    """is right over five steps, with other settings and by default"""
    random = rng()
    for config in ({"learning_rate": 0.3, "decay_rate": 0.8, "epsilon": 0.1}, {}):
        found = expected = random.standard_normal((3, 2, 4))
        own, right = dict(config), dict(config)
        for _ in range(5):
            dw = random.standard_normal((3, 2, 4))
            found, own = rmsprop(found, dw, own)
            expected, right = reference.rmsprop(expected, dw, right)
            assert_close(found, expected, "rmsprop: next_w")


@case(points=0.25)
def tiny_gradients(rmsprop, reference):
    """adds epsilon to the root, not under it"""
    w, dw = np.ones(4), np.array([1e-12, -3e-12, 0.0, 2.0])
    found, _ = rmsprop(w, dw, {"learning_rate": 1e3})
    assert_close(found, reference.rmsprop(w, dw, {"learning_rate": 1e3})[0], "rmsprop: next_w")


@case(points=0.25)
def arguments_kept(rmsprop, reference):
    """leaves w, dw and config as they were; the new config is another dict"""
    random = rng()
    w, dw, earlier = random.standard_normal((3, 5, 4))
    _, config = reference.rmsprop(w, earlier, {"learning_rate": 0.1})
    before = w.copy(), dw.copy(), copy.deepcopy(config)
    rmsprop(w, dw, config)
    assert_unchanged(w, before[0], "rmsprop: w")
    assert_unchanged(dw, before[1], "rmsprop: dw")
    assert_dict_close(config, before[2], "rmsprop: the config passed in")
