OK_FORMAT = False
name = "backward (hidden)"
depends = ["values"]

from autograder.checks import assert_close, case, rng


@case(points=2)
def expression(Value, backward, reference):
    """differentiates another expression as the reference does"""

    def gradients(value, walk):
        a, b, c = (value(x) for x in rng().uniform(0.5, 2.0, size=3))
        end = ((a * b + c) ** 2 / (1 + (-a).exp())).relu() - c / b
        walk(end)
        return [end.data, a.grad, b.grad, c.grad]

    found, expected = gradients(Value, backward), gradients(reference.Value, reference.backward)
    assert_close(found, expected, "the gradients")
