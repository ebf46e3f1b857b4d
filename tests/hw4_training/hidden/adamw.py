OK_FORMAT = False
name = "adamw (hidden)"
bonus = True
depends = ["adam"]

import copy

from autograder.checks import assert_close, assert_dict_close, assert_unchanged, case, rng


@case(points=0.5)
def five_steps(adamw, reference):
    """is right over five steps, with other settings and by default"""
    random = rng()
    for config in ({"learning_rate": 0.3, "beta1": 0.7, "beta2": 0.8, "weight_decay": 0.2}, {}):
        found = expected = random.standard_normal((3, 2, 4))
        own, right = dict(config), dict(config)
        for _ in range(5):
            dw = random.standard_normal((3, 2, 4))
            found, own = adamw(found, dw, own)
            expected, right = reference.adamw(expected, dw, right)
            assert_close(found, expected, "adamw: next_w")


@case(points=0.5)
def arguments_kept(adamw, reference):
    """leaves w, dw and config as they were; the new config is another dict"""
    random = rng()
    w, dw, earlier = random.standard_normal((3, 5, 4))
    _, config = reference.adamw(w, earlier, {"learning_rate": 0.1})
    before = w.copy(), dw.copy(), copy.deepcopy(config)
    adamw(w, dw, config)
    assert_unchanged(w, before[0], "adamw: w")
    assert_unchanged(dw, before[1], "adamw: dw")
    assert_dict_close(config, before[2], "adamw: the config passed in")
