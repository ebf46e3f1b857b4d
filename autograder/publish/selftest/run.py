"""The corpus on this machine: every entry graded on a small assignment, on all cores."""

from __future__ import annotations

import contextlib
import json
import re
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder._files import write_folder
from autograder._workers import CORES, Processes, run_jobs
from autograder.assignment.folders import Folders
from autograder.checks.pictures import MAX_PICTURES
from autograder.errors import SandboxError
from autograder.grading.engine import grade
from autograder.grading.results import Results
from autograder.publish.proofs.answers import Answers
from autograder.publish.selftest.corpus import ENTRIES
from autograder.publish.selftest.course import RIGHT_HAND_IN, SMALL_COURSE, selftest_files
from autograder.publish.selftest.entry import CorpusEntry
from autograder.publish.selftest.judge import against
from autograder.publish.selftest.world import World
from autograder.sandbox.process import Sandbox

MOST_MEMORY = 140.0
"""Megabytes that a hand-in may let the grader take: 200 with the 60 of Python, NumPy and a rubric.
A container has 768, of which the hand-in's process may have 256 and its own 60."""
MOST_OF_A_PICTURE = 50_000
"""Bytes of a picture that a hand-in makes: 128 x 128 pixels of noise in three colours."""
HARMLESS_WITH = ("uid", "seccomp")
"""Protections of which one must be there: without both, a hand-in can end the user's programs."""


@dataclass(frozen=True)
class Contained:
    """What came of an entry."""

    entry: CorpusEntry
    against: list[str]
    """what was not contained, a line each; empty where all was"""
    seconds: float
    memory_mb: float
    """the most memory that it let the grader take, beyond what that had before"""


@contextlib.contextmanager
def course() -> Iterator[World]:
    """The small assignment in a folder that is closed to others, and a world around it."""
    scratch = Path(tempfile.mkdtemp(prefix="autograder-selftest-"))
    try:
        folder = scratch / "course"
        write_folder(folder, {path: text.encode() for path, text in selftest_files().items()})
        folder.chmod(0o700)
        scratch.chmod(0o755)  # a hand-in may come as far as this
        world = World.around(
            Answers(Folders(folder, SMALL_COURSE)).rubric, folder, RIGHT_HAND_IN, scratch
        )
        with world.listener:
            yield world
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def protections(world: World) -> list[str]:
    """The names of the protections that are in force around a hand-in here."""
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
        Path(folder, "layers.py").write_text(RIGHT_HAND_IN)
        results = grade(world.rubric, Path(folder), sandbox)
    if results.failure or not results.layers:
        raise SandboxError(f"a right hand-in cannot be graded here: {results.failure}")
    return results.layers


def contained(world: World, entries: Sequence[CorpusEntry] = ENTRIES) -> Iterator[Contained]:
    """What comes of every entry, as they end."""
    jobs = ((entry, (entry,)) for entry in entries)
    with Processes(CORES, _begun, world) as pool:
        for entry, future in run_jobs(pool, _contained, jobs):
            error = future.exception()
            if error is not None:
                yield Contained(entry, [f"the process that graded it ended: {error!r}"], 0.0, 0.0)
            else:
                yield future.result()


def _begun(world: World) -> tuple[World, Sandbox]:
    return world, Sandbox()


def _contained(state: tuple[World, Sandbox], entry: CorpusEntry) -> Contained:
    world, sandbox = state
    start = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        hand_in = world.hand_in(entry, Path(folder))
        before = peak_memory()
        results = grade(world.rubric, hand_in, sandbox)
        grown = peak_memory(before) - before
    document = _as_document(results)
    found = [f"the grader failed: {results.failure}"] if results.failure else []
    found += against(entry, document, json.dumps([document, results.notes])) + world.changed()
    if grown > MOST_MEMORY:
        found.append(f"the grader took {grown:.0f} MB more")
    pictures = [p for o in results.outcomes for p in o.pictures]
    if len(pictures) > MAX_PICTURES or any(len(p.png) > MOST_OF_A_PICTURE for p in pictures):
        found.append("it has more pictures, or larger ones, than a hand-in may have")
    if sandbox.survivors():
        found.append("processes of it are left")
        sandbox.restart()
    return Contained(entry, found, time.monotonic() - start, grown)


def _as_document(results: Results) -> Mapping[str, object]:
    """What a student is told of the points, as a results.json has it."""
    tests = [
        {
            "tags": [o.question],
            "name": o.case,
            "score": o.points,
            "max_score": o.max_points,
            "output": o.message,
        }
        for o in results.outcomes
    ]
    return {"score": results.points, "tests": tests}


def peak_memory(since: float | None = None) -> float:
    """Megabytes: what this process has now; with ``since``, the most since it was asked for that.

    Where the system cannot forget an earlier peak (not Linux), that counts too.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # bytes, on macOS
    if since is None:
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5")
    what = "VmRSS" if since is None else "VmHWM"
    found = re.search(rf"{what}:\s+(\d+) kB", status.read_text())
    return int(found[1]) / 2**10 if found is not None else 0.0
