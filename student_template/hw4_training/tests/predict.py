OK_FORMAT = False
name = "predict"
depends = ["network_forward"]

import numpy as np

from autograder.checks import assert_close, case

CONFIG = {
    "input": (2,),
    "conv": [],
    "hidden": [],
    "classes": 3,
    "batchnorm": False,
    "init": "he",
    "keep": 1.0,
}


@case(points=0.5)
def by_hand(predict):
    """gives the softmax of the scores, also over several batches"""
    params = {"W1": np.log(np.array([[1.0, 2.0, 1.0], [3.0, 1.0, 1.0]])), "b1": np.zeros(3)}
    X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]])
    right = np.array([[1 / 4, 1 / 2, 1 / 4], [3 / 5, 1 / 5, 1 / 5], [1 / 2, 1 / 3, 1 / 6]])
    right = np.vstack([right, [[1 / 3, 1 / 3, 1 / 3]]])
    assert_close(predict(params, {}, X, CONFIG), right, "predict")
    assert_close(predict(params, {}, X, CONFIG, 3), right, "predict with batch_size 3")
