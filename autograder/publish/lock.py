"""The packages of a grading image are pinned with hashes, for every Python and machine of one.

uv resolves for all of them at once, where it is installed; pip is asked for each one elsewhere.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from autograder.assignment.folders import Folders
from autograder.assignment.settings import Assignment
from autograder.errors import AssignmentError

LOCK = "requirements.lock"
"""The file in an assignment's folder that pins the packages of its grading image."""
PYTHONS = ("3.10", "3.11", "3.12", "3.13")
"""The versions of Python that a grading image may have; Gradescope's Ubuntu 22.04 has 3.10."""
MACHINES = ("x86_64", "aarch64")
"""The processors that a grading image may run on."""
GRADING_MACHINE = {
    "sys_platform": "linux",
    "platform_system": "Linux",
    "os_name": "posix",
    "platform_machine": MACHINES[0],
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}
"""What a marker in a lock file is about, where an image grades."""
WHEEL_TAGS = ("manylinux_2_28", "manylinux_2_27", "manylinux2014")
"""Wheels for glibc 2.28 and older are asked for: the base image's glibc is newer."""
ALWAYS_NEEDED = "numpy>=1.26"
"""What every grading image has beside the packages that an assignment lists."""

UV, PIP = RESOLVERS = "uv", "pip"
"""Programs that know which versions go together; the quicker first."""
ONE_FOR_ALL = ("--universal", "--generate-hashes", "--python-version", PYTHONS[0])
"""What has uv resolve once for this Python and all later ones, on every machine."""
WHEELS_ALONE = ("--only-binary", ":all:", "--no-header", "--no-annotate", "--quiet")
"""What has it write what setup.sh can install: nothing is built in an image."""

Pins = dict[tuple[str, str], set[str]]
"""(name, version) -> the hashes of its wheels"""


def wanted(assignment: Assignment) -> list[str]:
    """What a grading image needs: NumPy, and what the assignment lists."""
    return [ALWAYS_NEEDED, *assignment.requirements]


def lock(
    assignment: Assignment,
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
    *,
    by: str | None = None,
) -> str:
    """A requirements file with hashes; asks ``by``, which asks the package index.

    That is uv where it is installed, else pip. ``AssignmentError`` with its words where there is no
    wheel, or where uv is asked for and is not there.
    """
    needed = wanted(assignment)
    uv = find_uv()
    if by == UV and uv is None:
        raise AssignmentError("uv is not installed here: pip install uv, or lock --by pip")
    if uv is not None and by != PIP:
        progress("requirements", 0, 1)
        return f"{_title(needed)}\n{_resolved_by_uv(uv, needed)}"
    lines = [_title(needed)]
    for done, python in enumerate(PYTHONS):
        progress("Python versions", done, len(PYTHONS))
        pins: Pins = {}
        for machine in MACHINES:
            for name, version, digest in _wheels(needed, python, machine):
                pins.setdefault((name, version), set()).add(digest)
        lines += _pinned(pins, python)
    return "\n".join(lines) + "\n"


def find_uv() -> str | None:
    """Where uv is: on the path, or beside this Python; None where it is not installed."""
    return shutil.which(UV) or shutil.which(UV, path=str(Path(sys.executable).parent))


def _resolved_by_uv(uv: str, needed: Iterable[str]) -> str:
    """What uv pins for every Python and machine; ``AssignmentError`` with its words."""
    command = [uv, "pip", "compile", "-", *ONE_FOR_ALL, *WHEELS_ALONE]
    text = "".join(f"{one}\n" for one in needed)
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        words = " ".join(done.stderr.split()) or "no word from uv"
        raise AssignmentError(f"uv finds no wheels for {', '.join(needed)}: {words}; lock --by pip")
    return done.stdout


def pinned_version(lock: str, package: str, python: str) -> str | None:
    """The version of ``package`` that a lock file pins for a Python; None where it pins none."""
    from packaging.requirements import InvalidRequirement, Requirement

    full = {"python_version": python, "python_full_version": f"{python}.0"}
    for line in re.findall(r"^(\w[^\\\n]*)", lock, re.M):
        try:
            pin = Requirement(line.strip())
        except InvalidRequirement:
            continue
        versions = [s.version for s in pin.specifier if s.operator == "=="]
        applies = pin.marker is None or pin.marker.evaluate({**full, **GRADING_MACHINE})
        if pin.name.lower() == package.lower() and versions and applies:
            return versions[0]
    return None


def read_lock(folders: Folders, assignment: Assignment) -> bytes:
    """The lock file; ``AssignmentError`` where there is none, or for other requirements."""
    path = folders.assignment / LOCK
    if not path.is_file():
        raise AssignmentError(f"{path}: no such file; make it with: autograder lock {folders.name}")
    data = path.read_bytes()
    if data.decode().splitlines()[:1] != [_title(wanted(assignment))]:
        raise AssignmentError(
            f"{path}: pins other requirements than {', '.join(wanted(assignment))}; "
            f"renew it with: autograder lock {folders.name}"
        )
    return data


def _title(needed: Iterable[str]) -> str:
    return f"# autograder lock: {', '.join(needed)}"


def _pinned(pins: Pins, python: str) -> Iterator[str]:
    for (name, version), digests in sorted(pins.items()):
        yield f'{name}=={version} ; python_version == "{python}" \\'
        yield " \\\n".join(f"    --hash=sha256:{digest}" for digest in sorted(digests))


def _wheels(needed: list[str], python: str, machine: str) -> Iterator[tuple[str, str, str]]:
    """(name, version, SHA-256) of every wheel that pip would install there."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--report", "-"]
    command += ["--only-binary=:all:", "--ignore-installed", "--target", "unused"]
    command += ["--python-version", python, "--implementation", "cp"]
    command += [word for p in WHEEL_TAGS for word in ("--platform", f"{p}_{machine}")]
    done = subprocess.run([*command, *needed], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no word from pip"]
        raise AssignmentError(f"no wheels for Python {python} on {machine}: {last[0]}")
    for entry in json.loads(done.stdout)["install"]:
        about = entry["metadata"]
        digest = entry["download_info"]["archive_info"]["hashes"]["sha256"]
        yield about["name"].lower(), about["version"], digest
