"""A notebook in percent format is run on the reference and written with its outputs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from autograder._files import write_atomic
from autograder.assignment.folders import Folders
from autograder.assignment.settings import read_assignment, reference_paths
from autograder.errors import AssignmentError
from autograder.publish.student_folder import student_files
from autograder.unpack import module_path

NOTEBOOK_SECONDS = 120
"""Time limit for executing one cell of a notebook, in seconds."""


def executed_notebook(
    folders: Folders,
    name: str,
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> Any:
    """The student's notebook ``name``, run in a student folder that holds the reference.

    ``AssignmentError`` names the cell that fails.
    """
    import nbclient

    with tempfile.TemporaryDirectory() as scratch:
        for file, data in student_files(folders).items():
            path = Path(scratch, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for module, path in reference_paths(folders, read_assignment(folders)).items():
            shutil.copy(path, Path(scratch, module_path(module)))
        try:
            return run_notebook(Path(scratch, name), progress)
        except nbclient.exceptions.CellExecutionError as error:
            raise AssignmentError(f"{folders.name}/{name}: a cell fails:\n{error}") from None


def run_notebook(
    path: Path, progress: Callable[[str, int, int], None] = lambda what, done, of: None
) -> Any:
    """The notebook at ``path`` with its outputs, run in its folder.

    A cell that fails raises nbclient's ``CellExecutionError``.
    """
    import nbclient

    notebook: Any = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    client = nbclient.NotebookClient(notebook, timeout=NOTEBOOK_SECONDS, resources=resources)
    of = len(notebook.cells)
    progress("notebook cells", 0, of)
    client.on_cell_complete = lambda cell, cell_index: progress(
        "notebook cells", cell_index + 1, of
    )
    client.execute()
    return notebook


def write_notebook(notebook: Any, folder: Path, name: str) -> Path:
    """Write ``NAME.ipynb`` and ``NAME.html`` to ``folder``; returns the latter's path."""
    import nbconvert

    exporter: Any = nbconvert.HTMLExporter
    page, _ = exporter(embed_images=True).from_notebook_node(notebook)
    write_atomic(folder / f"{name}.html", page)
    write_atomic(folder / f"{name}.ipynb", nbformat.writes(notebook))
    return folder / f"{name}.html"
