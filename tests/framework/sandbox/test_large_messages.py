"""limits.message_mb in assignment.toml: what travels at once, and what is said of more."""

from __future__ import annotations

import json
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from small_course import SETTINGS, TEST, at_home, graded, small_course

from autograder._files import packed
from autograder.assignment.bundle import open_bundle
from autograder.assignment.fingerprint import parts_of
from autograder.assignment.folders import Folders
from autograder.assignment.settings import parse_assignment
from autograder.checks.context import CannotTravel
from autograder.errors import AssignmentError, Forged, Raised, TooLarge
from autograder.publish.bundle import build
from autograder.sandbox.inside import wire
from autograder.sandbox.loopback import Loopback
from autograder.sandbox.session import Session

OpenSession = Callable[..., Session]
FORTY_MB = 40 * 2**17
"""Elements of float64."""
LARGE = """import numpy as np
def doubled(x):
    return 2 * x
def ones(n):
    return np.ones(n)
def bytes_of(n):
    return bytes(n)
def fill(x):
    x[...] = 7
def call(f, n=1):
    return float(f(np.ones(n)).sum())
"""
BIG_TEST = """

@case(points=1)
def large(double):
    \"\"\"doubles 20 MB\"\"\"
    assert_close(double(np.ones(20 * 2**17)), np.full(20 * 2**17, 2.0), "double")
"""
ENTRIES = {"name": "hw", "title": "Small", "modules": ["small"]}


@pytest.mark.parametrize("value", [15, 65, 0, -1, 20.0, "20", True, None])
def test_the_size_is_a_whole_number_of_megabytes_from_16_to_64(value: object) -> None:
    with pytest.raises(AssignmentError, match=r"message_mb should be a"):
        parse_assignment({**ENTRIES, "limits": {"message_mb": value}}, "assignment.toml")


def test_it_is_16_where_nothing_is_said() -> None:
    assert parse_assignment(dict(ENTRIES), "").limits.message_mb == 16
    assert parse_assignment({**ENTRIES, "limits": {"message_mb": 64}}, "").limits.message_mb == 64


def test_arrays_of_40_mb_travel_where_the_order_says_so(open_session: OpenSession) -> None:
    session = open_session(LARGE, message_mb=64)
    session.allow(20)
    x = np.arange(float(FORTY_MB))
    np.testing.assert_array_equal(session.function("doubled")(x), 2 * x)
    assert session.function("fill")(x) is None and (x == 7).all()
    assert session.function("call")(lambda a: a, FORTY_MB) == FORTY_MB
    assert session.function("call")(lambda a: np.ones(FORTY_MB)) == FORTY_MB
    assert session.alive


@pytest.mark.parametrize("name", ["ones", "bytes_of"])
def test_more_than_16_mb_from_the_student_is_a_sentence(
    open_session: OpenSession, name: str
) -> None:
    session = open_session(LARGE)
    session.allow(10)
    with pytest.raises(TooLarge, match="more than can be graded, which is 16 MB of arrays and 1"):
        session.function(name)(8 * FORTY_MB if name == "bytes_of" else FORTY_MB)
    assert session.function("doubled")(np.ones(2)).tolist() == [2, 2]


def test_more_than_16_mb_from_a_test_is_the_tests_fault(
    open_session: OpenSession, tmp_path: Path
) -> None:
    names: dict[str, object] = {}
    exec(LARGE, names)
    session = open_session(LARGE)
    session.allow(10)
    for talk in (session, Loopback(names, tmp_path)):
        with pytest.raises(CannotTravel, match=r"40\.0 MB of arrays.* set limits\.message_mb"):
            talk.function("doubled")(np.ones(FORTY_MB))
        assert talk.function("doubled")(np.ones(2)).tolist() == [2, 2]
        with pytest.raises(CannotTravel, match=r"MB of values that are no arrays, and 1 MB"):
            talk.function("doubled")([1.0] * 400_000)
        with pytest.raises(CannotTravel, match=r"40\.0 MB of arrays"):
            talk.function("call")(lambda a: np.ones(FORTY_MB))


