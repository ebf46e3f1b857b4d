"""What is installed on this machine, and how a hand-in is confined on it."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Iterator, Sequence

from autograder.assignment.provenance import framework
from autograder.errors import AutograderError
from autograder.publish.doctor.finding import Finding
from autograder.publish.lock import PYTHONS, find_uv
from autograder.publish.rehearsal.docker import docker_version
from autograder.publish.selftest.run import HARMLESS_WITH, course, protections
from autograder.sandbox.inside.confine import PROTECTIONS

DISTRIBUTION, EXTRA = "nn-autograder", "instructor"
"""What pip calls the package, and the part of it that commands need."""
WITHOUT = {
    "namespaces": "a hand-in sees the machine's files, processes and network as far as landlock, "
    "seccomp and its user let it",
    "uid": "a hand-in runs as you: it may do to your own files and programs what landlock and "
    "seccomp do not refuse",
    "landlock": "a hand-in can read what any user of this machine can read",
    "seccomp": "a hand-in can make any system call that its user may make, network included",
    "rlimits": "a hand-in can take all memory and processes",
    "process": "where memory runs out, the grader may be ended in place of the hand-in",
    "no_new_privs": "programs with rights of their own, as sudo, keep them in a hand-in's hands",
}
"""What a protection keeps away, by its name: what is open without it."""
WHERE_ALL_HOLD = "grade as root on Linux 5.13 or newer, or in the container that Gradescope starts"
"""Where all protections are in force; docs/security.md says more."""


def look_at_machine() -> Iterator[Finding]:
    """What is found on this machine, the versions first."""
    yield from _versions()
    yield from _installed()
    yield from _programs()
    yield from _layers()


def _versions() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:2]))
    yield Finding("grading here", framework())
    if python not in PYTHONS:
        yield Finding(
            "Python",
            python,
            f"lock files name {', '.join(PYTHONS)} one by one; of others, none by pip",
        )


def _installed() -> Iterator[Finding]:
    """The packages that commands need, in the versions that they are written for."""
    from packaging.requirements import Requirement

    try:
        wanted = importlib.metadata.requires(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        yield Finding("packages", f"{DISTRIBUTION} is not installed, so none is known to be needed")
        return
    count = 0
    for requirement in map(Requirement, wanted):
        applies = requirement.marker is None or requirement.marker.evaluate({"extra": EXTRA})
        if applies:
            count += 1
            version = installed_version(requirement.name)
            if not version or not requirement.specifier.contains(version, prereleases=True):
                yield Finding(
                    requirement.name,
                    version or "not installed",
                    f"some commands need {requirement.name}{requirement.specifier}",
                    f"pip install -U '{DISTRIBUTION}[{EXTRA}]'",
                )
    yield Finding("packages", f"{count} are needed")


def installed_version(package: str) -> str:
    """The version of a package in this environment; empty where it is not installed."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _programs() -> Iterator[Finding]:
    """Programs that are used where they are there."""
    uv = find_uv()
    slower = "" if uv else "autograder lock asks pip, which takes a minute or two"
    yield Finding("uv", uv or "not installed", slower)
    docker = docker_version()
    instead = "" if docker else "autograder rehearse makes a container of namespaces, as root"
    yield Finding("Docker", docker or "no daemon answers", instead)


def _layers() -> Iterator[Finding]:
    """What confines a hand-in here, found by grading one."""
    try:
        with course() as world:
            there = protections(world)
    except AutograderError as error:
        told = "no hand-in can be graded on this machine"
        yield Finding("protections", str(error), told, "autograder selftest says more")
        return
    yield Finding("protections in force", ", ".join(there))
    yield from missing_protections(there)


def missing_protections(there: Sequence[str]) -> Iterator[Finding]:
    """What is open where only the protections ``there`` are in force."""
    harmless = bool(set(HARMLESS_WITH) & set(there))
    for protection in PROTECTIONS:
        if protection.name not in there:
            meaning = WITHOUT[protection.name]
            serious = protection.name in HARMLESS_WITH and not harmless
            remedy = f"grade nothing here that you distrust: {WHERE_ALL_HOLD}" if serious else ""
            yield Finding(f"protection {protection.name}", "missing", meaning, remedy)
