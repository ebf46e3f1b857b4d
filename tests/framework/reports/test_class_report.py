"""The class report: its numbers, its pages, nothing of a hand-in as markup, pseudonyms."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.classroom.ledger import NAME, Ledger
from autograder.classroom.people import Person
from autograder.cli import main
from autograder.platforms.gradescope.visibility import views
from autograder.reports.class_page import page
from autograder.reports.class_report import CUT, Report, _correlation, _hider, _Texts, report

GradeAll = Callable[..., Any]
HOSTILE = "</script><script>document.title = 'taken'</script><img src=x onerror=alert(1)>"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def graded(grade_all: GradeAll, hand_ins: Path, right_source: str, tmp_path: Path) -> Path:
    """A graded class with a roster, a loop, a crash and a hand-in that speaks HTML."""
    relu = "    return np.maximum(0, x), x"
    speaks = f"    raise ValueError({HOSTILE!r} + ' by Ada Lovelace')"
    (hand_ins / "html.py").write_text(right_source.replace(relu, speaks))
    ends = "    import os\n    os._exit(1)"
    (hand_ins / "ends.py").write_text(right_source.replace(relu, ends))
    lines = [f"Ada Lovelace,{p.name}" for p in hand_ins.iterdir() if p.stem == "html"]
    lines += [f"Student {p.stem},{p.name}" for p in sorted(hand_ins.iterdir()) if p.stem != "html"]
    (hand_ins / "class.csv").write_text("\n".join(["student,file", *lines, "Zoe,nowhere.py", ""]))
    grade_all(hand_ins / "class.csv")
    return tmp_path / "out"


@pytest.fixture
def found(graded: Path) -> Iterator[Report]:
    with Ledger(graded / NAME) as ledger:
        yield report(ledger, ledger.last_run())


def test_the_numbers_are_those_of_the_class(found: Report, graded: Path) -> None:
    assert len(found.lines) == 9 and len(found.points) == 8
    assert [line.problem != "" for line in found.lines] == [False] * 8 + [True]
    (relu,) = (h for h in found.halves if h.name == "relu_forward")
    assert relu.cases[0].rate == 4 / 8  # not: bob, html, ends, the one that cannot be unpacked
    assert relu.share == relu.cases[0].rate and relu.cases[0].discrimination is not None
    assert sum(n for _, _, n in found.histogram) == 8
    assert found.accidents == {"crashed, or ended the program": ["Student ends"]}
    assert all(m.hand_ins and m.title for m in found.mistakes)


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    passed = np.array([True, True, False, False])
    assert _correlation(passed, np.array([3.0, 3.0, 1.0, 1.0])) == pytest.approx(1.0)
    assert _correlation(passed, np.array([1.0, 1.0, 3.0, 3.0])) == pytest.approx(-1.0)
    assert _correlation(np.array([True, True]), np.array([1.0, 2.0])) is None
    assert _correlation(passed, np.array([2.0, 2.0, 2.0, 2.0])) is None


def test_a_page_says_what_gradescope_shows(found: Report, graded: Path) -> None:
    for name, shown in found.pages["hand_ins"].items():
        texts = found.pages["texts"]
        results = (graded / "results" / f"{name}.json").read_bytes()
        _, after, _ = views(results)
        assert shown["score"] == json.loads(results)["score"]
        rows = [(texts[row[0]], texts[row[1]], *row[4:]) for row in shown["tests"]]
        assert rows == [
            (
                f"{t['number']}. {t['name']}" if "number" in t else t["name"],
                t["output"],
                *([t["score"], t["max_score"]] if "score" in t else []),
            )
            for t in after.tests
        ]


def test_nothing_of_a_hand_in_is_markup(found: Report) -> None:
    text = page(found)
    assert "<img" not in text and text.count("<script") == text.count("</script>") == 2
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text and "'unsafe-eval'" not in text
    assert not re.findall(r"(?:src|href)=[\"']?(?:https?:|//)", text)
    (data,) = re.findall(r'id="data">(.*?)</script>', text, re.S)
    assert any(HOSTILE in t for t in json.loads(data)["texts"])


def test_pseudonyms_leave_no_name(graded: Path) -> None:
    assert main(["report", str(graded), "--anonymous"]) == 0
    text = (graded / "report.html").read_text()
    body = text.partition("<body>")[2]
    assert not re.findall(r"\bada\b|lovelace|student ends|nowhere", body, re.I)
    assert main(["report", str(graded), "--anonymous"]) == 0
    assert (graded / "report.html").read_text() == text
    assert main(["report", str(graded)]) == 0
    assert "Ada Lovelace" in (graded / "report.html").read_text()


def test_what_tells_a_student_is_hidden_in_any_case() -> None:
    from autograder.classroom.people import Entry

    entry = Entry("x7", Path(), (Person("Ada Li", "123456", "ada@example.org"),))
    hide = _hider(entry, "hand-in 1")
    told = "by hand-in 1, hand-in 1 <hand-in 1>, hand-in 1"
    assert hide("by ADA, 123456 <Ada@example.org>, Li") == told


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("Bo Li", "Bo: list, Limit, li, Li_2.py of Bob", "1: list, Limit, li, 1_2.py of Bob"),
        ("李 伟", "return 李伟的答案, 李.py", "return 11的答案, 1.py"),
        ("X Ö", "X and dX; O\u0308 or \u00d6, Öl", "1 and dX; 1 or 1, Öl"),
        ("Zoe\u0301", "by Zo\u00e9", "by 1"),
    ],
)
def test_names_of_one_or_two_letters_are_hidden_where_they_are_words(
    name: str, text: str, told: str
) -> None:
    from autograder.classroom.people import Entry

    assert _hider(Entry("s", Path(), (Person(name, "7"),)), "1")(text) == told


def test_long_texts_are_cut_and_shared_ones_kept_once() -> None:
    texts = _Texts(budget=10)
    test = {"name": "n", "output": "x" * 30, "visibility": "visible"}
    first = texts.page({"score": 0, "tests": [test, {**test, "output": "y" * 30}]}, str)
    assert [texts.all[row[1]] for row in first["tests"]] == ["x" * 10 + CUT, CUT]
    again = texts.page({"score": 0, "tests": [{**test, "output": "x" * 10 + CUT}]}, str)
    assert again["tests"][0] == first["tests"][0]


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_browser_shows_a_hand_in_as_the_preview_does(found: Report, graded: Path) -> None:
    (graded / "report.html").write_text(page(found))
    shown = _browsed(graded / "report.html", "#=Ada%20Lovelace")
    assert "<title>taken" not in shown
    articles = re.findall(r"<article.*?</article>", shown, re.S)
    main(["preview", str(graded / "results" / "Ada Lovelace.json")])
    preview = (graded / "results" / "Ada Lovelace.html").read_text()
    before, after, _ = preview.split("<section")[1:]
    wanted = re.findall(r"<article.*?</article>", before + after, re.S)
    assert [_text(a) for a in articles] == [_text(w) for w in wanted] and len(articles) > 77


def _browsed(file: Path, fragment: str) -> str:
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    done = subprocess.run(
        [*command, f"file://{file}{fragment}"], capture_output=True, text=True, timeout=60
    )
    return done.stdout


def _text(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())
