"""A course of one small assignment, which tests write to a folder and then spoil."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from autograder.assignment.folders import Folders

NAME = "hw"
SETTINGS = 'title = "Small"\nmodules = ["{modules}"]\nimports = ["numpy"]\n'
REFERENCE = '''"""Twice."""

import numpy as np


def double(x):
    """Twice x."""
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION
'''
TEST = '''OK_FORMAT = False
name = "double"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(double):
    """doubles"""
    assert_close(double(np.array([1.0, 2.5])), np.array([2.0, 5.0]), "double")
'''


def small_course(
    root: Path,
    *,
    modules: str = "small",
    reference: str = REFERENCE,
    test: str = TEST,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Folders:
    """Write the course to ``root``: one module, one public test, and ``more`` (path -> text)."""
    files = {
        f"assignments/{NAME}/assignment.toml": SETTINGS.format(modules=modules),
        f"assignments/{NAME}/handout.md": "# Small\n\n`double(x)` is twice x.\n",
        f"solutions/{NAME}/small.py": reference,
        f"tests/{NAME}/public/double.py": test,
        **more,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Folders(root, NAME)
