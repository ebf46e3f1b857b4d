OK_FORMAT = False
name = "vae_loss"
depends = ["encode_backward", "reparameterize_backward", "kl_divergence", "bernoulli_loss"]

import numpy as np
from shared.networks import autoencoder

from autograder.checks import assert_close, case, check_loss_gradient, rng


@case(points=0.5)
def of_guessing(vae_loss):
    """is log 2 a pixel where the decoder knows nothing, plus beta times the divergence"""
    random = rng()
    params = autoencoder(random) | {
        "W2": np.zeros((5, 6)),
        "W4": np.zeros((5, 6)),
        "b4": np.zeros(6),
    }
    params["b2"] = np.array([2.0, 0.0, 1.0, 0.0, 0.0, 0.0])
    x, noise = random.uniform(0.0, 1.0, (4, 6)), random.standard_normal((4, 3))
    loss, _ = vae_loss(params, x, noise, 0.0)
    assert_close(loss, 6 * np.log(2.0), "vae_loss: loss with beta = 0")
    loss, _ = vae_loss(params, x, noise)
    assert_close(loss, 6 * np.log(2.0) + 2.5, "vae_loss: loss with beta = 1")


@case(points=0.5)
def gradients(vae_loss):
    """the gradients of all parameters agree with the numeric ones"""
    random = rng()
    inputs = {"params": autoencoder(random), "x": random.uniform(0.0, 1.0, (4, 6))}
    inputs |= {"noise": random.standard_normal((4, 3)), "beta": 0.5}
    check_loss_gradient(vae_loss, inputs, "params")
