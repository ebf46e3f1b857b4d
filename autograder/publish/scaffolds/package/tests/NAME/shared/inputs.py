"""Inputs that several tests use; no two axes are equal."""


def layer_inputs(random):
    """x: (4, 3) and w: (3, 2)."""
    return {"x": random.standard_normal((4, 3)), "w": random.standard_normal((3, 2))}
