OK_FORMAT = False
name = "reparameterize_backward"
depends = ["reparameterize_forward"]

from autograder.checks import case, check_gradient, rng


@case(points=0.5)
def gradient(reparameterize_forward, reparameterize_backward):
    """dmean and dlogvar agree with the numeric gradient"""
    names, arrays = ("mean", "logvar", "noise"), rng().standard_normal((3, 4, 2))
    inputs = dict(zip(names, arrays, strict=True))
    layer = reparameterize_forward, reparameterize_backward
    check_gradient(*layer, inputs, wrt=("mean", "logvar"))
