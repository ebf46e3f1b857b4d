"""Every hand-in of the corpus is contained: nothing leaks, nothing survives, nobody else pays."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from corpus import ENTRIES, THING, Entry

from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.rubric import Rubric
from autograder.grading.engine import grade
from autograder.grading.results import Results
from autograder.platforms.gradescope.document import to_json
from autograder.publish.bundle import build
from autograder.sandbox.inside.confine import interpreter_folders, reachable_by_others
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the layers are Linux's"
)
CANARY = "canary_5d21f0"
CANARY_INPUT = "8713.25"
CANARY_LINE = "line 913"
"""What an entry makes of the input: 8713 % 3900."""
COUNTED = re.compile(r"in \d+ of \d+|\d+ calls|\d+ values")
"""A number that the hand-in could choose."""
LEFTOVER = "LEFTOVER_MARK"
ANYBODYS = [Path(p) for p in ("/tmp", "/var/tmp", "/dev/shm")]
REFUSED_BY_OTTER: set[str] = set()
"""What Otter ends with before its plugin runs; ``docs/security.md`` lists it."""
HIDDEN_CASE = f'''

@case(points=1)
def planted(relu_forward, reference):
    """is right for large inputs"""
    x = np.array([[-1.0, {CANARY_INPUT}, 2.0]])  # {CANARY}
    assert_close(relu_forward(x)[0], reference.relu_forward(x)[0], "relu_forward: out")
'''
THING_CASES = '''OK_FORMAT = False
name = "thing{half}"
depends = []

import numpy as np
from autograder.checks import assert_close, case


def doubled(x):
    assert x != -1.0, "x should be positive"
    return x**x if type(x) is int else 2 * x


@case(points=1)
def behaves(Thing):
    """behaves as what it is"""
    thing = Thing({value})
    assert thing.value == {value} and len(thing) == 2 and bool(thing)
    assert [*thing] == [{value}, {value} + 1] and thing[1] == {value} + 1
    assert {value} in thing and 9.0 not in thing
    assert (thing + 1).value == {value} + 1 and float(thing) == {value}
    assert thing == Thing({value}) and not thing == 5 and thing != Thing(9.0)
    assert isinstance(thing, Thing) and not isinstance(thing.value, Thing)
    assert len({{thing, Thing({value})}}) == 1
    assert_close(np.asarray(thing), np.array([{value}, {value} + 1]), f"{{thing}}")
    assert thing.apply(doubled) == 2 * {value}
    thing.value = 4.0
    assert thing.value == 4.0 and repr(thing) in ("Thing(4.0)", "<object of the student>")


@case(points=1)
def once_more(Thing):
    """does so in a later case too"""
    assert Thing(2.0).apply(lambda x: x + 1) == 3.0
'''
"""A question whose cases do with an object what one can do."""
MOST_MEMORY = 140.0
"""Megabytes that a hand-in may let the grader take: 200 with the 60 of Python, NumPy and a rubric.
A container has 768, of which the hand-in's process may have 256 and its own 60."""
WITHOUT: dict[str, tuple[str, ...]] = {
    "all layers": (),
    "no uid": ("uid",),
    "no Landlock, as on Gradescope": ("namespaces", "landlock"),
    "no namespaces": ("namespaces",),
}


@dataclass
class World:
    """What a hand-in could reach for, and what must be as it was afterwards."""

    rubric: Rubric
    bundle: Path
    archive: Path
    right: str
    victim: Path
    listener: socket.socket
    flags: bytes
    """the victim's, as chattr has them"""

    def source(self, entry: Entry) -> str:
        body = "\n".join(f"    {line}" for line in entry.body.splitlines())
        changed = self.right.replace("    return np.maximum(0, x), x", body)
        changed = changed.replace("def relu_forward(x):", entry.define)
        return f"{changed}\n\n{entry.also}\n"

    def hand_in(self, entry: Entry, folder: Path, secrets: Path | None = None) -> Path:
        text = self.source(entry)
        for name, value in {
            "secrets": secrets or self.bundle,
            "victim": self.victim,
            "port": self.listener.getsockname()[1],
            "grader": os.getpid(),
        }.items():
            text = text.replace(f"{{{name}}}", str(value))
        text = text.replace("{{", "{").replace("}}", "}")
        (folder / "layers.py").write_text(text)
        for name, data in entry.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return folder

    def check_nothing_changed(self) -> None:
        assert self.victim.read_text() == "untouched"
        assert self.victim.stat().st_mode & 0o777 == 0o644 and self.victim.stat().st_mtime != 1
        assert not os.listxattr(self.victim) and flags_of(self.victim) == self.flags
        self.listener.settimeout(0)
        with pytest.raises(BlockingIOError):
            self.listener.accept()
        assert not [p for folder in ANYBODYS for p in folder.glob(f"{LEFTOVER}*")]


