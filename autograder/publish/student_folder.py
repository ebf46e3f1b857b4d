"""Reference -> the student folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.assignment.folders import Folders
from autograder.assignment.markers import stub
from autograder.assignment.questions import load_questions
from autograder.assignment.settings import read_assignment

PACKAGE = Path(__file__).parents[1]
NOTEBOOK_NEEDS = "-r requirements.txt\njupyterlab\nmatplotlib\nscikit-learn\n"


def student_files(folders: Folders) -> dict[str, bytes]:
    """Everything a student gets for an assignment: relative path -> bytes."""
    assignment = read_assignment(folders)
    files = {
        f"{module}.py": stub(folders.solution / f"{module}.py").encode()
        for module in assignment.modules
    }
    for path in sorted(folders.assignment.glob("handout*.md")):
        files[path.name] = path.read_bytes()
    source = folders.assignment / "notebook.py"
    if source.is_file():
        from autograder.publish.student_folder import (
            empty_notebook,  # Jupytext is the instructor's alone
        )

        files["notebook.ipynb"] = empty_notebook(source.read_text(encoding="utf-8"))
        files["check.py"] = (PACKAGE / "student" / "check.py").read_bytes()
        files["requirements-notebook.txt"] = NOTEBOOK_NEEDS.encode()
    for path in sorted(folders.public.glob("*.py")):
        files[f"tests/{path.name}"] = path.read_bytes()
    for path in [
        PACKAGE / "__init__.py",
        PACKAGE / "_archives.py",
        PACKAGE / "unpack.py",
        *sorted((PACKAGE / "checks").glob("*.py")),
    ]:
        files[f"autograder/{path.relative_to(PACKAGE).as_posix()}"] = path.read_bytes()
    for name in ("conftest.py", "pack.py", "pytest.ini"):
        files[name] = (PACKAGE / "student" / name).read_bytes()
    requirements = ["numpy", "pytest", *assignment.requirements]
    files["requirements.txt"] = ("\n".join(requirements) + "\n").encode()
    settings = {
        "name": assignment.name,
        "modules": assignment.modules,
        "hidden_points": hidden_points(folders),
    }
    files["assignment.json"] = json.dumps(settings, indent=2).encode() + b"\n"
    return files


def hidden_points(folders: Folders) -> dict[str, float]:
    """Question -> the points of its hidden half."""
    return {q.base: q.points for q in load_questions(folders.tests) if q.hidden}


def stale_files(folders: Folders) -> list[str]:
    """The paths in the committed student folder that differ from what would be generated."""
    wanted = student_files(folders)
    present = {
        p.relative_to(folders.template).as_posix(): p.read_bytes()
        for p in folders.template.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts and ".pytest_cache" not in p.parts
    }
    return sorted(n for n in {*wanted, *present} if wanted.get(n) != present.get(n))


def empty_notebook(source: str) -> bytes:
    """The notebook of a ``notebook.py``, without outputs; the same bytes every time."""
    import jupytext  # 0.3 s, which commands on results do not need
    import nbformat

    notebook: Any = jupytext.reads(source, fmt="py:percent")
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
    }
    for number, cell in enumerate(notebook.cells, 1):
        cell.id, cell.metadata = f"cell-{number}", {}
    text: str = nbformat.writes(notebook)
    return text.encode() + b"\n"
