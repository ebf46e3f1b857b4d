OK_FORMAT = False
name = "vae_loss (hidden)"
depends = ["encode_backward", "reparameterize_backward", "kl_divergence", "bernoulli_loss"]

import numpy as np
from shared.digits import sheet_of
from shared.networks import autoencoder

from autograder.checks import (
    CheckFailure,
    assert_close,
    assert_dict_close,
    assert_shape,
    assert_unchanged,
    case,
    data,
    rng,
    show,
)


@case(points=0.5)
def values(vae_loss, reference):
    """loss and gradients are right for several beta, 1 among them by default"""
    random = rng()
    params, x = autoencoder(random, 20, 9, 4), random.uniform(0.0, 1.0, (7, 20))
    noise = random.standard_normal((7, 4))
    for beta in ((), (0.0,), (4.0,)):
        loss, grads = vae_loss(params, x, noise, *beta)
        expected, right = reference.vae_loss(params, x, noise, *beta)
        assert_close(loss, expected, "vae_loss: loss")
        assert_dict_close(grads, right, "vae_loss: grads")


@case(points=0.25)
def inputs_kept(vae_loss):
    """leaves parameters, images and noise as they were"""
    random = rng()
    params, x = autoencoder(random), random.uniform(0.0, 1.0, (4, 6))
    noise = random.standard_normal((4, 3))
    before = {key: value.copy() for key, value in params.items()}, x.copy(), noise.copy()
    vae_loss(params, x, noise)
    assert_dict_close(params, before[0], "vae_loss: params afterwards")
    assert_unchanged(x, before[1], "vae_loss: x")
    assert_unchanged(noise, before[2], "vae_loss: noise")


@case(points=0.75)
def learns_digits(vae_loss, trained_autoencoder, reference):
    """a thousand steps of Adam on 1,300 digits describe unseen ones in less than 25.2 nats"""
    random = rng()
    digits = data("digits")["images"].reshape(-1, 64) / 16.0
    params = {}
    for number, (rows, columns) in enumerate(((64, 128), (128, 16), (8, 128), (128, 64)), 1):
        params[f"W{number}"] = random.standard_normal((rows, columns)) * np.sqrt(2 / rows)
        params[f"b{number}"] = np.zeros(columns)
    params["W2"] = params["W2"] * 0.1  # all digits begin as N(0, 1)
    batches, noise = random.integers(0, 1300, (1000, 100)), random.standard_normal((1000, 100, 8))
    # one call first: what fails in it is known at once, and needs no training
    _, grads = vae_loss(params, digits[batches[0]], noise[0])
    for key, value in params.items():
        assert_shape(grads.get(key), value.shape, f"vae_loss: grads[{key!r}]")
    # by its name: too long to be repeated for a hint
    learnt = trained_autoencoder(params, digits[:1300], batches, noise, learning_rate=6e-3)
    for key, value in params.items():
        assert_shape(learnt.get(key), value.shape, f"vae_loss: params[{key!r}] when trained")
    unseen = digits[1300:]
    loss, _ = reference.vae_loss(learnt, unseen, random.standard_normal((len(unseen), 8)))
    if not loss <= 25.2:
        raise CheckFailure(
            "vae_loss: a network that is trained with it describes digits too badly: "
            "pixels that are independent of each other cost 27.1 nats an image."
        )
    made_up = reference.generate(learnt, random.standard_normal((50, 8)))
    show("digits made up by a network that was trained with vae_loss", sheet_of(made_up))
