OK_FORMAT = False
name = "saturation_fraction (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def random_values(saturation_fraction, reference):
    """is right for inputs on both sides of the threshold"""
    x = 6 * rng().standard_normal((5, 4, 7, 6))
    for kind in ("sigmoid", "tanh"):
        expected = reference.saturation_fraction(x, kind)
        assert_close(saturation_fraction(x, kind), expected, f"saturation_fraction: {kind}")
