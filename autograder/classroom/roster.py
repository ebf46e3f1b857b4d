"""What an input is: one hand-in, a class or a roster; said by the user, or recognised by names.

Rosters and exports are trusted, hand-ins are not: no content of a hand-in makes it anything else.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from autograder.classroom.class_zip import is_zip, unpacked, zip_paths
from autograder.classroom.names import shown
from autograder.classroom.people import Entry, Intake, uniquely_named
from autograder.classroom.sources import PLATFORMS, GradescopeExport, Paths, PlainFolder, Source
from autograder.classroom.sources.csv_roster import SUFFIX, read_csv_roster
from autograder.classroom.sources.source import is_of_a_computer, without_suffix
from autograder.errors import AssignmentError
from autograder.unpack import likeness, root_of
from autograder.unpack.archives import JUNK, is_archive

MAX_NESTED = 5
"""Folders below an input in which modules are looked for."""
TWINS = 2
"""Files beside a module that may be hand-ins, from which on it is not clear whose it is."""
MAX_READ = 2**16
"""Bytes of a file of which it is read what it defines."""
DEFINED = re.compile(rb"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)
ONE, CLASS = "one", "class"
"""What a user may say that an input is."""


def read_roster(paths: Iterable[Path], modules: list[str]) -> list[Entry]:
    """The hand-ins at ``paths``, under names that are unique."""
    return list(read_input(paths, modules).entries)


def read_input(
    paths: Iterable[Path],
    modules: list[str],
    *,
    rosters: Sequence[Path] = (),
    shape: str = "",
    scratch: Path | None = None,
) -> Intake:
    """All hand-ins of an input, and why every other file in it is none.

    ``rosters`` are CSV files; alone, ``paths`` may be. ``shape`` says that each path is ``ONE``
    hand-in or a ``CLASS``; otherwise it is recognised. What must be unpacked first is put into
    ``scratch``. ``AssignmentError`` where a path does not exist, a roster cannot be read, or it is
    not clear what an input is.
    """
    given = list(paths)
    scratch = scratch or Path(tempfile.mkdtemp(prefix="autograder-input-"))
    for path in [*given, *rosters]:
        if not path.exists():
            raise AssignmentError(f"{path}: no such submission")
    if not rosters and given and all(_is_csv(path) for path in given):
        rosters, given = given, []
    if rosters:
        return _named(_from_rosters(rosters, given))
    reader = _Reader(modules, shape, scratch, alone=len(given) == 1)
    intake = Intake()
    for path in given:
        intake += reader.read(path)
    return _named(intake)


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == SUFFIX and path.is_file()


def _named(intake: Intake) -> Intake:
    """``intake`` with the newest hand-in of each student alone, under unique names."""
    kept, older = _newest(intake.entries)
    left = [(entry.title, "an older hand-in of its students") for entry in older]
    return replace(intake, entries=uniquely_named(kept), left=(*intake.left, *left))


def _newest(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Hand-ins without those who have a newer one; and those of whom nobody is left.

    One who handed in alone and in a group has two; so has one who is in two rosters.
    """
    newest: dict[tuple[str, str], Entry] = {}
    for entry in sorted(entries, key=lambda e: e.submitted.timestamp() if e.submitted else 0.0):
        newest |= {person.identity: entry for person in entry.people}
    kept, older = [], []
    for entry in entries:
        people = tuple(
            p for p in entry.people if newest[p.identity] is entry or not any(p.identity)
        )
        if people or not entry.people:
            kept.append(replace(entry, people=people))
        else:
            older.append(entry)
    return kept, older


def _from_rosters(rosters: Sequence[Path], folders: Sequence[Path]) -> Intake:
    """What the rosters name; all else that lies at the top of ``folders`` is in none of them."""
    for folder in folders:
        if not folder.is_dir():
            raise AssignmentError(f"{folder}: beside a roster only folders are looked into")
    intake = Intake()
    for roster in rosters:
        intake += read_csv_roster(roster, folders)
    named = {place for e in intake.entries for place in (e.path, *e.path.parents)}
    named |= set(rosters)
    others = [p for folder in folders for p in sorted(folder.iterdir()) if p not in named]
    left = [(p.name, "no roster names it") for p in others]
    return intake + Intake(left=tuple(left), classes=len(rosters))


