OK_FORMAT = False
name = "temporal_affine_backward (hidden)"
depends = ["temporal_affine_forward"]

from autograder.checks import assert_unchanged, case, check_gradient, rng

SHAPES = {"x": (5, 4, 2), "w": (2, 6), "b": (6,)}


@case(points=0.25)
def gradient(temporal_affine_forward, temporal_affine_backward):
    """all gradients agree with the numeric ones where there are few inputs"""
    random = rng()
    inputs = {key: random.standard_normal(shape) for key, shape in SHAPES.items()}
    check_gradient(temporal_affine_forward, temporal_affine_backward, inputs, wrt=tuple(inputs))


@case(points=0.25)
def dout_kept(temporal_affine_forward, temporal_affine_backward):
    """leaves dout as it was"""
    random = rng()
    inputs = [random.standard_normal(shape) for shape in SHAPES.values()]
    _, cache = temporal_affine_forward(*inputs)
    dout = random.standard_normal((5, 4, 6))
    before = dout.copy()
    temporal_affine_backward(dout, cache)
    assert_unchanged(dout, before, "temporal_affine_backward: dout")
