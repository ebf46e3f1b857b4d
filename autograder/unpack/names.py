"""Modules and the files that hold them: how a file is called, and which file may be a module."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

COPY = "copy|kopie|copie|copia|cópia|kopia|kopi|копия|副本|コピー|복사본"
RENAMED_COPY = re.compile(
    rf"(?:[ _-]*\((?:\d{{1,3}}|(?i:{COPY})(?: \d{{1,3}})?)\)"
    rf"|[ _-]+\d{{1,3}}"
    rf"|[ _—-]+(?i:{COPY})"
    r"|[ _-]*\([^()]{0,60}(?i:conflicted copy)[^()]{0,40}\)"  # Dropbox
    rf"|-(?=[A-Z0-9]*[A-Z])[A-Z0-9]+){{1,4}}"  # OneDrive adds the computer's name
)
"""What a browser, a file manager or a platform adds to the name of a second copy."""


def module_path(module: str) -> str:
    """The file of a module, relative to where imports begin: "mytorch/nn/linear.py"."""
    return f"{module.replace('.', '/')}.py"


def packages_of(modules: Iterable[str]) -> list[str]:
    """The packages in which modules lie, outer ones first: "mytorch", "mytorch.nn"."""
    found: dict[str, None] = {}
    for module in modules:
        parts = module.split(".")
        found |= dict.fromkeys(".".join(parts[:n]) for n in range(1, len(parts)))
    return list(found)


def copy_of(name: str, module: str) -> tuple[int, int] | None:
    """How surely a file's name, without suffix, is that of ``module``: the smaller, the surer.

    The name itself, the name in other letters, or a renamed copy of it, the newest first; None
    where it is another name.
    """
    if name == module:
        return 0, 0
    if name.casefold() == module.casefold():
        return 1, 0
    name = re.sub(rf"^(?:(?i:{COPY})[ _-]+(?:of|de|von|di|van) )", "", name)
    head, tail = name[: len(module)], name[len(module) :]
    if head.casefold() != module.casefold() or (tail and not RENAMED_COPY.fullmatch(tail)):
        return None
    numbers = [part for part in re.split(r"\W|_", tail) if part.isdecimal()]
    return 2, -int(numbers[-1]) if numbers else 0


@dataclass(frozen=True, order=True)
class Likeness:
    """How surely a file is a module; the smaller, the surer."""

    folders_missing: int
    """how many of the module's packages are no folders around the file, the outer ones"""
    other_letters: int
    """how many of the others are written in other letters, as NN for nn"""
    name: tuple[int, int]
    """what ``copy_of`` says of the file's name"""


def likeness(path: PurePosixPath, module: str) -> Likeness | None:
    """How surely a file is ``module``; None where its name is another one."""
    *packages, last = module.split(".")
    name = copy_of(path.stem, last) if path.suffix.lower() == ".py" else None
    if name is None:
        return None
    around = list(zip(reversed(packages), reversed(path.parts[:-1])))  # noqa: B905
    there = 0
    while there < len(around) and _same_name(*around[there]):
        there += 1
    other_letters = sum(package != folder for package, folder in around[:there])
    return Likeness(len(packages) - there, other_letters, name)


def root_of(path: PurePosixPath, module: str) -> PurePosixPath:
    """The folder from which the file at ``path`` is imported as ``module``, as far as it can be."""
    like = likeness(path, module)
    packages = module.count(".")
    up = packages - like.folders_missing if like is not None else 0
    return path.parents[up]


def in_their_letters(path: PurePosixPath, modules: Iterable[str]) -> PurePosixPath:
    """A path below the root whose folders that are packages are written as the packages are."""
    known = {package.casefold(): package for package in packages_of(modules)}
    for depth in range(len(path.parts) - 1, 0, -1):
        package = known.get(".".join(path.parts[:depth]).casefold())
        if package is not None:
            return PurePosixPath(*package.split("."), *path.parts[depth:])
    return path


def _same_name(package: str, folder: str) -> bool:
    return package.casefold() == folder.casefold()
