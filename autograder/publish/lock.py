"""The packages of a grading image are pinned with hashes, for every Python and machine of one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator

from autograder.assignment.folders import Folders
from autograder.assignment.settings import Assignment
from autograder.errors import AssignmentError

LOCK = "requirements.lock"
"""The file in an assignment's folder that pins the packages of its grading image."""
PYTHONS = ("3.10", "3.11", "3.12", "3.13")
"""The versions of Python that a grading image may have; Gradescope's Ubuntu 22.04 has 3.10."""
MACHINES = ("x86_64", "aarch64")
"""The processors that a grading image may run on."""
WHEEL_TAGS = ("manylinux_2_28", "manylinux_2_27", "manylinux2014")
"""Wheels for glibc 2.28 and older are asked for: the base image's glibc is newer."""
ALWAYS_NEEDED = "numpy>=1.26"
"""What every grading image has beside the packages that an assignment lists."""

Pins = dict[tuple[str, str], set[str]]
"""(name, version) -> the hashes of its wheels"""


def wanted(assignment: Assignment) -> list[str]:
    """What a grading image needs: NumPy, and what the assignment lists."""
    return [ALWAYS_NEEDED, *assignment.requirements]


def lock(
    assignment: Assignment,
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> str:
    """A requirements file with hashes; asks pip, which asks the package index.

    ``AssignmentError`` with pip's words where there is no wheel.
    """
    needed = wanted(assignment)
    lines = [_title(needed)]
    for done, python in enumerate(PYTHONS):
        progress("Python versions", done, len(PYTHONS))
        pins: Pins = {}
        for machine in MACHINES:
            for name, version, digest in _wheels(needed, python, machine):
                pins.setdefault((name, version), set()).add(digest)
        lines += _pinned(pins, python)
    return "\n".join(lines) + "\n"


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
