"""A course of one assignment whose modules lie in a package, of plain functions."""

from __future__ import annotations

from pathlib import Path

from small_course import LOCK, NAME, write_course

from autograder.assignment.folders import Folders

SETTINGS = """title = "A package"
modules = ["mytorch.nn.linear", "mytorch.optim"]
given = ["mytorch.utils"]
imports = ["numpy"]
"""
UTILS = '''"""Given: what the others check with."""

import numpy as np


def checked(x):
    """x itself, where it is an array of floats."""
    if not isinstance(x, np.ndarray) or x.dtype.kind != "f":
        raise TypeError(f"an array of floats is needed, not {type(x).__name__}")
    return x
'''
LINEAR = '''"""A linear layer."""

from ..utils import checked


def linear_forward(x, w):
    """x @ w and a cache; x: (N, D), w: (D, M)."""
    # BEGIN SOLUTION
    return checked(x) @ w, (x, w)
    # END SOLUTION


def linear_backward(dout, cache):
    """dx and dw."""
    # BEGIN SOLUTION
    x, w = cache
    return dout @ w.T, x.T @ dout
    # END SOLUTION
'''
OPTIM = '''"""A step downhill."""

from .utils import checked


def sgd(w, dw, rate):
    """w after one step."""
    # BEGIN SOLUTION
    return checked(w) - rate * dw
    # END SOLUTION
'''
NN = '"""Layers."""\n\nfrom .linear import linear_backward, linear_forward\n'
FORWARD_TEST = '''OK_FORMAT = False
name = "linear_forward"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=1)
def values(linear_forward):
    """multiplies"""
    random = rng()
    x, w = random.standard_normal((4, 3)), random.standard_normal((3, 2))
    out, _ = linear_forward(x, w)
    assert_close(out, x @ w, "linear_forward: out")
'''
BACKWARD_TEST = '''OK_FORMAT = False
name = "linear_backward"
depends = ["linear_forward"]

from autograder.checks import case, check_gradient, rng


@case(points=2)
def gradient(linear_forward, linear_backward):
    """dx and dw agree with the numeric gradient"""
    random = rng()
    inputs = {"x": random.standard_normal((4, 3)), "w": random.standard_normal((3, 2))}
    check_gradient(linear_forward, linear_backward, inputs, wrt=("x", "w"))
'''
SGD_TEST = '''OK_FORMAT = False
name = "sgd"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def step(sgd):
    """goes downhill"""
    assert_close(sgd(np.array([1.0, 2.0]), np.array([4.0, -2.0]), 0.5), [-1.0, 3.0], "sgd: w")
'''
MISTAKES = """import mytorch.nn.linear as linear
from autograder.assignment import wrong


@wrong("linear_backward", "dx is not transposed back", hint="Which way does w map?")
def dx_of_w(dout, cache):
    dx, dw = linear.linear_backward(dout, cache)
    return -dx, dw


@wrong("sgd", "the step goes uphill", hint="Where does the gradient point?")
def uphill(w, dw, rate):
    return w + rate * dw
"""
ALTERNATIVE = "def linear_forward(x, w):\n    return (w.T @ x.T).T, (x, w)\n"
POINTS = 5
RIGHT = {
    "mytorch/__init__.py": "",
    "mytorch/nn/__init__.py": NN,
    "mytorch/nn/linear.py": LINEAR,
    "mytorch/optim.py": OPTIM,
    "mytorch/utils.py": UTILS,
}
"""A right hand-in; the markers in it are comments."""


def package_course(root: Path) -> Folders:
    """Write the course to ``root``."""
    write_course(
        root,
        {
            f"assignments/{NAME}/assignment.toml": SETTINGS,
            f"assignments/{NAME}/handout.md": "# A package\n",
            f"assignments/{NAME}/requirements.lock": LOCK.read_text(),
            **{f"solutions/{NAME}/{path}": text for path, text in RIGHT.items() if text},
            f"solutions/{NAME}/misconceptions.py": MISTAKES,
            f"solutions/{NAME}/alternatives/columns/mytorch/nn/linear.py": ALTERNATIVE,
            f"tests/{NAME}/public/linear_forward.py": FORWARD_TEST,
            f"tests/{NAME}/public/linear_backward.py": BACKWARD_TEST,
            f"tests/{NAME}/public/sgd.py": SGD_TEST,
            f"tests/{NAME}/hidden/sgd.py": SGD_TEST.replace('"sgd"', '"sgd (hidden)"'),
        },
    )
    return Folders(root, NAME)
