OK_FORMAT = False
name = "sgd_momentum (hidden)"

import copy

from autograder.checks import assert_close, assert_dict_close, assert_unchanged, case, rng


@case(points=0.5)
def five_steps(sgd_momentum, reference):
    """is right over five steps, with other settings and by default"""
    random = rng()
    for config in ({"learning_rate": 0.3, "momentum": 0.7}, {"momentum": 0.0}, {}):
        found = expected = random.standard_normal((3, 2, 4))
        own, right = dict(config), dict(config)
        for _ in range(5):
            dw = random.standard_normal((3, 2, 4))
            found, own = sgd_momentum(found, dw, own)
            expected, right = reference.sgd_momentum(expected, dw, right)
            assert_close(found, expected, "sgd_momentum: next_w")


@case(points=0.5)
def arguments_kept(sgd_momentum, reference):
    """leaves w, dw and config as they were; the new config is another dict"""
    random = rng()
    w, dw, earlier = random.standard_normal((3, 5, 4))
    _, config = reference.sgd_momentum(w, earlier, {"learning_rate": 0.1})
    before = w.copy(), dw.copy(), copy.deepcopy(config)
    sgd_momentum(w, dw, config)
    assert_unchanged(w, before[0], "sgd_momentum: w")
    assert_unchanged(dw, before[1], "sgd_momentum: dw")
    assert_dict_close(config, before[2], "sgd_momentum: the config passed in")
