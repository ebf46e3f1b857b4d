"""Hand-outs as pages: one file each, which asks for nothing, in every language the same."""

from __future__ import annotations

import contextlib
import doctest
import functools
import importlib
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it.token import Token
from small_course import small_course

from autograder.assignment.folders import Folders, assignment_names
from autograder.errors import AssignmentError
from autograder.publish.bundle import build
from autograder.publish.handout_page import handout_pages, handout_parser, handout_text
from autograder.publish.proofs.answers import Answers

ROOT = Path(__file__).parents[3]
HANDOUTS = sorted(ROOT.glob("assignments/*/handout*.md"))
LAID_OUT = [
    "hw1_layers",
    "hw2_data_and_initialization",
    "hw3_normalization",
    "hw4_training",
    "hw5_applications",
]
"""The assignments whose hand-outs have one layout a function, formulas and exercises."""
CHINESE = [ROOT / "assignments" / name / "handout.zh.md" for name in LAID_OUT]
ENGLISH = [path.with_name("handout.md") for path in CHINESE]
HAN = r"[㐀-鿿]"
FULL = r"[　-〿！-～“”]"
POINTS = re.compile(r"`(\w+)` (\d+(?:\.\d+)?) \+ (\d+(?:\.\d+)?)")
"""How a hand-out says the points of a question: those of the public cases + the hidden ones."""
UNESCAPED = re.compile(r"\\[,;:!{}\\_ ]")
"""What a forge's Markdown takes the backslash from before it looks for a formula."""


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def tokens_of(path: Path) -> list[Token]:
    tokens = handout_parser(path).parse(handout_text(path))
    return [part for token in tokens for part in (token, *(token.children or []))]


def formulas(path: Path) -> list[str]:
    return [token.content.strip() for token in tokens_of(path) if token.type.startswith("math_")]


def displayed(path: Path) -> list[str]:
    return [token.content.strip() for token in tokens_of(path) if token.type == "math_block"]


@functools.cache
def pages_of(name: str) -> dict[str, bytes]:
    return handout_pages(Folders(ROOT, name))


def page(path: Path) -> str:
    return pages_of(path.parent.name)[path.with_suffix(".html").name].decode()


