"""The pages of docs/reference/ say what the code says: no key, column or name more or less."""

from __future__ import annotations

import importlib.util
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from pages import DOCS, ROOT

from autograder import checks
from autograder.assignment.provenance import Provenance
from autograder.assignment.settings import Gradescope
from autograder.classroom.ledger.migrations import bring_up_to_date
from autograder.grading.results import Outcome, Results
from autograder.platforms.gradescope.document import to_json
from autograder.publish.proofs.explanations import EXPLANATIONS

REFERENCE = DOCS / "reference"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """tools/reference.py, which is no module of the package."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def first_column(text: str) -> list[str]:
    """The names in backquotes in the first cells of all tables."""
    cells = re.findall(r"^\| (`[^|]*`) \|", text, re.M)
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def test_what_is_made_from_the_code_is_what_the_code_says(generator: ModuleType) -> None:
    pages = {path.name: path.read_text(encoding="utf-8") for path in REFERENCE.glob("*.md")}
    parts = [name for text in pages.values() for name in re.findall("generated: ([a-z_]+)", text)]
    assert sorted(parts) == sorted(generator.PARTS)
    stale = [name for name, text in pages.items() if generator.made(text) != text]
    assert stale == [], "run python tools/reference.py"


def test_the_page_on_proofs_has_all_of_them_in_their_order() -> None:
    text = (DOCS / "proofs.md").read_text(encoding="utf-8").split("## What holds")[1]
    told = re.findall(r"^\| (\w[^|]*) \|", text, re.M)[1:]
    assert told == [proof.title for proof in EXPLANATIONS.values()]


def test_every_check_has_its_place(generator: ModuleType) -> None:
    listed = [name for names in generator.CHECKS.values() for name in names]
    assert sorted(listed) == sorted(checks.__all__)


def test_a_setting_without_a_text_is_refused(generator: ModuleType) -> None:
    source = 'class Unsaid:\n    a: int = 0\n    """said"""\n    b: int = 0\n'
    with pytest.raises(ValueError, match=r"Unsaid\.b has no text below it"):
        generator.said_in(source)


def keys_of(document: object) -> Iterator[str]:
    """The keys of a results.json, those of its lines and of extra_data included."""
    assert isinstance(document, dict)
    yield from document
    for line in document["tests"]:
        yield from line
    yield from document["extra_data"]


def test_every_key_of_results_json_is_told_and_no_other() -> None:
    case = Outcome("relu", "values", True, 1.0, 1.0, "passed")
    came_from = Provenance("hash", "commit", "nn-autograder 1, Python 3.12, NumPy 2.0")
    results = Results("ada", came_from, [case], notes=["note"], failure="a bug")
    settings = Gradescope(leaderboard={"Seconds": "seconds"})
    found = set(keys_of(json.loads(to_json(results, settings, {"Written": "not yet"}))))
    told = set(first_column((REFERENCE / "results-json.md").read_text(encoding="utf-8")))
    assert found == told


@pytest.fixture
def empty_ledger(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The tables of a ledger as this version makes them."""
    db = sqlite3.connect(tmp_path / "ledger.sqlite", isolation_level=None)
    bring_up_to_date(db, tmp_path / "ledger.sqlite")
    yield db
    db.close()


def test_every_column_of_a_ledger_is_told_and_no_other(empty_ledger: sqlite3.Connection) -> None:
    text = (REFERENCE / "ledger.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |^A new version)", text, re.M | re.S))
    tables = [
        name
        for (name,) in empty_ledger.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    assert sorted(sections) == sorted(tables)
    for table, section in sections.items():
        columns = [row[1] for row in empty_ledger.execute(f"PRAGMA table_info({table})")]
        assert sorted(first_column(section)) == sorted(columns), table


def test_the_query_on_a_ledger_can_be_asked(empty_ledger: sqlite3.Connection) -> None:
    text = (REFERENCE / "ledger.md").read_text(encoding="utf-8")
    (query,) = re.findall(r"^```sql\n(.*?)```$", text, re.M | re.S)
    assert empty_ledger.execute(query).fetchall() == []