@pytest.fixture(scope="module")
def world(right_source: str) -> Iterator[World]:
    with tempfile.TemporaryDirectory() as scratch, socket.socket() as listener:
        course = Path(scratch) / "course"
        for part in ("assignments", "solutions", "tests"):
            shutil.copytree(ROOT / part / "hw1_layers", course / part / "hw1_layers")
        hidden = course / "tests" / "hw1_layers" / "hidden" / "relu_forward.py"
        hidden.write_text(f"import numpy as np\n{hidden.read_text()}{HIDDEN_CASE}")
        settings = course / "assignments" / "hw1_layers" / "assignment.toml"
        settings.write_text(
            settings.read_text()
            .replace("case_seconds = 4.0", "case_seconds = 0.9")
            .replace("import_seconds = 10.0", "import_seconds = 2.0")
        )
        for folder, half, value in (("public", "", "3.0"), ("hidden", " (hidden)", CANARY_INPUT)):
            thing = THING_CASES.format(half=half, value=value)
            (hidden.parents[1] / folder / "thing.py").write_text(thing)
        right_source += THING
        solution = course / "solutions" / "hw1_layers" / "layers.py"
        solution.write_text(right_source + f"\n# BEGIN SOLUTION\n# {CANARY}\n# END SOLUTION\n")
        build(Folders(course, "hw1_layers"), Path(scratch) / "dist")
        bundle = Path(scratch) / "bundle"
        archive = Path(scratch) / "dist" / "hw1_layers" / "autograder.zip"
        shutil.unpack_archive(archive, bundle)
        bundle.chmod(0o700)
        victim = Path(scratch) / "victim.txt"
        victim.write_text("untouched")
        victim.chmod(0o644)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with open_bundle(bundle) as rubric:
            yield World(rubric, bundle, archive, right_source, victim, listener, flags_of(victim))


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
        running.settle()  # it has what it needs
        yield running


def flags_of(path: Path) -> bytes:
    """The flags that chattr sets; nothing where the file system has none."""
    with path.open() as file, contextlib.suppress(OSError):
        return fcntl.ioctl(file, 0x80086601, bytes(8))
    return b""


@contextlib.contextmanager
def peak_memory() -> Iterator[Callable[[], float]]:
    """Megabytes that this process has had at most in the block, beyond what it had before."""

    def now(what: str) -> float:
        found = re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text())
        assert found is not None
        return int(found[1]) / 2**10

    Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
    before = now("VmRSS")
    yield lambda: now("VmHWM") - before


def descendants(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def check(entry: Entry, document: dict[str, Any], plain: str) -> None:
    """The results that a student gets, whichever way they came about."""
    assert CANARY not in plain
    cases = [t for t in document["tests"] if "max_score" in t]
    assert sum(t["score"] for t in cases) == document["score"] <= 999
    by_question: dict[str, list[dict[str, Any]]] = {}
    for t in cases:
        by_question.setdefault(t["tags"][0], []).append(t)
    hidden = [t for t in cases if "(hidden)" in t["tags"][0]]
    assert not [t for t in hidden if CANARY_INPUT.partition(".")[0] in t["output"]]
    assert not [t for t in hidden if CANARY_LINE in t["output"] or COUNTED.search(t["output"])]
    public = [t for t in cases if "(hidden)" not in t["tags"][0]]
    assert not [t for t in public if CANARY_INPUT.partition(".")[0] in t["output"]]
    relu = by_question["relu_forward"][0]
    if entry.own != "any":
        assert (relu["score"] == relu["max_score"]) == (entry.own == "full"), relu["output"]
    assert entry.says in relu["output"]
    thing = by_question["thing"][0]
    if entry.thing != "any" and entry.others == "full":
        assert (thing["score"] == thing["max_score"]) == (entry.thing == "full"), thing["output"]
    assert entry.thing_says in thing["output"] or entry.thing == "any", thing["output"]
    others = [t for t in cases if not t["tags"][0].startswith(("relu", "thing"))]
    if entry.others == "full":
        assert not [t for t in others if t["score"] != t["max_score"]]
    elif entry.others == "lost":
        assert any(t["score"] != t["max_score"] for t in others)


def name_of(entry: Entry) -> str:
    return f"{entry.kind}-{entry.name}".replace(" ", "_")


def some(count: int) -> list[Any]:
    """All entries; those beyond the first ``count`` of each class are for ``make test-all``."""
    made: list[Any] = []
    for kind in {e.kind: None for e in ENTRIES}:
        entries = [e for e in ENTRIES if e.kind == kind]
        made += [pytest.param(e, id=name_of(e)) for e in entries[:count]]
        slow = pytest.mark.slow
        made += [pytest.param(e, id=name_of(e), marks=slow) for e in entries[count:]]
    return made


def quick() -> list[Any]:
    """All entries; objects that run into the clock are for ``make test-all``."""
    waits = [e for e in ENTRIES if e.kind == "object" and "long" in e.thing_says]
    return [
        pytest.param(e, id=name_of(e), marks=[pytest.mark.slow] if e in waits else [])
        for e in ENTRIES
    ]


@pytest.mark.parametrize("entry", quick())
def test_contained(entry: Entry, world: World, confined: Sandbox, tmp_path: Path) -> None:
    hand_in, before = world.hand_in(entry, tmp_path), descendants(confined._process.pid)
    with peak_memory() as peak:
        results: Results = grade(world.rubric, hand_in, confined)
    assert peak() < MOST_MEMORY
    text = to_json(results)
    assert not results.failure
    check(entry, json.loads(text), text)
    assert descendants(confined._process.pid) == before
    assert not [child for pid in before for child in descendants(int(pid))]
    world.check_nothing_changed()


@pytest.mark.parametrize("entry", some(1))
def test_contained_in_gradescopes_layout(entry: Entry, world: World) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        shutil.copytree(world.bundle, root / "source")
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
        check(entry, json.loads(text), text + run.stdout + run.stderr)
    world.check_nothing_changed()


@pytest.mark.parametrize("entry", some(1))
def test_contained_by_stock_otter(entry: Entry, world: World, tmp_path: Path) -> None:
    (tmp_path / "hand-in").mkdir()
    folder = world.hand_in(entry, tmp_path / "hand-in")
    hand_in = shutil.make_archive(str(tmp_path / "hand-in"), "zip", folder)
    run = subprocess.run(
        [Path(sys.executable).with_name("otter"), "run", "-a", world.archive, hand_in],
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
    world.check_nothing_changed()
