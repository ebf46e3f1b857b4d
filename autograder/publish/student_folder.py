"""The student folder is made from the reference, the hand-outs and the public tests."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from autograder.assignment.definitions import definitions
from autograder.assignment.folders import PROBES, Folders
from autograder.assignment.halves import both_halves, public_half
from autograder.assignment.markers import checked_stub
from autograder.assignment.provenance import PACKAGE, sources
from autograder.assignment.reference import defining_modules, package_files
from autograder.assignment.settings import Assignment, read_assignment, reference_paths
from autograder.checks.brought import BROUGHT, digest
from autograder.checks.questions import Question
from autograder.checks.shared import SHARED_FOLDER
from autograder.errors import AssignmentError
from autograder.publish.lock import LOCK, pinned_version
from autograder.publish.notebook_languages import labels_name, notebooks_of
from autograder.publish.notebook_needs import notebook_needs
from autograder.publish.texts import public_texts
from autograder.unpack import module_path, notebook_cells, text_digest, whole_notebook
from autograder.unpack.archives import JUNK

FOR_STUDENTS = (
    *("__init__.py", "errors.py", "language", "unpack", "checks", "sandbox/__init__.py"),
    *(f"sandbox/{name}.py" for name in ("callbacks", "conversation", "loopback", "memory")),
    *(f"sandbox/{name}.py" for name in ("messages", "names", "places")),
    *(f"sandbox/{name}.py" for name in ("proxies", "proxy_classes")),
    *(f"sandbox/inside/{name}.py" for name in ("__init__", "changes", "keys", "named", "objects")),
    *(f"sandbox/inside/{name}.py" for name in ("operations", "packing", "rare", "wire")),
    *(f"student/{name}.py" for name in ("deadline", "explain", "notebook", "summary")),
    *(f"student/{name}.py" for name in ("usage", "watch")),
)
"""The parts of the package that the student's tests and ``pack.py`` need: the checks, and how a
test talks to the student's objects."""
TIMES_AT_HOME = 3.0
"""How much longer a case may take on a student's computer, which may be slow or busy."""
FOR_NOTEBOOKS = ("sandbox/inside/cells.py",)
"""What their tests need beside it where they hand in a notebook: how it becomes a module."""
MAX_HANDED_OUT = 64 * 2**20
"""Bytes of an assignment's data files: every student downloads them, every bundle carries them."""
PICTURES = "pictures"
"""The folder of an assignment with what its hand-outs show."""
GRADERS_PYTHON = "3.10"
"""What Gradescope's base image, Ubuntu 22.04, has."""
CHECK_LINE = re.compile(r"^# (check\(\"[^\"]*\"\))$")
"""Where the reference of a notebook says that students check a question."""
ANY_NOTEBOOK_NEEDS = "-r requirements.txt\njupyterlab\n"
"""What every notebook needs beside what its own code imports: requirements-notebook.txt."""


def student_files(folders: Folders) -> dict[str, bytes]:
    """Everything a student gets for an assignment: relative path -> bytes."""
    assignment = read_assignment(folders)
    earlier = folders.earlier(assignment.brings.modules)
    files = package_files(folders.solution, assignment.imported, earlier)
    for module in assignment.given:
        files[module_path(module)] = (folders.solution / module_path(module)).read_bytes()
    for module in assignment.modules:
        path = folders.solution / module_path(module)
        if module in assignment.notebooks:
            files[f"{module}.ipynb"] = template_notebook(checked_stub(path))
        else:
            files[module_path(module)] = checked_stub(path).encode()
    for path in sorted(folders.assignment.glob("handout*.md")):
        files[path.name] = path.read_bytes()
    for path in sorted((folders.assignment / PICTURES).glob("*.*")):
        files[f"{PICTURES}/{path.name}"] = path.read_bytes()
    notebooks = notebooks_of(folders)
    files |= {name: empty_notebook(source) for name, source in notebooks.items()}
    for path in sorted(folders.assignment.glob(labels_name("*"))) if notebooks else []:
        files[path.name] = path.read_bytes()
    if folders.notebooks or assignment.notebooks:
        here = {name.split("/")[0].removesuffix(".py") for name in files}
        known = here.union(assignment.brings.modules)
        needs = notebook_needs(folders.notebooks, known, assignment.requirements)
        files["requirements-notebook.txt"] = (ANY_NOTEBOOK_NEEDS + needs).encode()
    if folders.probes is not None:
        files[folders.probes.name] = folders.probes.read_bytes()
    _refuse_large(folders)
    files |= {f"files/{path.name}": path.read_bytes() for path in folders.files}
    for path in sorted(folders.public.glob("*.py")):
        files[f"tests/{path.name}"] = path.read_bytes()
    for path in folders.shared:
        files[f"tests/{SHARED_FOLDER}/{path.name}"] = path.read_bytes()
    brought = framework_files(bool(assignment.notebooks))
    for name in ("check.py", "conftest.py", "pack.py", "pytest.ini"):
        files[name] = (PACKAGE / "student" / name).read_bytes()
    requirements = ["numpy", "pytest", *assignment.requirements]
    files["requirements.txt"] = ("\n".join(requirements) + "\n").encode()
    files |= public_texts(folders)
    settings = {
        "name": assignment.name,
        "language": assignment.language,
        "order": written_order(folders, assignment),
        "seconds": TIMES_AT_HOME * assignment.limits.case_seconds,
        "modules": assignment.handed_in,
        "notebooks": assignment.notebooks,
        "given": assignment.given,
        "beside": [PROBES] if folders.probes is not None else [],
        "defined_in": asked_for(folders, assignment),
        "hidden_points": hidden_points(folders),
        "framework": digest(brought),
        "forward_values": assignment.forward_values,
        "message_mb": assignment.limits.message_mb,
        "handed_out": sorted(handed_out(files, assignment.notebooks)),
        "grader": grader_versions(folders, assignment),
    }
    files["assignment.json"] = json.dumps(settings, indent=2).encode() + b"\n"
    return files | brought


