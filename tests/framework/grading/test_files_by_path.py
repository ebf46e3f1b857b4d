"""Files are read by their path: by the reference too, and where calls are repeated."""

from __future__ import annotations

from pathlib import Path

from small_course import at_home, graded, run_at_home, small_course

from autograder.assignment.folders import Folders
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.known_mistakes import mistakes_are_caught

READER = '''"""Reads."""

from pathlib import Path


def count(path):
    """The number of lines of a file."""
    # BEGIN SOLUTION
    return len(Path(path).read_text().splitlines())
    # END SOLUTION
'''
PUBLIC = '''OK_FORMAT = False
name = "double"

from autograder.checks import assert_close, case, given_file


@case(points=1)
def lines(count):
    """counts the lines of three files"""
    assert_close(count("files/lines.txt"), 3, "count")
    assert_close(count(given_file("some.txt", b"1\\n")), 1, "count of one line")
    assert_close(count(given_file("some.txt", b"1\\n2\\n3\\n4\\n5\\n")), 5, "count of five")
'''
HIDDEN = '''OK_FORMAT = False
name = "double (hidden)"

from autograder.checks import assert_close, case


@case(points=1)
def as_the_reference(count, reference):
    """counts as the reference does"""
    assert_close(count("files/lines.txt"), reference.count("files/lines.txt"), "count")
'''
MISTAKES = """import small
from autograder.assignment import wrong


@wrong("count", "the first of many lines is a head", hint="Is it?", question="double")
def headed(path):
    lines = small.count(path)
    return lines - (lines > 3)


@wrong("count", "the last line is left out", hint="Is it?", question="double")
def unfinished(path):
    return small.count(path) - 1
"""


def course(root: Path) -> Folders:
    folders = small_course(
        root,
        reference=READER,
        test=PUBLIC,
        more={
            "assignments/hw/files/lines.txt": "a\nb\nc\n",
            "tests/hw/hidden/double.py": HIDDEN,
            "solutions/hw/misconceptions.py": MISTAKES,
        },
    )
    return folders


def test_mistakes_are_named_by_calls_with_paths_of_files(tmp_path: Path) -> None:
    folders = course(tmp_path / "course")
    proof = mistakes_are_caught(Answers(folders))
    assert proof.holds and "2 mistakes, 2 of them named" in proof.figure, proof
    hand_in = tmp_path / "small.py"
    for mistake, wrong in (("headed", "lines - (lines > 3)"), ("unfinished", "lines - 1")):
        source = READER.replace("return len(", "lines = len(").replace(
            "    # END", f"    return {wrong}\n    # END"
        )
        hand_in.write_text(source)
        outcomes = graded(folders, hand_in, tmp_path).outcomes
        assert {o.misconception for o in outcomes if o.status == "failed"} == {mistake}


def test_the_reference_finds_files_where_the_student_does(tmp_path: Path) -> None:
    folders = course(tmp_path / "course")
    hand_in = tmp_path / "small.py"
    hand_in.write_text(READER)
    before = Path.cwd()
    assert graded(folders, hand_in, tmp_path).points == 2
    assert Path.cwd() == before


def test_files_are_found_at_home_wherever_pytest_is_started_and_by_pack(tmp_path: Path) -> None:
    folders = course(tmp_path / "course")
    assert "1 of 1" in at_home(folders, {"small.py": READER}, tmp_path / "home")
    command = ("-m", "pytest", "-p", "no:cacheprovider", "home")
    assert "1 of 1" in run_at_home(tmp_path, *command).stdout
    assert "it has 1 of 1 points" in run_at_home(tmp_path / "home", "pack.py").stdout
