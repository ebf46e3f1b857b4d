"""Gradescope: "Export Submissions" of an assignment: groups, attempts, times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from autograder.classroom.names import shown
from autograder.classroom.people import Entry, Intake, Person, Taken, parsed_time
from autograder.classroom.sources.source import Paths, handed_in
from autograder.errors import AssignmentError
from autograder.unpack.archives import SOURCES

METADATA = "submission_metadata.yml"
"""What makes a folder an export."""
SUBMISSION = re.compile(r"submission_\d+")
RESULTS_BEGIN = re.compile(rb"(?P<indent> *(?:- )?):results:")
"""A part of the metadata that nobody asks for: of every attempt it holds every test."""


class GradescopeExport:
    """A folder a submission, and a file that says whose it is."""

    title = "an export of Gradescope"

    def recognises(self, paths: Paths) -> bool:
        """The metadata is there, with submissions, and no code beside it: that is a hand-in."""
        loose = {path[0] for path in paths if len(path) == 1}
        folders = {path[0] for path in paths if len(path) > 1}
        given = not folders or any(SUBMISSION.fullmatch(name) for name in folders)
        return METADATA in loose and given and not any(n.lower().endswith(SOURCES) for n in loose)

    def read(self, folder: Path, scratch: Path) -> Intake:
        """The submissions; one whose folder is missing costs its own line alone.

        ``AssignmentError`` where the metadata is damaged.
        """
        taken = Taken()
        metadata = _metadata(folder / METADATA)
        for name, about in metadata.items():
            if Path(name).name != name or name in (".", ".."):
                raise AssignmentError(f"{folder / METADATA}: {name!r} is no submission's name")
            people = [p for p in _list(about, ":submitters") if isinstance(p, Mapping)]
            taken.entries.append(
                Entry(
                    "",
                    folder / name,
                    tuple(
                        Person(*(_text(p, k) for k in (":name", ":sid", ":email"))) for p in people
                    ),
                    _created(about),
                    1 + len(_list(about, ":history")),
                    display=name,
                    key=name,
                )
            )
        for path in handed_in(folder, taken):
            if path.name == METADATA or path.name in metadata:
                continue
            if SUBMISSION.fullmatch(path.name):
                taken.entries.append(Entry("", path, display=shown(path.name)))
            else:
                taken.leave(path, f"{METADATA} does not name it")
        return taken.intake()


def earlier_outputs(folder: Path, sentences: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """What tests said of each submission's attempts before the last: its name, the outputs.

    ``folder`` is an export; nothing comes of one without metadata. Only what contains one of the
    ``sentences`` is taken apart: a large class has 65 MB of outputs. ``AssignmentError`` where it
    is damaged.
    """
    path = folder / METADATA
    if not path.is_file():
        return
    with path.open("rb") as file:
        for block in _blocks(file):
            if any(sentence.encode() in block for sentence in sentences):
                for name, about in _parsed(block, path).items():
                    attempts = _list(about, ":history")
                    yield str(name), [text for a in attempts for text in _outputs(a, sentences)]


def _blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of each submission: its key begins a line."""
    block: list[bytes] = []
    for line in lines:
        if block and line[:1].strip() and not line.startswith((b"-", b"#")):
            yield b"".join(block)
            block = []
        block.append(line)
    yield b"".join(block)


def _outputs(attempt: Any, sentences: Sequence[str]) -> Iterator[str]:
    results = attempt.get(":results") if isinstance(attempt, Mapping) else None
    for test in _list(results, "tests"):
        output = test.get("output") if isinstance(test, Mapping) else None
        if isinstance(output, str) and any(sentence in output for sentence in sentences):
            yield output


def _metadata(path: Path) -> Mapping[str, Any]:
    with path.open("rb") as file:
        found = _parsed(b"".join(_asked_for(file)), path)
    if not found:
        raise AssignmentError(f"{path}: no submissions in it")
    return found


def _parsed(data: bytes, path: Path) -> Mapping[str, Any]:
    """What a part of the metadata says, by submission; ``path`` is for messages."""
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
        found = yaml.load(data.decode("utf-8-sig"), Plain)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        detail = " ".join(str(error).split())
        raise AssignmentError(f"{path}: not the metadata of an export ({detail})") from None
    return {str(n): about for n, about in found.items()} if isinstance(found, Mapping) else {}


def _asked_for(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of the metadata without the blocks that are skipped.

    A block is what is indented further than its key, or a list at its key. A large class has 65 MB
    of metadata, of which these are all but one: they need not be parsed.
    """
    deeper = -1
    for line in lines:
        indent = len(line) - len(line.lstrip(b" "))
        inside = indent > deeper or not line.strip() or line[indent:].startswith(b"- ")
        if deeper >= 0 and indent >= deeper and inside:
            continue
        deeper = -1
        match = RESULTS_BEGIN.match(line)
        if match is None:
            yield line
            continue
        deeper = len(match["indent"])
        if b"-" in match["indent"]:  # the first key of an item of a list
            yield match["indent"] + b":skipped:\n"


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
