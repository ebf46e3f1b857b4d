"""Making images: a variational autoencoder."""

import numpy as np


def kl_divergence(mean, logvar):
    """mean, logvar: (N, D). Returns (kl, dmean, dlogvar)."""
    # BEGIN SOLUTION
    n = len(mean)
    kl = 0.5 * np.sum(np.exp(logvar) + mean**2 - 1.0 - logvar) / n
    return kl, mean / n, 0.5 * (np.exp(logvar) - 1.0) / n
    # END SOLUTION
