"""Describing images: a recurrent network reads an image's features and writes a sentence."""


def word_embedding_forward(x, W):
    """x: (N, T) integers, W: (V, D). Returns (out, cache) with out: (N, T, D)."""
    # BEGIN SOLUTION
    return W[x], (x, W)
    # END SOLUTION
