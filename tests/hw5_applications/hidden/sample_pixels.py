OK_FORMAT = False
name = "sample_pixels (hidden)"
depends = ["pixel_logits"]
bonus = True

from shared.networks import pixel_network

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def values(sample_pixels, reference):
    """is right for a network of two layers, and leaves its arguments as they were"""
    random = rng()
    params, uniforms = pixel_network(random), random.random((3, 1, 5, 4))
    before = uniforms.copy()
    right = reference.sample_pixels(params, uniforms)
    assert_close(sample_pixels(params, uniforms), right, "sample_pixels: the images")
    assert_unchanged(uniforms, before, "sample_pixels: uniforms")
