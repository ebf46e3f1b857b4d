OK_FORMAT = False
name = "linear (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=1)
def one_row(Linear, reference):
    """works on one row, and twice"""
    random = rng()
    ours, theirs = reference.Linear(5, 3, rng("w")), Linear(5, 3, rng("w"))
    assert_close(theirs.W, ours.W, "W")
    for _ in range(2):
        x, dout = random.standard_normal((1, 5)), random.standard_normal((1, 3))
        assert_close(theirs.forward(x), ours.forward(x), "out")
        assert_close(theirs.backward(dout), ours.backward(dout), "dx")
        assert_close(theirs.dW, ours.dW, "dW")
