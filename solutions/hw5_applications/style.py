"""Style transfer: the pixels of an image are trained, and the network stays as it is."""


def gram_matrix(feature):
    """feature: (N, C, H, W). Returns (N, C, C)."""
    # BEGIN SOLUTION
    rows = feature.reshape(*feature.shape[:2], -1)
    return rows @ rows.transpose(0, 2, 1)
    # END SOLUTION
