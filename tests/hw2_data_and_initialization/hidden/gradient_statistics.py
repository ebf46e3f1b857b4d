OK_FORMAT = False
name = "gradient_statistics (hidden)"
depends = ["activation_statistics"]

from autograder.checks import assert_pairs, case, rng


@case(points=1)
def random_values(gradient_statistics, reference):
    """is right for both activations and layers of several widths"""
    random = rng()
    for activation in ("tanh", "relu"):
        x, dout = random.standard_normal((6, 5)), random.standard_normal((6, 4))
        weights = [random.standard_normal(shape) for shape in ((5, 8), (8, 7), (7, 4))]
        expected = reference.gradient_statistics(weights, x, activation, dout)
        found = gradient_statistics(weights, x, activation, dout)
        assert_pairs(found, expected, f"gradient_statistics: {activation}")
