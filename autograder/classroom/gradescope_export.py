"""What "Export Submissions" of Gradescope says of its hand-ins: groups, attempts, times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from autograder.classroom.people import Entry, Person, parsed_time
from autograder.errors import AssignmentError

EXPORT = "submission_metadata.yml"
"""What makes a folder an export."""


def read_export(folder: Path) -> list[Entry]:
    """The hand-ins of an unpacked export, for each student the newest alone.

    One who handed in alone and in a group has two. ``AssignmentError`` where the export is damaged.
    """
    found = []
    for name, about in _metadata(folder / EXPORT).items():
        if Path(name).name != name or not (folder / name).exists():
            raise AssignmentError(f"{folder / EXPORT}: {name} is named, but there is no such file")
        people = [p for p in _list(about, ":submitters") if isinstance(p, Mapping)]
        found.append(
            Entry(
                name,
                folder / name,
                tuple(Person(*(_text(p, k) for k in (":name", ":sid", ":email"))) for p in people),
                _created(about),
                1 + len(_list(about, ":history")),
            )
        )
    newest: dict[Person, Entry] = {}
    for entry in sorted(found, key=lambda e: e.submitted.timestamp() if e.submitted else 0.0):
        newest |= dict.fromkeys(entry.people, entry)
    kept = [replace(e, people=tuple(p for p in e.people if newest[p] is e)) for e in found]
    return [e for e, whole in zip(kept, found, strict=True) if e.people or not whole.people]


def _metadata(path: Path) -> Mapping[str, Any]:
    import yaml

    class Plain(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Ruby's own tags mean nothing here."""

    def untagged(loader: Any, suffix: str, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return loader.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return loader.construct_sequence(node, deep=True)
        return loader.construct_scalar(node)

    Plain.add_multi_constructor("!", untagged)
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Plain)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        detail = " ".join(str(error).split())
        raise AssignmentError(f"{path}: not the metadata of an export ({detail})") from None
    if not isinstance(found, Mapping) or not found:
        raise AssignmentError(f"{path}: no submissions in it")
    return {str(name): about for name, about in found.items()}


def _list(about: Any, key: str) -> list[Any]:
    value = about.get(key) if isinstance(about, Mapping) else None
    return value if isinstance(value, list) else []


def _text(about: Mapping[str, Any], key: str) -> str:
    value = about.get(key)
    return "" if value is None else str(value)


def _created(about: Any) -> datetime | None:
    value = about.get(":created_at") if isinstance(about, Mapping) else None
    if isinstance(value, datetime):
        aware = value if value.tzinfo is not None else value.replace(tzinfo=timezone.utc)
        return aware.astimezone(timezone.utc)
    try:
        return parsed_time(str(value))
    except ValueError:
        return None
