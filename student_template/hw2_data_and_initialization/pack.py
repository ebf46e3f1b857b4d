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

import io
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

try:
    from autograder.errors import UnpackError
    from autograder.language import gettext, language_of_reader, speak
    from autograder.unpack import module_path, notebook_source, stage

    SETTINGS: dict[str, Any] = json.loads(  # Python 3.10 or newer is needed
        (FOLDER / "assignment.json").read_text(encoding="utf-8")
    )
except (ImportError, OSError, ValueError) as error:
    print(
        f"pack.py: parts of this folder are missing: unpack student.zip again ({error})",
        file=sys.stderr,
    )
    sys.exit(2)

ARCHIVE = FOLDER / f"{SETTINGS['name']}-submission.zip"
OLD = FOLDER / f"{SETTINGS['name']}-submission.old.zip"
"""What an archive is called that was packed before, where nothing could be packed now."""
BESIDE = [module_path(module) for module in (*SETTINGS["given"], *SETTINGS["beside"])]
"""Modules that the course gives, and that grade as they are."""
GIVEN = ("check.py", "conftest.py", "pack.py", *BESIDE)
DATA = "files"
"""The folder of the assignment's data files."""
TESTS = ("conftest.py", "pytest.ini", "assignment.json", "tests")
STOPPED = 130
"""The exit status of a program that Ctrl-C ended."""
SECONDS = 600
"""What the import of a module, and the public tests, may take."""
UTF8 = {"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
"""Lets the student's code print what this computer's code page does not have."""
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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # what a code page does not have
    speak(language_of_reader(SETTINGS["language"], encoding=sys.stdout.encoding))
    try:
        return packed()
    except KeyboardInterrupt:
        failed(gettext("it was stopped"))
        return STOPPED
    except subprocess.TimeoutExpired:
        return failed(gettext("your code took longer than {seconds} s", seconds=SECONDS))
    except (UnpackError, OSError) as error:  # a disk that is full, a folder that is read-only
        return failed(str(error))


def packed() -> int:
    """Pack, try and report."""
    missing = [name for name in map(file_of, SETTINGS["modules"]) if not (FOLDER / name).is_file()]
    if missing:
        names = ", ".join(missing)
        return failed(gettext("{files} is missing in {folder}", files=names, folder=FOLDER))
    incomplete = [name for name in TESTS if not (FOLDER / name).exists()]
    if incomplete:
        names = ", ".join(incomplete)
        return failed(gettext("{files}: missing, unpack student.zip again", files=names))
    files = own_files()
    with tempfile.TemporaryDirectory() as scratch:
        archive, home = Path(scratch, ARCHIVE.name), Path(scratch, "unpacked")
        home.mkdir()
        write_archive(archive, files)
        stage(archive, SETTINGS["modules"], home, SETTINGS.get("handed_out", ()))
        for name in BESIDE:
            put(name, home)
        if (FOLDER / DATA).is_dir():
            shutil.copytree(FOLDER / DATA, home / DATA, dirs_exist_ok=True)
        error = import_error(home)
        if error:
            return failed(error)
        points = public_points(home)
        if points is None:
            return failed(gettext("the public tests did not run: what does pytest say?"))
        put_in_place(archive)
    report(files, points)
    return 0


def write_archive(target: Path, files: list[Path]) -> None:
    """Pack the files that are handed in."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            archive.write(path, shown(path))


def put_in_place(archive: Path) -> None:
    """Put the archive into the folder, whole or not at all."""
    if ARCHIVE.is_dir():
        raise OSError(gettext("{name} is a folder: rename or remove it", name=ARCHIVE.name))
    beside = ARCHIVE.with_suffix(".new")
    try:
        shutil.copy(archive, beside)
        beside.replace(ARCHIVE)
    finally:
        if beside.exists():
            beside.unlink()


def report(files: list[Path], points: dict[str, Any]) -> None:
    """Say what the archive holds, what it scores, and where the grader may see it otherwise."""
    names = ", ".join(map(shown, files))
    print(gettext("{archive} holds {files}.", archive=ARCHIVE.name, files=names))
    told = {name: f"{points[name]:g}" for name in ("earned", "most", "bonus")}
    if points["bonus"]:
        sentence = gettext(
            "Unpacked as the grader does it, it has {earned} of {most} points in the public tests, "
            "{bonus} bonus",
            **told,
        )
    else:
        sentence = gettext(
            "Unpacked as the grader does it, it has {earned} of {most} points in the public tests",
            earned=told["earned"],
            most=told["most"],
        )
    print(sentence)
    if points["cases"]:  # some are worth nothing
        print(gettext("and passes {passed} of {all} public cases", **points["cases"]))
    hidden = sum(SETTINGS["hidden_points"].values())
    print(
        gettext(
            "({points} more points are hidden). Hand in {archive}.",
            points=f"{hidden:g}",
            archive=ARCHIVE.name,
        )
    )
    ended = [gettext("{error} (its cell ended there)", error=cell) for cell in points["cells"]]
    for note in (*ended, *differences(files)):
        print(gettext("Note: {difference}", difference=note))


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
        found.append(
            gettext(
                "the grader runs Python {theirs}, this is Python {here}: what is newer than "
                "{theirs} is a SyntaxError or an AttributeError there.",
                theirs=python,
                here="%d.%d" % sys.version_info[:2],
            )
        )
    if theirs and version(theirs)[:1] != version(numpy.__version__)[:1]:
        found.append(
            gettext(
                "the grader has NumPy {theirs}, this is NumPy {here}.",
                theirs=theirs,
                here=numpy.__version__,
            )
        )
    gone = rf"(?:{GONE_IN_NUMPY_2})\b"
    pattern = re.compile(rf"\b(?:np|numpy)\.{gone}|from numpy import .*?\b{gone}")
    for path in files if version(theirs) >= (2,) else []:
        data = path.read_bytes()
        text = (notebook_source(data) if path.suffix == ".ipynb" else data).decode(errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            for match in pattern.finditer(line.partition("#")[0]):
                found.append(
                    gettext(
                        "{file}, line {line}: {name} is not there in the grader's NumPy {version}.",
                        file=shown(path),
                        line=number,
                        name=match[0],
                        version=theirs,
                    )
                )
    return found


def version(text: str) -> tuple[int, ...]:
    """A version as numbers that can be compared."""
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def failed(why: str) -> int:
    """Say why nothing was packed, and mark an archive that was packed before as old."""
    print(f"pack.py: {why}", file=sys.stderr)
    print(gettext("Nothing was packed."), file=sys.stderr)
    if ARCHIVE.is_file():
        try:
            ARCHIVE.replace(OLD)
        except OSError:  # in a folder that is read-only
            told = gettext("{archive} is an older one: do not hand it in.", archive=ARCHIVE.name)
        else:
            told = gettext(
                "{archive}, which was packed before, is called {old} now.",
                archive=ARCHIVE.name,
                old=OLD.name,
            )
        print(told, file=sys.stderr)
    return 2


def import_error(home: Path) -> str:
    """What importing the modules in a fresh process says; empty where it works."""
    for module in SETTINGS["modules"]:
        if module in SETTINGS["notebooks"]:
            continue  # a cell that fails costs what depends on it
        done = subprocess.run(
            [sys.executable, "-c", f"import {module}"],
            cwd=home,
            env={**os.environ, **UTF8},
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
            what = lines[-1] if lines else gettext("it ended the program")
            told = gettext("{file} cannot be imported: {error}", file=file, error=what)
            return f"{told}\n  {place}"
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
        env={**os.environ, **UTF8, "AUTOGRADER_POINTS": str(report), **elsewhere},
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