class Asked(HTMLParser):
    """Which elements and addresses a page has, and the text that its reader sees."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.asks: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text: list[str] = []
        self.within: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag in ("style", "svg", "math", "pre", "code", "p", "li", "td", "th", "title"):
            self.within.append(tag)
        for name, value in attrs:
            if name == "href" and tag == "a":
                self.links.append(value or "")
            elif name in ("src", "href", "srcset", "data", "action", "poster"):
                self.asks.append(value or "")
            elif name == "id":
                self.ids.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if self.within and self.within[-1] == tag:
            self.within.pop()
        if tag in ("p", "li", "td", "th", "h1", "h2", "h3", "summary"):
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not {"style", "svg", "math", "pre", "code"} & set(self.within):
            self.text.append(data)
        elif self.within[-1] in ("math", "code"):
            self.text.append("x" if data.strip() else "")


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_every_hand_out_has_a_page_that_asks_for_nothing(name: str) -> None:
    folders = Folders(ROOT, name)
    pages = pages_of(name)
    sources = sorted(folders.assignment.glob("handout*.md"))
    assert sorted(pages) == sorted(path.with_suffix(".html").name for path in sources)
    for data in pages.values():
        text = data.decode()
        asked = Asked(text)
        assert "default-src 'none'" in text
        assert not {"script", "iframe", "object", "embed", "link", "form"} & set(asked.tags)
        assert all(address.startswith("data:image/") for address in asked.asks)
        for link in asked.links:
            assert link in pages or link.removeprefix("#") in asked.ids or "://" in link
        styles = re.findall(r"<style>(.*?)</style>", text, re.S)
        assert not [style for style in styles if re.search(r"url\(|@import", style)]


@pytest.mark.parametrize("path", HANDOUTS, ids=shown)
def test_formulas_are_well_formed_mathml(path: Path) -> None:
    made = re.findall(r"<math\b.*?</math>", page(path), re.S)
    assert len(made) == sum(1 + formula.count("\\qquad") for formula in formulas(path))
    for formula in made:
        root = ElementTree.fromstring(formula)
        assert not [e for e in root.iter() if e.tag.endswith(("merror", "}none"))]
        assert "\\" not in "".join(root.itertext())


@pytest.mark.parametrize("path", CHINESE + ENGLISH, ids=shown)
def test_a_forge_shows_what_the_page_shows(path: Path) -> None:
    """No formula needs a backslash that Markdown takes away, no comment swallows its line."""
    assert [f for f in formulas(path) if UNESCAPED.search(f)] == []
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.match(r"\s*<!--.*-->\s*\S", line)] == []
    text = "".join(Asked(page(path)).text)
    assert "**" not in text and "<!--" not in text and "&lt;" not in text and "$" not in text


@pytest.mark.parametrize("path", CHINESE, ids=shown)
def test_chinese_is_set_as_chinese(path: Path) -> None:
    """Full-width punctuation among Chinese characters, and no blank there."""
    seen = "".join(Asked(page(path)).text)
    for text in (seen, re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"))):
        wrong = re.findall(rf".{{0,8}}{HAN}[,;:!?()]|[,;:!?()]{HAN}.{{0,8}}", text)
        wrong += re.findall(rf"{HAN} +{HAN}|{FULL} +{HAN}|{HAN} +{FULL}", text)
        assert wrong == []
    assert re.findall(rf".*(?:{HAN}|{FULL})\n(?:{HAN}|{FULL}|\w).*", seen) == []


@pytest.mark.parametrize("path", CHINESE, ids=shown)
def test_a_line_of_chinese_is_a_paragraph(path: Path) -> None:
    """A line that breaks within a sentence would be shown with a blank there by others."""
    tokens = tokens_of(path)
    broken = [
        (before.content, behind.content)
        for before, this, behind in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if this.type == "softbreak"
    ]
    assert broken == []


@pytest.mark.parametrize("path", CHINESE, ids=shown)
def test_both_languages_have_the_same_parts(path: Path) -> None:
    english = path.with_name("handout.md")

    def parts(handout: Path) -> list[str]:
        kinds = ("heading_open", "image", "fence", "code_block", "html_block", "table_open")
        found = [t for t in tokens_of(handout) if t.type in kinds]
        return [t.tag + str(t.attrGet("src") or "") + t.type for t in found]

    assert parts(path) == parts(english)
    assert displayed(path) == displayed(english)
    assert set(formulas(path)) == set(formulas(english))  # each language has its own sentences


@pytest.mark.parametrize("path", CHINESE + ENGLISH, ids=shown)
def test_a_hand_out_says_how_many_points_each_question_has(path: Path) -> None:
    questions = Answers(Folders(ROOT, path.parent.name)).questions
    points: dict[str, list[float]] = {}
    for question in questions:
        points.setdefault(question.base, [0.0, 0.0])[question.hidden] = question.points
    said = POINTS.findall(path.read_text(encoding="utf-8"))
    assert {name: [float(public), float(hidden)] for name, public, hidden in said} == points
    assert len(said) == len(points)


@contextlib.contextmanager
def on_the_path(folders: list[Path]) -> Iterator[None]:
    before, modules = list(sys.path), set(sys.modules)
    sys.path[:0] = map(str, folders)
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path[:] = before
        for name in set(sys.modules) - modules:
            del sys.modules[name]


@pytest.mark.parametrize("path", CHINESE + ENGLISH, ids=shown)
def test_the_answers_of_exercises_are_computed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three questions a hand-out or more; what their answers print, the reference prints too."""
    folders = Folders(ROOT, path.parent.name)
    monkeypatch.chdir(folders.assignment)
    answers = [t for t in tokens_of(path) if t.type == "fence" and ">>>" in t.content]
    assert len(answers) >= 3
    said = io.StringIO()
    solutions = [folders.solution, *sorted(ROOT.glob("solutions/hw*"))]
    with on_the_path(solutions), contextlib.redirect_stdout(said):
        done = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert done.failed == 0 and done.attempted > 3, said.getvalue()
    for token in answers:
        assert doctest.DocTestParser().get_examples(token.content)[-1].want


def write_handout(folders: Folders, text: str) -> None:
    (folders.assignment / "handout.md").write_text(text, encoding="utf-8")


@pytest.fixture
def course(tmp_path: Path) -> Folders:
    return small_course(tmp_path)


def test_a_build_puts_the_pages_and_the_pictures_into_student_zip(
    course: Folders, tmp_path: Path
) -> None:
    (course.assignment / "pictures").mkdir()
    (course.assignment / "pictures" / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><rect width="2"/></svg>'
    )
    write_handout(course, "# Small\n\n![a square](pictures/a.svg)\n")
    made, _ = build(course, tmp_path / "dist", otter=False)
    with zipfile.ZipFile(made) as archive:
        text = archive.read(f"{course.name}/handout.html").decode()
        assert f"{course.name}/pictures/a.svg" in archive.namelist()
    assert '<span class="drawing" role="img" aria-label="a square"><svg' in text


