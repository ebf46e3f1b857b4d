"""Who handed in what: the people and the hand-ins of an input, whatever it is.

Rosters and exports are trusted, hand-ins are not: no content of a hand-in makes it anything else.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.classroom.class_zip import unpacked
from autograder.classroom.layout import SAY, Layout, layout_of
from autograder.classroom.names import shown
from autograder.classroom.people import Entry, Intake, Person, uniquely_named
from autograder.classroom.sources import PLATFORMS
from autograder.classroom.sources.csv_roster import SUFFIX, read_csv_roster
from autograder.classroom.sources.source import BY_A_COMPUTER, without_suffix
from autograder.errors import AssignmentError


def read_input(
    paths: Iterable[Path],
    modules: list[str],
    *,
    scratch: Path,
    rosters: Sequence[Path] = (),
    shape: str = "",
    known: Collection[Path] = (),
) -> Intake:
    """All hand-ins of an input, and why every other file in it is none.

    ``rosters`` are CSV files; alone, ``paths`` may be. ``shape`` says that each path is ``ONE``
    hand-in or a ``CLASS``; otherwise it is recognised. What must be unpacked first is put into
    ``scratch``. ``known`` are hand-ins of a class that was graded before: each is one. Raises
    ``AssignmentError`` where a path does not exist, a roster cannot be read, or it is not clear
    what an input is.
    """
    given = list(paths)
    for path in [*given, *rosters]:
        if not path.exists():
            raise AssignmentError(f"{path}: no such submission")
    if not rosters and given and all(_is_csv(p) and p.resolve() not in known for p in given):
        rosters, given = given, []
    if rosters:
        return _named(_from_rosters(rosters, given))
    return _named(_Reader(modules, shape, scratch).read(given, known))


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == SUFFIX and path.is_file()


def _named(intake: Intake) -> Intake:
    """``intake`` with the newest hand-in of each student alone, under unique names."""
    kept, older = newest(intake.entries)
    left = [(entry.title, "an older hand-in of its students") for entry in older]
    return replace(intake, entries=uniquely_named(kept), left=(*intake.left, *left))


def newest(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Hand-ins without those who have a newer one; and those of whom nobody is left.

    One who handed in alone and in a group has two; so has one who is in two rosters. Of two without
    a time the later in the input is the newer one.
    """
    known = _by_weaker_keys(entries)

    def who(person: Person) -> tuple[str, str]:
        identity = person.identity
        while identity in known:
            identity = known[identity]
        return identity

    latest: dict[tuple[str, str], Entry] = {}
    for entry in sorted(entries, key=lambda e: e.submitted.timestamp() if e.submitted else 0.0):
        latest |= {who(person): entry for person in entry.people}
    kept, older = [], []
    for entry in entries:
        people = tuple(p for p in entry.people if latest[who(p)] is entry or not any(p.identity))
        if people or not entry.people:
            kept.append(replace(entry, people=people))
        else:
            older.append(entry)
    return kept, older


def _by_weaker_keys(entries: Sequence[Entry]) -> dict[tuple[str, str], tuple[str, str]]:
    """A stronger key for each weaker one that another line has beside it.

    A name alone tells nobody, and neither does a key of several people.
    """
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for person in (person for entry in entries for person in entry.people):
        for key in person.keys[1:]:
            found.setdefault(key, set()).add(person.identity)
    return {
        key: next(iter(whose))
        for key, whose in found.items()
        if len(whose) == 1 and key[0] != "name"
    }


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

    def __init__(self, modules: list[str], shape: str, scratch: Path) -> None:
        self.modules, self.shape, self.scratch = modules, shape, scratch

    def read(self, paths: Sequence[Path], known: Collection[Path]) -> Intake:
        """The hand-ins at ``paths``, of which those in ``known`` are one each.

        ``AssignmentError`` where some are classes and others are not, unless the user said so: one
        of them may be a hand-in that is made like a class.
        """
        alone = len(paths) == 1
        layouts = [
            None
            if path.resolve() in known
            else layout_of(path, self.modules, self.shape, alone=alone)
            for path in paths
        ]
        if not self.shape and any(layouts) and not all(layouts):
            like = next(path for path, layout in zip(paths, layouts, strict=True) if layout)
            other = paths[layouts.index(None)]
            raise AssignmentError(
                f"{like}: is it one hand-in or a class? It is laid out like a class, and {other} "
                f"is not: {SAY}"
            )
        intake = Intake()
        for path, layout in zip(paths, layouts, strict=True):
            intake += self._one(path) if layout is None else self._class(path, layout)
        return intake

    def _one(self, path: Path) -> Intake:
        name = path.resolve().name
        title = name if path.is_dir() else without_suffix(name)
        key = name if path.is_dir() else os.fspath(path)
        return Intake((Entry("", path.resolve(), display=title or name, key=key),))

    def _class(self, path: Path, layout: Layout) -> Intake:
        place, folder = self._place(path), path
        left = tuple((shown(name), BY_A_COMPUTER) for name in layout.beside)
        if path.is_file():
            folder = place / "unpacked"
            left += unpacked(path, folder)
        intake = layout.source.read(folder.joinpath(*layout.inside), place)
        note = f"{path}: read as {layout.source.title}"
        notes = (*intake.notes, note) if layout.source in PLATFORMS else intake.notes
        return replace(intake, left=(*intake.left, *left), notes=notes, classes=1)

    def _place(self, path: Path) -> Path:
        """Where files of ``path`` are laid: the same folder every time."""
        digest = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:12]
        return self.scratch.resolve() / digest
