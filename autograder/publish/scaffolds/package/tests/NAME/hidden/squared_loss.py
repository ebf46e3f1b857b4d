OK_FORMAT = False
name = "squared_loss (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=1)
def values(squared_loss, reference):
    """is right for a batch of five"""
    out, wanted = rng().standard_normal((2, 5, 3))
    for got, right in zip(squared_loss(out, wanted), reference.squared_loss(out, wanted)):
        assert_close(got, right, "squared_loss")
