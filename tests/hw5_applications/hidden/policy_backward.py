OK_FORMAT = False
name = "policy_backward (hidden)"
depends = ["policy_forward"]

from shared.policies import drawn_policy

from autograder.checks import assert_dict_close, assert_unchanged, case, rng


@case(points=0.5)
def depths(policy_forward, policy_backward, reference):
    """is right for one and for three layers; dscores stays as it was"""
    random = rng()
    for filters, size in (((6,), 5), ((2, 4, 3), 6)):
        params = drawn_policy(random, filters, size)
        planes = random.standard_normal((3, 8, size, size))
        dscores = random.standard_normal((3, size * size))
        before = dscores.copy()
        _, cache = reference.policy_forward(params, planes)
        right = reference.policy_backward(dscores, cache)
        _, cache = policy_forward(params, planes)
        grads = policy_backward(dscores, cache)
        assert_dict_close(grads, right, "policy_backward: grads")
        assert_unchanged(dscores, before, "policy_backward: dscores")
