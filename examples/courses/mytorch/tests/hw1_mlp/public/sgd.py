OK_FORMAT = False
name = "SGD"

import numpy as np

from autograder.checks import assert_close, case, stand_in


@case(points=1)
def plain(SGD):
    """moves W and b of each layer against their gradients"""
    # equal axes: what SGD does, it does element by element
    first = stand_in(W=np.ones((2, 2)), b=np.zeros(2), dW=np.eye(2), db=np.array([1.0, -1.0]))
    last = stand_in(W=np.zeros((1, 2)), b=np.ones(1), dW=np.ones((1, 2)), db=np.array([4.0]))
    optimizer = SGD(stand_in(layers=[first, stand_in(), last]), lr=0.5)
    optimizer.step()
    assert_close(first.W, np.array([[0.5, 1.0], [1.0, 0.5]]), "SGD.step: W of the first layer")
    assert_close(first.b, np.array([-0.5, 0.5]), "SGD.step: b of the first layer")
    assert_close(last.W, np.array([[-0.5, -0.5]]), "SGD.step: W of the last layer")
    assert_close(last.b, np.array([-1.0]), "SGD.step: b of the last layer")
    optimizer.step()
    assert_close(last.W, np.array([[-1.0, -1.0]]), "SGD.step: W after two steps")


@case(points=0.5)
def default(SGD):
    """the learning rate is 0.1 by default"""
    layer = stand_in(W=np.ones(2), b=np.ones(1), dW=np.array([1.0, 2.0]), db=np.array([5.0]))
    SGD(stand_in(layers=[layer])).step()
    assert_close(layer.W, np.array([0.9, 0.8]), "SGD.step: W")
    assert_close(layer.b, np.array([0.5]), "SGD.step: b")


@case(points=2)
def momentum(SGD):
    """each parameter keeps a velocity of its own"""
    layer = stand_in(W=np.ones(2), b=np.zeros(1), dW=np.array([1.0, 2.0]), db=np.array([4.0]))
    optimizer = SGD(stand_in(layers=[layer]), lr=0.25, momentum=0.5)
    optimizer.step()
    assert_close(layer.W, np.array([0.75, 0.5]), "SGD.step: W after one step")
    layer.dW, layer.db = np.array([0.0, 1.0]), np.array([1.0])
    optimizer.step()
    assert_close(layer.W, np.array([0.625, 0.0]), "SGD.step: W after two steps")
    assert_close(layer.b, np.array([-1.75]), "SGD.step: b after two steps")
    optimizer.step()
    assert_close(layer.W, np.array([0.5625, -0.5]), "SGD.step: W after three steps")
    assert_close(layer.b, np.array([-2.375]), "SGD.step: b after three steps")
