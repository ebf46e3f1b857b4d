OK_FORMAT = False
name = "init_network (hidden)"
depends = ["layers_ready"]

import numpy as np

from autograder.checks import (
    CheckFailure,
    assert_close,
    assert_drawn,
    assert_normal_scale,
    assert_raises,
    case,
    rng,
)

CONFIG = {
    "input": (600,),
    "conv": [],
    "hidden": [400],
    "classes": 300,
    "batchnorm": False,
    "init": "he",
    "keep": 1.0,
}


@case(points=0.5)
def other_networks(init_network, reference):
    """has the right keys and shapes for networks of several kinds"""
    for conv, hidden, batchnorm in (([], [], True), ([5, 3], [], True), ([5], [7, 6], False)):
        config = {**CONFIG, "input": (2, 9, 12), "conv": conv, "hidden": hidden}
        config["batchnorm"] = batchnorm
        params, state = init_network(config, rng("weights"))
        right, right_state = reference.init_network(config, rng("weights"))
        shapes = {key: np.shape(value) for key, value in params.items()}
        if shapes != {key: value.shape for key, value in right.items()}:
            raise CheckFailure("init_network: a key of params or the shape of one is wrong.")
        if sorted(state) != sorted(right_state):
            raise CheckFailure("init_network: the keys of state are wrong.")


@case(points=0.5)
def scales(init_network, reference):
    """draws as config['init'] says, and takes hundredths of it in the last layer"""
    for init, std in (("xavier", 1 / np.sqrt(600)), (0.3, 0.3), ("he", np.sqrt(2 / 600))):
        params, _ = init_network({**CONFIG, "init": init}, rng("weights"))
        assert_normal_scale(params["W1"], std, "init_network: params['W1']")
        last = std * np.sqrt(600 / 400) if isinstance(init, str) else std
        assert_normal_scale(params["W2"], 0.01 * last, "init_network: params['W2'], the last layer")
    assert_drawn(params["W1"], init_network(CONFIG, rng("again"))[0]["W1"], "init_network")
    same = init_network({**CONFIG, "init": "he"}, rng("weights"))[0]["W1"]
    assert_close(same, params["W1"], "init_network with an equal generator")


@case(points=0.25)
def first_loss(init_network, reference):
    """the first loss is log(classes)"""
    random = rng()
    config = {**CONFIG, "input": (1, 8, 6), "conv": [4], "hidden": [20], "classes": 10}
    for batchnorm in (True, False):
        config["batchnorm"] = batchnorm
        params, state = init_network(config, rng("weights"))
        X, y = random.standard_normal((50, 1, 8, 6)), random.integers(0, 10, 50)
        loss, _ = reference.network_loss(params, state, X, y, config)
        # of right ones, over 30 seeds, the worst is 0.004 off; the whole He scale gives 2.7 to 4
        what = "the loss of the first batch with your parameters"
        assert_close(float(loss), np.log(10.0), what, rtol=0.0, atol=0.05)


@case(points=0.25)
def unknown_init(init_network):
    """raises ValueError for an initialization that does not exist"""
    assert_raises(ValueError, init_network, {**CONFIG, "init": "lecun"}, rng("weights"))