def test_what_a_hand_out_says_is_text_and_not_markup(course: Folders) -> None:
    write_handout(
        course,
        "# <b>T</b>\n\n<script>alert(1)</script>\n\n<i> <img src=x onerror=y> [j](javascript:a)\n\n"
        "<details><summary>More</summary>\n\n$a < b$\n\n</details>\n\n"
        '<details open onclick="a">\n',
    )
    text = handout_pages(course)["handout.html"].decode()
    asked = Asked(text)
    assert not {"script", "img", "b", "i"} & set(asked.tags)
    assert asked.tags.count("details") == 1 and "<summary>More</summary>" in text
    assert asked.asks == [] and not [a for a in asked.links if "javascript" in a]
    assert "&lt;script&gt;" in text and "<mo>&#x0003C;</mo>" in text


def test_a_mark_of_a_promise_leaves_no_trace(course: Folders) -> None:
    write_handout(
        course,
        "# T\n\none <!-- promise: a.b -->\n<!-- promise: a.c --> <!-- promise: a.d -->\ntwo, "
        "<!-- promise: a.e --> three <!-- promise: a.f -->\nfour 0 <!-- promise: a.g -->五\n",
    )
    assert "<p>one\ntwo, three\nfour 0 五</p>" in handout_pages(course)["handout.html"].decode()


def test_code_is_shown_as_it_is(course: Folders) -> None:
    write_handout(course, "# T\n\na <!-- b -->\n\n```html\n<!-- c -->\n<p>\n```\n\nd <!-- e -->\n")
    text = handout_pages(course)["handout.html"].decode()
    assert "&lt;!-- c --&gt;\n&lt;p&gt;" in text and "<!--" not in text and "<p>d</p>" in text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (r"$\frobnicate{x}$", r"\\frobnicate"),
        (r"$\begin{cases} x$", "cannot be set"),
        ("![a](pictures/none.svg)", "none.svg"),
        ("![a](https://example.org/a.png)", "no file of"),
        ("![a](../secret.png)", "no file of"),
        ("![a](assignment.toml)", "should be .svg"),
        ("![a](pictures/bad.svg)", "bad.svg"),
    ],
)
def test_what_cannot_be_shown_is_named(course: Folders, text: str, says: str) -> None:
    (course.assignment / "pictures").mkdir()
    (course.assignment / "pictures" / "bad.svg").write_text("<svg")
    (course.assignment.parent / "secret.png").write_bytes(b"")
    write_handout(course, f"# T\n\n{text}\n")
    with pytest.raises(AssignmentError, match=re.escape(str(course.assignment))) as told:
        handout_pages(course)
    assert re.search(says, str(told.value))


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)"/>',
        '<use href="other.svg#a"/>',
        '<rect style="fill:url(https://example.org)"/>',
        "<style>@import 'a.css';</style>",
        "<foreignObject/>",
        "<text>a</text><!-- -->",
        "<text><![CDATA[</svg><script>alert(1)</script>]]></text>",
    ],
)
def test_a_drawing_runs_and_loads_nothing(course: Folders, inside: str) -> None:
    (course.assignment / "pictures").mkdir()
    (course.assignment / "pictures" / "a.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    )
    write_handout(course, "# T\n\n![a](pictures/a.svg)\n")
    with pytest.raises(AssignmentError, match=r"a\.svg"):
        handout_pages(course)


def test_a_drawing_may_say_less_than(course: Folders) -> None:
    (course.assignment / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><text>x &lt; 0</text></svg>'
    )
    write_handout(course, "# T\n\n![a](a.svg)\n")
    assert "<text>x &lt; 0</text>" in handout_pages(course)["handout.html"].decode()


def test_chinese_lines_are_joined_without_a_blank(course: Folders) -> None:
    write_handout(course, "# 标题\n\n第一行，\n第二行\nand $x$\n第三行\n")
    text = handout_pages(course)["handout.html"].decode()
    assert "第一行，第二行\nand" in text.replace("第二行and", "第二行\nand")
    assert not [pair for pair in pairwise(text.split("\n")) if pair[0].endswith("，")]


def test_the_drawings_are_those_that_the_script_draws() -> None:
    with on_the_path([ROOT / "tools"]):
        drawings = importlib.import_module("drawings")
        for name, draw in drawings.DRAWINGS.items():
            assert (ROOT / "assignments" / name).read_text(encoding="utf-8") == draw().svg()
        drawn = {f"{p.parent.parent.name}/pictures/{p.name}" for p in pictures()}
        assert drawn == set(drawings.DRAWINGS)


def pictures() -> list[Path]:
    return sorted(ROOT.glob("assignments/*/pictures/*.svg"))


@pytest.mark.parametrize(
    "picture", [p for p in pictures() if p.parts[-3] in LAID_OUT], ids=lambda path: path.stem
)
def test_every_drawing_is_shown(picture: Path) -> None:
    folder = picture.parent.parent
    for path in (folder / "handout.md", folder / "handout.zh.md"):
        assert f"](pictures/{picture.name})" in path.read_text(encoding="utf-8")
