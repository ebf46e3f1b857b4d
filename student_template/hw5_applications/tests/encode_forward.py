OK_FORMAT = False
name = "encode_forward"
depends = ["layers_ready"]

import numpy as np
from shared.networks import autoencoder, encoder_of

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def halves(encode_forward):
    """is affine - ReLU - affine: the first half of the columns is the mean, the second logvar"""
    random = rng()
    params, x = encoder_of(autoencoder(random)), random.uniform(0.0, 1.0, (4, 6))
    (mean, logvar), _ = encode_forward(params, x)
    out = np.maximum(x @ params["W1"] + params["b1"], 0) @ params["W2"] + params["b2"]
    assert_close(mean, out[:, :3], "encode_forward: mean")
    assert_close(logvar, out[:, 3:], "encode_forward: logvar")
