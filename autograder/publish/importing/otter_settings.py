"""What the settings of Otter's assign become here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from autograder._files import given_path
from autograder.errors import AssignmentError
from autograder.publish.importing.draft import Draft
from autograder.publish.importing.otter_cells import settings_in

UNCHANGED = {
    "name": "is the title",
    "tests": "both formats of tests are read",
    "suppress_no_tests_warning": "says nothing here",
    "strip_solutions_from_all_cells": "marks are heeded in every cell",
}
"""Keys that mean nothing else here, and why."""
OTHERWISE = {
    "init_cell": "the first cell of the notebook imports check",
    "check_all_cell": "pytest in the student folder runs all public tests",
    "export_cell": "python pack.py makes and tries what is handed in; it makes no PDF",
    "show_question_points": "points are counted by check and pytest, not written in the notebook",
    "run_tests": "autograder build grades the reference before it writes anything",
    "generate": "what Otter's grader is told; autograder build makes a grader of its own",
    "python_version": "Gradescope's image has its own Python, and the packages are pinned for it",
    "channel_priority_strict": "the image is made without conda",
    "overwrite_requirements": "the image has NumPy and what requirements lists, nothing of Otter's",
    "runs_on": "the student folder is for a computer with Jupyter",
    "save_environment": "hand-ins are executed, their environments are not saved",
    "ignore_modules": "hand-ins are executed, their environments are not saved",
}
"""Keys whose work is done here in another way."""
NOTHING_HERE = {
    "environment": "a conda environment: list its packages in requirements of assignment.toml",
    "autograder_files": "files for the grader alone: give what hidden tests need to them, in "
    "tests/HW/hidden/shared",
    "student_files": "files that students hand in beside the notebook are not kept",
    "plugins": "plugins of Otter's are not run here",
    "solutions_pdf": "no PDF of the solution is made: jupytext makes a notebook of the reference",
    "template_pdf": "no PDF for Gradescope's outline is made",
}
"""Keys for which there is nothing here."""


def heed(settings: Mapping[str, object], folder: Path, draft: Draft, cell: int) -> None:
    """Take in the settings of the notebook, which lies in ``folder``.

    ``AssignmentError`` for a value that cannot be meant.
    """
    wanted = {**_settings_of_file(settings.get("config_file"), folder), **settings}
    findings = draft.findings
    for key, value in wanted.items():
        if key == "files":
            draft.files += _list_of_texts(value, f"cell {cell}: files")
        elif key == "requirements":
            draft.requirements += _requirements(value, folder, cell)
        elif key == "seed":
            _heed_seed(value, draft, cell)
        elif key == "config_file":
            findings.translated(f"config_file {value}: its settings were read", cell)
        elif key == "tests" and isinstance(value, dict) and value.get("url_prefix"):
            findings.left(f"tests: {value!r}: tests lie in the student folder, not at a URL", cell)
        elif key in UNCHANGED:
            findings.translated(f"{key}: {UNCHANGED[key]}", cell)
        elif key in OTHERWISE:
            said = "" if isinstance(value, bool) else f" {value!r}:"
            findings.changed(f"{key}:{said} {OTHERWISE[key]}", cell)
            _heed_generate(key, value, draft, cell)
        else:
            why = NOTHING_HERE.get(key, "a setting that is not known here")
            findings.left(f"{key}: {value!r}: {why}", cell)
    if isinstance(wanted.get("name"), str):
        draft.title = str(wanted["name"])


def _settings_of_file(name: object, folder: Path) -> dict[str, object]:
    """The settings in another file beside the notebook."""
    if name is None:
        return {}
    (text,) = _list_of_texts([name], "config_file")
    path = beside(folder, text)
    with given_path(path):
        return settings_in(path.read_text(encoding="utf-8"), str(path))


def beside(folder: Path, name: str) -> Path:
    """A file in the notebook's folder or below it; ``AssignmentError`` for one elsewhere."""
    path = folder / name
    inside = path.resolve().is_relative_to(folder.resolve())
    if PurePosixPath(name).is_absolute() or not inside:
        raise AssignmentError(f"{name}: not in the folder of the notebook, {folder}")
    if not path.exists():
        raise AssignmentError(f"{path}: the notebook's settings name it, and it is not there")
    return path


def _list_of_texts(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise AssignmentError(f"{where} should be a list of texts, not {value!r}")
    return value


def _requirements(value: object, folder: Path, cell: int) -> list[str]:
    """The lines of a requirements file, or the list that stands in its place."""
    if isinstance(value, list):
        return _list_of_texts(value, f"cell {cell}: requirements")
    (name,) = _list_of_texts([value], f"cell {cell}: requirements")
    path = beside(folder, name)
    with given_path(path):
        lines = [line.partition("#")[0].strip() for line in path.read_text().splitlines()]
    return [line for line in lines if line and not line.startswith("-")]


def _heed_seed(value: object, draft: Draft, cell: int) -> None:
    if not isinstance(value, dict):
        raise AssignmentError(f"cell {cell}: seed should be a table, not {value!r}")
    variable, grader = value.get("variable"), value.get("autograder_value")
    if variable is None:
        draft.findings.changed(
            f"seed: Otter seeds NumPy and random with {grader} before each cell that it grades; "
            "here a cell is seeded where it does so itself",
            cell,
        )
        return
    draft.findings.changed(
        f"seed: what is handed in is graded as it is, so that {variable} is for students what the "
        f"notebook says, and stays so: neither {grader} nor {value.get('student_value')} is put in "
        "its place",
        cell,
    )


def _heed_generate(key: str, value: object, draft: Draft, cell: int) -> None:
    """The grader's settings that change what a notebook computes."""
    if key == "generate" and isinstance(value, dict) and "seed" in value:
        _heed_seed({"autograder_value": value["seed"]}, draft, cell)
