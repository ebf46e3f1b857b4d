OK_FORMAT = False
name = "ensemble_probabilities (hidden)"

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def random_values(ensemble_probabilities, reference):
    """is right for any number of members, and does not change them"""
    random = rng()
    for count in (1, 2, 5):
        scores = random.uniform(0, 1, (count, 4, 3)) ** 4
        members = list(scores / scores.sum(axis=2, keepdims=True))
        before = [m.copy() for m in members]
        expected = reference.ensemble_probabilities(before)
        assert_close(ensemble_probabilities(members), expected, "ensemble_probabilities")
        for now, was in zip(members, before, strict=True):
            assert_unchanged(now, was, "ensemble_probabilities: a member")
