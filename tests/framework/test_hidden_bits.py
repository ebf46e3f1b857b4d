"""How many bits a hidden case's message carries, computed from the code that makes the messages."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

import autograder
from autograder.assignment.misconceptions import files_of_mistakes
from autograder.checks import hidden, pattern
from autograder.checks.statistics import _known_factor
from autograder.checks.student_tests import MAX_MISTAKES
from autograder.sandbox.messages import ADVICE
from autograder.sandbox.session import ENDS

ROOT = Path(__file__).parents[2]
PACKAGE = Path(autograder.__file__).parent
MOST_BITS = 12
FILES = [
    *sorted((PACKAGE / "checks").glob("*.py")),
    *sorted((PACKAGE / "sandbox").glob("*.py")),
    PACKAGE / "errors.py",
]
FAILURES = {
    "CheckFailure",
    "StudentError",
    "Raised",
    "TooLarge",
    "Timeout",
    "Crash",
    "Forged",
    "Ended",
}
FAILURES |= {"NotHandedIn", "Undefined", "WriteToCopy"}
"""What holds a text that a case says; where it has no ``safe``, the first text is it."""
EXCEPTIONS = len(hidden.EXCEPTIONS) + 1
TYPES = len(hidden.TOLD_TYPES) + 1
GIVES = {
    "how_many": len(hidden.HOW_MANY),
    "told_kind": TYPES,
    "told_exception": EXCEPTIONS,
    "told_dtype": len(hidden.DTYPES) + 1,
    "_kind_of": TYPES + 1,  # one None or the other, as the name of the value has it
    "describe_safely": TYPES + 2,
    "describe_pattern": len(pattern.IN_HIDDEN_CASES),
    "_known_factor": len({_known_factor(r / 1000) for r in range(300, 3000)}),
    "told_place": hidden.MAX_PLACES + 1,
    "undefined_text": 1,
    "not_implemented": 1,
    "_while_importing": 1,  # when nobody knows a hidden input
    "_safe": 0,  # whose own texts are counted where it makes them
}
"""How many different texts a function gives that a message is made with."""
LABELS = {
    *("what", "name", "doing", "here", "wanted", "self.name", "named(what, path)", "missing[0]"),
    *("named(here, [key])", "kind.__name__", "expected.dtype", "FEWEST", "n", "__version__"),
    *("callable_name(test)", "', '.join(functions)", "wrong", "needed", "len(mistakes)"),
    *("self._allowed", "MAX_OPERATIONS", "unusable", "label", "told_doing", "message_mb"),
}
"""What a test or its inputs say, whatever the hand-in does: which check or operation it is."""
PLACES = {"place": hidden.MAX_PLACES + 1}
"""Parameters that hold a place in the hand-in."""
OTHERS = {
    "how": len(ENDS) + 3,  # how a process can end: signals, another one, a status, exit
    "type(error).__name__": 2,  # of an error that is Inconclusive, or CannotTravel
    "noticed": MAX_MISTAKES + 1,
    "error.safe": hidden.MAX_PLACES + 1,  # in silence.py, of a RuntimeWarning
}


AT_IMPORT = "_unreadable"
"""The function that makes messages when nobody knows a hidden input."""


class Sites(ast.NodeVisitor):
    """The texts of one file that a hidden case may say, each with the number of its forms."""

    def __init__(self, path: Path) -> None:
        self.where, self.found = path.name, dict[str, int]()
        self._within: list[ast.FunctionDef] = []
        self.visit(ast.parse(path.read_text()))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._within.append(node)
        self.generic_visit(node)
        self._within.pop()

    def visit_Return(self, node: ast.Return) -> None:
        if self._within and self._within[-1].name == "_safe" and node.value is not None:
            self.note(node.value)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for name, part in zip(target.elts, value.elts, strict=True):
                if ast.unparse(name) == "safe":
                    self.note(part)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in FAILURES and node.args:
            safe = [k.value for k in node.keywords if k.arg == "safe"]
            self.note(safe[0] if safe else node.args[-1])
        self.generic_visit(node)

    def note(self, text: ast.expr) -> None:
        if self._within and self._within[-1].name == AT_IMPORT:
            return
        passed_on = {a.arg for f in self._within for a in [*f.args.args, *f.args.kwonlyargs]}
        if ast.unparse(text) not in {
            "error.safe",
            "label(error.safe)",
            *(passed_on & {"safe", "message"}),
        }:
            self.found[f"{self.where}:{text.lineno} {ast.unparse(text)}"] = self.forms(text)

    def forms(self, text: ast.expr) -> int:
        """How many texts an expression can be."""
        source = ast.unparse(text)
        if isinstance(text, ast.Constant) or source in LABELS or source.isupper():
            return 1
        if source in OTHERS:
            return OTHERS[source]
        if isinstance(text, ast.JoinedStr):
            values = [v.value for v in text.values if isinstance(v, ast.FormattedValue)]
            return math.prod(map(self.forms, values))
        if isinstance(text, ast.IfExp):
            return self.forms(text.body) + self.forms(text.orelse)
        if isinstance(text, ast.Subscript):
            if source == "ADVICE[known]":
                return len(ADVICE)
            return self.forms(text.value)  # a part of it, such as all but the full stop
        if isinstance(text, ast.Call):
            if ast.unparse(text.func) in ("gettext", "ngettext"):
                return self.sentence(text)
            if ast.unparse(text.func) == "marked":
                return 1
            if ast.unparse(text.func) == "label":  # it is translated, as one text
                return self.forms(text.args[0])
            if isinstance(text.func, ast.Name) and text.func.id in GIVES:
                return GIVES[text.func.id]
            if isinstance(text.func, ast.Attribute) and text.func.attr in (
                "rstrip",
                "removeprefix",
            ):
                return self.forms(text.func.value)
        if isinstance(text, ast.Name):
            return PLACES[text.id] if text.id in PLACES else self.assigned(text)
        raise AssertionError(f"{self.where}:{text.lineno}: of how many forms is {source}?")

    def sentence(self, call: ast.Call) -> int:
        """The forms of a sentence in one language: it is a function of what is filled in.

        Another language fills in the same: a test of the catalogues holds that.
        """
        told = call.args[0]
        known = isinstance(told, ast.Constant) or ast.unparse(told).isupper()
        forms = 1 if known else self.forms(told)
        return forms * math.prod(self.forms(value.value) for value in call.keywords)

    def assigned(self, name: ast.Name) -> int:
        """The forms of a local name: the sum over the places where it is given a value."""
        forms = 0
        for node in ast.walk(self._within[-1] if self._within else ast.Module([], [])):
            targets = node.targets if isinstance(node, ast.Assign) else []
            for target in targets:
                parts = target.elts if isinstance(target, ast.Tuple) else [target]
                if name.id in map(ast.unparse, parts) and isinstance(node, ast.Assign):
                    forms += self.forms(node.value)
        assert forms, f"{self.where}:{name.lineno}: where does {name.id} come from?"
        return forms


def known_mistakes(name: str) -> int:
    """How many known mistakes an assignment has: the title of one may be all that is said."""
    files = files_of_mistakes(ROOT / "solutions" / name).values()
    return sum(path.read_text(encoding="utf-8").count("@wrong(") for path in files)


def all_sites() -> Iterator[tuple[str, int]]:
    for path in FILES:
        yield from Sites(path).found.items()


def test_a_hidden_message_carries_at_most_twelve_bits() -> None:
    sites = dict(all_sites())
    mistakes = max(map(known_mistakes, (p.name for p in (ROOT / "solutions").glob("hw*"))))
    total = sum(sites.values()) + mistakes
    largest = sorted(sites.items(), key=lambda site: -site[1])[:8]
    assert math.log2(total) <= MOST_BITS, (total, largest)
    assert len(sites) > 30  # it is the code that was read


@pytest.mark.parametrize("count", [1, 2, 7])
def test_elements_are_counted_in_three_steps(count: int) -> None:
    assert {hidden.how_many(n, count) for n in range(1, count + 1)} <= set(hidden.HOW_MANY)
