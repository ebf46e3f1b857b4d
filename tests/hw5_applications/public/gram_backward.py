OK_FORMAT = False
name = "gram_backward"
depends = ["gram_matrix"]

import numpy as np
from shared.slopes import assert_slopes

from autograder.checks import case, rng


@case(points=0.5)
def gradient(gram_matrix, gram_backward):
    """dfeature is right along random directions, for a dgram that is not symmetric"""
    random = rng()
    feature = random.standard_normal((1, 4, 3, 5))
    dgram = random.standard_normal((1, 4, 4))  # equal axes: channels by channels
    dfeature = gram_backward(dgram, feature)

    def loss_at(features):
        return np.sum(dgram * gram_matrix(features[0]))

    assert_slopes(loss_at, [feature], [dfeature], "gram_backward: dfeature", random)
