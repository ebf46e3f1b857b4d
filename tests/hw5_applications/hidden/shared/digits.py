"""Digits to be looked at, and a decoder that makes them."""

import numpy as np


def sheet_of(images, columns=10):
    """Images, (N, 64), side by side on white paper, a pixel apart: (rows, columns) of pixels."""
    rows = len(images) // columns
    ink = images[: rows * columns].reshape(rows, columns, 8, 8)  # equal axes: a digit is square
    apart = np.pad(ink, ((0, 0), (0, 0), (0, 1), (0, 1)))
    return 1.0 - apart.transpose(0, 2, 1, 3).reshape(9 * rows, 9 * columns)


def decoder_of(digits, latent=16):
    """A decoder that was computed and not trained, and the latent numbers of ``digits``, (N, 64).

    They are the principal components of the digits' logits. Two hidden units a component, one for
    each sign, undo the ReLU between them.
    """
    pixels = digits.clip(0.02, 0.98)
    logits = np.log(pixels / (1 - pixels))
    mean = logits.mean(axis=0)
    _, _, axes = np.linalg.svd(logits - mean, full_matrices=False)
    both, axes = np.concatenate([np.eye(latent), -np.eye(latent)], axis=1), axes[:latent]
    params = {"W3": both, "b3": np.zeros(2 * latent), "W4": both.T @ axes, "b4": mean}
    return params, (logits - mean) @ axes.T
