"""The class report: its numbers, its pages, nothing of a hand-in as markup, pseudonyms."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_up_class import make_class

from autograder.assignment.provenance import Provenance
from autograder.classroom.ledger import NAME, Ledger
from autograder.classroom.people import Person
from autograder.cli import main
from autograder.grading.results import Results
from autograder.platforms.gradescope.visibility import views
from autograder.reports import code
from autograder.reports.class_page import data_of, page
from autograder.reports.class_report import Report, _hider, report
from autograder.reports.code import bounded
from autograder.reports.pages import packed_data, unpacked_data
from autograder.reports.shown import CUT, Texts
from autograder.reports.statistics import correlation

GradeAll = Callable[..., Any]
HOSTILE = "</script><script>document.title = 'taken'</script><img src=x onerror=alert(1)>"


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
    names = [page["name"] for page in found.pages]
    alone = {
        names[group.hand_ins[0]]
        for group in found.groups
        if group.function == "relu_forward" and len(group.hand_ins) == 1
    }
    assert alone == {"Ada Lovelace", "Student ends"}  # an error of her own, and a crash


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    passed = np.array([True, True, False, False])
    assert correlation(passed, np.array([3.0, 3.0, 1.0, 1.0])) == pytest.approx(1.0)
    assert correlation(passed, np.array([1.0, 1.0, 3.0, 3.0])) == pytest.approx(-1.0)
    assert correlation(np.array([True, True]), np.array([1.0, 2.0])) is None
    assert correlation(passed, np.array([2.0, 2.0, 2.0, 2.0])) is None


def test_a_page_says_what_gradescope_shows(found: Report, graded: Path) -> None:
    data = data_of(found)
    texts, cases = data["texts"], data["cases"]
    for shown in data["hand_ins"]:
        results = (graded / "results" / f"{shown['name']}.json").read_bytes()
        _, after, _ = views(results)
        assert shown["score"] == json.loads(results)["score"]
        notes = [(texts[name], texts[text]) for name, text in shown["notes"]]
        assert notes == [(t["name"], t["output"]) for t in after.tests if "score" not in t]
        for test in (t for t in after.tests if "score" in t):
            place = int(test["number"]) - 1
            case = cases[place]
            assert test["name"] == f"{case['question']}: {case['name']}"
            assert (test["max_score"], test["visibility"]) == (case["points"], case["visibility"])
            points, text, status, _ = shown["cases"].get(place, [case["points"], -1, "passed", -1])
            said = texts[text] if text >= 0 else ""
            assert (points, said) == (test["score"], test["output"])
            assert (status == "passed") == (test["status"] == "passed")


def test_a_page_has_the_code_that_was_graded(tmp_path: Path) -> None:
    def shown() -> dict[str, dict[str, str]]:
        with Ledger(tmp_path / NAME) as ledger:
            pages = report(ledger, ledger.last_run()).pages
        return {page["name"]: dict(page["code"]) for page in pages}

    make_class(tmp_path, 12)
    before = shown()
    assert before["Zoë Núñez"] == {"layers.py": (tmp_path / "s0000.py").read_text()}
    (tmp_path / "s0000.py").write_text("x = 1\n")
    (tmp_path / "s0008.py").unlink()
    after = shown()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"Zoë Núñez", "Ida Stone"} and after["Zoë Núñez"] == {}


def test_failures_that_nothing_explains_are_grouped_by_equal_answers(tmp_path: Path) -> None:
    make_class(tmp_path)
    with Ledger(tmp_path / NAME) as ledger:
        run = ledger.last_run()
        found = report(ledger, run)
        rows = {row.entry.title: row.results for row in ledger.rows(run)}
    sizes = [len(group.hand_ins) for group in found.groups]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 5
    for group in found.groups:
        for case in group.cases:
            outcomes = [rows[found.pages[n]["name"]].outcomes[case] for n in group.hand_ins]
            assert len({(o.answer or o.message, o.misconception) for o in outcomes}) == 1
            assert outcomes[0].misconception == "" and outcomes[0].status == "failed"
    unexplained = sum(
        outcome.status == "failed" and not outcome.misconception
        for results in rows.values()
        if results is not None and not results.unrun
        for outcome in results.outcomes
    )
    assert unexplained == sum(len(g.cases) * len(g.hand_ins) for g in found.groups)


def test_nothing_of_a_hand_in_is_markup(found: Report) -> None:
    text = page(found)
    assert "<img" not in text and text.count("<script") == text.count("</script>") == 2
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.S)
    assert "innerHTML" not in script and "insertAdjacentHTML" not in script
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text and "'unsafe-eval'" not in text
    assert not re.findall(r"(?:src|href)=[\"']?(?:https?:|//)", text)
    assert any(HOSTILE in t for t in data_in(text)["texts"])


def data_in(text: str) -> Any:
    """What the script of a page knows."""
    (data,) = re.findall(r'id="data">([A-Za-z0-9+/=]*)</script>', text)
    return unpacked_data(data)


def test_pseudonyms_leave_no_name(graded: Path) -> None:
    assert main(["report", str(graded), "--anonymous"]) == 0
    text = (graded / "report.html").read_text()
    body = text.partition("<body>")[2]
    known = json.dumps(data_in(text), ensure_ascii=False)
    assert "np.abs(x)" in known  # the code is there
    assert not re.findall(r"\bada\b|lovelace|student ends|nowhere", body + known, re.I)
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
    texts = Texts(1)
    texts.budget = 10
    results = Results("n", Provenance("", "", ""))

    def kept(*outputs: str) -> list[str]:
        tests = [{"name": "n", "output": output, "visibility": "visible"} for output in outputs]
        page = texts.page({"score": 0, "tests": tests}, results)
        return [texts.all[text] for _, text in page["notes"]]

    assert kept("x" * 30, "y" * 30) == ["x" * 10 + CUT, CUT]
    count = len(texts.all)
    assert kept("x" * 10 + CUT) == ["x" * 10 + CUT] and len(texts.all) == count
    assert kept("ë" * 30) == ["ë" * 5 + CUT]  # bytes are counted


def test_code_shows_what_would_steer_a_screen() -> None:
    assert code._visible("a = 1\n\tb\u202e\x1b[2J") == "a = 1\n\tb\\u202e\\x1b[2J"


def test_code_is_cut_where_it_is_no_text_of_a_student() -> None:
    draw = random.Random(0)
    noise = "".join(map(chr, draw.choices(range(33, 127), k=20_000)))
    given = "\n".join(f"def function_{n}(x): ..." for n in range(400))
    kept = bounded({"a.py": noise, "b.py": noise}, 2500, given.encode())
    assert (
        len(kept["a.py"]) < 5000
        and kept["a.py"].endswith(code.CODE_CUT)
        and kept["b.py"] == code.CODE_CUT
    )
    own = {"a.py": f"{given}\ny = 1\n"}
    assert bounded(own, 300, given.encode()) == own != bounded(own, 300)


def test_a_large_class_of_hostile_hand_ins_has_a_page_of_bounded_size(tmp_path: Path) -> None:
    draw = random.Random(0)
    count = 30
    texts = Texts(1000)
    share = code.CODE_BYTES // 1000
    pages = []
    for _ in range(count):
        noise = "".join(map(chr, draw.choices(range(33, 127), k=20_000)))
        tests = [{"name": "n", "output": noise[:4000]} for _ in range(5)]
        page = texts.page({"score": 0, "tests": tests}, Results("n", Provenance("", "", "")))
        pages.append(page | {"code": list(bounded({"a.py": noise}, share).items())})
    size = len(packed_data({"texts": texts.all, "hand_ins": pages}))
    assert size / count * 1000 < 10e6
