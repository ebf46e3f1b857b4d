"""Style transfer: the pixels of an image are trained, and the network stays as it is."""


def gram_matrix(feature):
    """feature: (N, C, H, W). Returns (N, C, C)."""
    raise NotImplementedError("gram_matrix")
