"""A function of the reference in a module where some other names mean something else."""

import inspect
from types import FunctionType


def rewired(module, name, **others):
    """The function ``name`` of ``module``, for which some names mean ``others``."""
    space = dict(vars(module))
    for key, value in vars(module).items():
        if inspect.isfunction(value) and value.__module__ == module.__name__:
            space[key] = FunctionType(value.__code__, space, key, value.__defaults__)
    space.update(others)
    return space[name]
