"""A notebook's cells are read from its JSON; nothing in it is executed."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder._files import given_path
from autograder.errors import AssignmentError

LARGEST_NOTEBOOK = 64 * 2**20
"""Bytes of a notebook; its pictures are most of a large one."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
"""Characters that are nothing to read; a module cannot hold the first of them."""
LANGUAGES = ("python", "python3", "ipython", "")
"""What a kernel that runs Python may be called; older notebooks do not say."""


@dataclass(frozen=True)
class Output:
    """What a cell has shown, as it was saved."""

    printed: str = ""
    """what it printed"""
    value: str | None = None
    """the text of its last expression's value; None where there was none"""
    error: bool = False
    """whether it ended in an error"""

    @property
    def text(self) -> str:
        """Everything, as a doctest compares it."""
        return f"{self.printed}{self.value or ''}".rstrip("\n")


@dataclass(frozen=True)
class NotebookCell:
    """A cell of the notebook."""

    number: int
    """which one it is, from 1 on"""
    kind: str
    """``code``, ``markdown`` or ``raw``"""
    source: str
    metadata: Mapping[str, object] = field(default_factory=dict)
    output: Output = field(default_factory=Output)
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    """pictures that its text shows, by the name by which it does"""

    @property
    def lines(self) -> list[str]:
        """Its lines; one empty line at least."""
        return self.source.split("\n")

    @property
    def tags(self) -> list[str]:
        """Its tags."""
        tags = self.metadata.get("tags")
        return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []

    def with_source(self, source: str, kind: str | None = None) -> NotebookCell:
        """The cell with another text."""
        return replace(self, source=source, kind=kind or self.kind)


def read_notebook(path: Path) -> list[NotebookCell]:
    """The cells of the notebook at ``path``.

    ``AssignmentError`` where it cannot be read, is none, or is not in Python.
    """
    with given_path(path):
        if path.stat().st_size > LARGEST_NOTEBOOK:
            raise AssignmentError(
                f"{path}: larger than {LARGEST_NOTEBOOK // 2**20} MB: clear its outputs"
            )
        data = path.read_bytes()
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
        _check_language(notebook.get("metadata", {}), path)
        return [_cell(number, cell) for number, cell in enumerate(notebook["cells"], 1)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise AssignmentError(f"{path}: no notebook of Jupyter's format 4") from None


def _check_language(metadata: Mapping[str, Mapping[str, str]], path: Path) -> None:
    said = metadata.get("kernelspec", {}).get("language", "")
    language = said or metadata.get("language_info", {}).get("name", "")
    if language.lower() not in LANGUAGES:
        raise AssignmentError(f"{path}: a notebook in {language!r}; only Python can be imported")


def _cell(number: int, cell: Mapping[str, object]) -> NotebookCell:
    kind, metadata, outputs = cell["cell_type"], cell.get("metadata", {}), cell.get("outputs", [])
    if kind not in ("code", "markdown", "raw") or not isinstance(metadata, dict):
        raise ValueError(kind)
    if not isinstance(outputs, list):
        raise ValueError(outputs)
    source = _same_lines(_text_of_lines(cell["source"]), str(kind), number)
    pictures = _pictures_of(cell.get("attachments", {}))
    return NotebookCell(number, str(kind), source, metadata, _output(outputs), pictures)


def _pictures_of(attached: object) -> dict[str, bytes]:
    """What is attached to a cell of text: name -> content; ``ValueError`` where it is no base64."""
    if not isinstance(attached, dict):
        raise ValueError(attached)
    found = {}
    for name, forms in attached.items():
        for data in list(forms.values())[:1]:
            found[str(name)] = base64.b64decode(_text_of_lines(data))
    return found


def _same_lines(source: str, kind: str, number: int) -> str:
    """The text of a cell whose lines are the same for everything that reads it.

    ``AssignmentError`` for code that holds what only some readers take for the end of a line.
    """
    try:
        source.encode()
    except UnicodeEncodeError:
        raise AssignmentError(
            f"cell {number}: half of a character in it cannot be written"
        ) from None
    lines = source.split("\n")
    if kind == "code" and len(lines) != len(source.splitlines()) + source.endswith("\n") + (
        not source
    ):
        raise AssignmentError(
            f"cell {number}: a character in it ends a line for some programs and not for Python "
            "(a form feed, U+2028, ...): take it out, or write it as an escape"
        )
    if kind == "code":
        return source
    return "\n".join(" ".join(_CONTROLS.sub("", line).splitlines()) for line in lines)


def _output(outputs: list[Mapping[str, object]]) -> Output:
    printed, value, error = "", None, False
    for output in outputs:
        kind, data = output.get("output_type"), output.get("data", {})
        if kind == "stream" and output.get("name", "stdout") == "stdout":
            printed += _text_of_lines(output.get("text", ""))
        elif kind == "execute_result" and isinstance(data, dict):
            value = _text_of_lines(data.get("text/plain", ""))
        error = error or kind == "error"
    return Output(printed, value, error)


def _text_of_lines(text: object) -> str:
    """A text of a notebook, which may be a list of its lines."""
    parts = text if isinstance(text, list) else [text]
    return "".join(map(str, parts)).replace("\r\n", "\n").replace("\r", "\n")
