"""Copies are found under what students change; independent answers and the template are not."""

from __future__ import annotations

import ast
import builtins
import functools
import itertools
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.cli import main
from autograder.reports.similarity.measure import Print, print_of, similar, tokens

ROOT = Path(__file__).parents[3]
INDEPENDENT = sorted((ROOT / "tests" / "framework" / "independent").glob("*.py"))
SIZEABLE = 105
"""Tokens of a function that is worth copying."""
STUB = (ROOT / "student_template" / "hw1_layers" / "layers.py").read_text()
ANSWERS = [p.read_text() for p in (ROOT / "solutions" / "hw1_layers").rglob("*.py")]


class Renamed(ast.NodeTransformer):
    """Other names for variables, other numbers and texts."""

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id in ("np", *vars(builtins)):
            return node
        return ast.Name(f"other_{node.id[::-1]}", node.ctx)

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant(node.value + 1) if type(node.value) in (int, float) else node


def functions(source: str) -> list[ast.FunctionDef]:
    return [n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef)]


def disguised(source: str) -> str:
    """A copy with other names, literals, comments and order of functions."""
    parts = [ast.unparse(Renamed().visit(f)) for f in functions(source)]
    random.Random(0).shuffle(parts)
    return "# all mine\n\n" + "\n\n\n# next\n".join(parts)


def with_function_of(source: str, other: str, name: str) -> str:
    """``source`` with one function of ``other``, its variables renamed."""
    (copied,) = (f for f in functions(other) if f.name == name)
    kept = [ast.unparse(f) for f in functions(source) if f.name != name]
    return "\n\n".join([*kept, ast.unparse(Renamed().visit(copied))])


@pytest.fixture(scope="module")
def class_() -> dict[str, str]:
    return {path.stem: path.read_text() for path in INDEPENDENT}


@functools.cache
def printed(source: str) -> Print:
    return print_of([source])


def pairs(sources: dict[str, str]) -> list[tuple[set[str], int, float]]:
    found = {name: printed(text) for name, text in sources.items()}
    return [({p.first, p.second}, p.tokens, p.share) for p in similar(found, [STUB, *ANSWERS])]


def test_independent_right_answers_are_not_named(class_: dict[str, str]) -> None:
    assert len(class_) >= 40
    assert pairs(class_) == []


def test_planted_copies_are_named_and_nothing_else(class_: dict[str, str]) -> None:
    names = sorted(class_)
    first, second = class_[names[0]], class_[names[7]]
    planted = {
        "disguised": disguised(first),
        "commented": second.replace("\n    ", "\n    # why\n    "),
    }
    found = {frozenset(pair): share for pair, _, share in pairs(class_ | planted)}
    assert found.keys() == {
        frozenset({"disguised", names[0]}),
        frozenset({"commented", names[7]}),
    }
    assert min(found.values()) > 0.9


def test_one_copied_function_is_named(class_: dict[str, str]) -> None:
    names = sorted(class_)
    tried = found = 0
    for mine, theirs in itertools.pairwise(names):
        copied = [f for f in functions(class_[theirs]) if f.name == "conv_backward"]
        if sum(len(tokens(ast.unparse(f))) for f in copied) < SIZEABLE:
            continue  # it hands the work to a helper
        tried += 1
        source = with_function_of(class_[mine], class_[theirs], "conv_backward")
        others = {name: text for name, text in class_.items() if name != mine}
        found += [pair for pair, _, _ in pairs(others | {"one": source})] == [{"one", theirs}]
    assert tried >= 30 and found >= 0.9 * tried  # plain loops are not told from other loops


def test_the_template_never_counts() -> None:
    stub = {f"s{n}": f"{STUB}\n# {n}\n" for n in range(4)}
    assert pairs(stub) == []


def test_what_half_a_class_has_never_counts(class_: dict[str, str]) -> None:
    same = {f"s{n}": text for n, text in enumerate([class_[sorted(class_)[0]]] * 5)}
    assert pairs(same) == []
    assert pairs(dict(list(same.items())[:2])) != []


def test_hostile_sources_cost_little() -> None:
    sources = {
        "repeats": "x = x + 1\n" * 20_000,
        "again": "y = y + 2\n" * 20_000,
        "nested": "(" * 50_000,
        "broken": 'def f(:\n  """\n\x00',
        "empty": "",
    }
    assert pairs(sources) == []


def test_tokens_leave_out_what_is_free() -> None:
    one = 'import os\ndef f(a):\n    """Doc."""\n    b = np.sum(a, axis=1)  # why\n    return b\n'
    two = "def g(x):\n    total = np.sum(x, axis = 0)\n\n    return total\n"
    assert [t for t, _ in tokens(one)] == [t for t, _ in tokens(two)]
    assert [t for t, _ in tokens(one)] != [t for t, _ in tokens(two.replace("sum", "mean"))]
    assert tokens(one)[-1] == ("name", 5)


def test_the_report_shows_them_side_by_side(
    grade_all: Callable[..., Any], hand_ins: Path, tmp_path: Path
) -> None:
    answer = INDEPENDENT[0].read_text()
    (hand_ins / "bob.py").write_text(answer)
    (hand_ins / "copy.py").write_text(disguised(answer))
    for name in ("ada", "dan", "fay"):
        (hand_ins / f"{name}.py").unlink()
    grade_all(hand_ins)
    assert main(["report", str(tmp_path / "out"), "--similar"]) == 0
    text = (tmp_path / "out" / "report.html").read_text()
    assert "bob and copy: " in text and "something to look at" in text
    assert "other_" in text  # the passage as it stands in the copy
    assert main(["report", str(tmp_path / "out"), "--similar", "--anonymous"]) == 0
    assert "bob and copy" not in (tmp_path / "out" / "report.html").read_text()
    (hand_ins / "bob.py").write_text("x = 1\n")
    assert main(["report", str(tmp_path / "out"), "--similar"]) == 0
    text = (tmp_path / "out" / "report.html").read_text()
    assert "1 hand-in was compared" in text  # neither this one nor the one that is no archive
