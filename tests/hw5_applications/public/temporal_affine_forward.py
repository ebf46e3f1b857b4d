OK_FORMAT = False
name = "temporal_affine_forward"
depends = ["layers_ready"]

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def values(temporal_affine_forward):
    """is the same affine layer at every step"""
    random = rng()
    x, w, b = (random.standard_normal(shape) for shape in ((2, 3, 5), (5, 4), (4,)))
    out, _ = temporal_affine_forward(x, w, b)
    assert_close(out, x @ w + b, "temporal_affine_forward: out")
