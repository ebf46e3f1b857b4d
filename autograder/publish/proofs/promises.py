"""Proof 10: every sentence that says what a function must do is held by a case.

``assignments/HW/promises.toml`` is the ledger: a table a function, an entry a promise::

    [affine_backward]
    db_sum = { mistakes = ["affine_db_by_mean"] }
    dx_shape = { mistakes = ["affine_dx_flat"], stub = "shaped like x, w and b" }

A sentence of a hand-out carries ``<!-- promise: affine_backward.db_sum -->`` behind it, which no
reader of the rendered text sees, the same in every language; one of a stub's docstring is quoted as
``stub``. ``mistakes`` are known mistakes, each of which breaks the sentence and no other one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from autograder._files import toml_table
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.proof import Proof

LEDGER = "promises.toml"
PROMISE_MARK = re.compile(r"<!-- promise: (\w+\.\w+) -->")
PROMISE_MEANT = re.compile(r"<!--[^>]*promise.*?-->", re.IGNORECASE | re.DOTALL)
"""A comment that is a mark, or should have been one."""
PROMISE_KEYS = {"mistakes", "stub"}
"""What an entry may say."""


@dataclass(frozen=True)
class Promise:
    """A sentence that says what a function must do."""

    name: str
    """as in "affine_backward.db_sum\""""
    mistakes: list[str]
    """the known mistakes that break it"""
    stub: str
    """the words of a docstring; empty where it stands in the hand-outs alone"""
    line: int = 1
    """the line of the ledger at which it begins"""


def promises_are_kept(answers: Answers, noticed: Set[str]) -> Proof:
    """Look for promises that are not marked, that no known mistake breaks, or that no case holds.

    ``noticed`` are the known mistakes that lose points in their own question.
    """
    folder = answers.folders.assignment
    marked = {path: path.read_text(encoding="utf-8") for path in sorted(folder.glob("handout*.md"))}
    promises, against = ledger(folder / LEDGER)
    shown = folder.relative_to(answers.folders.root).as_posix()
    against += list(_marks(marked, {p.name for p in promises}))
    against = [f"{shown}/{line}" for line in against]
    everywhere = {name for text in marked.values() for name in PROMISE_MARK.findall(text)}
    words, known = docstrings(answers), {m.name for m in answers.misconceptions}
    for promise in promises:
        where = f"{shown}/{LEDGER}:{promise.line}: {promise.name}"
        against += [f"{where}: {why}" for why in _broken_promises(promise, everywhere, words)]
        for mistake in promise.mistakes:
            if mistake not in known:
                against.append(
                    f"{where}: there is no known mistake {mistake!r}: is it spelt as the function "
                    "in misconceptions.py?"
                )
            elif mistake not in noticed:
                against.append(
                    f"{where}: no case notices {mistake}, which breaks it: add a case that does"
                )
    figure = f"{len(promises)} promises, {len({m for p in promises for m in p.mistakes})} mistakes"
    return Proof("every promise is held by a case", figure, against)


def ledger(path: Path) -> tuple[list[Promise], list[str]]:
    """The promises in a ledger, and what is wrong with it; none where there is no such file."""
    found: list[Promise] = []
    against = []
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    for part, table in (toml_table(path) if path.is_file() else {}).items():
        for what, entry in (table if isinstance(table, dict) else {}).items():
            name, line = f"{part}.{what}", _line_of_entry(text, part, what)
            if not isinstance(entry, dict) or set(entry) - PROMISE_KEYS:
                against.append(
                    f"{path.name}:{line}: {name} should say mistakes and, perhaps, stub: write "
                    f'{what} = {{ mistakes = ["NAME"] }}'
                )
                continue
            mistakes, stub = entry.get("mistakes", []), entry.get("stub", "")
            if not isinstance(stub, str) or not _is_texts(mistakes):
                against.append(
                    f"{path.name}:{line}: {name}: mistakes are a list of names, stub a text: write "
                    f'{what} = {{ mistakes = ["NAME"] }}'
                )
                continue
            found.append(Promise(name, mistakes, stub, line))
    return found, against


def _line_of_entry(text: str, part: str, what: str) -> int:
    """The line of a ledger at which the promise ``what`` of the table ``part`` stands; else 1."""
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[([\w.]+)\]", line):
            table = head[1]
        if table == f"{part}.{what}" or (
            table == part and re.match(rf"\s*{re.escape(what)}\s*=", line)
        ):
            return number
    return 1


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _marks(handouts: dict[Path, str], known: set[str]) -> Iterator[str]:
    """What is wrong with the marks in the hand-outs: each has those of every other one, once."""
    marks = {path: PROMISE_MARK.findall(text) for path, text in handouts.items()}
    everywhere = {name for names in marks.values() for name in names}
    for path, text in handouts.items():
        for wrong in {m for m in PROMISE_MEANT.findall(text) if not PROMISE_MARK.fullmatch(m)}:
            at = f"{path.name}:{_line_of_text(text, wrong)}"
            yield f"{at}: {wrong!r} is no mark: write <!-- promise: FUNCTION.NAME -->"
        for name in sorted(everywhere - set(marks[path])):
            others = ", ".join(
                f"{other.name}:{_line_of_text(handouts[other], _mark_of(name))}"
                for other in handouts
                if name in marks[other]
            )
            yield (
                f"{path.name}: the promise {name} is marked in {others}, and not here: translate "
                f"that sentence, with {_mark_of(name)} behind it"
            )
        for name in sorted({n for n in marks[path] if marks[path].count(n) > 1}):
            at = f"{path.name}:{_line_of_text(text, _mark_of(name))}"
            yield f"{at}: the promise {name} is marked twice: take the mark from one sentence"
        for name in sorted(set(marks[path]) - known):
            at = f"{path.name}:{_line_of_text(text, _mark_of(name))}"
            yield f"{at}: the promise {name} is not in {LEDGER}: add it there, with its mistakes"


def _mark_of(name: str) -> str:
    return f"<!-- promise: {name} -->"


def _line_of_text(text: str, part: str) -> int:
    """The line at which ``part`` begins in ``text``, which holds it."""
    return text[: text.index(part)].count("\n") + 1


def _broken_promises(promise: Promise, marked: Set[str], words: str) -> Iterator[str]:
    if not promise.mistakes:
        yield "no known mistake breaks it: name in mistakes = [...] one that breaks this alone"
    if promise.stub and promise.stub not in words:
        yield f"no docstring of a stub says {promise.stub!r}: quote its words as they stand there"
    if not promise.stub and promise.name not in marked:
        yield (
            f"no hand-out has its mark, and no stub is quoted: put {_mark_of(promise.name)} behind "
            "the sentence that it is"
        )


def docstrings(answers: Answers) -> str:
    """All docstrings of the stubs, their white space made single."""
    found = []
    for name, text in answers.answer.template().items():
        if name.endswith(".py"):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
                    found.append(ast.get_docstring(node) or "")
    return " ".join(" ".join(found).split())
