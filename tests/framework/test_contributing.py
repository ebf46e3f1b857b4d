"""Every recipe of CONTRIBUTING.md is walked, in a copy of the package, with the code in it."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text()
RECIPES = dict(re.findall(r"^### (.*?)\n(.*?)(?=^### |\Z)", TEXT, re.M | re.S))
SECOND_STEPS = {
    "A check": (
        "autograder/checks/__init__.py",
        [
            (
                "__all__ = [\n",
                "from autograder.checks.values import assert_positive\n\n"
                '__all__ = [\n    "assert_positive",\n',
            ),
        ],
    ),
    "An export": (
        "autograder/reports/exports/__init__.py",
        [
            ("from autograder.reports.exports.export", "from .chalk import Chalk\nfrom .export"),
            (
                '    "canvas": CanvasGradebook(),\n',
                '    "canvas": CanvasGradebook(),\n    "chalk": Chalk(),\n',
            ),
        ],
    ),
    "A protection": (
        "autograder/sandbox/inside/confine.py",
        [("    ResourceLimits,\n", "    ResourceLimits,\n    NotDumpable,\n")],
    ),
    "A command": (
        "autograder/cli/_program.py",
        [('"report": "reports",', '"report": "reports", "count": "explain",')],
    ),
    "A source of hand-ins": (
        "autograder/classroom/sources/__init__.py",
        [
            ("from autograder.classroom.sources.plain", "from .pigeon import Pigeon\nfrom .plain"),
            ("= (Moodle()", "= (Pigeon(), Moodle()"),
        ],
    ),
    "A proof": (
        "autograder/publish/proofs/validate.py",
        [
            ("yield no_leak(answers)", "yield cases_have_titles(answers)"),
            ("import Proof\n", "import Proof\nfrom .titles import cases_have_titles\n"),
        ],
    ),
}
"""Recipe -> the file that its text names, and what is written there in place of what."""
PROTECTED = """
import tempfile
from pathlib import Path
from autograder.assignment import Assignment
from autograder.sandbox import Sandbox

with Sandbox() as sandbox, tempfile.TemporaryDirectory() as scratch:
    folder = Path(scratch, "hand-in")
    folder.mkdir()
    Path(folder, "m.py").write_text("")
    sandbox.share(folder)
    session = sandbox.session(folder, Assignment("hw", "", ["m"]))
    session.imported()
    print(session.protections)
    session.close()
"""
PROVEN = """
from pathlib import Path
from autograder.assignment.folders import Folders
from autograder.publish import validate
from autograder.publish.proofs.answers import Answers

for proof in validate(Answers(Folders(Path.cwd(), "hw9_softplus")), quick=True):
    print(proof.title, proof.figure, proof.against)
"""


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package in which every recipe has been followed."""
    folder = tmp_path_factory.mktemp("contributed")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "autograder", folder / "autograder", ignore=ignored)
    for name, recipe in RECIPES.items():
        for file, code in re.findall(r"```\w+\n# (\S+)\n(.*?)```", recipe, re.S):
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            there = path.read_text() if path.exists() else ""
            path.write_text(with_code(there, code))
        file, edits = SECOND_STEPS.get(name, ("", []))
        for old, new in edits:
            text = (folder / file).read_text()
            assert text.count(old) == 1, f"{name}: {old!r} in {file}"
            (folder / file).write_text(text.replace(old, new))
    lock = (ROOT / "assignments" / "hw1_layers" / "requirements.lock").read_bytes()
    (folder / "assignments" / "hw9_softplus" / "requirements.lock").write_bytes(lock)
    return folder


def with_code(there: str, code: str) -> str:
    """A module with new code, before the list of protections where it has one."""
    head, mark, rest = there.partition("# The order matters.")
    return f"{head}\n\n{code}\n\n{mark}{rest}"


def run(folder: Path, *arguments: str, cwd: Path | None = None) -> str:
    """What Python prints where the copy is the package."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd or folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_recipe_names_the_file_and_the_place_of_its_second_step() -> None:
    for name, (file, _) in SECOND_STEPS.items():
        assert f"`{file}`" in RECIPES[name] or "of the same file" in RECIPES[name], name
        assert re.search(r"^Then ", RECIPES[name], re.M), name
    assert {*SECOND_STEPS, "An assignment"} == set(RECIPES)


def test_a_new_check_is_there_for_test_files_and_for_students(changed: Path) -> None:
    use = "from autograder.checks import *; import numpy as np; assert_positive(np.ones(2), 'x')"
    run(changed, "-c", use)
    run(changed, "-m", "autograder", "template", "hw9_softplus")
    text = "assert_positive"
    checks = changed / "student_template" / "hw9_softplus" / "autograder" / "checks"
    assert text in (checks / "__init__.py").read_text()
    assert text in (checks / "values.py").read_text()


def test_a_new_export_is_known_by_its_name(changed: Path) -> None:
    run(changed, "-c", "from autograder.reports.exports import EXPORTS; EXPORTS['chalk']")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the recipe's is Linux's")
def test_a_new_protection_is_put_on_and_named(changed: Path) -> None:
    assert "'not_dumpable'" in run(changed, "-c", PROTECTED)


def test_a_new_assignment_is_listed_and_built(changed: Path) -> None:
    assert "hw9_softplus: A smooth rectifier" in run(changed, "-m", "autograder", "list")
    run(changed, "-m", "autograder", "build", "hw9_softplus", "--no-validate")
    assert (changed / "dist" / "hw9_softplus" / "autograder.zip").exists()


def test_a_new_command_is_in_the_help(changed: Path) -> None:
    assert "Count the hand-ins of the last grading." in run(changed, "-m", "autograder", "--help")
    assert "autograder count graded" in run(changed, "-m", "autograder", "count", "--help")


def test_a_new_source_reads_what_it_recognises(changed: Path, tmp_path: Path) -> None:
    (tmp_path / "pigeon-ada.py").write_text("")
    program = (
        "from pathlib import Path; from autograder.classroom.sources import PLATFORMS; "
        "(found,) = [p for p in PLATFORMS if p.recognises([('pigeon-ada.py',)])]; "
        "print(found.title, found.read(Path(), Path('scratch')).entries)"
    )
    said = run(changed, "-c", program, cwd=tmp_path)
    assert "a dovecote" in said and "ada" in said


def test_a_new_proof_is_asked_for(changed: Path) -> None:
    assert "every case says what it asks 1 cases []" in run(changed, "-c", PROVEN)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text())
    assert links and [link for link in links if not (ROOT / link).exists()] == []


def test_the_set_up_is_two_commands_of_the_makefile() -> None:
    section = TEXT.split("## Set-up")[1].split("##")[0]
    commands = re.findall(r"^    make (\w+)$", section, re.M)
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M)
    assert len(commands) == 2 and set(commands) <= set(targets)


def test_the_glossary_names_what_is_there() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text()
    named = re.findall(r"`((?:\w+\.)+[A-Z]\w+)`", text)
    assert len(named) > 15
    for name in named:
        module, _, attribute = name.rpartition(".")
        assert hasattr(importlib.import_module(f"autograder.{module}"), attribute), name
