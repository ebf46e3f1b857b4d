"""Small policy networks and positions, drawn by chance."""

import numpy as np


def drawn_policy(random, filters=(3, 5), size=4):
    """Parameters of a policy network for a board of that size."""
    params, channels = {}, 8
    for layer, count in enumerate(filters, 1):
        spread = np.sqrt(2 / (9 * channels))
        params[f"W{layer}"] = spread * random.standard_normal((count, channels, 3, 3))
        params[f"b{layer}"] = 0.1 * random.standard_normal(count)  # equal axes: a filter is 3 x 3
        channels = count
    params["w"] = random.standard_normal((1, channels, 1, 1)) / np.sqrt(channels)
    params["p"] = 0.3 * random.standard_normal(size * size)
    return params


def drawn_positions(random, count, size=4):
    """Planes, moves and legal moves, of which the move that was played is one."""
    planes = random.integers(0, 2, (count, 8, size, size)).astype(np.uint8)
    moves = random.integers(0, size * size, count)
    legal = random.uniform(size=(count, size * size)) < 0.7
    legal[np.arange(count), moves] = True
    return {"planes": planes, "moves": moves, "legal": legal.reshape(count, size, size)}
