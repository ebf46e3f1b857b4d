OK_FORMAT = False
name = "best_epoch (hidden)"

from autograder.checks import CheckFailure, case, rng


@case(points=0.5)
def random_curves(best_epoch, reference):
    """is right for curves with many equal values"""
    random = rng()
    for patience in (1, 2, 4, None):
        for n in (1, 5, 9):
            curve = [float(a) for a in random.integers(0, 4, n) / 4]
            if tuple(best_epoch(curve, patience)) != reference.best_epoch(curve, patience):
                raise CheckFailure("best_epoch is wrong for a curve with equal values.")


@case(points=0.5)
def what_comes_later(best_epoch):
    """does not look at what comes after the stop"""
    for curve, patience, right in (
        ([0.8, 0.7, 0.6, 0.9], 2, (0, 2)),
        ([0.1, 0.3, 0.2, 0.3, 0.2, 0.99], 4, (5, 5)),
        ([0.1, 0.3, 0.2, 0.3, 0.2, 0.3, 0.99], 4, (1, 5)),
        ([0.5, 0.4], 5, (0, 1)),
    ):
        if tuple(best_epoch(curve, patience)) != right:
            raise CheckFailure("best_epoch is wrong: what comes after the stop does not count.")
