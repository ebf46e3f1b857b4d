OK_FORMAT = False
name = "adam (hidden)"

import copy

import numpy as np

from autograder.checks import assert_close, assert_dict_close, assert_unchanged, case, rng


@case(points=0.5)
def five_steps(adam, reference):
    """is right over five steps, with other settings and by default"""
    random = rng()
    others = {"learning_rate": 0.3, "beta1": 0.7, "beta2": 0.8, "epsilon": 0.1}
    for config in (others, {"beta1": 0.0}, {}):
        found = expected = random.standard_normal((3, 2, 4))
        own, right = dict(config), dict(config)
        for _ in range(5):
            dw = random.standard_normal((3, 2, 4))
            found, own = adam(found, dw, own)
            expected, right = reference.adam(expected, dw, right)
            assert_close(found, expected, "adam: next_w")


@case(points=0.5)
def tiny_gradients(adam, reference):
    """adds epsilon to the root, not under it"""
    w, dw = np.ones(4), np.array([1e-12, -3e-12, 0.0, 2.0])
    config = right = {"learning_rate": 1e3}
    for _ in range(2):
        found, config = adam(w, dw, config)
        expected, right = reference.adam(w, dw, right)
        assert_close(found, expected, "adam: next_w")


@case(points=0.5)
def two_parameters(adam, reference):
    """keeps nothing but in the config: two parameters do not share their state"""
    random = rng()
    configs, rights = [{}, {}], [{}, {}]
    for _ in range(3):
        for i, shape in enumerate(((2, 3), (4,))):
            w, dw = random.standard_normal((2, *shape))
            found, configs[i] = adam(w, dw, configs[i])
            expected, rights[i] = reference.adam(w, dw, rights[i])
            assert_close(found, expected, "adam: next_w of one of two parameters")


@case(points=0.5)
def arguments_kept(adam, reference):
    """leaves w, dw and config as they were; the new config is another dict"""
    random = rng()
    w, dw, earlier = random.standard_normal((3, 5, 4))
    _, config = reference.adam(w, earlier, {"learning_rate": 0.1})
    before = w.copy(), dw.copy(), copy.deepcopy(config)
    adam(w, dw, config)
    assert_unchanged(w, before[0], "adam: w")
    assert_unchanged(dw, before[1], "adam: dw")
    assert_dict_close(config, before[2], "adam: the config passed in")
