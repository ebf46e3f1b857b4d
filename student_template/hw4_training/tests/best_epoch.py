OK_FORMAT = False
name = "best_epoch"

from autograder.checks import CheckFailure, case


def expect(found, right, curve, patience):
    if tuple(found) != right:
        raise CheckFailure(
            f"best_epoch{(curve, patience)} is {tuple(found)}, expected {right}.",
            safe="best_epoch is wrong for a curve.",
        )


@case(points=0.5)
def three_curves(best_epoch):
    """finds the first best epoch, and the epoch that lies patience after it"""
    for curve, patience, right in (
        ([0.5, 0.7, 0.6, 0.7, 0.65, 0.9], 3, (1, 4)),
        ([0.5, 0.6, 0.55, 0.7, 0.8], 2, (4, 4)),
        ([0.5, 0.7, 0.6, 0.5, 0.9, 0.1], None, (4, 5)),
    ):
        expect(best_epoch(curve, patience), right, curve, patience)
