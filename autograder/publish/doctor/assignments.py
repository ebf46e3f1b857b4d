"""What of an assignment is out of date, or would be otherwise in the grading image than here."""

from __future__ import annotations

import ast
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from autograder.assignment.definitions import parsed
from autograder.assignment.folders import Folders
from autograder.assignment.provenance import SHIPPED, sources
from autograder.assignment.settings import Assignment, read_assignment, reference_paths
from autograder.errors import AutograderError
from autograder.publish.doctor.finding import Finding
from autograder.publish.lock import read_lock
from autograder.publish.student_folder import GRADERS_PYTHON, grader_versions, stale_files

SHOWN_FILES = 3
"""Files of a student folder that are named where they are stale."""


def look_at_assignment(folders: Folders, dist: Path) -> Iterator[Finding]:
    """What is found of an assignment; ``dist`` is where its bundle lies, if one was built."""
    name = folders.name
    try:
        assignment = read_assignment(folders)
    except AutograderError as error:
        yield Finding(name, "cannot be read", str(error), "repair what the sentence names")
        return
    yield from _lock(folders, assignment)
    yield from _image(folders, assignment)
    yield from _template(folders)
    yield from _bundle(folders, dist / name / "autograder.zip")
    yield from _proven(folders)


def _lock(folders: Folders, assignment: Assignment) -> Iterator[Finding]:
    """Whether the lock pins what the assignment lists."""
    if assignment.gradescope.runtime != "own":
        return
    try:
        read_lock(folders, assignment)
    except AutograderError as error:
        told, _, remedy = str(error).rpartition(": ")
        yield Finding(f"{folders.name} lock", told, "no bundle can be built", f"run {remedy}")
    else:
        yield Finding(f"{folders.name} lock", "pins what assignment.toml lists")


def _image(folders: Folders, assignment: Assignment) -> Iterator[Finding]:
    """Whether what runs in the image is Python there, and on which versions it runs."""
    there = grader_versions(folders, assignment)
    if not there:
        return
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    numpy = there.get("numpy", "")
    found = f"Python {there['python']} and NumPy {numpy or '?'}; here {here} and {np.__version__}"
    other = numpy.partition(".")[0] != np.__version__.partition(".")[0]
    yield Finding(
        f"{folders.name} image",
        found,
        "a test may come out otherwise there" if other else "",
        f"autograder rehearse {folders.name} tries the image" if other else "",
    )
    version = tuple(map(int, GRADERS_PYTHON.split(".")))
    for path in _runs_there(folders, assignment):
        error = _not_python(path, (version[0], version[1]))
        if error:
            yield Finding(
                f"{folders.name} image",
                f"{path.relative_to(folders.root).as_posix()}:{error}",
                f"the image's Python is {GRADERS_PYTHON}",
                "write it as that Python has it",
            )


def _runs_there(folders: Folders, assignment: Assignment) -> list[Path]:
    """The files that are executed in the image."""
    probes = [folders.probes] if folders.probes is not None else []
    tests = [*folders.tests, *folders.shared, *folders.hidden_shared]
    solution = folders.solution.rglob("*.py")
    return sorted({*reference_paths(folders, assignment).values(), *probes, *tests, *solution})


def _not_python(path: Path, version: tuple[int, int]) -> str:
    """The line and the error of a file that a Python of this version does not read; else empty."""
    try:
        parsed(path)
        ast.parse(path.read_bytes(), feature_version=version)
    except SyntaxError as error:
        return f"{error.lineno or 1}: {error.msg}"
    except AutograderError as error:  # no Python here either
        return str(error).removeprefix(f"{path}:")
    return ""


def _template(folders: Folders) -> Iterator[Finding]:
    """Whether the student folder is the one that would be made now."""
    what = f"{folders.name} student folder"
    if not folders.template.exists():
        yield Finding(what, "not made yet", "autograder template makes it; build needs none")
        return
    try:
        stale = stale_files(folders)
    except AutograderError as error:
        yield Finding(what, "cannot be made", str(error), "repair what the sentence names")
        return
    if stale:
        files = ", ".join(stale[:SHOWN_FILES]) + ", ..." * (len(stale) > SHOWN_FILES)
        told = "it was made by another version of the framework or of the assignment"
        yield Finding(what, f"{files} differ", told, f"run autograder template {folders.name}")
    else:
        yield Finding(what, "is what would be made now")


def _bundle(folders: Folders, path: Path) -> Iterator[Finding]:
    """Whether a bundle that was built grades as one that is built now."""
    what, remedy = f"{folders.name} bundle", f"run autograder build {folders.name}, and upload it"
    if not path.is_file():
        return
    try:
        with zipfile.ZipFile(path) as archive:
            found = {i.filename: archive.read(i) for i in archive.infolist()}
    except (zipfile.BadZipFile, OSError) as error:
        yield Finding(what, f"{path} cannot be read ({error})", "it was damaged", remedy)
        return
    now = {f"framework/autograder/{name}": file.read_bytes() for name, file in sources(SHIPPED)}
    before = {name: data for name, data in found.items() if name.startswith("framework/")}
    if now != before:
        told = "it grades as the version of the framework that built it, not as this one"
        yield Finding(what, f"{path} carries another framework", told, remedy)
    differ = sorted(n for n, file in _in_bundle(folders).items() if found.get(n) != file)
    if differ:
        told = "it grades by tests or a reference that have been changed since"
        yield Finding(what, f"{path}: {', '.join(differ[:SHOWN_FILES])} differ", told, remedy)
    if now == before and not differ:
        yield Finding(what, f"{path} is as it would be built now")


def _in_bundle(folders: Folders) -> dict[str, bytes]:
    """The tests and the reference, by what a bundle calls them."""
    files = {f"tests/{p.name}": p.read_bytes() for p in folders.public.glob("*.py")}
    files |= {f"tests/{p.stem}_hidden.py": p.read_bytes() for p in folders.hidden.glob("*.py")}
    for path in folders.solution.rglob("*.py"):
        files[f"reference/{path.relative_to(folders.solution).as_posix()}"] = path.read_bytes()
    return files


def _proven(folders: Folders) -> Iterator[Finding]:
    """Whether the quick proofs held for the files as they are."""
    from autograder.publish.proofs.validate import fingerprint

    mark = folders.root / ".proven" / folders.name
    proven = mark.is_file() and mark.read_text(encoding="utf-8") == fingerprint(folders)
    yield Finding(
        f"{folders.name} proofs",
        "held for these files" if proven else "not known to hold for these files",
        "" if proven else "autograder build asks for them, autograder validate for all",
    )
