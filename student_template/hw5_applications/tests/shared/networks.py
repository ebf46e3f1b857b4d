"""Small networks that make images."""


def autoencoder(random, d=6, k=5, latent=3):
    """The parameters of a variational autoencoder."""
    shapes = {"W1": (d, k), "b1": (k,), "W2": (k, 2 * latent), "b2": (2 * latent,)}
    shapes |= {"W3": (latent, k), "b3": (k,), "W4": (k, d), "b4": (d,)}
    return {key: 0.6 * random.standard_normal(shape) for key, shape in shapes.items()}


def encoder_of(params):
    """The parameters of the encoder alone."""
    return {key: params[key] for key in ("W1", "b1", "W2", "b2")}


def pixel_network(random, filters=4):
    """Two masked convolutions, 5 x 5 and 3 x 3, from one channel to one."""
    shapes = {"W1": (filters, 1, 5, 5), "b1": (filters,), "W2": (1, filters, 3, 3), "b2": (1,)}
    return {key: 0.5 * random.standard_normal(shape) for key, shape in shapes.items()}
