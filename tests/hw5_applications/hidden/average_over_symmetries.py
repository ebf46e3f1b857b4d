OK_FORMAT = False
name = "average_over_symmetries (hidden)"
depends = ["policy_forward", "transform_board"]
bonus = True

from shared.policies import drawn_policy, drawn_positions

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def values(average_over_symmetries, reference):
    """is the mean of the probabilities, turned back, for large scores too; the planes stay"""
    random = rng()
    params = drawn_policy(random, (3, 4), 5)
    planes = drawn_positions(random, 3, 5)["planes"].astype(float)
    before = planes.copy()
    right = reference.average_over_symmetries(params, planes)
    found = average_over_symmetries(params, planes)
    assert_close(found, right, "average_over_symmetries")
    assert_unchanged(planes, before, "average_over_symmetries: planes")
    large = {**params, "w": 2000.0 * params["w"]}  # scores whose exponentials are infinite
    right = reference.average_over_symmetries(large, planes)
    assert_close(average_over_symmetries(large, planes), right, "average_over_symmetries")
