OK_FORMAT = False
name = "reparameterize_backward (hidden)"
depends = ["reparameterize_forward"]

from autograder.checks import assert_close, assert_unchanged, case, check_gradient, rng


@case(points=0.5)
def gradient(reparameterize_forward, reparameterize_backward):
    """both gradients agree with the numeric ones for large and small variances"""
    mean, logvar, noise = rng().standard_normal((3, 5, 6))
    inputs = {"mean": mean, "logvar": 3 * logvar, "noise": noise}
    layer = reparameterize_forward, reparameterize_backward
    check_gradient(*layer, inputs, wrt=("mean", "logvar"))


@case(points=0.25)
def same_noise(reparameterize_forward, reparameterize_backward, reference):
    """the gradient is that of the draw that was made, however often it is asked for"""
    mean, logvar, noise, dz = rng().standard_normal((4, 3, 5))
    _, cache = reparameterize_forward(mean, logvar, noise)
    _, own = reference.reparameterize_forward(mean, logvar, noise)
    right = reference.reparameterize_backward(dz, own)
    for found in [reparameterize_backward(dz, cache) for _ in range(2)]:
        for what, value, expected in zip(("dmean", "dlogvar"), found, right, strict=True):
            assert_close(value, expected, f"reparameterize_backward: {what}")


@case(points=0.25)
def dz_kept(reparameterize_forward, reparameterize_backward):
    """leaves dz as it was"""
    mean, logvar, noise, dz = rng().standard_normal((4, 3, 5))
    _, cache = reparameterize_forward(mean, logvar, noise)
    before = dz.copy()
    reparameterize_backward(dz, cache)
    assert_unchanged(dz, before, "reparameterize_backward: dz")
