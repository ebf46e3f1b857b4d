OK_FORMAT = False
name = "batchnorm (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=1)
def as_the_reference(BatchNorm1d, reference):
    """works on another batch"""
    random = rng()
    ours, theirs = reference.BatchNorm1d(4), BatchNorm1d(4)
    x, dout = random.standard_normal((7, 4)), random.standard_normal((7, 4))
    assert_close(theirs.forward(x), ours.forward(x), "out")
    assert_close(theirs.backward(dout), ours.backward(dout), "dx")
