"""Which language is spoken: the student's, the assignment's or the computer's choice."""

from __future__ import annotations

import pytest

from autograder.language import language_of_reader
from autograder.language.reader import known


@pytest.mark.parametrize(
    ("assignment", "environment", "language"),
    [
        ("", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("", {"LANG": "C.UTF-8"}, "en"),
        ("", {"LANG": "de_DE.UTF-8"}, "en"),
        ("", {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ("zh", {"LANG": "en_US.UTF-8"}, "zh"),
        ("zh", {"LANG": "en_US.UTF-8", "AUTOGRADER_LANG": "en"}, "en"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("", {"LANG": "en_US.UTF-8", "AUTOGRADER_LANG": "zh"}, "zh"),
        ("", {"AUTOGRADER_LANG": "klingon"}, "en"),
    ],
)
def test_the_students_word_comes_first_then_the_assignments_then_the_computers(
    assignment: str, environment: dict[str, str], language: str
) -> None:
    assert language_of_reader(assignment, environment) == language


@pytest.mark.parametrize(
    ("encoding", "language"),
    [
        *((name, "zh") for name in ("utf-8", "gbk", "gb18030", "cp936", None)),
        *((name, "en") for name in ("cp1252", "ascii", "latin-1", "no such encoding")),
    ],
)
def test_a_console_without_the_letters_reads_english(encoding: str | None, language: str) -> None:
    assert language_of_reader("zh", {}, encoding) == language


@pytest.mark.parametrize(
    "name", ["zh", "zh_CN", "zh-Hans-CN", "zh_TW.Big5", "Chinese (Simplified)_China", "ZH_cn"]
)
def test_a_language_has_many_names(name: str) -> None:
    assert known(name) == "zh"


@pytest.mark.parametrize("name", ["", "C", "POSIX", "zha", "English_United States", "zhx_CN"])
def test_other_names_are_english(name: str) -> None:
    assert known(name) == "en"
