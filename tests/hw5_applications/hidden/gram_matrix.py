OK_FORMAT = False
name = "gram_matrix (hidden)"

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def many(gram_matrix, reference):
    """is right for several images at once, each by itself, and leaves them as they were"""
    feature = rng().standard_normal((2, 5, 3, 4))
    before = feature.copy()
    assert_close(gram_matrix(feature), reference.gram_matrix(feature), "gram_matrix")
    assert_unchanged(feature, before, "gram_matrix: feature")


@case(points=0.25)
def where_does_not_matter(gram_matrix):
    """stays the same where the pixels change places, and follows where the channels do"""
    random = rng()
    feature = random.standard_normal((1, 5, 3, 4))
    gram = gram_matrix(feature)
    pixels, channels = random.permutation(12), random.permutation(5)
    moved = feature.reshape(1, 5, 12)[..., pixels].reshape(1, 5, 3, 4)
    assert_close(gram_matrix(moved), gram, "gram_matrix with the pixels in another order")
    what = "gram_matrix with the channels in another order"
    assert_close(gram_matrix(feature[:, channels]), gram[:, channels][..., channels], what)
