OK_FORMAT = False
name = "pixel_logits (hidden)"
depends = ["masked_conv_forward"]
bonus = True

from shared.networks import pixel_network

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def values(pixel_logits, reference):
    """is right for networks of one, two and three layers, and leaves the images as they were"""
    random = rng()
    params, x = pixel_network(random), random.random((3, 1, 6, 4))
    middle = 0.5 * random.standard_normal((4, 4, 3, 3))  # equal axes: as many filters as channels
    longer = {**params, "W2": middle, "b2": random.standard_normal(4)}
    longer |= {"W3": params["W2"], "b3": params["b2"]}
    before = x.copy()
    for own in (params, longer, {key: params[key] for key in ("W1", "b1")}):
        assert_close(pixel_logits(own, x), reference.pixel_logits(own, x), "pixel_logits")
    assert_unchanged(x, before, "pixel_logits: x")
