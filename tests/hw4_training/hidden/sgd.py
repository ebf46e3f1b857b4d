OK_FORMAT = False
name = "sgd (hidden)"

from autograder.checks import assert_close, assert_dict_close, assert_unchanged, case, rng


@case(points=0.5)
def random_values(sgd):
    """is right for arrays of any shape, and leaves w, dw and config as they were"""
    w, dw = rng().standard_normal((2, 3, 2, 4, 5))
    before, config = (w.copy(), dw.copy()), {"learning_rate": 0.3}
    assert_close(sgd(w, dw, config)[0], before[0] - 0.3 * before[1], "sgd: next_w")
    assert_unchanged(w, before[0], "sgd: w")
    assert_unchanged(dw, before[1], "sgd: dw")
    assert_dict_close(config, {"learning_rate": 0.3}, "sgd: config")
