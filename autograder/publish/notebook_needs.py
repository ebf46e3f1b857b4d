"""What has to be installed for the notebooks of an assignment, by what they import."""

from __future__ import annotations

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
WITHOUT_SAYING = {BROUGHT, "numpy", "pytest"}
"""What comes with the folder, or is in its requirements.txt in any case."""


def notebook_needs(notebooks: Iterable[Path], known: Collection[str]) -> str:
    """The packages that notebooks in percent format import, a line each.

    ``known`` are the modules of the student's folder and the packages of its requirements.txt.
    """
    modules = {
        m for path in notebooks for m in imported(notebook_tree(path.read_text("utf-8"), path))
    }
    installed = modules - sys.stdlib_module_names - WITHOUT_SAYING - set(known)
    packages = {CALLED.get(module, module) for module in installed} - set(known)
    return "".join(f"{package}\n" for package in sorted(packages))
