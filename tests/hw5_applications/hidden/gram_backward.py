OK_FORMAT = False
name = "gram_backward (hidden)"
depends = ["gram_matrix"]

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.75)
def many(gram_backward, reference):
    """is right for several images at once, and for a dgram that is not symmetric"""
    random = rng()
    feature = random.standard_normal((2, 5, 3, 4))
    dgram = random.standard_normal((2, 5, 5))  # equal axes: channels by channels
    right = reference.gram_backward(dgram, feature)
    assert_close(gram_backward(dgram, feature), right, "gram_backward: dfeature")


@case(points=0.25)
def inputs_kept(gram_backward):
    """leaves dgram and the feature as they were"""
    random = rng()
    feature = random.standard_normal((1, 5, 3, 4))
    dgram = random.standard_normal((1, 5, 5))  # equal axes: channels by channels
    before = dgram.copy(), feature.copy()
    gram_backward(dgram, feature)
    assert_unchanged(dgram, before[0], "gram_backward: dgram")
    assert_unchanged(feature, before[1], "gram_backward: feature")
