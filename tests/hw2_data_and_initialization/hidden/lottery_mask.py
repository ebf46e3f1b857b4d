OK_FORMAT = False
name = "lottery_mask (hidden)"
bonus = True


from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def other_shapes(lottery_mask, reference):
    """is right for convolutions, and for nothing and nearly everything pruned"""
    weights = rng().standard_normal((4, 3, 5, 2))
    before = weights.copy()
    for fraction in (0.0, 0.2, 0.55, 0.99):
        expected = reference.lottery_mask(weights, fraction)
        assert_close(lottery_mask(weights, fraction), expected, f"lottery_mask of {fraction}")
    assert_unchanged(weights, before, "lottery_mask: weights")
