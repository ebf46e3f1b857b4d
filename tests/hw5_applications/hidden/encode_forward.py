OK_FORMAT = False
name = "encode_forward (hidden)"
depends = ["layers_ready"]

from shared.networks import autoencoder

from autograder.checks import assert_close, assert_dict_close, assert_unchanged, case, rng


@case(points=0.25)
def values(encode_forward, reference):
    """is right for larger images, with the parameters of the decoder beside it"""
    random = rng()
    params, x = autoencoder(random, 20, 9, 4), random.uniform(0.0, 1.0, (7, 20))
    (mean, logvar), _ = encode_forward(params, x)
    (right, other), _ = reference.encode_forward(params, x)
    assert_close(mean, right, "encode_forward: mean")
    assert_close(logvar, other, "encode_forward: logvar")


@case(points=0.25)
def inputs_kept(encode_forward):
    """leaves parameters and images as they were"""
    random = rng()
    params, x = autoencoder(random), random.uniform(0.0, 1.0, (4, 6))
    before = {key: value.copy() for key, value in params.items()}, x.copy()
    encode_forward(params, x)
    assert_dict_close(params, before[0], "encode_forward: params afterwards")
    assert_unchanged(x, before[1], "encode_forward: x")
