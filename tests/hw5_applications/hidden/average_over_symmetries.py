OK_FORMAT = False
name = "average_over_symmetries (hidden)"
depends = ["policy_forward", "transform_board"]
bonus = True

from shared.policies import drawn_policy, drawn_positions

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def values(average_over_symmetries, reference):
    """is the mean of the probabilities that were turned back; the planes stay as they were"""
    random = rng()
    params = drawn_policy(random, (3, 4), 5)
    planes = drawn_positions(random, 3, 5)["planes"].astype(float)
    before = planes.copy()
    right = reference.average_over_symmetries(params, planes)
    found = average_over_symmetries(params, planes)
    assert_close(found, right, "average_over_symmetries")
    assert_unchanged(planes, before, "average_over_symmetries: planes")
