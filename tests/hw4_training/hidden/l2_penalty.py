OK_FORMAT = False
name = "l2_penalty (hidden)"

import copy

from autograder.checks import assert_close, assert_dict_close, case, rng


@case(points=1)
def random_values(l2_penalty, reference):
    """is right for filters and matrices, for several strengths, and leaves params as they were"""
    random = rng()
    shapes = {"W1": (3, 2, 3, 3), "b1": (3,), "gamma1": (3,), "beta1": (3,), "W2": (8, 5)}
    params = {key: random.standard_normal(shape) for key, shape in shapes.items()}
    before = copy.deepcopy(params)
    for strength in (1.0, 0.02, 0.0):
        penalty, grads = l2_penalty(params, strength)
        right, right_grads = reference.l2_penalty(before, strength)
        assert_close(float(penalty), float(right), "l2_penalty: penalty")
        assert_dict_close(grads, right_grads, "l2_penalty: grads")
    assert_dict_close(params, before, "l2_penalty: params afterwards")