def test_a_child_without_memory_for_a_message_says_so_and_goes_on(
    open_session: OpenSession,
) -> None:
    session = open_session(
        f"{LARGE}kept = []\ndef keep(n):\n    kept.append(np.ones(n))\n", message_mb=64
    )
    session.allow(20)
    for _ in range(5):
        session.function("keep")(FORTY_MB)
    with pytest.raises(Raised, match="doubled used more memory than it may"):
        session.function("doubled")(np.ones(FORTY_MB))
    assert session.function("doubled")(np.ones(2)).tolist() == [2, 2]


@pytest.mark.parametrize("message_mb", [16, 64])
def test_a_forged_length_allocates_nothing(message_mb: int) -> None:
    def read(count: int) -> bytes:
        assert count == wire.LENGTHS.size, "the body is read"
        return wire.LENGTHS.pack(10, message_mb * 2**20 + 1)

    with pytest.raises(wire.WireError):
        wire.receive(read, message_mb)


def test_what_a_message_takes_here_is_bounded_by_its_size() -> None:
    frame = wire.frame(None, [np.ones(8 * FORTY_MB, np.uint8)], 64)
    parts = iter([frame[: wire.LENGTHS.size], frame[wire.LENGTHS.size :]])
    tracemalloc.start()
    try:
        wire.receive(lambda count: next(parts), 64)
        assert tracemalloc.get_traced_memory()[1] < 2.1 * 40 * 2**20
    finally:
        tracemalloc.stop()


def test_a_hand_in_cannot_answer_with_more_than_its_order_says(open_session: OpenSession) -> None:
    forged = (
        "import os, stat, struct\n"
        "def f():\n"
        "    for fd in range(3, 20):\n"
        "        try:\n"
        "            if stat.S_ISSOCK(os.fstat(fd).st_mode):\n"
        "                os.write(fd, struct.pack('>II', 2, 17 * 2**20))\n"
        "        except OSError:\n"
        "            pass\n"
    )
    session = open_session(forged)
    session.allow(10)
    with pytest.raises(Forged):
        session.function("f")()


def course_with(root: Path, message_mb: int) -> tuple[Folders, dict[str, str]]:
    """A course with a case on 20 MB, and its right answer."""
    limits = f"[limits]\nmessage_mb = {message_mb}\n"
    settings = {"assignments/hw/assignment.toml": SETTINGS.format(modules="small") + limits}
    folders = small_course(root, test=TEST + BIG_TEST, more=settings)
    return folders, {"small.py": (folders.solution / "small.py").read_text()}


def test_home_and_grader_give_the_points_of_20_mb_alike(tmp_path: Path) -> None:
    folders, right = course_with(tmp_path, 64)
    assert "2 of 2" in at_home(folders, right, tmp_path / "home")
    assert graded(folders, tmp_path / "home" / "small.py", tmp_path).points == 2


def test_home_and_build_say_alike_that_20_mb_are_too_much(tmp_path: Path) -> None:
    folders, right = course_with(tmp_path, 16)
    said = r"20\.0 MB of arrays, and 16 MB can travel; hand over less, or set limits\.message_mb"
    assert re.search(said, " ".join(at_home(folders, right, tmp_path / "home").split()))
    with pytest.raises(AssignmentError, match=f"the reference fails 'doubles 20 MB'.*{said}"):
        build(folders, tmp_path / "dist")


def test_a_bundle_of_before_grades_with_16_and_its_points_stand(tmp_path: Path) -> None:
    folders = small_course(tmp_path / "course")
    bundle = build(folders, tmp_path)[1]
    with zipfile.ZipFile(bundle) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    entries = json.loads(files["assignment.json"])
    del entries["limits"]["message_mb"]
    before = tmp_path / "before.zip"
    before.write_bytes(packed({**files, "assignment.json": json.dumps(entries).encode()}, ()))
    with open_bundle(before) as old, open_bundle(bundle) as new:
        assert old.assignment.limits.message_mb == 16
        assert parts_of(old).changed(parts_of(new), "double") == []
