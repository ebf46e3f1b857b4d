OK_FORMAT = False
name = "BatchNorm1d (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=2)
def epoch(BatchNorm1d, reference):
    """trains on some batches and evaluates another one as the reference does"""
    random = rng()
    ours, theirs = reference.BatchNorm1d(4, alpha=0.7), BatchNorm1d(4, alpha=0.7)
    for _ in range(3):
        x, dout = 3 + random.standard_normal((7, 4)), random.standard_normal((7, 4))
        assert_close(theirs.forward(x), ours.forward(x), "BatchNorm1d.forward: out")
        assert_close(theirs.backward(dout), ours.backward(dout), "BatchNorm1d.backward: dx")
        assert_close(theirs.dW, ours.dW, "BatchNorm1d.backward: dW")
    ours.training = theirs.training = False
    x = random.standard_normal((2, 4))
    assert_close(theirs.forward(x), ours.forward(x), "BatchNorm1d.forward: out in evaluation")
