OK_FORMAT = False
name = "word_embedding_forward (hidden)"

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def values(word_embedding_forward, reference):
    """is right for a large vocabulary, most words of which never come"""
    random = rng()
    x, W = random.integers(0, 40, (3, 6)), random.standard_normal((40, 5))
    out, _ = word_embedding_forward(x, W)
    assert_close(out, reference.word_embedding_forward(x, W)[0], "word_embedding_forward: out")


@case(points=0.25)
def inputs_kept(word_embedding_forward):
    """leaves the words and W as they were"""
    random = rng()
    x, W = random.integers(0, 4, (3, 6)), random.standard_normal((4, 5))
    before = x.copy(), W.copy()
    word_embedding_forward(x, W)
    assert_unchanged(x, before[0], "word_embedding_forward: x")
    assert_unchanged(W, before[1], "word_embedding_forward: W")
