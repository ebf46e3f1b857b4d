OK_FORMAT = False
name = "word_embedding_backward"
depends = ["word_embedding_forward"]

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(word_embedding_forward, word_embedding_backward):
    """adds up what a word gets at all its places; one that never comes gets 0"""
    _, cache = word_embedding_forward(np.array([[2, 0, 2], [2, 3, 0]]), np.ones((5, 2)))
    dout = np.array(
        [[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]], [[4.0, 40.0], [5.0, 50.0], [6.0, 60.0]]]
    )
    dW = np.array([[8.0, 80.0], [0.0, 0.0], [8.0, 80.0], [5.0, 50.0], [0.0, 0.0]])
    assert_close(word_embedding_backward(dout, cache), dW, "word_embedding_backward: dW")
