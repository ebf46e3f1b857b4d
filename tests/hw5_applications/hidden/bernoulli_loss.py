OK_FORMAT = False
name = "bernoulli_loss (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def large_logits(bernoulli_loss):
    """is finite and right for logits of a thousand, either way"""
    logits = np.array([[1000.0, -1000.0, 1000.0, -1000.0, 0.0]])
    x = np.array([[1.0, 0.0, 0.0, 1.0, 1.0]])
    loss, dlogits = bernoulli_loss(logits, x)
    assert_close(loss, 2000 + np.log(2.0), "bernoulli_loss: loss of large logits")
    right = np.array([[0.0, 0.0, 1.0, -1.0, -0.5]])
    assert_close(dlogits, right, "bernoulli_loss: dlogits of large logits")


@case(points=0.25)
def values(bernoulli_loss, reference):
    """is right for grey pixels, and leaves its arguments as they were"""
    random = rng()
    logits, x = 4 * random.standard_normal((6, 9)), random.uniform(0.0, 1.0, (6, 9))
    before = logits.copy(), x.copy()
    loss, dlogits = bernoulli_loss(logits, x)
    expected, right = reference.bernoulli_loss(logits, x)
    assert_close(loss, expected, "bernoulli_loss: loss")
    assert_close(dlogits, right, "bernoulli_loss: dlogits")
    assert_unchanged(logits, before[0], "bernoulli_loss: logits")
    assert_unchanged(x, before[1], "bernoulli_loss: x")
