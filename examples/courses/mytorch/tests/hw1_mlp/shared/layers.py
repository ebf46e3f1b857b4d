"""What the tests of several layers share."""

from autograder.checks import assert_unchanged, check_gradient


def check_layer(make, inputs, name):
    """Check the ``backward`` of a layer against the numeric gradient of its ``forward``.

    make(): a new layer; inputs: x first, then the parameters, which are set as attributes and whose
    gradients are expected under the same names with a d in front.
    """
    parameters = list(inputs)[1:]

    def forward(x, *values):
        layer = make()
        for parameter, value in zip(parameters, values):
            setattr(layer, parameter, value)
        return layer.forward(x), layer

    def backward(dout, layer):
        given = dout.copy()
        dx = layer.backward(dout)
        assert_unchanged(dout, given, f"{name}.backward: dout")
        return (dx, *(getattr(layer, f"d{parameter}") for parameter in parameters))

    forward.__name__, backward.__name__ = f"{name}.forward", f"{name}.backward"
    check_gradient(forward, backward, inputs, wrt=list(inputs))
