OK_FORMAT = False
name = "sgd"
depends = ["sequential"]

import numpy as np

from autograder.checks import assert_close, case, rng, stand_in


@case(points=2)
def plain(SGD, Sequential, Linear, ReLU):
    """moves every parameter against its gradient"""
    random = rng()
    model = Sequential(Linear(3, 4, random), ReLU(), Linear(4, 2, random))
    before = [(layer.W, layer.b) for layer in (model[0], model[2])]
    model.forward(random.standard_normal((5, 3)))
    model.backward(random.standard_normal((5, 2)))
    SGD(model, 0.1).step()
    for layer, (w, b) in zip((model[0], model[2]), before):
        assert_close(layer.W, w - 0.1 * layer.dW, "W")
        assert_close(layer.b, b - 0.1 * layer.db, "b")


@case(points=2)
def momentum(SGD):
    """remembers where it went, for W and b"""
    layer = stand_in(W=np.ones(2), b=np.zeros(1), dW=np.array([1.0, 2.0]), db=np.array([4.0]))
    optimiser = SGD(stand_in(layers=[layer]), lr=0.5, momentum=0.9)
    optimiser.step()
    assert_close(layer.W, np.array([0.5, 0.0]), "W after one step")
    layer.dW, layer.db = np.zeros(2), np.ones(1)
    optimiser.step()
    assert_close(layer.W, np.array([0.05, -0.9]), "W after two steps")
    assert_close(layer.b, np.array([-4.3]), "b after two steps")


@case(points=1)
def in_place(SGD):
    """works on the arrays that the layer has"""
    kept = stand_in(W=np.ones(2), b=np.zeros(1), dW=np.ones(2), db=np.ones(1))
    optimiser = SGD(stand_in(layers=[kept, stand_in()]), 1.0)
    assert optimiser.step() is None
    assert_close(kept.W, np.zeros(2), "W")
