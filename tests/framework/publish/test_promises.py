"""The ledger of promises: marks in the hand-outs, quotes of stubs, and a known mistake for each."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment.folders import Folders, assignment_names
from autograder.assignment.markers import stub
from autograder.assignment.reference import load_misconceptions
from autograder.assignment.settings import read_assignment

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

ROOT = Path(__file__).parents[3]
MARK = re.compile(r"<!-- promise: (\w+\.\w+) -->")
NAMES = [n for n in assignment_names(ROOT) if (ROOT / "assignments" / n / "promises.toml").exists()]


def ledger(name: str) -> dict[str, dict[str, Any]]:
    """Promise -> what ``promises.toml`` says of it."""
    tables = tomllib.loads((ROOT / "assignments" / name / "promises.toml").read_text())
    return {
        f"{part}.{what}": entry for part, table in tables.items() for what, entry in table.items()
    }


def marks(name: str) -> dict[str, list[str]]:
    """Hand-out -> the promises that are marked in it."""
    folder = ROOT / "assignments" / name
    return {p.name: MARK.findall(p.read_text()) for p in folder.glob("handout*.md")}


def docstrings(name: str) -> str:
    """All docstrings of the stubs, their white space made single."""
    folders = Folders(ROOT, name)
    found = []
    for module in read_assignment(folders).modules:
        tree = ast.parse(stub(folders.solution / f"{module}.py"))
        holders = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.FunctionDef)]
        found += [ast.get_docstring(holder) or "" for holder in holders]
    return " ".join(" ".join(found).split())


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_carry_the_same_promises(name: str) -> None:
    english, chinese = (sorted(marks(name)[f]) for f in ("handout.md", "handout.zh.md"))
    assert english == chinese
    assert len(set(english)) == len(english)


@pytest.mark.parametrize("name", NAMES)
def test_every_promise_stands_somewhere_and_is_in_the_ledger(name: str) -> None:
    marked, entries, texts = set(marks(name)["handout.md"]), ledger(name), docstrings(name)
    assert marked - set(entries) == set()
    assert [i for i, e in entries.items() if i not in marked and "stub" not in e] == []
    assert [e["stub"] for e in entries.values() if e.get("stub", "") not in texts] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_known_mistake_breaks_every_promise(name: str) -> None:
    """That it loses points in its own question is proven with the known mistakes."""
    folders = Folders(ROOT, name)
    assignment = read_assignment(folders)
    elsewhere = folders.earlier(assignment.brings.modules)
    variants = load_misconceptions(folders.solution, assignment.imported, elsewhere)
    known = {m.name for m in variants}
    for promise, entry in ledger(name).items():
        assert set(entry) <= {"mistakes", "stub", "open"}, promise
        assert bool(entry.get("mistakes")) != bool(entry.get("open")), promise
        assert set(entry.get("mistakes", [])) <= known, promise
