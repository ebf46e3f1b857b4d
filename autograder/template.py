"""Reference -> the student folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

from autograder.assignment import Folders, read_assignment
from autograder.errors import AssignmentError
from autograder.questions import load_questions

PACKAGE = Path(__file__).parent
BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
NOTEBOOK_NEEDS = "-r requirements.txt\njupyterlab\nmatplotlib\nscikit-learn\n"
DEF = re.compile(r"(?P<indent>\s*)(?:def|class)\s+(?P<name>\w+)")


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
        from autograder.notebook import empty_notebook  # Jupytext is the instructor's alone

        files["notebook.ipynb"] = empty_notebook(source.read_text(encoding="utf-8"))
        files["check.py"] = (PACKAGE / "student" / "check.py").read_bytes()
        files["requirements-notebook.txt"] = NOTEBOOK_NEEDS.encode()
    for path in sorted(folders.public.glob("*.py")):
        files[f"tests/{path.name}"] = path.read_bytes()
    for path in [
        PACKAGE / "__init__.py",
        PACKAGE / "staging.py",
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


def stub(path: Path) -> str:
    """The module at ``path`` with every marked passage replaced by NotImplementedError.

    A passage outside of any function is dropped. ``AssignmentError`` with file and line for
    markers that are nested or unbalanced.
    """
    lines: list[str] = []
    opened: int | None = None
    name, indent = "", -1
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        marker = line.strip()
        if opened is None and (match := DEF.match(line)):
            name, indent = match["name"], len(match["indent"])
        if marker == BEGIN:
            if opened is not None:
                raise AssignmentError(f"{path}:{number}: {BEGIN} inside the one of line {opened}")
            opened = number
            depth = len(line) - len(line.lstrip())
            if depth > indent >= 0:
                lines.append(f'{" " * depth}raise NotImplementedError("{name}")')
        elif marker == END:
            if opened is None:
                raise AssignmentError(f"{path}:{number}: {END} without {BEGIN}")
            opened = None
        elif opened is None:
            lines.append(line)
    if opened is not None:
        raise AssignmentError(f"{path}:{opened}: {BEGIN} without {END}")
    return "\n".join(lines).rstrip() + "\n"


def stale_files(folders: Folders) -> list[str]:
    """The paths in the committed student folder that differ from what would be generated."""
    wanted = student_files(folders)
    present = {
        p.relative_to(folders.template).as_posix(): p.read_bytes()
        for p in folders.template.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts and ".pytest_cache" not in p.parts
    }
    return sorted(n for n in {*wanted, *present} if wanted.get(n) != present.get(n))
