"""Every hand-in of the corpus is contained: nothing leaks, nothing survives, nobody else pays."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.grading.engine import grade
from autograder.grading.results import Results
from autograder.platforms.gradescope.document import to_json
from autograder.publish.bundle import build
from autograder.publish.selftest.corpus import ENTRIES, Entry
from autograder.publish.selftest.course import (
    CANARY,
    HIDDEN_CASE,
    THING,
    THING_QUESTION,
    selftest_files,
)
from autograder.publish.selftest.judge import against
from autograder.publish.selftest.run import MOST_MEMORY, contained, course, peak_memory
from autograder.publish.selftest.world import World
from autograder.sandbox.inside.confine import interpreter_folders, reachable_by_others
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the layers are Linux's"
)
REFUSED_BY_OTTER: set[str] = set()
"""What Otter ends with before its plugin runs; ``docs/security.md`` lists it."""
WITHOUT: dict[str, tuple[str, ...]] = {
    "all layers": (),
    "no uid": ("uid",),
    "no Landlock, as on Gradescope": ("namespaces", "landlock"),
    "no namespaces": ("namespaces",),
}


@pytest.fixture(scope="module")
def world(right_source: str) -> Iterator[World]:
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "course"
        for part in ("assignments", "solutions", "tests"):
            shutil.copytree(ROOT / part / "hw1_layers", root / part / "hw1_layers")
        hidden = root / "tests" / "hw1_layers" / "hidden" / "relu_forward.py"
        hidden.write_text(f"import numpy as np\n{hidden.read_text()}{HIDDEN_CASE}")
        settings = root / "assignments" / "hw1_layers" / "assignment.toml"
        settings.write_text(
            settings.read_text()
            .replace("case_seconds = 4.0", "case_seconds = 0.9")
            .replace("import_seconds = 10.0", "import_seconds = 2.0")
        )
        for name, text in THING_QUESTION.items():
            (root / name.format(hw="hw1_layers")).write_text(text)
        right_source += THING
        solution = root / "solutions" / "hw1_layers" / "layers.py"
        solution.write_text(right_source + f"\n# BEGIN SOLUTION\n# {CANARY}\n# END SOLUTION\n")
        build(Folders(root, "hw1_layers"), Path(scratch) / "dist")
        bundle = Path(scratch) / "bundle"
        shutil.unpack_archive(Path(scratch) / "dist" / "hw1_layers" / "autograder.zip", bundle)
        bundle.chmod(0o700)
        with open_bundle(bundle) as rubric:
            made = World.around(rubric, bundle, right_source, Path(scratch))
            with made.listener:
                yield made


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(missing, id=name, marks=[pytest.mark.slow] if missing else [])
        for name, missing in WITHOUT.items()
    ],
)
def confined(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    if request.param and os.geteuid() != 0:
        pytest.skip("an ordinary user has no uid to give up, and needs Landlock")
    if "landlock" in request.param and not reachable_by_others(interpreter_folders()):
        pytest.skip("without Landlock, another user must be able to reach Python")
    with Sandbox(without=request.param) as running:
        yield running


TRIES = 3
TOOK_LONGER = "took longer than"
"""Contained by another limit than the one that is expected: the machine was busy. Tried again."""


def name_of(entry: Entry) -> str:
    return f"{entry.kind}-{entry.name}".replace(" ", "_")


def some(kinds: Collection[str]) -> list[Any]:
    """All entries; but for the first of each of some ``kinds`` they are for ``make test-all``."""
    first = [next(e for e in ENTRIES if e.kind == kind) for kind in kinds]
    return [
        pytest.param(e, id=name_of(e), marks=[] if e in first else [pytest.mark.slow])
        for e in ENTRIES
    ]


def quick() -> list[Any]:
    """All entries; what runs into the clock, or fills the wire again and again, is for test-all."""
    waits = [e for e in ENTRIES if e.kind == "object" and "long" in e.thing_says]
    waits += [e for e in ENTRIES if e.name.startswith("hoards_")]
    return [
        pytest.param(e, id=name_of(e), marks=[pytest.mark.slow] if e in waits else [])
        for e in ENTRIES
    ]


@pytest.mark.parametrize("entry", quick())
def test_contained(entry: Entry, world: World, confined: Sandbox, tmp_path: Path) -> None:
    hand_in = world.hand_in(entry, tmp_path)
    for _ in range(TRIES):
        before = peak_memory()
        results: Results = grade(world.rubric, hand_in, confined)
        assert peak_memory(before) - before < MOST_MEMORY
        text = to_json(results)
        assert not results.failure
        assert not confined.survivors() and not world.changed()
        told = against(entry, json.loads(text), text)
        if not any(TOOK_LONGER in line for line in told):
            break
    assert not told


@pytest.mark.parametrize("entry", some({e.kind: None for e in ENTRIES}))
def test_contained_in_gradescopes_layout(entry: Entry, world: World) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        shutil.copytree(world.secrets, root / "source")
        (root / "submission").mkdir()
        (root / "results").mkdir()
        (root / "submission_metadata.json").write_text(json.dumps({"users": [CANARY]}))
        world.hand_in(entry, root / "submission", root / "source")
        run = subprocess.run(
            [sys.executable, "-B", "-m", "autograder.platforms.gradescope.entry", str(root)],
            env={"PATH": os.defpath, "PYTHONPATH": str(root / "source" / "framework")},
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stderr
        text = (root / "results" / "results.json").read_text()
        assert not against(entry, json.loads(text), text + run.stdout + run.stderr)
    assert not world.changed()


@pytest.mark.parametrize("entry", some(["forge"]))
def test_contained_by_stock_otter(entry: Entry, world: World, tmp_path: Path) -> None:
    (tmp_path / "hand-in").mkdir()
    folder = world.hand_in(entry, tmp_path / "hand-in")
    hand_in = shutil.make_archive(str(tmp_path / "hand-in"), "zip", folder)
    archive = world.secrets.parent / "dist" / "hw1_layers" / "autograder.zip"
    run = subprocess.run(
        [Path(sys.executable).with_name("otter"), "run", "-a", archive, hand_in],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    if name_of(entry) in REFUSED_BY_OTTER:
        assert run.returncode != 0
        return
    assert run.returncode == 0, run.stderr
    text = (tmp_path / "results.json").read_text()
    assert CANARY not in text
    scores = {t["name"]: (t["score"], t["max_score"]) for t in json.loads(text)["tests"]}
    assert set(scores) == {q.name for q in world.rubric.questions}
    earned, possible = scores["relu_forward"]
    if entry.own != "any":  # of the first case, which is not the whole question
        assert earned > 0 if entry.own == "full" else earned < possible
    if entry.others == "full":
        others = [s for name, s in scores.items() if not name.startswith(("relu", "thing"))]
        assert all(earned == possible for earned, possible in others)
    assert not world.changed()


def test_the_small_assignment_of_selftest_says_what_its_reference_says(tmp_path: Path) -> None:
    """A right hand-in has all points; one entry of each class is contained on it too."""
    with course() as world, Sandbox() as sandbox:
        (tmp_path / "layers.py").write_text(world.right)
        found = grade(world.rubric, tmp_path, sandbox)
        assert (found.points, found.failure) == (found.max_points, "")
        kinds = {entry.kind: entry for entry in reversed(ENTRIES)}
        for one in contained(world, list(kinds.values())):
            assert not one.against, one
    assert all(text.endswith("\n") for text in selftest_files().values())
