OK_FORMAT = False
name = "mixup (hidden)"
bonus = True

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def images(mixup, reference):
    """is right for images and any permutation, and leaves X and Y as they were"""
    random = rng()
    X, Y = random.standard_normal((5, 2, 3, 4)), random.uniform(0, 1, (5, 6))
    before, permutation = (X.copy(), Y.copy()), random.permutation(5)
    for lam in (0.3, 0.9, 1.0):
        found = mixup(X, Y, lam, permutation)
        for what, one, right in zip(
            "XY", found, reference.mixup(*before, lam, permutation), strict=True
        ):
            assert_close(one, right, f"mixup: {what}")
    assert_unchanged(X, before[0], "mixup: X")
    assert_unchanged(Y, before[1], "mixup: Y")
