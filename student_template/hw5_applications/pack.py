"""Packs your work for handing in: python pack.py

Everything that is said here is said of the packed archive: it is unpacked as the grader does it,
imported in a fresh process, and the public tests are run on it.
"""

from __future__ import annotations  # Python 3.10 or newer is needed

import sys

# Python 3.7 to 3.9 read this file and get this sentence. Older ones cannot, and quote one of the
# two lines that end with it.
if sys.version_info < (3, 10):
    sys.exit("pack.py: Python 3.10 or newer is needed, this is Python %d.%d" % sys.version_info[:2])

import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
HOME = FOLDER if (FOLDER / "autograder").is_dir() else FOLDER.parents[1]
"""Where the framework's files lie: they come along, or this is a checkout of it."""
sys.path.insert(0, str(HOME))

from autograder.errors import UnpackError
from autograder.unpack import module_path, notebook_source, stage

SETTINGS: dict[str, Any] = json.loads(  # Python 3.10 or newer is needed
    (FOLDER / "assignment.json").read_text(encoding="utf-8")
)
ARCHIVE = FOLDER / f"{SETTINGS['name']}-submission.zip"
BESIDE = [module_path(module) for module in (*SETTINGS["given"], *SETTINGS["beside"])]
"""Modules that the course gives, and that grade as they are."""
GIVEN = ("check.py", "conftest.py", "pack.py", *BESIDE)
DATA = "files"
"""The folder of the assignment's data files."""
TESTS = ("conftest.py", "pytest.ini", "assignment.json", "tests")
SECONDS = 600
GONE_IN_NUMPY_2 = (
    "NaN|NAN|Inf|Infinity|infty|PINF|NINF|PZERO|NZERO|float_|complex_|cfloat|"
    "longfloat|singlecomplex|clongfloat|longcomplex|string_|unicode_|int|float|complex|"
    "object|str|unicode|product|cumproduct|sometrue|alltrue|round_|asfarray|msort|"
    "mat|cast|source|who|lookfor|disp|find_common_type|issctype|issubclass_|"
    "issubsctype|maximum_sctype|obj2sctype|sctype2char|sctypes|nbytes|"
    "set_string_function|byte_bounds|compat|deprecate|recfromcsv|recfromtxt|safe_eval|"
    "DataSource|geterrobj|seterrobj|add_newdoc|add_docstring|AxisError|ComplexWarning|"
    "RankWarning|VisibleDeprecationWarning"
)
"""Names that NumPy had before 2.0, or before 1.24, and has no more, as a regular expression."""


def main() -> int:
    """Pack, try, report; 0 where there is something to hand in, 2 where there is not."""
    missing = [name for name in map(file_of, SETTINGS["modules"]) if not (FOLDER / name).is_file()]
    if missing:
        return failed(f"{', '.join(missing)} is missing in {FOLDER}")
    files = own_files()
    with tempfile.TemporaryDirectory() as scratch:
        packed = Path(scratch, ARCHIVE.name)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in files:
                archive.write(path, shown(path))
        home = Path(scratch, "unpacked")
        home.mkdir()
        try:
            stage(packed, SETTINGS["modules"], home, SETTINGS.get("handed_out", ()))
        except UnpackError as damaged:
            return failed(str(damaged))
        for name in BESIDE:
            put(name, home)
        if (FOLDER / DATA).is_dir():
            shutil.copytree(FOLDER / DATA, home / DATA, dirs_exist_ok=True)
        error = import_error(home)
        if error:
            return failed(error)
        points = public_points(home)
        if points is None:
            return failed("the public tests did not run: what does pytest say?")
        shutil.copy(packed, ARCHIVE)
    names = ", ".join(map(shown, files))
    print(f"{ARCHIVE.name} holds {names}.")
    print(
        f"Unpacked as the grader does it, it has {points['earned']:g} of {points['most']:g}", end=""
    )
    print(" points in the public tests" + (f", {points['bonus']:g} bonus" * bool(points["bonus"])))
    hidden = sum(SETTINGS["hidden_points"].values())
    if points["cases"]:  # some are worth nothing
        print(f"and passes {points['cases']} public cases")
    print(f"({hidden:g} more points are hidden). Hand in {ARCHIVE.name}.")
    for note in (
        *(f"{cell} (its cell ended there)" for cell in points["cells"]),
        *differences(files),
    ):
        print(f"Note: {note}")
    return 0


