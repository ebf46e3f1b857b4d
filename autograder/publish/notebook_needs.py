"""What has to be installed for the notebooks of an assignment, by what they import."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from autograder.checks.brought import BROUGHT
from autograder.publish.notebook_languages import imported, notebook_tree

CALLED = {
    "PIL": "pillow",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}
"""A module -> the package that brings it, where that has another name."""
REQUIRED = re.compile(r"[\w.-]+")
"""The name at the beginning of a requirement."""
WITHOUT_SAYING = {BROUGHT, "numpy", "pytest"}
"""What comes with the folder, or is in its requirements.txt in any case."""


def notebook_needs(
    notebooks: Iterable[Path], known: Collection[str], requirements: Iterable[str]
) -> str:
    """The packages that notebooks in percent format import, a line each.

    ``known`` are the modules of the student's folder, ``requirements`` what its requirements.txt
    names beside NumPy and pytest.
    """
    trees = [notebook_tree(path.read_text(encoding="utf-8"), path) for path in notebooks]
    modules = {module for tree in trees for module in imported(tree)}
    modules -= {*sys.stdlib_module_names, *WITHOUT_SAYING, *known}
    has = {found[0].lower() for line in requirements if (found := REQUIRED.match(line))}
    packages = {CALLED.get(module, module) for module in modules} - has
    return "".join(f"{package}\n" for package in sorted(packages))
