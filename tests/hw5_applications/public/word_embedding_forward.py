OK_FORMAT = False
name = "word_embedding_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def rows(word_embedding_forward):
    """gives every word its row of W"""
    W = np.array([[0.5, -1.0], [2.0, 3.0], [-4.0, 0.25]])
    out, _ = word_embedding_forward(np.array([[2, 0, 2], [1, 1, 0]]), W)
    first, second = [[-4.0, 0.25], [0.5, -1.0], [-4.0, 0.25]], [[2.0, 3.0], [2.0, 3.0], [0.5, -1.0]]
    assert_close(out, np.array([first, second]), "word_embedding_forward: out")
