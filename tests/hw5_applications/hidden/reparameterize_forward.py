OK_FORMAT = False
name = "reparameterize_forward (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def values(reparameterize_forward, reference):
    """is right for a batch, and is the mean where there is no noise"""
    mean, logvar, noise = rng().standard_normal((3, 5, 4))
    z, _ = reparameterize_forward(mean, logvar, noise)
    right, _ = reference.reparameterize_forward(mean, logvar, noise)
    assert_close(z, right, "reparameterize_forward: z")
    z, _ = reparameterize_forward(mean, logvar, np.zeros((5, 4)))
    assert_close(z, mean, "reparameterize_forward: z without noise")


@case(points=0.25)
def inputs_kept(reparameterize_forward):
    """leaves its arguments as they were"""
    arrays = dict(zip(("mean", "logvar", "noise"), rng().standard_normal((3, 5, 4)), strict=True))
    before = {key: value.copy() for key, value in arrays.items()}
    reparameterize_forward(*arrays.values())
    for key, value in arrays.items():
        assert_unchanged(value, before[key], f"reparameterize_forward: {key}")
