"""Making images: a variational autoencoder."""

import numpy as np


def kl_divergence(mean, logvar):
    """mean, logvar: (N, D). Returns (kl, dmean, dlogvar)."""
    raise NotImplementedError("kl_divergence")
