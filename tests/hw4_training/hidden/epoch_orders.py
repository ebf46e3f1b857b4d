OK_FORMAT = False
name = "epoch_orders (hidden)"

import numpy as np

from autograder.checks import CheckFailure, assert_close, case, rng


@case(points=0.5)
def drawn_from_rng(epoch_orders):
    """is drawn from the generator it is given; every example comes first as often"""
    orders = epoch_orders(8, 2000, rng("orders"))
    if np.asarray(orders).dtype.kind not in "iu" or np.shape(orders) != (2000, 8):
        raise CheckFailure("epoch_orders should be an array of integers, (epochs, n).")
    if not np.array_equal(np.sort(orders, axis=1), np.tile(np.arange(8), (2000, 1))):
        raise CheckFailure("epoch_orders: a row is no permutation.")
    counts = np.array([np.sum(np.asarray(orders) == k, axis=0) for k in range(8)])
    # a count has the standard error sqrt(2000 * 7 / 64) = 14.8
    if np.abs(counts - 250).max() > 6.2 * np.sqrt(2000 * 7 / 64):
        raise CheckFailure("epoch_orders: an example comes too often at some place of the order.")
    again = epoch_orders(8, 2000, rng("orders"))
    assert_close(again, np.asarray(orders), "epoch_orders with an equal generator")
