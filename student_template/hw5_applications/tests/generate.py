OK_FORMAT = False
name = "generate"
depends = ["layers_ready"]

import numpy as np
from shared.networks import autoencoder

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def values(generate):
    """is the sigmoid of what the decoder says"""
    random = rng()
    params, z = autoencoder(random), random.standard_normal((4, 3))
    logits = np.maximum(z @ params["W3"] + params["b3"], 0) @ params["W4"] + params["b4"]
    assert_close(generate(params, z), 1 / (1 + np.exp(-logits)), "generate: the images")