def file_of(module: str) -> str:
    """What a module is written in: a notebook, or a file of Python."""
    return f"{module}.ipynb" if module in SETTINGS["notebooks"] else module_path(module)


def put(name: str, home: Path) -> None:
    """Copy a file of this folder to its place below ``home``."""
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(FOLDER / name, home / name)


def own_files() -> list[Path]:
    """The code that is handed in: at the top, and in the packages of the assignment."""
    packages = {module.split(".")[0] for module in SETTINGS["modules"] if "." in module}
    found = [*sorted(FOLDER.glob("*.py")), *(FOLDER / file_of(m) for m in SETTINGS["notebooks"])]
    for package in sorted(packages):
        found += sorted((FOLDER / package).rglob("*.py"))
    return [path for path in found if shown(path) not in GIVEN]


def shown(path: Path) -> str:
    """A file in this folder as it is told and packed: "mytorch/nn/linear.py"."""
    return path.relative_to(FOLDER).as_posix()


def differences(files: list[Path]) -> list[str]:
    """Where the grader's Python and NumPy may say otherwise than those here."""
    import numpy

    grader: dict[str, str] = SETTINGS.get("grader", {})
    python, theirs = grader.get("python", ""), grader.get("numpy", "")
    found = []
    if python and version(python) < sys.version_info[:2]:
        here = "%d.%d" % sys.version_info[:2]
        found.append(
            f"the grader runs Python {python}, this is Python {here}: what is newer than {python} "
            "is a SyntaxError or an AttributeError there."
        )
    if theirs and version(theirs)[:1] != version(numpy.__version__)[:1]:
        found.append(f"the grader has NumPy {theirs}, this is NumPy {numpy.__version__}.")
    gone = rf"(?:{GONE_IN_NUMPY_2})\b"
    pattern = re.compile(rf"\b(?:np|numpy)\.{gone}|from numpy import .*?\b{gone}")
    for path in files if version(theirs) >= (2,) else []:
        data = path.read_bytes()
        text = (notebook_source(data) if path.suffix == ".ipynb" else data).decode(errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            for match in pattern.finditer(line.partition("#")[0]):
                found.append(
                    f"{shown(path)}, line {number}: {match[0]} is not there in the grader's NumPy "
                    f"{theirs}."
                )
    return found


def version(text: str) -> tuple[int, ...]:
    """A version as numbers that can be compared."""
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def failed(why: str) -> int:
    """Say why nothing was packed."""
    print(f"pack.py: {why}\nNothing was packed.", file=sys.stderr)
    return 2


def import_error(home: Path) -> str:
    """What importing the modules in a fresh process says; empty where it works."""
    for module in SETTINGS["modules"]:
        if module in SETTINGS["notebooks"]:
            continue  # a cell that fails costs what depends on it
        done = subprocess.run(
            [sys.executable, "-c", f"import {module}"],
            cwd=home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
        )
        if done.returncode != 0:
            lines = [line for line in done.stderr.splitlines() if line.strip()]
            places = [line.strip() for line in lines if f"{home}{os.sep}" in line]
            file = module_path(module)
            place = places[-1].replace(f"{home}{os.sep}", "") if places else file
            what = lines[-1] if lines else "it ended the program"
            return f"{file} cannot be imported: {what}\n  {place}"
    return ""


def public_points(home: Path) -> dict[str, Any] | None:
    """The points of the public tests on the modules in ``home``; None where they did not run."""
    come_along = ("autograder",) if HOME == FOLDER else ()
    for name in (*TESTS, *come_along):
        source = FOLDER / name
        if source.is_dir():
            shutil.copytree(source, home / name, dirs_exist_ok=True)
        else:
            put(name, home)
    elsewhere = {} if come_along else {"PYTHONPATH": str(HOME)}
    report = home / "points.json"
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(home)],
        cwd=home,
        env={**os.environ, "AUTOGRADER_POINTS": str(report), **elsewhere},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=SECONDS,
    )
    if not report.is_file():
        return None
    points: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return points


if __name__ == "__main__":
    sys.exit(main())
