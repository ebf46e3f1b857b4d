OK_FORMAT = False
name = "spatial_batchnorm_forward (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng, uneven_images


@case(points=0.5)
def random_values(spatial_batchnorm_forward, reference):
    """is right for random images, in train and in test mode"""
    random = rng()
    x = uneven_images(random, (3, 4, 2, 5))
    gamma, beta, mean = random.standard_normal((3, 4))
    var = np.array([0.001, 1.0, 2.0, 5.0])
    for mode in ("train", "test"):
        param = {"mode": mode, "eps": 1e-3, "running_mean": mean, "running_var": var}
        expected, _ = reference.spatial_batchnorm_forward(x, gamma, beta, dict(param))
        out, _ = spatial_batchnorm_forward(x, gamma, beta, dict(param))
        assert_close(out, expected, f"spatial_batchnorm_forward: out in {mode} mode")
