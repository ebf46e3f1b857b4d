"""``notebook.py`` in percent format -> the notebook students get, and a copy with outputs."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbformat

from autograder.assignment.folders import Folders
from autograder.assignment.settings import read_assignment
from autograder.errors import AssignmentError
from autograder.publish.student_folder import student_files

SECONDS = 120
"""A notebook may take."""


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
