OK_FORMAT = False
name = "caption_scores"

import numpy as np

from autograder.checks import assert_dict_close, case


@case(points=0.5)
def by_hand(caption_scores):
    """counts whole captions, and words where there is one"""
    right = np.array([[3, 4, 2, 0, 0], [5, 3, 4, 6, 2], [3, 2, 0, 0, 0]])
    found = np.array([[3, 4, 2, 0, 0], [5, 4, 4, 6, 2], [4, 6, 2, 0, 0]])
    scores = {"exact": 1 / 3, "token": 7 / 10}
    assert_dict_close(caption_scores(found, right), scores, "caption_scores")
