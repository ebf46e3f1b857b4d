OK_FORMAT = False
name = "history (hidden)"
depends = ["values", "functions"]

from autograder.checks import assert_close, case, rng

from shared.operations import BINARY, FUNCTIONS, UNARY, of_scalar


@case(points=1)
def others(Scalar, reference):
    """knows the slopes at other numbers"""
    a, b = (float(x) for x in rng().uniform(0.5, 2.0, size=2))

    def slopes_of(kind):
        made = [f(kind(a), kind(b)) for f in BINARY.values()] + [f(kind(b)) for f in UNARY.values()]
        made += [of_scalar(name, kind(a)) for name in FUNCTIONS]
        return [[float(slope) for slope in scalar.history.slopes] for scalar in made]

    labels = [*BINARY, *UNARY, *FUNCTIONS]
    for label, found, right in zip(labels, slopes_of(Scalar), slopes_of(reference.Scalar)):
        assert_close(found, right, f"{label}: the slopes")
