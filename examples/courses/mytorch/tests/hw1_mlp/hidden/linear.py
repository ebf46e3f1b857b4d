OK_FORMAT = False
name = "Linear (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=1)
def two_layers(Linear, reference):
    """two layers do not share anything, on batches of one example"""
    random = rng()
    ours = [reference.Linear(5, 3, rng(i)) for i in range(2)]
    theirs = [Linear(5, 3, rng(i)) for i in range(2)]
    for a, b in zip(ours, theirs):
        x = random.standard_normal((1, 5))
        assert_close(b.forward(x), a.forward(x), "Linear.forward: out")
    for a, b in zip(ours, theirs):
        dout = random.standard_normal((1, 3))
        assert_close(b.backward(dout), a.backward(dout), "Linear.backward: dx")
        assert_close(b.dW, a.dW, "Linear.backward: dW")
        assert_close(b.db, a.db, "Linear.backward: db")
