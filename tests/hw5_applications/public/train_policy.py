OK_FORMAT = False
name = "train_policy"
depends = ["policy_backward", "masked_softmax_loss", "transform_board", "transform_move"]

import numpy as np
from shared.policies import drawn_policy, drawn_positions

from autograder.checks import CheckFailure, assert_close, assert_dict_close, case, rng


@case(points=0.5)
def two_steps(train_policy, policy_forward, policy_backward, masked_softmax_loss):
    """two steps, not turned, are those of momentum; the losses are those before each step"""
    random = rng()
    params, given = drawn_policy(random), drawn_positions(random, 6)
    batches = np.array([[0, 3, 1], [2, 5, 4]])
    own = {key: value.copy() for key, value in params.items()}
    losses, v = [], {key: 0.0 for key in params}
    for batch, rate in zip(batches, (0.1, 0.04), strict=True):
        planes, legal = given["planes"][batch].astype(float), given["legal"][batch].reshape(3, -1)
        scores, cache = policy_forward(own, planes)
        loss, dscores = masked_softmax_loss(scores, given["moves"][batch], legal)
        losses.append(float(loss))
        for key, gradient in policy_backward(dscores, cache).items():
            v[key] = 0.9 * v[key] - rate * gradient
            own[key] = own[key] + v[key]
    found = train_policy(params, given, batches, np.array([0, 0]), np.array([0.1, 0.04]))
    if not isinstance(found, list) or len(found) != 2:
        raise CheckFailure("train_policy should return a list with a loss a step.")
    assert_close(np.array(found, dtype=float), np.array(losses), "train_policy: losses")
    assert_dict_close(params, own, "train_policy: params afterwards")
