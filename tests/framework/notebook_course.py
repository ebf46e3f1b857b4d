"""A small course whose students write a notebook, and what they hand in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from small_course import LOCK, NAME, write_course

from autograder.assignment.folders import Folders
from autograder.publish.student_folder import template_notebook

REFERENCE = '''# %% [markdown]
# # A prime and a square
#
# Give `x` the **smallest** prime. Run
#
# check("prime")

# %%
import numpy as np
# %matplotlib inline
print("a cell prints")
DATA = open("files/data.txt").read()

# %%
# BEGIN SOLUTION
x = 2
# END SOLUTION
# BEGIN PROMPT
# x = ...
# END PROMPT

# %%
# check("prime")

# %%
def square(v):
    """v times v."""
    # BEGIN SOLUTION
    return v * v
    # END SOLUTION


# %%
nine = square(3)
display(x + nine)

# %%
# check("square")
'''
PRIME = '''OK_FORMAT = False
name = "prime"

from autograder.checks import case


@case(points=0)
def kind(x):
    """is a whole number"""
    assert isinstance(x, int), "x should be a whole number"
'''
PRIME_HIDDEN = '''OK_FORMAT = False
name = "prime (hidden)"

from autograder.checks import case


@case(points=2)
def value(x):
    """is the smallest prime"""
    assert x == 2
'''
SQUARE = '''OK_FORMAT = False
name = "square"

from autograder.checks import case


@case(points=1)
def value(nine):
    """nine is nine"""
    assert nine == 9


@case(points=1)
def function(square):
    """squares 16"""
    assert square(16) == 256
'''
SETTINGS = """title = "A prime and a square"
modules = ["numbers_of_hw"]
notebooks = ["numbers_of_hw"]
imports = ["numpy"]
"""
MODULE = "numbers_of_hw"
POINTS = 4


def notebook_course(root: Path, reference: str = REFERENCE) -> Folders:
    """Write the course to ``root``."""
    write_course(
        root,
        {
            f"assignments/{NAME}/assignment.toml": SETTINGS,
            f"assignments/{NAME}/handout.md": "# A prime and a square\n",
            f"assignments/{NAME}/files/data.txt": "data\n",
            f"assignments/{NAME}/requirements.lock": LOCK.read_text(),
            f"solutions/{NAME}/{MODULE}.py": reference,
            f"tests/{NAME}/public/prime.py": PRIME,
            f"tests/{NAME}/public/square.py": SQUARE,
            f"tests/{NAME}/hidden/prime.py": PRIME_HIDDEN,
        },
    )
    return Folders(root, NAME)


def as_notebook(reference: str, changes: Mapping[str, str] | None = None) -> bytes:
    """A reference in percent format as the notebook of a student who has written all of it."""
    text = reference
    for old, new in (changes or {}).items():
        assert old in text, old
        text = text.replace(old, new)
    return template_notebook(text)


def sources(notebook: bytes) -> list[str]:
    """The texts of a notebook's cells."""
    return ["".join(cell["source"]) for cell in json.loads(notebook)["cells"]]
