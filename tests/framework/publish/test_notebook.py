"""The notebooks run from start to end on the reference, in time, and students get them empty."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.assignment.folders import Folders, assignment_names
from autograder.errors import AssignmentError
from autograder.publish.notebook import NOTEBOOK_SECONDS, executed_notebook
from autograder.publish.student_folder import empty_notebook, student_files

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_a_notebook_runs_on_the_reference_and_shows_figures(name: str) -> None:
    before = os.times()
    notebook = executed_notebook(Folders(ROOT, name))
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    assert used < NOTEBOOK_SECONDS  # of the processor: other work may run beside it
    outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    figures = [o for o in outputs if "image/png" in o.get("data", {})]
    printed = "".join(o.get("text", "") for o in outputs)
    assert len(figures) >= 4
    assert "##########" in printed and "FAILURES" not in printed
    assert not [o for o in outputs if o.get("name") == "stderr"], printed


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_students_get_it_without_outputs_and_the_same_every_time(name: str) -> None:
    source = (ROOT / "assignments" / name / "notebook.py").read_text()
    data = student_files(Folders(ROOT, name))["notebook.ipynb"]
    assert data == empty_notebook(source)
    cells = json.loads(data)["cells"]
    assert all(not c.get("outputs") and c.get("execution_count") is None for c in cells)
    assert "%autoreload 2" in cells[1]["source"][1] and "axes" in data.decode()


def test_a_cell_that_fails_is_named(tmp_path: Path) -> None:
    name = "hw1_layers"
    for part in ("assignments", "solutions", "tests"):
        shutil.copytree(ROOT / part / name, tmp_path / part / name)
    (tmp_path / "assignments" / name / "notebook.py").write_text("# %%\nfigure = 1 / 0\n")
    with pytest.raises(AssignmentError, match=r"notebook\.py: a cell fails(.|\n)*1 / 0"):
        executed_notebook(Folders(tmp_path, name))


def test_check_prints_what_pytest_says_and_knows_the_questions() -> None:
    folder = ROOT / "student_template" / "hw1_layers"
    script = "from check import check; check('affine_forward'); check('afine')"
    done = subprocess.run(
        [sys.executable, "-B", "-c", script], cwd=folder, capture_output=True, text=True
    )
    assert "affine_forward is not implemented yet." in done.stdout
    assert "There is no question 'afine'; there are affine_backward, " in done.stdout
