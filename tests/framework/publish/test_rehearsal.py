"""Uploads of every kind through a stand-in for Gradescope: valid results, and words that help.

Runs as root on Linux, where mount and pid namespaces can be made.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.assignment.folders import Folders
from autograder.assignment.markers import stub
from autograder.cli import main
from autograder.cli.rehearse import CACHE
from autograder.errors import AssignmentError
from autograder.publish.bundle import zip_bytes
from autograder.publish.rehearsal import rehearsal
from autograder.publish.rehearsal.namespaces import check_possible
from autograder.publish.rehearsal.rehearsal import Image

ROOT = Path(__file__).parents[3]
SOLUTION = ROOT / "solutions" / "hw1_layers" / "layers.py"
RIGHT = SOLUTION.read_bytes()
TEMPLATE = stub(SOLUTION).encode()
FULL = 62.0
try:
    check_possible()
except AssignmentError as reason:
    pytestmark = pytest.mark.skip(reason=str(reason))


@pytest.fixture(scope="module")
def image(dist: Path) -> Iterator[Image]:
    with rehearsal.image((dist / "autograder.zip").read_bytes(), CACHE) as made:
        yield made


def notebook(source: bytes) -> bytes:
    cells = [{"cell_type": "code", "source": source.decode()}]
    return json.dumps({"cells": cells, "nbformat": 4}).encode()


HOSTILE = b"""
import os, signal
for path in ("/autograder/results/results.json", "/autograder/source/oracle.json"):
    try:
        open(path, "w").write('{"score": 1000}')
    except OSError:
        pass
try:
    os.kill(1, signal.SIGKILL)
except OSError:
    pass
os._exit(0)
"""
UPLOADS = {
    "reference": ({"layers.py": RIGHT}, FULL, "taken from layers.py"),
    "template": ({"layers.py": TEMPLATE}, 0.0, "not implemented yet"),
    "loose files": ({"layers.py": RIGHT, "notes.txt": b"hi", "a.png": b"\x89PNG"}, FULL, ""),
    "one leading folder": ({"my hw1/layers.py": RIGHT}, FULL, "taken from my hw1/layers.py"),
    "macosx": (
        {"hw/layers.py": RIGHT, "__MACOSX/hw/._layers.py": b"\0\5", "hw/.DS_Store": b"\0"},
        FULL,
        "",
    ),
    "notebook": ({"work.ipynb": notebook(RIGHT)}, FULL, "taken from work.ipynb"),
    "nothing": ({}, 0.0, "layers.py was not found"),
    "github": (
        {
            "hw1/layers.py": RIGHT,
            "hw1/conftest.py": b"raise SystemExit",
            "hw1/tests/affine_forward.py": b"garbage(",
            "hw1/autograder/checks/__init__.py": b"raise SystemExit",
            "hw1/.git/config": b"[core]",
            "hw1/README.md": b"# mine",
        },
        FULL,
        "taken from hw1/layers.py",
    ),
    "hostile": ({"layers.py": HOSTILE + RIGHT}, 0.0, "ended the program"),
    "syntax error": ({"layers.py": b"def f(:\n" + RIGHT}, 0.0, "line 1"),
}


@pytest.mark.parametrize("name", UPLOADS)
def test_every_upload_ends_in_valid_results_that_help(name: str, image: Image) -> None:
    files, points, says = UPLOADS[name]
    graded = image.grade(files)
    assert graded.faults == [], graded.done.output
    assert graded.document["score"] == points
    assert says in json.dumps(graded.document["tests"])
    assert sum(t.get("max_score", 0.0) for t in graded.document["tests"]) == FULL


METADATA = [
    b"",
    b"null",
    b"[]",
    b"not json",
    b'{"id": null, "created_at": null, "users": null, "assignment": null, '
    b'"previous_submissions": null, "submission_method": null}',
    b'{"created_at": "2026-11-23T10:00:00.123456-08:00", "users": [{"name": "A"}, {"name": "B"}], '
    b'"assignment": {"total_points": "62.0", "due_date": null}, '
    b'"previous_submissions": [{"submission_time": null, "score": null, "results": null}, 3]}',
]


@pytest.mark.parametrize("metadata", METADATA)
def test_metadata_may_be_anything(metadata: bytes, image: Image) -> None:
    graded = image.grade({"layers.py": TEMPLATE}, metadata)
    assert graded.faults == [] and graded.document["score"] == 0


def test_a_hand_in_reaches_nothing_outside_the_sandbox(image: Image) -> None:
    assert rehearsal.probe(image, "layers") == []


def test_the_probe_would_tell(image: Image, monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs outside of the sandbox here, and reaches everything."""
    source = rehearsal.PROBE.format(source=__file__, metadata=__file__, results="/dev/full", port=1)
    done = subprocess.run(["python3", "-c", source], capture_output=True, text=True)
    assert f"reached: {__file__}, {__file__}" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("cache", [CACHE, None], ids=["debian", "this machine"])
def test_the_systems_own_python_and_the_newest_numpy_are_right_too(
    cache: Path | None, dist: Path
) -> None:
    bundle = (dist / "autograder.zip").read_bytes()
    with rehearsal.image(bundle, cache, lend_python=False) as made:
        graded = made.grade({"layers.py": RIGHT})
    assert graded.faults == [] and graded.document["score"] == FULL


def test_the_image_is_small_and_quick_beyond_the_hand_ins_own_time(image: Image) -> None:
    assert image.megabytes < rehearsal.MOST_SETUP[1]
    assert "the reference has 62 of 62 points" in image.setup.output


@pytest.mark.slow
def test_a_set_up_that_fails_says_where(dist: Path) -> None:
    files = rehearsal.zip_members((dist / "autograder.zip").read_bytes())
    worse = {**files, "reference/layers.py": TEMPLATE}
    unknown = {**files, "requirements.lock": b"numpy==0.0.1 --hash=sha256:" + b"0" * 64}
    for bundle, says in (
        (worse, r"FAILED while grading the reference(.|\n)*0 of 62"),
        (unknown, "FAILED while installing the pinned packages"),
    ):
        with (
            pytest.raises(AssignmentError, match=says),
            rehearsal.image(zip_bytes(bundle), CACHE),
        ):
            pass


@pytest.mark.slow
def test_the_command_shows_what_each_viewer_sees(
    folders: Folders,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folders.root)
    hand_in = folders.root / "examples" / "submissions" / "mistaken.py"
    assert main(["rehearse", "hw1_layers", str(hand_in), "-o", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert (
        "A student, before grades are published: 44.5 of 62 points, 78 lines, 25 not shown" in said
    )
    assert main(["preview", str(tmp_path / "results.json")]) == 0
    assert "the filter is flipped" in (tmp_path / "results.html").read_text()
