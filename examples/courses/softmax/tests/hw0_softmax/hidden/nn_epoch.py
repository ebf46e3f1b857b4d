OK_FORMAT = False
name = "nn_epoch (hidden)"
depends = ["softmax_gradient"]

from autograder.checks import assert_close, case, rng


@case(points=1)
def others(nn_epoch, reference):
    """is right for other data, over batches"""
    random = rng()
    inputs, labels = random.standard_normal((7, 4)), random.integers(0, 3, size=7)
    mine = [random.standard_normal((4, 5)), random.standard_normal((5, 3))]
    right = [w.copy() for w in mine]
    reference.nn_epoch(inputs, labels, *right, 0.3, 3)
    nn_epoch(inputs, labels, *mine, 0.3, 3)
    assert_close(mine[0], right[0], "W1")
    assert_close(mine[1], right[1], "W2")


@case(points=0.5)
def kink(nn_epoch, reference):
    """takes the slope 0 where a hidden unit is 0"""
    inputs, labels = rng().integers(0, 2, size=(4, 2)) * 1.0, rng().integers(0, 2, size=4)
    mine = [rng().standard_normal((2, 3)), rng("second").standard_normal((3, 2))]
    mine[0][:, 1] = 0.0
    right = [w.copy() for w in mine]
    reference.nn_epoch(inputs, labels, *right, 0.3, 4)
    nn_epoch(inputs, labels, *mine, 0.3, 4)
    assert_close(mine[0], right[0], "W1")
