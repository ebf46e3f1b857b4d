"""Proof 6: what students are given holds nothing that they must not have."""

from __future__ import annotations

import ast
import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from autograder.assignment.folders import Folders
from autograder.assignment.misconceptions import where_declared
from autograder.assignment.provenance import PACKAGE
from autograder.checks.fingerprints import HINTS
from autograder.publish.home_hints import home_hints
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.hand_ins import Right
from autograder.publish.proofs.proof import Proof
from autograder.publish.scaffold import SCAFFOLDS
from autograder.publish.student_folder import student_files

SHORTEST_SECRET = 20
"""Characters of a statement, without its spaces, from which on it would give something away."""
MOST_PLACES = 3
"""Files of a student that are named where they hold the same statement."""
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
    against = leaks(given, answers.folders, answers.answer) + list(telling_hints(answers))
    count = len(answers.misconceptions)
    figure = f"every statement, those of the {count} known mistakes too"
    return Proof("nothing hidden in the student folder", figure, against)


def leaks(given: dict[str, bytes], folders: Folders, answer: Right) -> list[str]:
    """Statements of solutions and hidden tests in ``given`` that no public text or stub has."""
    stubs = list(answer.template().values())
    texts = [p.read_text(encoding="utf-8") for p in folders.assignment.glob("*.md")]
    sources = [*stubs, *_no_secrets(folders)]
    public = _squeezed("\n".join([*sources, *texts]))
    decoded = {name: _as_read(name, data) for name, data in given.items()}  # data too
    squeezed = {name: _squeezed(text) for name, text in decoded.items()}
    everything = "\n".join(squeezed.values())
    python = {n: t for n, t in decoded.items() if n.endswith(".py") and t not in set(sources)}
    normalised = {name: statements(text) for name, text in python.items()}
    parsed_ones = {s for some in normalised.values() for s in some}
    found = [
        (path, line, s)
        for path in [*folders.hidden.rglob("*.py"), *folders.solution.rglob("*.py")]
        for s, line in sorted(statements(path.read_text(encoding="utf-8")).items())
        if (s in parsed_ones or _stands_in(s, everything)) and _squeezed(s) not in public
    ]
    # What is no secret in another layout is none either: to parse all of it takes a second.
    allowed = {s for text in sources for s in statements(text)} if found else set()
    told = []
    for path, line, s in found:
        if s not in allowed:
            holds = [n for n in given if s in normalised.get(n, ()) or _stands_in(s, squeezed[n])]
            where = f"{path.relative_to(folders.root).as_posix()}:{line}"
            files = ", ".join(holds[:MOST_PLACES])
            told.append(f"{where}: {s}: students get it in {files}: take it out there")
    return told


def _no_secrets(folders: Folders) -> list[str]:
    """Public tests, and the framework's own modules, which are no secret."""
    package = [path for path in PACKAGE.rglob("*.py") if SCAFFOLDS not in path.parents]
    paths = [*folders.public.glob("*.py"), *folders.shared, *package]
    return [path.read_text(encoding="utf-8") for path in paths]


def _as_read(name: str, data: bytes) -> str:
    """The text of a file; of a notebook, also what stands in its cells, as it is read there."""
    text = data.decode(errors="replace")
    if not name.endswith(".ipynb"):
        return text
    return "\n".join([text, *("".join(cell["source"]) for cell in json.loads(data)["cells"])])


def _squeezed(text: str) -> str:
    """A text without white space and brackets, which the same statement may have or not."""
    return "".join(text.split()).replace("(", "").replace(")", "")


def _stands_in(statement: str, squeezed: str) -> bool:
    """Whether a text that is ``squeezed`` holds a statement that gives something away.

    One that is long by its brackets alone, as ``return (params, state)``, does not.
    """
    plain = _squeezed(statement)
    return len(plain) >= SHORTEST_SECRET and plain in squeezed


def telling_hints(answers: Answers) -> Iterator[str]:
    """Titles and hints of known mistakes that quote an expression of what students write."""
    secret = {text for source in answers.answer.texts.values() for text in _expressions(source)}
    public = "".join("".join(answers.answer.template().values()).split())
    for mistake in answers.misconceptions:
        said = "".join(f"{mistake.title}\n{mistake.hint}".split())
        told = max((s for s in secret if s in said and s not in public), key=len, default="")
        if told:
            path, line = where_declared(answers.folders.solution, mistake.name)
            yield (
                f"{path.relative_to(answers.folders.root).as_posix()}:{line}: the hint of "
                f"{mistake.name} says {told!r}, which is code of the solution: say in words what "
                "to look at"
            )


def _expressions(source: str) -> set[str]:
    """The expressions of a module, without spaces, where they could give something away."""
    kinds = ast.BinOp | ast.BoolOp | ast.Call | ast.Compare | ast.IfExp | ast.UnaryOp
    nodes = [n for n in ast.walk(ast.parse(source)) if isinstance(n, kinds)]
    texts = {"".join(ast.unparse(n).split()) for n in nodes}
    return {text for text in texts if len(text) >= SHORTEST_SECRET}


@functools.lru_cache(maxsize=512)
def statements(source: str) -> Mapping[str, int]:
    """The simple statements of a module that could give something away, normalised -> line."""
    found: dict[str, int] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt) and not hasattr(node, "body") and not _imports(node):
            text = ast.unparse(node)
            if len(text.replace(" ", "")) >= SHORTEST_SECRET:
                found.setdefault(text, node.lineno)
    return MappingProxyType(found)


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
