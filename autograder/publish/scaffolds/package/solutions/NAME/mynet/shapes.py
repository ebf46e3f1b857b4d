"""Given: what layers check their arguments with."""


def two_axes(x):
    """x itself; ``ValueError`` unless it has two axes."""
    if x.ndim != 2:
        raise ValueError(f"x should have two axes, not {x.ndim}")
    return x
