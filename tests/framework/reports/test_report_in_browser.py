"""What a teaching assistant does with the report, done in a browser.

``make browser`` installs what it needs: Debian's Chromium, Playwright and axe.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from made_up_class import FORMULA, HOSTILE, LONG, MISTAKES, make_class

from autograder.checks.context import Picture
from autograder.checks.pictures import png_of
from autograder.classroom.ledger import NAME, Ledger
from autograder.cli import main
from autograder.platforms.gradescope.visibility import views
from autograder.reports.class_report import Report, report
from autograder.reports.gradebook import write_results
from tools.terms import ASSIGNMENTS, STUDENTS, make_term

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright: make browser installs it")
axe = pytest.importorskip("axe_playwright_python", reason="axe: make browser installs it")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium: make browser installs it"),
]
ZOE, BROKEN = "Zoë Núñez", "Eve Stone"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = ["", "#questions", "#mistakes", "#unexplained", "#hand-ins", "#case=1", "#group=1"]
VIEWS += ["#mistake=relu_abs", f"#={quote(ZOE)}"]
Page = Any
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_class(tmp_path_factory.mktemp("class"))
    assert main(["report", str(made)]) == 0
    return made


@pytest.fixture(scope="module")
def found(folder: Path) -> Report:
    with Ledger(folder / NAME) as ledger:
        return report(ledger, ledger.last_run())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        options = ["--no-sandbox"]
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield running
        running.close()


@pytest.fixture
def go(browser: Any, folder: Path) -> Iterator[Open]:
    """Opens a view of the report; no page may ask for anything, or have an error."""
    contexts: list[Any] = []
    wrong: list[str] = []
    own = (folder / "report.html").as_uri()

    def opened(view: str = "", *, width: int = 1280, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text))
        page.on("request", lambda asked: wrong.append(asked.url))
        page.goto(f"{own}{view}")
        page.wait_for_selector("body[data-ready]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in wrong if not url.startswith((own, "blob:"))] == []


def rows(page: Page, column: int = 1, table: str = "#all") -> list[str]:
    """The texts of a column, of the rows that are shown."""
    return [
        text.strip()
        for text in page.locator(
            f"{table} tbody tr:not([hidden]) td:nth-child({column})"
        ).all_inner_texts()
    ]


def is_on(page: Page, heading: str) -> bool:
    """Whether the view with that heading comes to be shown, and the title says so."""
    page.wait_for_function("wanted => document.title.startsWith(wanted)", arg=f"{heading} – ")
    shown = page.locator("section.view:not([hidden]) h1").all_inner_texts()
    return bool(shown == [heading])


def test_01_it_says_at_once_how_the_class_did(go: Open, found: Report) -> None:
    page = go()
    facts = page.locator("#overview .facts").inner_text()
    assert "59 of 60" in facts and is_on(page, "Overview")
    assert page.locator("#overview .histogram rect").count() == 20
    assert page.locator("#troubles tbody tr").count() == len(found.troubles) == 2


def test_02_it_sorts_by_any_column(go: Open) -> None:
    page = go("#hand-ins")
    for column, head in enumerate(page.locator("#all thead button").all(), 1):
        head.click()
        first = rows(page, column)
        head.click()
        second = rows(page, column)
        assert sorted(first) == sorted(second) and (first != second or len(set(first)) == 1)
    page.locator("#all thead button", has_text="points").click()
    points = [float(text) for text in rows(page, 2) if text]
    assert points == sorted(points, reverse=True) and len(points) == 59


def test_03_it_finds_zoe_without_her_accents_and_no_number(go: Open) -> None:
    page = go("#hand-ins")
    page.get_by_label("Name").fill("nunez zoe")
    assert rows(page) == [ZOE]
    page.get_by_label("Name").fill("2.31")  # seconds, points: not what anybody is called
    assert rows(page) == []


def test_04_it_filters_by_question_case_and_mistake(go: Open, found: Report) -> None:
    page = go("#hand-ins")
    lost = [p["name"] for p in found.pages if any(int(n) in (0, 1, 8, 9, 10) for n in p["cases"])]
    page.get_by_label("Lost points in").select_option("relu_forward")
    assert sorted(rows(page)) == sorted(lost)
    page.get_by_label("Lost points in").select_option("")
    page.get_by_label("Failed the case").select_option("1")
    assert sorted(rows(page)) == sorted(p["name"] for p in found.pages if 0 in p["cases"])
    page.get_by_label("Failed the case").select_option("")
    page.get_by_label("Made the mistake").select_option("relu_abs")
    (known,) = (m for m in found.mistakes if m.name == "relu_abs")
    assert sorted(rows(page)) == sorted(known.hand_ins)
    page.reload()
    page.wait_for_selector("body[data-ready]")  # the address says what is shown
    assert sorted(rows(page)) == sorted(known.hand_ins)


def test_05_it_lists_what_could_not_be_run_and_what_was_late(go: Open, found: Report) -> None:
    page = go("#overview")
    page.locator("#overview .facts a").first.click()
    assert sorted(rows(page)) == sorted(name for name, _ in found.troubles)
    page.get_by_label("State").select_option("late")
    late = [line.name for line in found.lines if line.late]
    assert sorted(rows(page)) == sorted(late) and 10 < len(late) < 59
    page.get_by_label("State").select_option("time")
    assert len(rows(page)) == 60 - len(late)


def test_06_a_case_says_who_failed_it_and_what_they_read(go: Open, found: Report) -> None:
    page = go("#questions")
    page.locator("#cases-table a").first.click()
    page.wait_for_selector("#page table")
    assert is_on(page, "small values")
    failed = {p["name"]: p["cases"][0] for p in found.pages if 0 in p["cases"]}
    assert sorted(rows(page, 1, "#page table")) == sorted(failed)
    row = page.locator("#page tbody tr", has_text=ZOE)
    row.locator("summary").click()
    assert row.locator("pre").inner_text() == found.texts[failed[ZOE][1]]


def test_07_a_mistake_lists_its_hand_ins(go: Open, found: Report) -> None:
    page = go("#mistakes")
    name, words, _ = MISTAKES["softmax_loss"]
    page.get_by_role("link", name=words).first.click()
    assert is_on(page, words)
    (known,) = (m for m in found.mistakes if m.name == name)
    assert sorted(rows(page, 1, "#page table")) == sorted(known.hand_ins)


def test_08_equal_answers_without_a_hint_stand_together(go: Open, found: Report) -> None:
    page = go("#unexplained")
    sizes = [int(text) for text in rows(page, 2, "#groups-table")]
    assert sizes == sorted(sizes, reverse=True) == [len(g.hand_ins) for g in found.groups]
    page.locator("#groups-table a").first.click()
    names = [found.pages[place]["name"] for place in found.groups[0].hand_ins]
    assert page.locator("#page article h3").all_inner_texts() == names and len(names) > 5


def test_09_one_click_shows_the_code_of_each(go: Open, found: Report) -> None:
    page = go("#group=1")
    function = found.groups[0].function
    for article in page.locator("#page article").all()[:4]:
        if not article.locator("pre").count():
            article.locator("summary").click()
        assert f"def {function}(" in article.locator("pre").inner_text()


def test_10_a_stub_of_a_known_mistake_can_be_pasted(go: Open, found: Report) -> None:
    page = go("#group=1")
    stub = page.locator("pre.stub").inner_text()
    function = found.groups[0].function
    assert stub.startswith(f'@wrong("{function}", ') and f"def {function}_1(" in stub
    compile(stub, "misconceptions.py", "exec")
    body = stub.split("\n", 2)[2]
    assert all(line.strip().startswith(("#", "raise")) for line in body.strip().split("\n"))
    page.get_by_role("button", name="Copy").click()
    page.get_by_text(re.compile("Copied|Selected")).wait_for()


def test_11_the_code_stands_beside_the_failures_with_named_lines_marked(go: Open) -> None:
    page = go(f"#={quote(ZOE)}")
    first = page.locator("#panel article").first
    link = first.get_by_role("button", name=re.compile("layers.py, line"))
    number = int(link.inner_text().split()[-1])
    line = page.locator(f".line[data-n='{number}']")
    assert "named" in line.get_attribute("class") and "return np.abs(x)" in line.inner_text()
    link.click()
    assert "here" in line.get_attribute("class")
    left, right = first.bounding_box(), page.locator("pre.code").bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    line.get_by_role("button").first.click()
    assert page.evaluate("document.activeElement.tagName") == "ARTICLE"


def test_12_passed_cases_show_where_they_are_asked_for(go: Open, found: Report) -> None:
    page = go(f"#={quote(ZOE)}")
    (zoe,) = (p for p in found.pages if p["name"] == ZOE)
    assert page.locator("#panel article.failed").count() == len(zoe["cases"])
    assert page.locator("#panel article.passed").count() == 0
    page.get_by_label("Failed only").uncheck()
    assert page.locator("#panel article.passed").count() == len(found.run.cases) - len(zoe["cases"])
    page.locator("a[rel=next]").click()
    assert not page.get_by_label("Failed only").is_checked()


def test_13_next_and_previous_go_through_what_was_shown(go: Open) -> None:
    page = go("#hand-ins?mistake=relu_abs&sort=1.down")
    names = rows(page)
    assert len(names) > 5
    page.get_by_role("link", name=names[0], exact=True).click()
    for name in names[1:4]:
        page.locator("a[rel=next]").click()
        assert is_on(page, name)
    page.locator("a[rel=prev]").click()
    assert is_on(page, names[2]) and page.get_by_text(f"3 of {len(names)}").count() == 1


def test_14_back_leads_to_where_one_was(go: Open) -> None:
    page = go("#hand-ins?state=time")
    names = rows(page)
    link = page.get_by_role("link", name=names[20], exact=True)
    link.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    link.click()
    assert is_on(page, names[20]) and page.evaluate("scrollY") == 0
    page.locator("a.back").click()
    page.wait_for_selector("#hand-ins:not([hidden])")
    assert rows(page) == names and page.evaluate("scrollY") == place > 0
    assert page.evaluate("document.activeElement.textContent") == names[20]
    page.go_back()  # the browser's own
    page.wait_for_selector("#page:not([hidden])")
    assert is_on(page, names[20])


def test_15_tabs_show_what_the_student_sees(go: Open, folder: Path) -> None:
    page = go(f"#={quote(ZOE)}")
    page.get_by_label("Failed only").uncheck()
    assert page.locator("#panel article").count() == 22  # the cases, and the note on the files
    page.get_by_role("tab", name="Student before publishing").click()
    before = page.locator("#panel").inner_text()
    assert "of images" not in before and "12 more are not shown" in before
    page.get_by_role("tab", name="Student after publishing").click()
    assert "of images" in page.locator("#panel").inner_text()


def test_the_student_tabs_show_what_the_preview_shows(
    go: Open, folder: Path, tmp_path: Path
) -> None:
    with Ledger(folder / NAME) as ledger:
        write_results(ledger, ledger.last_run(), tmp_path)
    page = go(f"#={quote(ZOE)}")
    page.get_by_label("Failed only").uncheck()
    for view, tab in zip(
        views((tmp_path / "results" / "s0000.json").read_bytes()),
        ("Student before publishing", "Student after publishing"),
        strict=False,
    ):
        page.get_by_role("tab", name=tab).click()
        assert page.locator("#panel .score").inner_text() == f"{view.score} points"
        shown = [
            " ".join(text.split()) for text in page.locator("#panel article").all_inner_texts()
        ]
        wanted = []
        for test in view.tests:
            number = f"{test['number']}. " if "number" in test else ""
            status = (
                f"({test['score']:g}/{test['max_score']:g}, {test['status']})"
                if "score" in test
                else ""
            )
            text = f"{number}{test['name']} {status} {test['output']}"
            wanted.append(" ".join(text.split()))
        assert shown == wanted


def test_16_what_is_shown_is_saved_as_csv(go: Open, tmp_path: Path) -> None:
    page = go("#hand-ins?sort=1.up")
    with page.expect_download() as saved:
        page.locator("#hand-ins").get_by_role("button", name="Save as CSV").click()
    saved.value.save_as(tmp_path / "shown.csv")
    head, *lines = csv.reader((tmp_path / "shown.csv").read_text(encoding="utf-8").splitlines())
    assert head[:2] == ["hand-in", "points"] and [line[0] for line in lines] == [
        f"'{name}" if name == FORMULA else name for name in rows(page)
    ]


def test_17_what_is_shown_is_saved_as_a_picture(go: Open, tmp_path: Path) -> None:
    page = go("#hand-ins?mistake=relu_abs")
    page.locator("#shown summary").click()
    with page.expect_download() as saved:
        page.locator("#shown").get_by_role("button", name="Save as SVG").click()
    saved.value.save_as(tmp_path / "shown.svg")
    text = (tmp_path / "shown.svg").read_text()
    heights = [float(h) for h in re.findall(r'<rect [^>]*width="28" height="([\d.]+)"', text)]
    assert len(heights) == 20 and max(heights) == 165 and 'fill="rgb(' in text
    assert f"Points of the {len(rows(page))} lines shown" in text
    with page.expect_download() as saved:
        page.locator("#shown").get_by_role("button", name="Save as PNG").click()
    saved.value.save_as(tmp_path / "shown.png")
    data = (tmp_path / "shown.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(data[16:20], "big") == 1280


def test_18_everything_is_done_with_the_keyboard_alone(go: Open) -> None:
    page = go()
    keys = page.keyboard
    for _ in range(5):
        keys.press("Tab")
    keys.press("Enter")
    page.wait_for_selector("#hand-ins:not([hidden])")
    assert page.evaluate("document.activeElement.id") == "hand-ins-title"
    keys.press("Tab")
    keys.type("zoe")
    assert rows(page) == [ZOE]
    for _ in range(40):
        keys.press("Tab")
        if page.evaluate("document.activeElement.textContent") == ZOE:
            break
    keys.press("Enter")
    page.wait_for_selector("#page:not([hidden])")
    assert is_on(page, ZOE)
    page.get_by_role("tab", name="Staff").focus()
    keys.press("ArrowRight")
    chosen = page.get_by_role("tab", selected=True)
    assert chosen.inner_text() == "Student before publishing"
    keys.press("End")
    assert chosen.inner_text() == "Student after publishing"
    keys.press("Tab")
    assert page.evaluate("document.activeElement.type") == "checkbox"


def test_19_nothing_of_a_hand_in_is_markup(go: Open, found: Report) -> None:
    for view in (f"#={quote(HOSTILE)}", "#hand-ins", "#case=1", "#unexplained", "#group=9"):
        page = go(view)
        assert page.title() != "taken" and page.locator("img").count() == 0
    page = go(f"#={quote(HOSTILE)}")
    assert is_on(page, HOSTILE) and HOSTILE in page.locator("pre.code").inner_text()
    assert HOSTILE in page.locator("#panel").inner_text()


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_20_nothing_is_pushed_out_of_the_screen(go: Open, width: int) -> None:
    for view in (*VIEWS, f"#={quote(LONG)}"):
        page = go(view, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing(go: Open, width: int, scheme: str) -> None:
    for view in VIEWS:
        assert against_rules(go(view, width=width, scheme=scheme)) == [], view


def give_pictures(folder: Path) -> None:
    """Let the hand-ins of a made-up class have made pictures in one case, some of them equal."""
    with Ledger(folder / NAME) as ledger:
        run = ledger.last_run()
        rows = [row for row in ledger.rows(run) if row.results is not None]
        for number, row in enumerate(rows):
            assert row.results is not None
            pixels = np.full((9, 12), 20 * (number % 8), np.uint8)
            picture = Picture("a shade of grey <&>", png_of(pixels))
            row.results.outcomes[0] = replace(row.results.outcomes[0], pictures=(picture,))
            ledger.record(run, row.results, again=True)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "light"), (1280, "dark")])
def test_the_gallery_shows_what_the_class_made(
    browser: Any, tmp_path: Path, width: int, scheme: str
) -> None:
    made = make_class(tmp_path)
    give_pictures(made)
    assert main(["report", str(made), "--gallery"]) == 0
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text))
    page.goto(f"{(made / 'report.html').as_uri()}#gallery")
    page.wait_for_selector("body[data-ready]")
    assert is_on(page, "Gallery") and page.locator("#gallery img").count() == 8
    sizes = page.evaluate("[...document.images].map(own => [own.naturalWidth, own.naturalHeight])")
    assert sizes == [[12, 9]] * 8  # the page's own policy lets them be seen
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert against_rules(page) == []
    first = page.locator("#gallery figcaption a").first
    name = first.inner_text()
    first.click()
    assert is_on(page, name) and wrong == []
    context.close()


def test_a_thousand_hand_ins_are_one_page_that_opens(browser: Any, tmp_path: Path) -> None:
    made = make_class(tmp_path, 1000)
    assert main(["report", str(made)]) == 0
    assert (made / "report.html").stat().st_size < 10e6
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{(made / 'report.html').as_uri()}#hand-ins?find=zoe")
    page.wait_for_selector("body[data-ready]")
    assert rows(page) == [ZOE]
    page.get_by_label("Name").fill("")
    assert len(rows(page)) == 1000
    context.close()


def test_an_old_browser_and_one_without_scripts_show_the_class(browser: Any, folder: Path) -> None:
    for options, script in (({}, "delete window.DecompressionStream"), ({"js": False}, "")):
        context = browser.new_context(java_script_enabled=options.get("js", True))
        context.add_init_script(script)
        page = context.new_page()
        page.goto((folder / "report.html").as_uri())
        assert page.locator("#all tbody tr").first.is_visible() and len(rows(page)) == 60
        assert page.get_by_role("heading", name="Overview").is_visible()
        said = page.locator("#notice").is_visible() or page.locator("noscript").count()
        assert said and page.locator("#filters").is_hidden()
        context.close()


def against_rules(page: Page) -> list[Any]:
    """What axe has against a page, with the elements."""
    (source,) = Path(axe.__file__).parent.glob("axe.min.js")
    page.evaluate(source.read_text(encoding="utf-8"))
    done = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert len(done["passes"]) > 15
    return [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in done["violations"]]


def test_the_page_of_a_term_is_sorted_and_searched(browser: Any, tmp_path: Path) -> None:
    made = make_term(tmp_path)
    assert main(["report", *(str(made.folder / "graded" / name) for name in ASSIGNMENTS)]) == 0
    for width, scheme in ((390, "dark"), (1280, "light")):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        page.goto((made.folder / "graded" / "term.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert against_rules(page) == []
        page.locator("#ways thead button", has_text="mean").click()
        means = [float(text.rstrip(" %")) for text in rows(page, 8, "#ways")]
        assert means == sorted(means, reverse=True) and len(means) == STUDENTS
        page.get_by_label("Name or number").fill("00007")
        assert rows(page, 1, "#ways") == ["Student 07 Example"]
        context.close()
