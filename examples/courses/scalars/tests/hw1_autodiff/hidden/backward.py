OK_FORMAT = False
name = "backward (hidden)"
depends = ["history", "topological_sort"]

from autograder.checks import assert_close, case, rng


@case(points=2)
def expression(derivatives, reference):
    """differentiates an expression in which everything comes twice"""

    def f(a, b, c):
        inner = (a * b - c / a).tanh() + (b**2).log() * a
        return (inner.sigmoid() - inner * c).exp() / (1 + inner**2) + 3 * inner.relu()

    values = [float(x) for x in rng().uniform(0.8, 1.6, size=3)]
    right = [reference.Scalar(v) for v in values]
    f(*right).backward()
    assert_close(derivatives(f, *values), [x.derivative for x in right], "the derivatives")
