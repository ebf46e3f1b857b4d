OK_FORMAT = False
name = "epoch_orders"

import numpy as np

from autograder.checks import CheckFailure, case, rng


@case(points=0.5)
def permutations(epoch_orders):
    """every row is a permutation of all examples, another one each"""
    orders = epoch_orders(30, 4, rng("orders"))
    if np.shape(orders) != (4, 30):
        raise CheckFailure(f"epoch_orders has shape {np.shape(orders)}, expected (4, 30).")
    if not all(sorted(row) == list(range(30)) for row in orders.tolist()):
        raise CheckFailure("epoch_orders: every row should hold each of 0, ..., n - 1 once.")
    if len({tuple(row) for row in orders.tolist()}) < 4:
        raise CheckFailure("epoch_orders: two epochs have the same order.")
