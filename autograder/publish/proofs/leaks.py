"""Proof 6: what students are given holds nothing that they must not have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from autograder.assignment.definitions import lines_of
from autograder.assignment.folders import Folders
from autograder.assignment.misconceptions import MISCONCEPTIONS
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
    package = [p for p in PACKAGE.rglob("*.py") if SCAFFOLDS not in p.parents]  # no secret
    own = [*folders.public.glob("*.py"), *folders.shared, *package]
    sources = [p.read_text(encoding="utf-8") for p in own]
    texts = [p.read_text(encoding="utf-8") for p in folders.assignment.glob("*.md")]
    public = _squeezed("\n".join([*stubs, *sources, *texts]))
    allowed = {s for text in [*stubs, *sources] for s in statements(text)}
    decoded = {name: data.decode(errors="replace") for name, data in given.items()}
    normalised = {n: statements(t) for n, t in decoded.items() if n.endswith(".py")}
    texts_given = {name: _squeezed(text) for name, text in decoded.items()}  # data files too
    python = {s for some in normalised.values() for s in some}
    everything = "\n".join(texts_given.values())
    found = []
    for path in [*folders.hidden.rglob("*.py"), *folders.solution.rglob("*.py")]:
        shown = path.relative_to(folders.root).as_posix()
        for s, line in sorted(statements(path.read_text(encoding="utf-8")).items()):
            plain = _squeezed(s)
            if s in allowed or plain in public or not (s in python or plain in everything):
                continue
            places = [n for n, t in texts_given.items() if s in normalised.get(n, ()) or plain in t]
            where = ", ".join(places[:MOST_PLACES])
            found.append(f"{shown}:{line}: {s}: students get it in {where}: take it out there")
    return found


def _squeezed(text: str) -> str:
    """A text without white space and brackets, which the same statement may have or not."""
    return "".join(text.split()).replace("(", "").replace(")", "")


def telling_hints(answers: Answers) -> Iterator[str]:
    """Titles and hints of known mistakes that quote an expression of what students write."""
    secret = {text for source in answers.answer.texts.values() for text in _expressions(source)}
    public = "".join("".join(answers.answer.template().values()).split())
    for mistake in answers.misconceptions:
        said = "".join(f"{mistake.title}\n{mistake.hint}".split())
        told = max((s for s in secret if s in said and s not in public), key=len, default="")
        if told:
            path = answers.folders.solution / MISCONCEPTIONS
            line = lines_of(path).get(mistake.name, [1])[-1]
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


def statements(source: str) -> dict[str, int]:
    """The simple statements of a module that could give something away, normalised -> line."""
    found: dict[str, int] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt) and not hasattr(node, "body") and not _imports(node):
            text = ast.unparse(node)
            if len(text.replace(" ", "")) >= SHORTEST_SECRET:
                found.setdefault(text, node.lineno)
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
