OK_FORMAT = False
name = "policy_forward (hidden)"
depends = ["convolution_ready"]

from shared.policies import drawn_policy, drawn_positions

from autograder.checks import assert_close, assert_dict_close, case, rng


@case(points=0.5)
def depths(policy_forward, reference):
    """is right for one, two and three layers; params stay as they are"""
    random = rng()
    for filters, count, size in (((6,), 3, 4), ((3, 5), 2, 5), ((2, 4, 3), 1, 7)):
        params = drawn_policy(random, filters, size)
        planes = drawn_positions(random, count, size)["planes"].astype(float)
        before = {key: value.copy() for key, value in params.items()}
        scores, _ = policy_forward(params, planes)
        right, _ = reference.policy_forward(params, planes)
        assert_close(scores, right, "policy_forward: scores")
        assert_dict_close(params, before, "policy_forward: params afterwards")
