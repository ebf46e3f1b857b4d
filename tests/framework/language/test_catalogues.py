"""The catalogues are whole: every sentence is marked, found, translated, and fills in the same."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.language import catalogue, gettext, languages, ngettext, speaking
from tools import catalogues

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "autograder"
SAYING = {
    *("CheckFailure", "Skipped", "StudentError", "Raised", "Undefined", "NotHandedIn", "TooLarge"),
    *("Timeout", "Crash", "Forged", "Ended", "UnpackError", "skipped", "print", "write_line"),
}
"""What is called with a text that a student reads."""
ROOMS = ("checks", "errors.py", "grading", "platforms", "sandbox", "student", "unpack")
FOR_OTHERS = {
    "the test took far too long when it was run again",  # a verdict that nobody sees
    "a known mistake took longer than a case may",
    "the reference has {} of {} points in this image",  # a log of a set-up
    "protections around the student's code here: {}",
    "  pytest --question NAME   ",  # what is typed
    "  python pack.py           ",
    "pack.py: parts of this folder are missing: unpack student.zip again ({})",  # no catalogue
}
WORDS = re.compile(r"[A-Za-z}]{2,}[,;:]? [A-Za-z{]{2,}")


def texts_in(node: ast.AST) -> Iterator[str]:
    """Texts of words that stand in an argument, but not those that a function there translates."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    elif isinstance(node, ast.IfExp):
        yield from (*texts_in(node.body), *texts_in(node.orelse))


def unmarked(tree: ast.AST) -> Iterator[str]:
    """The texts of words that are said without being translated."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name in SAYING:
            for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
                yield from (text for text in texts_in(argument) if WORDS.search(text))


def sources() -> list[Path]:
    """Where sentences for students are made."""
    found = [path for room in ROOMS for path in sorted((PACKAGE / room).glob("**/*.py"))]
    return [*found, PACKAGE / "errors.py"]


def test_every_sentence_that_a_student_reads_is_marked_for_translation() -> None:
    found = {text for path in sources() for text in unmarked(ast.parse(path.read_text()))}
    assert found <= FOR_OTHERS, found - FOR_OTHERS


def test_a_sentence_that_is_not_marked_is_noticed() -> None:
    source = "raise CheckFailure(f'{what} is far too large', safe=gettext('it is too large'))"
    assert list(unmarked(ast.parse(source))) == ["{} is far too large"]


def test_the_catalogues_are_current_and_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogues.main(["--check"]) == 0, capsys.readouterr().out
    assert len(catalogues.sentences()) > 200


@pytest.mark.parametrize(
    ("translated", "fault"),
    [
        ("", "not translated"),
        ("{count} 个值", "fills in other names"),
        ("{name} 的 {count}", "fills in other names"),
        ("{name!r} 为空", ""),
    ],
)
def test_a_translation_that_lacks_something_is_noticed(translated: str, fault: str) -> None:
    made = catalogues.Catalog(locale="zh")
    made.add("{name} is empty", string=translated)
    assert all(fault in found for found in catalogues.faults(made))
    assert bool(list(catalogues.faults(made))) == bool(fault)


def test_another_language_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locale").mkdir()
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(catalogues, "SHIPPED", tmp_path)
    (tmp_path / "autograder").mkdir()
    said = 'gettext("{name} is empty", name=x)\nngettext("{n} file", "{n} files", n, n=n)\n'
    (tmp_path / "autograder" / "some.py").write_text(said)
    plural = (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
        "n%100>=20) ? 1 : 2);"
    )
    (tmp_path / "locale" / "ru.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: ru\\n"\n'
        f'"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plural}\\n"\n\n'
        'msgid "{name} is empty"\nmsgstr "{name} пуст"\n\n'
        'msgid "{n} file"\nmsgid_plural "{n} files"\n'
        'msgstr[0] "{n} файл"\nmsgstr[1] "{n} файла"\nmsgstr[2] "{n} файлов"\n'
    )
    assert catalogues.main([]) == 0
    monkeypatch.setattr(catalogue, "HOME", tmp_path)
    catalogue.entries_of.cache_clear()
    with speaking("ru"):
        assert gettext("{name} is empty", name="a.py") == "a.py пуст"
        told = [ngettext("{n} file", "{n} files", n, n=n) for n in (1, 3, 5, 21)]
    catalogue.entries_of.cache_clear()
    assert told == ["1 файл", "3 файла", "5 файлов", "21 файл"]


def test_a_language_that_nobody_has_translated_is_english() -> None:
    with speaking("tlh"):
        assert gettext("{name} is empty", name="x") == "x is empty"
        assert [ngettext("{n} day", "{n} days", n, n=n) for n in (1, 2)] == ["1 day", "2 days"]


@pytest.mark.parametrize("language", languages()[1:])
def test_the_json_is_read_by_the_standard_library_alone(language: str) -> None:
    entries = json.loads((PACKAGE / "language" / f"{language}.json").read_text(encoding="utf-8"))
    assert entries["name"] and entries["english_name"] and entries["plural"]
