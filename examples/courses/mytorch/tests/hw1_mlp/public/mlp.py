OK_FORMAT = False
name = "MLP"
depends = ["Linear", "ReLU", "BatchNorm1d"]

import numpy as np

from autograder.checks import assert_close, case, rng

from shared.layers import check_layer


@case(points=2)
def layers(MLP, Linear, ReLU, BatchNorm1d):
    """has the right layers in the right order, of the right sizes"""
    model = MLP([4, 6, 5, 3], rng("w"))
    kinds = [Linear, ReLU, Linear, ReLU, Linear]
    assert len(model.layers) == 5, "MLP: layers without batchnorm"
    for layer, kind in zip(model.layers, kinds):
        assert isinstance(layer, kind), f"MLP: {layer} is no {kind}"
    shapes = [layer.W.shape for layer in model.layers[::2]]
    assert shapes == [(6, 4), (5, 6), (3, 5)], "MLP: the shapes of W"
    random = rng("w")
    for layer, sizes in zip(model.layers[::2], ((4, 6), (6, 5), (5, 3))):
        assert_close(layer.W, Linear(*sizes, random).W, "MLP: W, layer by layer from rng")
    normalized = MLP([4, 6, 3], rng(), batchnorm=True)
    assert len(normalized.layers) == 4, "MLP: layers with batchnorm"
    for layer, kind in zip(normalized.layers, [Linear, BatchNorm1d, ReLU, Linear]):
        assert isinstance(layer, kind), f"MLP: {layer} is no {kind}"
    assert len(MLP([4, 3], rng()).layers) == 1, "MLP: layers without a hidden one"


@case(points=1)
def forward(MLP):
    """sends x through all layers"""
    model, x = MLP([3, 4, 2], rng()), rng("x").standard_normal((5, 3))
    first, _, last = model.layers
    hidden = np.maximum(x @ first.W.T + first.b, 0)
    assert_close(model.forward(x), hidden @ last.W.T + last.b, "MLP.forward: scores")


@case(points=2)
def backward(MLP):
    """sends the gradient back through all layers"""
    x = rng("x").standard_normal((5, 3))
    check_layer(lambda: MLP([3, 4, 4, 2], rng(), batchnorm=True), {"x": x}, "MLP")


@case(points=1)
def modes(MLP):
    """train sets the mode of the model and of its layers"""
    model = MLP([3, 4, 2], rng(), batchnorm=True)
    assert model.training is True, "MLP: training should be True at first"
    for mode in (False, True):
        model.train(mode)
        assert model.training is mode, f"MLP.train({mode}): training of the model"
        assert model.layers[1].training is mode, f"MLP.train({mode}): training of BatchNorm1d"
        assert not hasattr(model.layers[0], "training"), "MLP.train: Linear has no training"
    model.train(False)
    model.train()
    assert model.layers[1].training is True, "MLP.train(): training of BatchNorm1d"
