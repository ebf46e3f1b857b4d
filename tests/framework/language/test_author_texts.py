"""What an author wrote in another language: forms, completeness, and what is handed out of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_course import small_course

from autograder.assignment.folders import Folders, assignment_names
from autograder.assignment.texts import parse_texts, read_texts, texts_languages
from autograder.errors import AssignmentError
from autograder.language import gettext, label, speaking
from autograder.language.texts import MAX_COMPARED, AuthorTexts
from autograder.publish.home_hints import hint_texts
from autograder.publish.proofs.answers import Answers
from autograder.publish.student_folder import student_files
from autograder.publish.texts import Written, misfilled, overfilled, untranslated, written

ROOT = Path(__file__).parents[3]
TRANSLATED = [n for n in assignment_names(ROOT) if texts_languages(Folders(ROOT, n).solution)]
TEXTS = {
    "a layer": "某一层",
    "out for large x": "x 很大时的 out",
    "{what} in {mode} mode": "{mode} 模式下的 {what}",
    "after the batch of {layer}, {name}": "{layer}之后的 {name}",
    "If so, look there. {hint}": "如果是，请看那里。{hint}",
}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("relu_forward: out for large x", "relu_forward: x 很大时的 out"),
        ("f: dx in train mode", "f: train 模式下的 dx"),
        ("f: after the batch of a layer, p['m']", "f: 某一层之后的 p['m']"),
        ("f: p['m'] in test mode", "f: test 模式下的 p['m']"),
        ("If so, look there. out for large x", "如果是，请看那里。x 很大时的 out"),
        ("f: nobody has translated it", "f: nobody has translated it"),
        ("f: out", "f: out"),
    ],
)
def test_what_a_test_puts_together_has_the_form_that_it_is_written_in(said: str, told: str) -> None:
    assert AuthorTexts(TEXTS).label(said) == told


def test_what_is_filled_in_is_set_as_chinese_is() -> None:
    with speaking("zh", {"the last layer": "最后一层", "{what} of {where}": "{where} 的 {what}"}):
        assert gettext("{what} is missing.", what="最后一层") == "缺少最后一层。"
        assert gettext("{what} is missing.", what="dx") == "缺少 dx。"
        assert gettext("{what} has the wrong shape.", what="一 行") == "一 行的形状不对。"
        assert label("f: w of the last layer") == "f: 最后一层的 w"


def test_a_long_text_of_a_students_is_compared_with_no_form_of_many_names() -> None:
    forms = AuthorTexts({"{a} {b} {c}!": "x"})
    assert forms.label("a " * MAX_COMPARED[3] + "!") == "a " * MAX_COMPARED[3] + "!"


def test_a_file_of_texts_that_is_none_is_refused() -> None:
    with pytest.raises(AssignmentError, match=r"texts.zh.json: no JSON"):
        parse_texts(b"{", "texts.zh.json")
    with pytest.raises(AssignmentError, match=r"should be an object of texts"):
        parse_texts(b'{"a": 1}', "texts.zh.json")


@pytest.fixture(scope="module", params=TRANSLATED)
def answers(request: pytest.FixtureRequest) -> Answers:
    return Answers(Folders(ROOT, request.param))


@pytest.fixture(scope="module")
def texts(answers: Answers) -> Written:
    return written(answers)


def test_everything_is_translated_and_fills_in_the_same(answers: Answers, texts: Written) -> None:
    translated = read_texts(answers.folders.solution, "zh")
    assert untranslated(texts.all, "zh", translated) == []
    assert misfilled(translated) == []
    assert overfilled(texts.all) == []


def test_a_text_that_fills_in_too_much_to_be_found_again_is_noticed() -> None:
    few, many = "{a} of {b} in {c}", "{a} of {b} in {c} at {d}"
    assert overfilled(["plain", few, many]) == [many]
    said = "x of y in z at t"
    assert AuthorTexts({few: few[::-1]}).label(said) != said
    assert AuthorTexts({many: many[::-1]}).label(said) == said


def test_a_text_without_its_translation_is_noticed(answers: Answers, texts: Written) -> None:
    translated = read_texts(answers.folders.solution, "zh")
    title = texts.public[0]
    assert untranslated(texts.all, "zh", {**translated, title: ""}) == [title]
    assert misfilled({**translated, "{a} of x": "{b}"}) == ["{a} of x"]


def test_a_text_that_is_filled_in_alone_is_nobodys_to_translate(tmp_path: Path) -> None:
    folders = small_course(tmp_path)
    file = next((tmp_path / "tests").glob("*/public/*.py"))
    seed = '\nSEED, SAID = "f: {0} {1}".format, lambda n: (f"{n} {n}", f"{n} times {n}")\n'
    file.write_text(file.read_text(encoding="utf-8") + seed, encoding="utf-8")
    texts = written(Answers(folders)).all
    assert "{n} times {2}" in texts
    assert "{n} {2}" not in texts and "{0} {1}" not in texts


def test_students_get_what_is_public_and_nothing_else(answers: Answers, texts: Written) -> None:
    handed_out = json.loads(student_files(answers.folders)["texts.zh.json"])
    secret = set(texts.secret) - set(texts.public)
    assert handed_out and not secret & set(handed_out)
    translated = read_texts(answers.folders.solution, "zh")
    shared = {translated[text] for text in texts.public if text in translated}
    hidden = {translated[text] for text in secret if text in translated} - shared
    assert not hidden & set(handed_out.values())


def test_of_the_hints_those_are_handed_out_that_home_can_say(answers: Answers) -> None:
    mistake = answers.misconceptions[0]
    found = hint_texts(answers.folders.solution, [mistake.title, mistake.hint])["zh"]
    assert set(found) == {mistake.title, mistake.hint}
    with speaking("zh", read_texts(answers.folders.solution, "zh")):
        assert found[mistake.hint] == label(mistake.hint)
