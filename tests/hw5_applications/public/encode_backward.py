OK_FORMAT = False
name = "encode_backward"
depends = ["encode_forward"]

from shared.encoder import as_layer
from shared.networks import autoencoder, encoder_of

from autograder.checks import case, check_gradient, rng


@case(points=0.5)
def gradient(encode_forward, encode_backward):
    """the gradients of W1, b1, W2 and b2 agree with the numeric ones"""
    random = rng()
    inputs = {"params": encoder_of(autoencoder(random)), "x": random.uniform(0.0, 1.0, (4, 6))}
    check_gradient(*as_layer(encode_forward, encode_backward), inputs, wrt=("params",))
