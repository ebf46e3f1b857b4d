"""The notebooks run from start to end on the reference, in time, and students get them empty."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_course import small_course

from autograder.assignment.folders import Folders, assignment_names
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.publish.notebook import NOTEBOOK_SECONDS, executed_notebook
from autograder.publish.notebook_languages import notebooks_of
from autograder.publish.student_folder import empty_notebook, student_files

ROOT = Path(__file__).parents[3]
NOTEBOOKS = [
    (name, notebook)
    for name in assignment_names(ROOT)
    for notebook in notebooks_of(Folders(ROOT, name))
]
"""Each assignment and each notebook that its students get."""


@pytest.mark.slow
@pytest.mark.parametrize(("name", "file"), NOTEBOOKS)
def test_a_notebook_runs_on_the_reference_and_shows_figures(name: str, file: str) -> None:
    folders = Folders(ROOT, name)
    before = os.times()
    notebook = executed_notebook(folders, file)
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


def test_every_assignment_has_a_notebook() -> None:
    assert {name for name, _ in NOTEBOOKS} == set(assignment_names(ROOT))


@pytest.mark.parametrize(("name", "file"), NOTEBOOKS)
def test_students_get_it_without_outputs_and_the_same_every_time(name: str, file: str) -> None:
    folders = Folders(ROOT, name)
    data = student_files(folders)[file]
    assert data == empty_notebook(notebooks_of(folders)[file])
    cells = json.loads(data)["cells"]
    assert all(not c.get("outputs") and c.get("execution_count") is None for c in cells)
    assert "%autoreload 2" in cells[1]["source"][1] and "axes" in data.decode()


def test_a_cell_that_fails_is_named(tmp_path: Path) -> None:
    name = "hw1_layers"
    for part in ("assignments", "solutions", "tests"):
        shutil.copytree(ROOT / part / name, tmp_path / part / name)
    folders = Folders(tmp_path, name)
    (folders.assignment / "notebook.py").write_text("# %%\nfigure = 1 / 0\n")
    with pytest.raises(AssignmentError, match=r"notebook\.ipynb: a cell fails(.|\n)*1 / 0"):
        executed_notebook(folders, "notebook.ipynb")


def test_an_assignment_may_have_several_notebooks_and_all_are_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = small_course(
        tmp_path,
        more={
            "assignments/hw/notebook_words.py": "# %%\nprint('wo' + 'rds')\n",
            "assignments/hw/notebook_numbers.py": "# %%\nimport small\n\nprint(small.double(21))\n",
        },
    )
    names = {"notebook_words.ipynb", "notebook_numbers.ipynb", "requirements-notebook.txt"}
    assert names <= student_files(folders).keys()
    monkeypatch.chdir(tmp_path)
    assert main(["notebook", "hw", "-o", "out"]) == 0
    assert "notebook_words.html and notebook_words.ipynb" in capsys.readouterr().out
    for name, said in (("words", "words"), ("numbers", "42")):
        cells = json.loads(Path("out", "hw", f"notebook_{name}.ipynb").read_text())["cells"]
        assert [o["text"] for o in cells[0]["outputs"]] == [[f"{said}\n"]]


def test_check_prints_what_pytest_says_and_knows_the_questions() -> None:
    folder = ROOT / "student_template" / "hw1_layers"
    script = "from check import check; check('affine_forward'); check('afine')"
    done = subprocess.run(
        [sys.executable, "-B", "-c", script], cwd=folder, capture_output=True, text=True
    )
    assert "affine_forward is not implemented yet." in done.stdout
    assert "There is no question 'afine'; there are affine_backward, " in done.stdout
