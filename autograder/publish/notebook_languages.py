"""A notebook in percent format is written once, for readers of several languages.

Directly behind a text cell, ``# %% [markdown]``, stands what it says in another language, headed
``# %% [markdown] zh``. Code cells are shared. ``notebook.py`` becomes ``notebook.ipynb``, and
``notebook.zh.ipynb`` where it has Chinese cells. What code cells write into figures or print, they
ask ``text("...")`` of ``autograder.student.notebook`` for, which finds it in ``labels.zh.json``.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment.folders import Folders
from autograder.assignment.notebooks import PERCENT_CELL
from autograder.assignment.texts import parse_texts
from autograder.errors import AssignmentError
from autograder.language import ENGLISH, languages

HELP = "autograder.student.notebook"
"""What notebooks import: guesses, words of figures, what is not written yet."""
TEXT_CELL = re.compile(r"# %%[^\[]*\[(?:markdown|md)\](?P<rest>.*)")
"""The line that begins a cell of text, and what stands behind it."""
CODE = re.compile(r"\s+([a-z]{2,3}(?:_[A-Z]{2})?)\s*")
"""A language's code behind it, and nothing else."""
FIRST_LINE = re.compile(r'^begin\("en"\)(?=\s*(?:#.*)?$)', re.M)
"""The line of a notebook that says its language."""


@dataclass(frozen=True)
class PercentCell:
    """One cell of a notebook in percent format."""

    line: int
    """where it begins, from 1 on"""
    lines: tuple[str, ...]
    """its lines, the one that begins it first"""
    is_text: bool = False
    language: str = ENGLISH
    """the language that its first line names"""

    @property
    def original(self) -> bool:
        """Whether it is a text of which translations may follow."""
        return self.is_text and self.language == ENGLISH


def notebooks_of(folders: Folders) -> dict[str, str]:
    """The notebooks for students, without outputs: the name of the file -> percent format.

    ``AssignmentError`` names the line of a text cell or a label that lacks its translation.
    """
    found = {}
    for path in folders.notebooks:
        source = path.read_text(encoding="utf-8")
        for language in [ENGLISH, *languages_of(source, path)]:
            found[notebook_name(path, language)] = in_language(source, language, path)
            if language != ENGLISH:
                _check_labels(source, path, language)
    return found


def notebook_name(source: Path, language: str) -> str:
    """What the notebook of a ``source`` is called in a language."""
    return f"{source.stem}{'' if language == ENGLISH else f'.{language}'}.ipynb"


def languages_of(source: str, path: Path) -> list[str]:
    """The languages of a notebook beside English; ``AssignmentError`` for one that is not known."""
    used = {
        cell.language: cell for cell in reversed(percent_cells(source)) if cell.language != ENGLISH
    }
    for language, cell in used.items():
        if language not in languages():
            raise AssignmentError(
                f"{path}:{cell.line}: no language {language!r}; there are "
                f"{', '.join(languages()[1:])}: docs/languages.md says how another one is added"
            )
    return sorted(used)


def in_language(source: str, language: str, path: Path) -> str:
    """A notebook as its readers in a language get it, in percent format.

    ``AssignmentError`` where a text has no translation, or stands where it translates none.
    """
    cells = percent_cells(source)
    used = languages_of(source, path)
    if not used:
        return source
    lines: list[str] = []
    for original, translations in _translated(cells, used, path):
        told = translations.get(language, original)
        head = original.lines[:1]
        lines += [*head, *told.lines[1:]] if told.lines else []
    return FIRST_LINE.sub(f'begin("{language}")', "\n".join(lines) + "\n")


def percent_cells(source: str) -> list[PercentCell]:
    """The cells of a notebook; what stands before the first one is a cell too."""
    lines = source.splitlines()
    starts = [n for n, line in enumerate(lines) if PERCENT_CELL.fullmatch(line)]
    if not starts or starts[0]:
        starts.insert(0, 0)
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        text = TEXT_CELL.fullmatch(lines[start]) if lines else None
        code = CODE.fullmatch(text["rest"]) if text else None
        part = tuple(lines[start:end])
        found.append(PercentCell(start + 1, part, text is not None, code[1] if code else ENGLISH))
    return found


