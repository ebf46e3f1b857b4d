"""Mistakes that are made in every function: variants of a function of any module."""

import copy

import numpy as np

from autograder.assignment.misconceptions import wrong

KEEP_GIVEN = "The caller still needs what it passes in: x *= 2 changes it, x = 2 * x does not."
PAIR = "The backward needs what the forward knew: what does a forward return?"
SINGLE = "Look for dtype=np.float32: it keeps 7 digits of 16."


def _some_array(value):
    """The first array in nested dicts and lists."""
    while not isinstance(value, np.ndarray):
        value = next(iter(value.values() if isinstance(value, dict) else value))
    return value


def changes(module, replaces, number, what):
    """The variant of a function of ``module`` that writes into its argument at ``number``."""

    def function(*args, **named):
        own = [copy.deepcopy(a) if i == number else a for i, a in enumerate(args)]
        result = vars(module)[replaces](*own, **named)
        array = _some_array(args[number])
        np.multiply(array, 0.5, out=array, casting="unsafe")
        return result

    function.__name__ = f"{replaces}_changes_{what}"
    return wrong(replaces, f"{what} is changed in place", hint=KEEP_GIVEN)(function)


def first_alone(module, replaces):
    """The forward that returns out without its cache."""

    def function(*args):
        return vars(module)[replaces](*args)[0]

    function.__name__ = f"{replaces}_without_cache"
    return wrong(replaces, "out is returned without a cache", hint=PAIR)(function)


def single(module, replaces):
    """The variant whose array, or first array, is in float32."""

    def function(*args):
        found = vars(module)[replaces](*args)
        if isinstance(found, tuple):
            return found[0].astype(np.float32), *found[1:]
        return found.astype(np.float32)

    function.__name__ = f"{replaces}_single"
    return wrong(replaces, "the result is in float32", hint=SINGLE)(function)