def written_order(folders: Folders, assignment: Assignment) -> list[str]:
    """The questions in the order in which the modules define what they ask for, as hand-outs do."""
    paths = reference_paths(folders, assignment)
    names = [name for m in assignment.imported for name in definitions(paths[m])]
    place = {name: number for number, name in reversed(list(enumerate(names)))}

    def first(question: Question) -> int:
        asked = (question.name, *question.cases[0].parameters)
        return next((place[name] for name in asked if name in place), len(names))

    return [question.name for question in sorted(public_half(folders), key=first)]


def _refuse_large(folders: Folders) -> None:
    """``AssignmentError`` where the assignment's data files are too large to be handed out."""
    sizes = {path: path.stat().st_size for path in folders.files}
    if sum(sizes.values()) > MAX_HANDED_OUT:
        largest = max(sizes, key=lambda path: sizes[path])
        raise AssignmentError(
            f"{largest}: {sizes[largest] / 2**20:.0f} MB; all files together may have "
            f"{MAX_HANDED_OUT / 2**20:.0f} MB: keep a part of it, or tell students where to get it"
        )


def handed_out(files: Mapping[str, bytes], written: Collection[str]) -> frozenset[str]:
    """What the stubs and the cells of the notebook are known by where they come back untouched.

    A notebook that students write, one of the modules ``written``, is known as a whole: most of
    the cells of what they hand in are as they were given.
    """
    code = {n: d for n, d in files.items() if n.endswith(".py") and n.split("/")[0] not in JUNK}
    texts = [data.decode() for data in code.values()]
    for name, data in files.items():
        if name.endswith(".ipynb"):
            whole = name.removesuffix(".ipynb") in written
            texts += [whole_notebook(data)] if whole else notebook_cells(data)
    return frozenset(text_digest(text) for text in texts if text.strip())


def grader_versions(folders: Folders, assignment: Assignment) -> dict[str, str]:
    """The Python of Gradescope's image, and the NumPy that is pinned for it."""
    lock = folders.assignment / LOCK
    if assignment.gradescope.runtime != "own" or not lock.is_file():
        return {}
    pinned = pinned_version(lock.read_text(encoding="utf-8"), "numpy", GRADERS_PYTHON)
    return {"python": GRADERS_PYTHON} | ({"numpy": pinned} if pinned else {})


def asked_for(folders: Folders, assignment: Assignment) -> dict[str, str]:
    """Each name that a public case asks for -> the module that should define it."""
    elsewhere = folders.earlier(assignment.brings.modules)
    home = defining_modules(folders.solution, assignment.imported, elsewhere)
    if folders.probes is not None:
        probes = dict.fromkeys(definitions(folders.probes), PROBES)
        for name in sorted(probes.keys() & home.keys()):
            raise AssignmentError(
                f"{folders.probes}: {name} is a name of the students' {home[name]}.py: give the "
                "probe another one"
            )
        home |= probes
    cases = [case for question in public_half(folders) for case in question.cases]
    names = sorted({name for case in cases for name in case.parameters})
    return {name: home[name] for name in names if name in home}


def framework_files(notebooks: bool = False) -> dict[str, bytes]:
    """What students need of the framework: relative path -> bytes.

    A checkout does not hold it a second time: git ignores it in ``student_template/``, and
    ``assignment.json`` says which one belongs to the rest.
    """
    parts = (*FOR_STUDENTS, *FOR_NOTEBOOKS) if notebooks else FOR_STUDENTS
    files = {f"{BROUGHT}/{name}": path.read_bytes() for name, path in sources(parts)}
    files[f"{BROUGHT}/__main__.py"] = (PACKAGE / "student" / "main.py").read_bytes()
    return files


def hidden_points(folders: Folders) -> dict[str, float]:
    """Question -> the points of its hidden half."""
    return {q.base: q.points for q in both_halves(folders) if q.hidden}


def stale_files(folders: Folders) -> list[str]:
    """The paths in the student folder that differ from what would be generated.

    The framework's files may be left out, as in a fresh checkout.
    """
    wanted = student_files(folders)
    if not (folders.template / BROUGHT).exists():
        wanted = {name: data for name, data in wanted.items() if not name.startswith(BROUGHT)}
    present = {
        p.relative_to(folders.template).as_posix(): p.read_bytes()
        for p in folders.template.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts and ".pytest_cache" not in p.parts
    }
    return sorted(n for n in {*wanted, *present} if wanted.get(n) != present.get(n))


def template_notebook(stub: str) -> bytes:
    """The notebook that students write, from its stub in percent format.

    Its first cell imports ``check``. A line ``# check("...")``, which the reference does not
    execute, is code in the notebook.
    """
    code = "\n".join(CHECK_LINE.sub(r"\1", line) for line in stub.splitlines())
    return empty_notebook(f"# %%\nfrom check import check\n\n{code}\n")


def empty_notebook(source: str) -> bytes:
    """The notebook of a file in percent format, without outputs; the same bytes every time."""
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
