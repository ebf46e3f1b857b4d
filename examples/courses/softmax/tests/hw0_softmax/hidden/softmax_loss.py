OK_FORMAT = False
name = "softmax_loss (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=1)
def others(softmax_loss, reference):
    """is right for other logits"""
    random = rng()
    Z, y = 3 * random.standard_normal((5, 4)), random.integers(0, 4, size=5)
    assert_close(softmax_loss(Z, y), reference.softmax_loss(Z, y), "softmax_loss")
