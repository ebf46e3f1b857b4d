OK_FORMAT = False
name = "encode_backward (hidden)"
depends = ["encode_forward"]

from shared.encoder import as_layer
from shared.networks import autoencoder, encoder_of

from autograder.checks import assert_dict_close, assert_unchanged, case, check_gradient, rng


@case(points=0.25)
def gradient(encode_forward, encode_backward):
    """all gradients agree with the numeric ones for one image and many units"""
    random = rng()
    params = encoder_of(autoencoder(random, 5, 8, 2))
    inputs = {"params": params, "x": random.uniform(0.0, 1.0, (1, 5))}
    check_gradient(*as_layer(encode_forward, encode_backward), inputs, wrt=("params",))


@case(points=0.25)
def keys(encode_forward, encode_backward, reference):
    """gives gradients of the encoder alone, and leaves those passed in as they were"""
    random = rng()
    params, x = autoencoder(random), random.uniform(0.0, 1.0, (4, 6))
    dmean, dlogvar = random.standard_normal((2, 4, 3))
    before = dmean.copy(), dlogvar.copy()
    grads = encode_backward(dmean, dlogvar, encode_forward(params, x)[1])
    right = reference.encode_backward(dmean, dlogvar, reference.encode_forward(params, x)[1])
    assert_dict_close(grads, right, "encode_backward")
    assert_unchanged(dmean, before[0], "encode_backward: dmean")
    assert_unchanged(dlogvar, before[1], "encode_backward: dlogvar")
