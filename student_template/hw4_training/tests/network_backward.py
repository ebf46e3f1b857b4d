OK_FORMAT = False
name = "network_backward"
depends = ["network_forward", "fast_conv_backward"]

from autograder.checks import case, check_gradient, rng


def network(network_forward, network_backward, config, keys, X):
    """The network as a layer whose inputs are its parameters; it starts with the same state."""

    def scores(*arrays):
        params = dict(zip(keys, arrays, strict=True))
        state = {"bn1": {"running_mean": 0 * arrays[1], "running_var": 0 * arrays[1] + 1}}
        return network_forward(params, state, X, config, "train")

    def backward(dscores, cache):
        grads = network_backward(dscores, cache)
        return tuple(grads[key] for key in keys)

    backward.__name__ = "network_backward"
    return scores, backward


@case(points=1)
def hidden_layer(network_forward, network_backward):
    """the gradients of affine layers with batch normalization agree with the numeric ones"""
    config = {"input": (4,), "conv": [], "hidden": [5], "classes": 3}
    config |= {"batchnorm": True, "init": "he", "keep": 1.0}
    shapes = {"W1": (4, 5), "b1": (5,), "gamma1": (5,), "beta1": (5,), "W2": (5, 3), "b2": (3,)}
    random = rng()
    params = {key: random.standard_normal(shape) for key, shape in shapes.items()}
    X = random.standard_normal((7, 4))
    layer = network(network_forward, network_backward, config, list(params), X)
    check_gradient(*layer, params, wrt=tuple(params))


@case(points=1)
def conv_layer(network_forward, network_backward):
    """the gradients of a convolution with pooling agree with the numeric ones"""
    config = {"input": (1, 4, 6), "conv": [2], "hidden": [], "classes": 3}
    config |= {"batchnorm": False, "init": "he", "keep": 1.0}
    shapes = {"W1": (2, 1, 3, 3), "b1": (2,), "W2": (2 * 2 * 3, 3), "b2": (3,)}
    random = rng()
    params = {key: random.standard_normal(shape) for key, shape in shapes.items()}
    X = random.standard_normal((5, 1, 4, 6))
    layer = network(network_forward, network_backward, config, list(params), X)
    check_gradient(*layer, params, wrt=tuple(params))
