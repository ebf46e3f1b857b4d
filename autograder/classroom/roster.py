"""Who handed in what: from a folder of hand-ins, a Gradescope export or a CSV file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from autograder.classroom.gradescope_export import EXPORT, read_export
from autograder.classroom.people import Entry, Person, parsed_time
from autograder.errors import AssignmentError

HANDED_IN = {".py", ".ipynb", ".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz"}
NOT_HAND_INS = {"__MACOSX", "__pycache__"}
NAME_COLUMNS = ("student", "name", "sid", "email")
"""Columns of a CSV that can name a student; the first one present does."""
COLUMNS = (*NAME_COLUMNS, "file", "submitted")
MAX_NAME = 80


def read_roster(paths: Iterable[Path], modules: list[str]) -> list[Entry]:
    """The hand-ins at ``paths``, under names that are unique.

    A folder is a Gradescope export where it holds ``submission_metadata.yml``; one hand-in where it
    holds one of ``modules`` or a single folder; else a folder of hand-ins. ``AssignmentError``
    where a path does not exist, a folder is empty, or a roster cannot be read or names somebody
    twice.
    """
    found: list[Entry] = []
    for path in paths:
        if not path.exists():
            raise AssignmentError(f"{path}: no such submission")
        if path.suffix == ".csv":
            found += _from_csv(path)
        elif (path / EXPORT).is_file():
            found += read_export(path)
        elif path.is_dir() and not _is_one_hand_in(path, modules):
            found += _from_folder(path)
        else:
            found.append(Entry(path.resolve().stem, path))
    return list(_uniquely_named(found))


def _is_one_hand_in(folder: Path, modules: list[str]) -> bool:
    if any((folder / f"{m}.py").is_file() for m in modules):
        return True
    inside = _hand_ins(folder)
    return len(inside) == 1 and inside[0].is_dir()


def _hand_ins(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.iterdir())
        if not path.name.startswith(".")
        and path.name not in NOT_HAND_INS
        and (path.is_dir() or path.suffix in HANDED_IN)
    ]


def _from_folder(folder: Path) -> list[Entry]:
    found = [Entry(p.name if p.is_dir() else p.stem, p) for p in _hand_ins(folder)]
    if not found:
        known = ", ".join(sorted(HANDED_IN))
        raise AssignmentError(f"{folder}: no hand-ins in it (folders, {known})")
    return found


def _from_csv(path: Path) -> list[Entry]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            table = csv.DictReader(file)
            rows = [{k.strip().lower(): v for k, v in row.items() if k} for row in table]
    except (UnicodeDecodeError, csv.Error) as error:
        raise AssignmentError(f"{path}: not a CSV file in UTF-8 ({error})") from None
    if not rows:
        raise AssignmentError(f"{path}: no students in it")
    columns = [c for c in COLUMNS if c in rows[0]]
    if "file" not in columns or columns[0] not in NAME_COLUMNS:
        raise AssignmentError(
            f"{path}: the columns should be file and one of {', '.join(NAME_COLUMNS)}; "
            f"there are {', '.join(rows[0]) or 'none'}"
        )
    first: dict[str, int] = {}
    found = []
    for line, row in enumerate(rows, 2):
        values = {c: (row.get(c) or "").strip() for c in COLUMNS}
        name = values[columns[0]]
        if not name or not values["file"]:
            raise AssignmentError(f"{path}, line {line}: no {'file' if name else columns[0]}")
        if name in first:
            raise AssignmentError(
                f"{path}, line {line}: {name!r} is there already, in line {first[name]}"
            )
        first[name] = line
        person = Person(values["student"] or values["name"], values["sid"], values["email"])
        when = _moment(values["submitted"], f"{path}, line {line}")
        found.append(Entry(name, path.parent / values["file"], (person,), when))
    return found


def _moment(text: str, where: str) -> datetime | None:
    if not text:
        return None
    try:
        return parsed_time(text)
    except ValueError:
        raise AssignmentError(f"{where}: {text!r} is no time, as 2026-11-30 23:59 is") from None


def _uniquely_named(entries: Iterable[Entry]) -> Iterator[Entry]:
    taken: set[str] = set()
    for entry in entries:
        clean = re.sub(r"[^\w.@+=,() -]", "_", entry.name.encode(errors="replace").decode())
        stem = name = clean.strip(". ").lstrip("=+-@")[:MAX_NAME] or "_"
        number = 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.casefold())
        yield replace(entry, name=name)
