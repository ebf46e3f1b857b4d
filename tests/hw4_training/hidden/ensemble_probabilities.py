OK_FORMAT = False
name = "ensemble_probabilities (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def random_values(ensemble_probabilities, reference):
    """is right for any number of members, and does not change them"""
    random = rng()
    for count in (1, 2, 5):
        scores = random.uniform(0, 1, (count, 4, 3)) ** 4
        members = list(scores / scores.sum(axis=2, keepdims=True))
        expected = reference.ensemble_probabilities([m.copy() for m in members])
        for _ in range(2):
            assert_close(ensemble_probabilities(members), expected, "ensemble_probabilities")
