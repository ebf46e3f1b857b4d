OK_FORMAT = False
name = "activation_statistics (hidden)"

import numpy as np

from autograder.checks import assert_pairs, case, rng


@case(points=1)
def lecture(activation_statistics, reference):
    """is right for the lecture's six layers and five schemes, here of 512 units"""
    random = rng()
    x = random.standard_normal((16, 512))
    # equal axes: the lecture's layers are all of one width
    normal = [random.standard_normal((512, 512)) for _ in range(6)]
    xavier, he = 1 / np.sqrt(512), np.sqrt(2 / 512)
    schemes = (("tanh", 0.01), ("tanh", 0.1), ("tanh", xavier), ("relu", xavier), ("relu", he))
    for activation, scale in schemes:
        weights = [scale * w for w in normal]
        expected = reference.activation_statistics(weights, x, activation)
        found = activation_statistics(weights, x, activation)
        assert_pairs(found, expected, f"activation_statistics: {activation}")
