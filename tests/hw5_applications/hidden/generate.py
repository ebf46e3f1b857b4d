OK_FORMAT = False
name = "generate (hidden)"
depends = ["layers_ready"]

from shared.digits import decoder_of, sheet_of
from shared.networks import autoencoder

from autograder.checks import (
    assert_close,
    assert_dict_close,
    assert_unchanged,
    case,
    data,
    rng,
    show,
    without_warnings,
)


@case(points=0.25)
def sure_of_itself(generate, reference):
    """does not overflow where the decoder is sure of every pixel"""
    random = rng()
    params, z = autoencoder(random, 20, 9, 4), random.standard_normal((7, 4))
    params["W4"] = 500 * params["W4"]
    right = reference.generate(params, z)
    assert_close(without_warnings(generate)(params, z), right, "generate: the images")
    params, z = decoder_of(data("digits")["images"].reshape(-1, 64) / 16.0)
    digits = generate(params, z[:50])
    assert_close(digits, reference.generate(params, z[:50]), "generate: the images")
    show("digits of which a decoder knows 16 numbers each", sheet_of(digits))


@case(points=0.25)
def inputs_kept(generate):
    """leaves parameters and latent numbers as they were"""
    random = rng()
    params, z = autoencoder(random), random.standard_normal((4, 3))
    before = {key: value.copy() for key, value in params.items()}, z.copy()
    generate(params, z)
    assert_dict_close(params, before[0], "generate: params afterwards")
    assert_unchanged(z, before[1], "generate: z")
