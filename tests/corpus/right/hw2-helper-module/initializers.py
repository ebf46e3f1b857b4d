# assignment: hw2_data_and_initialization
import numpy as np


from tools import fan, spread


def fan_in(shape):
    return fan(shape)


def init_xavier(shape, rng):
    return spread(shape, 1.0 / fan(shape), rng)


def init_he(shape, rng):
    return spread(shape, 2.0 / fan(shape), rng)


def init_fixup(shapes, branches, rng):
    *first, last = shapes
    m = len(shapes)
    drawn = [spread(s, 2.0 / fan(s) * branches ** (-1.0 / (m - 1)), rng) for s in first]
    return drawn + [np.zeros(last)]
