"""How an input is laid out: one hand-in, or a class and of which platform.

Names decide. Where they do not, what Python files define is looked at, and only to ask: nothing
that stands in a hand-in makes it anything else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from autograder.classroom.class_zip import is_zip, zip_heads, zip_paths
from autograder.classroom.names import one_line, shown
from autograder.classroom.sources import PLATFORMS, GradescopeExport, Paths, PlainFolder, Source
from autograder.classroom.sources.source import is_of_a_computer
from autograder.errors import AssignmentError
from autograder.unpack import likeness, root_of
from autograder.unpack.archives import ARCHIVES, JUNK, SOURCES, is_archive

MAX_NESTED = 5
"""Folders below an input in which modules are looked for."""
ONE, CLASS = "one", "class"
"""What a user may say that an input is."""
SAY = "say --one or --class"
MAX_READ = 2**16
"""Bytes of a file of which it is read what it defines."""
MAX_LOOKED_AT = 200
"""Files of which it is read: of a class, two that define the same are soon found."""
ALIKE = 0.5
"""Share of the shorter file's definitions that two answers to one assignment have in common."""
FEW_FILES = 5
"""Files in a folder in which downloads that nobody unpacked are looked for."""
HANDED_IN_ALONE = (*SOURCES, *ARCHIVES, ".rar", ".7z")
"""How files end in which students hand in all that they have."""
SEVERAL_PACKED = 2
"""Archives or notebooks beside a module that may be hand-ins; a student's folder has one."""
DEFINED = re.compile(rb"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)
DOWNLOADS: tuple[Source, ...] = (GradescopeExport(), *PLATFORMS)
"""The sources that tell by their names what they are."""


@dataclass(frozen=True)
class Layout:
    """A class: which source reads it, and in which folder of the input."""

    source: Source
    inside: tuple[str, ...]
    beside: tuple[str, ...] = ()
    """what computers left beside the folders around the class"""


def layout_of(path: Path, modules: Sequence[str], shape: str, *, alone: bool) -> Layout | None:
    """How the class at ``path`` is laid out; None for one hand-in.

    ``shape`` is what the user said, if anything. Raises ``AssignmentError`` where it may be either
    and ``path`` is given ``alone``; beside other inputs it is one hand-in then.
    """
    packed = path.is_file() and is_zip(path)
    if shape == ONE or not (packed or path.is_dir()):
        return None
    paths = zip_paths(path) if packed else files_below(path)
    inside: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    while True:
        for source in DOWNLOADS:
            if source.recognises(paths):
                return Layout(source, inside, beside)
        own = [p for p in paths if not any(map(is_of_a_computer, p))]
        tops = {p[0] for p in own}
        if len(tops) != 1 or any(len(p) == 1 for p in own):
            break  # not one folder around all
        if shape == CLASS and len({p[1] for p in own}) == 1:
            break  # a class of one
        inside += (tops.pop(),)
        beside += tuple(sorted({p[0] for p in paths} - {inside[-1]}))
        paths = [p[1:] for p in paths if p[0] == inside[-1]]
    if shape != CLASS and not _Doubtful(path, modules, inside, own).is_class(alone):
        return None
    return Layout(PlainFolder(), inside, beside)


class _Doubtful:
    """A folder or zip of which no name tells a platform."""

    def __init__(
        self, path: Path, modules: Sequence[str], inside: tuple[str, ...], paths: Paths
    ) -> None:
        self.path, self.inside, self.paths = path, inside, paths
        self.packed = path.is_file()
        self.called = [module.rpartition(".")[2].casefold() for module in modules]
        found = [(p, place, m) for p in paths for m in modules if (place := _home(p, m))]
        folders = [{at[0] for _, at, of in found if of == m and len(at) > 1} for m in modules]
        self.homes: set[str] = max(folders, key=len, default=set())
        """the folders in which the same module of the assignment lies"""
        self.found = [p for p, _, _ in found]
        self.loose = [p for p, place, _ in found if len(place) == 1]

    def is_class(self, alone: bool) -> bool:
        """Whether several people's hand-ins lie there.

        Raises ``AssignmentError`` where it may be either, if it is given ``alone``.
        """
        if alone:
            self._refuse_what_holds_a_download()
        if len(self.homes) > 1:
            return True
        if self.inside and len(self.paths) == 1:
            return False
        why = self._why_unclear()
        if why and alone:
            raise AssignmentError(
                f"{self.path}: is it one hand-in or a class? {one_line(why)}: {SAY}"
            )
        if why or self.loose:
            return False
        if alone:
            packed = self._archives_and_notebooks()
            return not self.packed or (not self.homes and len(packed) > 1)
        archives = [p for p in self.paths if is_archive(p[-1])]
        several = len(archives) > 1 or bool(self._twins_told([], ""))
        return several and not self.packed and not self.homes

    def _refuse_what_holds_a_download(self) -> None:
        """A download beside other files is to be given itself: no name in it would be known."""
        if (
            not self.packed
            and len(self.paths) <= FEW_FILES
            and all(len(p) == 1 for p in self.paths)
        ):
            files = [self.path.joinpath(*self.inside, *p) for p in self.paths]
            zips = [f for f in files if f.is_file() and not f.is_symlink() and is_zip(f)]
            if zips and all(_recognised(zip_paths(file)) for file in zips):
                raise AssignmentError(
                    f"{self.path}: holds the download of a class: give {zips[0]} itself, or say "
                    "--class where that is a student's"
                )
        below: dict[str, list[tuple[str, ...]]] = {}
        for path in self.paths:
            below.setdefault(path[0], []).append(path[1:])
        downloads = [top for top, paths in below.items() if _recognised([p for p in paths if p])]
        if downloads and all(p[0] in downloads for p in self.found):
            inside = Path(*map(shown, (*self.inside, min(downloads))))
            which = f"unpack it and give {inside}" if self.packed else f"give {self.path / inside}"
            raise AssignmentError(
                f"{self.path}: holds the download of a class, and more: {which} alone, or say "
                "--class where that is a student's"
            )

    def _why_unclear(self) -> str:
        """What lies beside a module that may be another's hand-in; empty where nothing does."""
        packed = self._archives_and_notebooks()
        if self.loose:
            first = f"{shown('/'.join(self.loose[0]))} lies there, and "
            if self.homes:
                return f"{first}in {shown(min(self.homes))}/ too"
            if len(packed) >= SEVERAL_PACKED:
                return f"{first}{len(packed)} archives or notebooks beside it"
            return self._twins_told(self.loose, first)
        beside = sorted({p[0] for p in self.paths if len(p) == 1})
        folders = {p[0] for p in self.paths if len(p) > 1}
        if self.homes and (self.packed or len(folders) == 1):
            home = f"{shown(min(self.homes))}/ has the code, and "
            others = packed if self.packed else beside if all(map(_is_text, beside)) else []
            if others:
                return f"{home}{shown(others[0])} lies beside it"
            return self._twins_told(self.found, home) if self.packed else ""
        return self._twins_told([], "") if self.packed and not self.homes else ""

    def _archives_and_notebooks(self) -> list[str]:
        return sorted(
            {p[0] for p in self.paths if is_archive(p[-1]) or p[-1].lower().endswith(".ipynb")}
            - self.homes
        )

    def _twins_told(self, anchors: Paths, before: str) -> str:
        """Which others define what ``anchors`` do; without any, which define the same."""
        seen = [(path[0], self._defined(path)) for path in anchors[:MAX_LOOKED_AT]]
        tops = {top for top, _ in seen}
        others = [p for p in self.paths if p[0] not in tops and p[-1].lower().endswith(".py")]
        twins = set()
        for path in sorted(others)[:MAX_LOOKED_AT]:
            names = self._defined(path)
            same = {top for top, known in seen if top != path[0] and _share_names(known, names)}
            twins |= {path[0], *same} - tops if same else set()
            if not anchors:
                seen.append((path[0], names))
        found = sorted(map(shown, twins))
        if len(found) == 1 and self._is_another_version(found[0]):
            return ""
        more = " ..." * (len(found) > 3)
        verb = "define" if len(found) > 1 else "defines"
        return f"{before}{', '.join(found[:3])}{more} {verb} the same functions" if found else ""

    def _is_another_version(self, name: str) -> bool:
        """Whether a file is called after a module, as layers_old.py is."""
        return any(called in name.casefold() for called in self.called)

    @cached_property
    def _heads(self) -> dict[tuple[str, ...], bytes]:
        """How the Python files in a zip begin, those that may be looked at."""
        code = sorted(p for p in self.paths if p[-1].lower().endswith(".py"))
        wanted = {*self.found[:MAX_LOOKED_AT], *code[: 2 * MAX_LOOKED_AT]}
        return zip_heads(self.path, {(*self.inside, *p) for p in wanted}, MAX_READ)

    def _defined(self, parts: tuple[str, ...]) -> set[bytes]:
        """The names of what a file defines at its top, by its text."""
        whole = (*self.inside, *parts)
        if self.packed:
            return set(DEFINED.findall(self._heads.get(whole, b"")))
        file = self.path.joinpath(*whole)
        if file.is_symlink() or not file.is_file():
            return set()
        with file.open("rb") as opened:
            return set(DEFINED.findall(opened.read(MAX_READ)))


def _share_names(first: set[bytes], second: set[bytes]) -> bool:
    shorter = min(len(first), len(second))
    return bool(shorter) and len(first & second) >= ALIKE * shorter


def _recognised(paths: Paths) -> bool:
    """Whether a platform's download is there, with a folder around it or without."""
    if any(source.recognises(paths) for source in DOWNLOADS):
        return True
    own = [p for p in paths if not any(map(is_of_a_computer, p))]
    around = len({p[0] for p in own}) == 1 and all(len(p) > 1 for p in own)
    return around and _recognised([p[1:] for p in own])


def _is_text(name: str) -> bool:
    """Whether a file is none that a student's work would be alone in."""
    return not name.lower().endswith(HANDED_IN_ALONE)


def _home(path: tuple[str, ...], module: str) -> tuple[str, ...]:
    """Where a file lies that may be a module of the assignment, by its name; empty if it is none.

    The packages in which the module lies are no folders of anybody.
    """
    inside = any(part in JUNK or part.startswith(".") for part in path[:-1])
    file = PurePosixPath(*path)
    if inside or not path[-1] or likeness(file, module) is None:
        return ()
    return (*root_of(file, module).parts, path[-1])


def files_below(folder: Path) -> Paths:
    """The files below a folder, without those that lie very deep or in hidden folders."""
    return list(_walk(folder, ()))


def _walk(folder: Path, inside: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            path = (*inside, entry.name)
            if not entry.is_dir(follow_symlinks=False) or entry.is_symlink():
                yield path
            elif len(path) >= MAX_NESTED or is_of_a_computer(entry.name):
                yield (*path, "")  # it is there
            else:
                found = False
                for below in _walk(Path(entry.path), path):
                    found = True
                    yield below
                if not found:
                    yield (*path, "")
