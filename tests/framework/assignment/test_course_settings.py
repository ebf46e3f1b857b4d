"""course.toml says what holds for every assignment that does not say otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import SETTINGS, small_course

from autograder.assignment.settings import COURSE_FILE, course_defaults, read_assignment
from autograder.errors import AssignmentError
from autograder.publish.proofs.validate import fingerprint
from autograder.publish.scaffold import course_files
from autograder.publish.watching.files import WatchedFiles

OWN = "assignments/hw/assignment.toml"
ITS_SETTINGS = SETTINGS.format(modules="small")


def test_an_assignment_has_the_courses_settings_but_for_its_own(tmp_path: Path) -> None:
    course = 'language = "zh"\n[limits]\ncase_seconds = 3\nmemory_mb = 300\n'
    course += '[gradescope]\nhidden_cases = "hidden"\n'
    own = f"{ITS_SETTINGS}[limits]\ncase_seconds = 7\n"
    folders = small_course(tmp_path, more={COURSE_FILE: course, OWN: own})
    assignment = read_assignment(folders)
    assert assignment.language == "zh"
    assert (assignment.limits.case_seconds, assignment.limits.memory_mb) == (7, 300)
    assert assignment.limits.total_seconds == 300  # said by nobody
    assert assignment.gradescope.hidden_cases == "hidden"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('title = "Mine"\n', r"course\.toml:1: unknown key 'title'; a course has language, limits"),
        ("\n[limits]\ncase_second = 3\n", r"^[^:]*course\.toml:3: .*'case_second'"),
        ('[limits]\nmemory_mb = "much"\n', r"course\.toml:2: limits\.memory_mb should be"),
        ("limits = 3\n", r"course\.toml:1: limits should be a table"),
        ('language = "xx"\n', r"course\.toml:1: language should be one of en, zh"),
    ],
)
def test_what_is_wrong_in_it_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    folders = small_course(tmp_path, more={COURSE_FILE: text})
    with pytest.raises(AssignmentError, match=told):
        read_assignment(folders)


def test_what_is_wrong_in_the_assignment_is_not_told_of_the_course(tmp_path: Path) -> None:
    more = {COURSE_FILE: 'language = "zh"\n', OWN: f"{ITS_SETTINGS}limits = 3\n"}
    folders = small_course(tmp_path, more=more)
    with pytest.raises(AssignmentError, match=r"assignment\.toml:4: limits should be a table"):
        read_assignment(folders)


def test_proofs_of_before_a_change_of_it_do_not_count(tmp_path: Path) -> None:
    folders = small_course(tmp_path)
    before = fingerprint(folders)
    (tmp_path / COURSE_FILE).write_text("[limits]\ncase_seconds = 3\n")
    assert fingerprint(folders) != before
    assert tmp_path / COURSE_FILE in WatchedFiles(folders).look()


def test_a_new_course_has_one_that_says_what_holds_without_it(tmp_path: Path) -> None:
    (tmp_path / COURSE_FILE).write_bytes(course_files()[COURSE_FILE])
    assert course_defaults(tmp_path)
    folders = small_course(tmp_path)
    said = read_assignment(folders)
    (tmp_path / COURSE_FILE).unlink()
    assert said == read_assignment(folders)
