"""A reference that is written as a notebook: a module in percent format, graded cell by cell.

Cells begin with a line ``# %%``, those of text with ``# %% [markdown]``. The file is a module like
any other; students get it as a notebook, and hand in a notebook.
"""

from __future__ import annotations

import re

from autograder.errors import AssignmentError
from autograder.unpack.notebooks import CELL

PERCENT_CELL = re.compile(r"# %%(?:\s.*)?")
"""A line that begins a cell."""


def as_cells(source: str, where: str) -> str:
    """The module as the notebook of a hand-in becomes one: executed cell by cell.

    What a cell that fails costs is what depends on it, as in a hand-in. Every line stays where it
    is. ``AssignmentError`` where the first line begins no cell.
    """
    lines = source.splitlines()
    if not lines or not PERCENT_CELL.fullmatch(lines[0]):
        raise AssignmentError(
            f"{where}:1: a notebook's first line begins its first cell: # %% or # %% [markdown]"
        )
    number = 0
    for place, line in enumerate(lines):
        if PERCENT_CELL.fullmatch(line):
            number += 1
            lines[place] = f"{CELL}{number}"
    return "\n".join(lines) + "\n"
