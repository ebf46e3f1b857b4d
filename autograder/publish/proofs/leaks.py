"""Proof 6: what students are given holds nothing that they must not have."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from autograder.assignment.folders import Folders
from autograder.assignment.provenance import PACKAGE
from autograder.checks.fingerprints import HINTS
from autograder.publish.home_hints import home_hints
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.hand_ins import Right
from autograder.publish.proofs.proof import Proof
from autograder.publish.student_folder import student_files

SHORTEST_SECRET = 20
"""Characters of a statement, without its spaces, from which on it would give something away."""
FEWEST_DIGITS = 4
"""Digits of a number from which on it is told apart from a count or a plain factor."""
DECIMAL = re.compile(r"\d+\.\d+(?:e[+-]?\d+)?")
"""A decimal number in a message, which may be an expected value."""


def no_leak(answers: Answers) -> Proof:
    """Search the student folder for every statement of hidden tests, solutions, known mistakes.

    The fingerprints of known mistakes, which student.zip holds, are searched too. That hidden cases
    tell no value is seen with the known mistakes.
    """
    given = {**student_files(answers.folders), HINTS: home_hints(answers)}
    against = leaks(given, answers.folders, answers.answer)
    count = len(answers.misconceptions)
    figure = f"every statement, those of the {count} known mistakes too"
    return Proof("nothing hidden in the student folder", figure, against)


def leaks(given: dict[str, bytes], folders: Folders, answer: Right) -> list[str]:
    """Statements of solutions and hidden tests in ``given`` that no public text or stub has."""
    stubs = list(answer.template().values())
    package = PACKAGE.rglob("*.py")  # which is no secret
    own = [*folders.public.glob("*.py"), *folders.shared, *package]
    sources = [p.read_text(encoding="utf-8") for p in own]
    texts = [p.read_text(encoding="utf-8") for p in folders.assignment.glob("*.md")]
    public = "\n".join([*stubs, *sources, *texts])
    allowed = {s for text in [*stubs, *sources] for s in statements(text)}
    everything = b"\n".join(given.values()).decode(errors="replace")  # data files too
    everything += "\n".join(text for n, d in given.items() for text in _cell_texts(n, d))
    python = [data.decode() for name, data in given.items() if name.endswith(".py")]
    normalised = {s for text in python for s in statements(text)}
    return [
        f"{path.name}: {s}"
        for path in [*folders.hidden.rglob("*.py"), *folders.solution.rglob("*.py")]
        for s in sorted(statements(path.read_text(encoding="utf-8")))
        if s not in allowed and s not in public and (s in normalised or s in everything)
    ]


def _cell_texts(name: str, data: bytes) -> list[str]:
    """What stands in the cells of a notebook, as it is read there; nothing of another file."""
    if not name.endswith(".ipynb"):
        return []
    return ["".join(cell["source"]) for cell in json.loads(data)["cells"]]


def statements(source: str) -> set[str]:
    """The simple statements of a module, normalised, where they could give something away."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt) and not hasattr(node, "body") and not _imports(node):
            text = ast.unparse(node)
            if len(text.replace(" ", "")) >= SHORTEST_SECRET:
                found.add(text)
    return found


def _imports(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def told_values(message: str, values: Iterable[Any]) -> list[str]:
    """The numbers in ``message`` that are entries of the arrays or numbers in ``values``."""
    numbers = [n for n in DECIMAL.findall(message) if _digits_of(n) >= FEWEST_DIGITS]
    if not numbers:
        return []
    secret = np.abs(np.concatenate([np.zeros(0), *_flat(values)]))
    secret = secret[np.isfinite(secret)]
    rounding = 0.5 * 10 ** (1 - FEWEST_DIGITS)
    return [n for n in numbers if np.isclose(secret, float(n), rtol=rounding, atol=0).any()]


def _digits_of(number: str) -> int:
    return len(number.partition("e")[0].replace(".", "").strip("0"))


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, dict):
            yield from _flat(value.values())
        elif isinstance(value, list | tuple):
            yield from _flat(value)
        elif isinstance(value, np.ndarray | np.generic | float) and np.isrealobj(value):
            yield np.asarray(value, dtype=float).ravel()
