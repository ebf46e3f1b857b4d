OK_FORMAT = False
name = "spatial_groupnorm_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng, uneven_images


def normalised(x, groups, eps=1e-5):
    """Every group of neighbouring channels of every image by itself."""
    made, size = np.empty_like(x), x.shape[1] // groups
    for n, g in np.ndindex(len(x), groups):
        part = x[n, g * size : (g + 1) * size]
        made[n, g * size : (g + 1) * size] = (part - part.mean()) / np.sqrt(part.var() + eps)
    return made


def scaled(x_hat, gamma, beta):
    return gamma.reshape(1, -1, 1, 1) * x_hat + beta.reshape(1, -1, 1, 1)


@case(points=1)
def values(spatial_groupnorm_forward):
    """normalises each image over groups of neighbouring channels"""
    random = rng()
    x = uneven_images(random, (5, 6, 4, 7))
    x[0, :3] *= 0.01
    gamma, beta = random.standard_normal((2, 6))
    out, _ = spatial_groupnorm_forward(x, gamma, beta, 2, {})
    assert_close(out, scaled(normalised(x, 2), gamma, beta), "spatial_groupnorm_forward: out")


@case(points=0.5)
def ends(spatial_groupnorm_forward):
    """is right for one group, and for groups of one channel"""
    random = rng()
    x, (gamma, beta) = uneven_images(random, (3, 4, 2, 5)), random.standard_normal((2, 4))
    for groups in (1, 4):
        out, _ = spatial_groupnorm_forward(x, gamma, beta, groups, {})
        expected = scaled(normalised(x, groups), gamma, beta)
        assert_close(out, expected, f"spatial_groupnorm_forward: out for G = {groups}")


@case(points=0.5)
def one_image(spatial_groupnorm_forward):
    """is right for one image, and for images of one channel"""
    random = rng()
    for shape, groups in (((1, 6, 4, 5), 2), ((3, 1, 4, 5), 1)):
        x, (gamma, beta) = uneven_images(random, shape), random.standard_normal((2, shape[1]))
        out, _ = spatial_groupnorm_forward(x, gamma, beta, groups, {})
        expected = scaled(normalised(x, groups), gamma, beta)
        assert_close(out, expected, f"spatial_groupnorm_forward: out for an x of {shape}")


@case(points=0.5)
def other_eps(spatial_groupnorm_forward):
    """takes eps from gn_param, 0 too"""
    random = rng()
    x, (gamma, beta) = random.standard_normal((2, 6, 4, 5)), random.standard_normal((2, 6))
    for eps in (0.0, 3.0):
        out, _ = spatial_groupnorm_forward(x, gamma, beta, 3, {"eps": eps})
        expected = scaled(normalised(x, 3, eps), gamma, beta)
        assert_close(out, expected, f"spatial_groupnorm_forward: out for eps = {eps:g}")


@case(points=0.5)
def far_from_zero(spatial_groupnorm_forward):
    """is exact for groups whose mean is much larger than their spread"""
    near = rng().integers(-64, 64, (2, 6, 4, 5)) / 16  # exact in binary, also next to a million
    out, _ = spatial_groupnorm_forward(1e6 + near, np.full(6, 2.0), np.ones(6), 3, {})
    expected = 2 * normalised(near, 3) + 1
    assert_close(out, expected, "spatial_groupnorm_forward: out", rtol=1e-5, atol=1e-6)


@case(points=0.5)
def inputs_kept(spatial_groupnorm_forward):
    """leaves x, gamma, beta and gn_param as they were; x may be a view"""
    random = rng()
    arrays = x, gamma, beta = [random.standard_normal(s) for s in ((3, 4, 5, 6), (6,), (6,))]
    arrays[0] = x = x.transpose(0, 3, 1, 2)  # a view, as a layer may give
    before, gn_param, empty = [a.copy() for a in arrays], {"eps": 1e-3}, {}
    spatial_groupnorm_forward(x, gamma, beta, 2, gn_param)
    spatial_groupnorm_forward(x, gamma, beta, 2, empty)
    for what, now, was in zip(("x", "gamma", "beta"), arrays, before, strict=True):
        assert_unchanged(now, was, f"spatial_groupnorm_forward: {what}")
    assert_unchanged(gn_param, {"eps": 1e-3}, "spatial_groupnorm_forward: gn_param")
    assert_unchanged(empty, {}, "spatial_groupnorm_forward: an empty gn_param")
