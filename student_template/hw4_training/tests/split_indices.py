OK_FORMAT = False
name = "split_indices"

import numpy as np

from autograder.checks import CheckFailure, case, rng


@case(points=0.5)
def disjoint(split_indices):
    """gives sets of the sizes asked for, no example in two of them"""
    parts = split_indices(100, [50, 30, 15], rng("split"))
    sizes = [len(part) for part in parts]
    if sizes != [50, 30, 15]:
        raise CheckFailure(f"split_indices: the sizes are {sizes}, expected [50, 30, 15].")
    together = np.concatenate(parts)
    if len(np.unique(together)) < 95 or together.min() < 0 or together.max() > 99:
        raise CheckFailure("split_indices: an example is in two sets, or is none of the 100.")