def _translated(
    cells: Sequence[PercentCell], used: Sequence[str], path: Path
) -> Iterator[tuple[PercentCell, dict[str, PercentCell]]]:
    """Each cell that is no translation, with its translations."""
    number = 0
    while number < len(cells):
        cell, found = cells[number], dict[str, PercentCell]()
        if cell.language != ENGLISH:
            raise AssignmentError(
                f"{path}:{cell.line}: a text in {cell.language!r} that translates none: directly "
                "before it has to stand the English one, headed # %% [markdown]"
            )
        number += 1
        while cell.original and number < len(cells) and cells[number].language != ENGLISH:
            other = cells[number]
            if other.language in found:
                raise AssignmentError(
                    f"{path}:{other.line}: the second text in {other.language!r} of the one in "
                    f"line {cell.line}: one translation belongs to one text"
                )
            found[other.language] = other
            number += 1
        missing = [language for language in used if cell.original and language not in found]
        if missing:
            raise AssignmentError(
                f"{path}:{cell.line}: a text without its translation, which others have: directly "
                f"behind it write a cell headed # %% [markdown] {missing[0]}"
            )
        yield cell, found


def labels_name(language: str) -> str:
    """The file of a language with what the notebooks of an assignment write and print."""
    return f"labels.{language}.json"


def labels_of(source: str, path: Path) -> dict[str, int]:
    """What a notebook asks ``text`` for -> the line; nothing of one that does not import it.

    ``AssignmentError`` where it asks for something that is put together while it runs.
    """
    tree = notebook_tree(source, path)
    if not any(isinstance(n, ast.ImportFrom) and n.module == HELP for n in ast.walk(tree)):
        return {}
    found: dict[str, int] = {}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "text"
        ):
            first = node.args[0] if len(node.args) == 1 else None
            if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
                raise AssignmentError(
                    f"{path}:{node.lineno}: text(...) takes one literal text, which translators "
                    'find; what is filled in is named: text("layer {number}", number=3)'
                )
            found.setdefault(first.value, node.lineno)
    return found


def imported(tree: ast.AST) -> set[str]:
    """The modules that code imports, without what stands behind a dot."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def notebook_tree(source: str, path: Path) -> ast.AST:
    """The code of a notebook; ``AssignmentError`` where it is no Python."""
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise AssignmentError(f"{path}:{error.lineno}: {error.msg}") from None


def _check_labels(source: str, path: Path, language: str) -> None:
    """``AssignmentError`` where a label of a notebook is not translated, or fills in others."""
    labels = labels_of(source, path)
    file = path.with_name(labels_name(language))
    told = parse_texts(file.read_bytes(), str(file)) if file.is_file() else {}
    if labels and not FIRST_LINE.search(source):
        raise AssignmentError(
            f'{path}: no line begin("en"): it is written behind the imports of the first code '
            "cell, and says the language of what text(...) gives"
        )
    for label, line in labels.items():
        if not told.get(label):
            raise AssignmentError(
                f"{path}:{line}: {label!r} is not translated in {file.name}: autograder texts "
                f"{path.parent.name} --language {language} lists what is to do there"
            )
        if _filled_in(label) != _filled_in(told[label]):
            raise AssignmentError(
                f"{file}: {told[label]!r} fills in {_listed_names(told[label])}, and {label!r} "
                f"{_listed_names(label)}"
            )


def _filled_in(label: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(label) if name is not None}


def _listed_names(label: str) -> str:
    return ", ".join(sorted(_filled_in(label))) or "nothing"


def labels_to_do(folders: Folders, language: str) -> dict[str, str]:
    """Each label of an assignment's notebooks -> its translation, empty where it is to do."""
    file = folders.assignment / labels_name(language)
    told = parse_texts(file.read_bytes(), str(file)) if file.is_file() else {}
    sources = {path: path.read_text(encoding="utf-8") for path in folders.notebooks}
    found = [label for path, source in sources.items() for label in labels_of(source, path)]
    return {label: told.get(label, "") for label in found}