class _Reader:
    """Reads one path after the other."""

    def __init__(self, modules: list[str], shape: str, scratch: Path, *, alone: bool) -> None:
        self.modules, self.shape, self.scratch, self.alone = modules, shape, scratch, alone

    def read(self, path: Path) -> Intake:
        """The hand-ins at ``path``."""
        packed = path.is_file() and is_zip(path)
        if path.is_dir() and self.shape != ONE:
            return self._folder(path, _files_below(path))
        if packed and self.shape != ONE and (self.alone or self.shape == CLASS):
            paths = zip_paths(path)
            if self._source(path, paths) is not None:
                folder = self._place(path) / "unpacked"
                left = unpacked(path, folder)
                return self._folder(path, _files_below(folder), folder) + Intake(left=left)
        name = path.resolve().name
        title = name if path.is_dir() else without_suffix(name)
        key = os.fspath(path)
        return Intake((Entry("", path.resolve(), display=title or name, key=key),))

    def _folder(self, path: Path, paths: Paths, folder: Path | None = None) -> Intake:
        found = self._source(path, paths)
        folder = path if folder is None else folder
        if found is None:
            name = path.resolve().name
            return Intake((Entry("", folder.resolve(), display=name, key=name),))
        source, inside = found
        intake = source.read(folder.joinpath(*inside), self._place(path))
        note = f"{path}: read as {source.title}"
        notes = (*intake.notes, note) if source in PLATFORMS else intake.notes
        return replace(intake, notes=notes, classes=1)

    def _place(self, path: Path) -> Path:
        """Where files of ``path`` are laid: the same folder every time."""
        digest = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:12]
        return self.scratch.resolve() / digest

    def _source(self, path: Path, paths: Paths) -> tuple[Source, tuple[str, ...]] | None:
        """How the class in ``path`` is laid out, and in which folder of it; None for one hand-in.

        One folder around all is looked through.
        """
        inside: tuple[str, ...] = ()
        sources = (GradescopeExport(), *PLATFORMS) if self.alone or self.shape else PLATFORMS
        while True:
            for source in sources:
                if source.recognises(paths):
                    return source, inside
            own = [p for p in paths if not any(map(is_of_a_computer, p))]
            tops = {p[0] for p in own}
            if len(tops) != 1 or any(len(p) == 1 for p in own):
                break
            if self.shape == CLASS and len({p[1] for p in own}) == 1:
                break  # a class of one
            inside += (tops.pop(),)
            paths = [p[1:] for p in paths if p[0] == inside[-1]]
        alone = bool(inside) and len(own) == 1
        if self.shape != CLASS and (alone or not self._is_class(path, inside, own)):
            return None
        return PlainFolder(), inside

    def _is_class(self, path: Path, inside: tuple[str, ...], paths: Paths) -> bool:
        """Whether several people's hand-ins lie there, by where the assignment's modules are.

        ``AssignmentError`` where it may be either; beside other inputs it is then one.
        """
        modules = [(place, m) for p in paths for m in self.modules if (place := _place(p, m))]
        places = {m: {p[0] for p, of in modules if of == m and len(p) > 1} for m in self.modules}
        several = max(map(len, places.values()), default=0)
        loose = [p[0] for p, _ in modules if len(p) == 1]
        if several > 1:
            return True
        if not loose:
            return self._is_class_without_modules(path, paths, several)
        if several:
            other = f"in {min(next(filter(None, places.values())))}/ too"
        else:
            others = {p[0] for p in paths if len(p) == 1} - set(loose)
            other = _other_hand_ins(path.joinpath(*inside), loose, others)
        if other and self.alone:
            raise AssignmentError(
                f"{path}: is it one hand-in or a class? {loose[0]} lies there, and {other}: say "
                "--one or --class"
            )
        return False

    def _is_class_without_modules(self, path: Path, paths: Paths, several: int) -> bool:
        """The same where none of the assignment's modules lies at the top."""
        loose = {p[0] for p in paths if len(p) == 1}
        folders = {p[0] for p in paths} - loose
        packed = {p[0] for p in paths if is_archive(p[-1]) or p[-1].lower().endswith(".ipynb")}
        if len(packed) > 1 and not several:
            return True
        if path.is_file():
            return False
        if several == 1 and len(folders) == 1 and loose and all(map(_is_text, loose)):
            if not self.alone:
                return False
            raise AssignmentError(
                f"{path}: is it one hand-in or a class? One folder of it has the code, and "
                f"{shown(min(loose))} lies beside it: say --one or --class"
            )
        return True


def _other_hand_ins(folder: Path, modules: list[str], others: set[str]) -> str:
    """What beside a module may be hand-ins of other people; empty where nothing is.

    Where several files define what the module does, it may be that of one of them.
    """
    packed = [name for name in others if is_archive(name) or name.lower().endswith(".ipynb")]
    if len(packed) >= TWINS:
        return f"{len(packed)} archives or notebooks beside it"
    own = set[bytes]().union(*(_defined(folder / name) for name in modules))
    code = [name for name in sorted(others) if name.lower().endswith(".py")]
    twins = [name for name in code if _defined(folder / name) & own]
    return f"{', '.join(twins[:3])} define the same functions" if len(twins) >= TWINS else ""


def _defined(path: Path) -> set[bytes]:
    """The names of what a file defines at its top, by its text."""
    if path.is_symlink() or not path.is_file():
        return set()
    with path.open("rb") as file:
        return set(DEFINED.findall(file.read(MAX_READ)))


def _is_text(name: str) -> bool:
    return Path(name).suffix.lower() in (".md", ".txt", ".pdf", "")


def _place(path: tuple[str, ...], module: str) -> tuple[str, ...]:
    """Where a file lies that may be a module of the assignment, by its name; empty if it is none.

    The packages in which the module lies are no folders of anybody.
    """
    inside = any(part in JUNK or part.startswith(".") for part in path[:-1])
    file = PurePosixPath(*path)
    if inside or likeness(file, module) is None:
        return ()
    return (*root_of(file, module).parts, path[-1])


def _files_below(folder: Path) -> Paths:
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
