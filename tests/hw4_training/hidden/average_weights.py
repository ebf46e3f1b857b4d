OK_FORMAT = False
name = "average_weights (hidden)"
bonus = True

import copy

from autograder.checks import assert_dict_close, case, rng


@case(points=1)
def random_values(average_weights, reference):
    """is right for many members, and leaves them as they were"""
    random = rng()
    shapes = {"W1": (3, 2, 3, 3), "b1": (3,), "gamma1": (3,), "W2": (4, 5)}
    members = [{k: random.standard_normal(s) for k, s in shapes.items()} for _ in range(7)]
    before = copy.deepcopy(members)
    found = average_weights(members)
    assert_dict_close(found, reference.average_weights(before), "average_weights")
    for now, was in zip(members, before, strict=True):
        assert_dict_close(now, was, "average_weights: a member afterwards")
