"""``notebook.py`` in percent format -> the notebook students get, and a copy with outputs."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import jupytext
import nbformat

from autograder.assignment import Folders, read_assignment
from autograder.errors import AssignmentError
from autograder.template import student_files

SECONDS = 120
"""A notebook may take."""


def empty_notebook(source: str) -> bytes:
    """The notebook of a ``notebook.py``, without outputs; the same bytes every time."""
    notebook: Any = jupytext.reads(source, fmt="py:percent")
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
    }
    for number, cell in enumerate(notebook.cells, 1):
        cell.id, cell.metadata = f"cell-{number}", {}
    text: str = nbformat.writes(notebook)
    return text.encode() + b"\n"


def executed_notebook(folders: Folders) -> Any:
    """The student's notebook, run from start to end in a student folder that holds the reference.

    ``AssignmentError`` names the cell that fails.
    """
    import nbclient

    with tempfile.TemporaryDirectory() as scratch:
        for name, data in student_files(folders).items():
            path = Path(scratch, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for module in read_assignment(folders).modules:
            shutil.copy(folders.solution / f"{module}.py", scratch)
        notebook = nbformat.read(Path(scratch, "notebook.ipynb"), as_version=4)
        resources = {"metadata": {"path": scratch}}
        client = nbclient.NotebookClient(notebook, timeout=SECONDS, resources=resources)
        try:
            client.execute()
        except nbclient.exceptions.CellExecutionError as error:
            where = folders.assignment / "notebook.py"
            raise AssignmentError(f"{where}: a cell fails:\n{error}") from None
    return notebook
