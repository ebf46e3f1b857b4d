OK_FORMAT = False
name = "spatial_groupnorm_forward (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng, uneven_images


@case(points=1)
def random_values(spatial_groupnorm_forward, reference):
    """is right for random images, also with another eps and other groups"""
    random = rng()
    for shape, groups, param in (((3, 6, 2, 5), 2, {}), ((2, 6, 4, 3), 3, {"eps": 1e-2})):
        x = uneven_images(random, shape)
        gamma, beta = random.standard_normal((2, shape[1]))
        expected, _ = reference.spatial_groupnorm_forward(x, gamma, beta, groups, dict(param))
        out, _ = spatial_groupnorm_forward(x, gamma, beta, groups, dict(param))
        assert_close(out, expected, "spatial_groupnorm_forward: out")


@case(points=0.5)
def one_group(spatial_groupnorm_forward, reference):
    """with one group, is layer normalization over (C, H, W)"""
    x = uneven_images(rng(), (3, 4, 2, 3))
    out, _ = spatial_groupnorm_forward(x, np.ones(4), np.zeros(4), 1, {})
    flat = reference.layernorm_forward(x.reshape(3, -1), np.ones(24), np.zeros(24), {})[0]
    assert_close(out, flat.reshape(x.shape), "spatial_groupnorm_forward: out for G = 1")


@case(points=0.5)
def groups_of_one(spatial_groupnorm_forward, reference):
    """with as many groups as channels, is instance normalization"""
    x = uneven_images(rng(), (3, 4, 2, 3))
    out, _ = spatial_groupnorm_forward(x, np.ones(4), np.zeros(4), 4, {})
    expected = reference.instancenorm_forward(x, np.ones(4), np.zeros(4), {})[0]
    assert_close(out, expected, "spatial_groupnorm_forward: out for G = C")
