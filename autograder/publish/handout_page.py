"""A hand-out is made a page to read: one file, offline, its formulas set as mathematics.

``assignments/HW/handout.md`` is what an instructor writes, and what a forge, JupyterLab and an
editor show. ``build`` makes ``handout.html`` of it, and ``handout.zh.html`` of ``handout.zh.md``:
pages that ask for nothing, in light and dark, on paper too. Markdown is read by markdown-it, LaTeX
between dollars becomes MathML by latex2mathml, and pictures are put into the page.
"""

from __future__ import annotations

import base64
import functools
import html
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from autograder.assignment.folders import Folders
from autograder.errors import AssignmentError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

PAGE_PARTS = Path(__file__).parent / "handout"
"""The template and the style sheet of a page."""
LANGUAGE_NAMES = {"en": "English", "zh": "中文"}
"""What a link to a page in a language says; another language is called by its code."""
CONTENTS_TITLES = {"en": "Contents", "zh": "目录"}
"""What stands above the list of sections."""
FENCED = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.S | re.M)
"""A block of code, which is shown as it is."""
COMMENT = r"<!--(?:(?!-->).)*-->"
"""One comment, as in promises; ``.`` has to match ends of lines."""
COMMENTED = re.compile(
    rf"\n[ \t]*(?:{COMMENT}[ \t]*)+$|[ \t]*{COMMENT}(?=\s|$)|{COMMENT}",
    re.S | re.M,
)
"""A comment, which readers do not see; with its line where nothing else stands there."""
FOLDED = re.compile(r"<details>\s*<summary>(?P<summary>[^<]*)</summary>\s*")
"""The beginning of a part that a reader unfolds."""
WIDE_CHARACTER = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]")
"""A character of Chinese text: a line that breaks after one goes on without a blank."""
PICTURE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
"""Pictures that go into a page as they are; a drawing, ``.svg``, becomes a part of it."""
SVG_NAME = "{http://www.w3.org/2000/svg}"
FUNCTION = re.compile(r"(<mi>(?:cos|exp|ln|log|sin|tanh)</mi>)(?!<mo)")
"""A function's name that stands before its argument without a bracket: a small blank is due."""
DRAWN = frozenset(
    {"svg", "title", "desc", "style", "defs", "g", "rect", "line", "path", "circle", "ellipse"}
) | {"polyline", "polygon", "text", "tspan"}
"""The elements that a drawing may have: none of them runs or loads anything."""


SIDE_BY_SIDE = "\\qquad"
"""What stands between formulas of one line: a narrow page sets them below each other."""
FOLLOWED = re.compile(
    r'(<span class="math inline">(?:(?!</span>).)*</span>)([,.;:!?)，。；：、）]+)'
)
"""A formula and the punctuation behind it, which does not begin a line."""


@dataclass(frozen=True)
class Section:
    """A heading that the contents of a page name."""

    anchor: str
    """the id of the heading"""
    title: str
    """its text, without any form"""
    level: str
    """h1 for a part of the hand-out, h2 for a section"""


def handout_pages(folders: Folders) -> dict[str, bytes]:
    """The pages of an assignment's hand-outs: the name of the file -> its bytes.

    There is one for every ``handout*.md``; the pages name each other. ``AssignmentError`` where a
    hand-out has a formula that cannot be set, or a picture that is not there or is more than one.
    """
    sources = sorted(folders.assignment.glob("handout*.md"))
    pages = {path: path.with_suffix(".html").name for path in sources}
    languages = {path: _language(path) for path in sources}
    made = {}
    for path, name in pages.items():
        others = [
            (LANGUAGE_NAMES.get(languages[other], languages[other]), languages[other], pages[other])
            for other in sources
            if other != path
        ]
        made[name] = handout_page(path, languages[path], others).encode()
    return made


def handout_page(path: Path, language: str, others: Sequence[tuple[str, str, str]]) -> str:
    """The page of the hand-out at ``path``; ``others`` are (title, language, file) of its like."""
    parser = handout_parser(path)
    tokens = parser.parse(handout_text(path))
    title, sections = _sections(tokens)
    body = parser.renderer.render(tokens, parser.options, {})
    return str(
        _page_template().render(
            language=language,
            title=title or path.parent.name,
            contents=CONTENTS_TITLES.get(language, CONTENTS_TITLES["en"]),
            sections=sections,
            others=others,
            body=FOLLOWED.sub(r'<span class="whole">\1\2</span>', body),
            style=(PAGE_PARTS / "page.css").read_text(encoding="utf-8"),
        )
    )


def _sections(tokens: Sequence[Token]) -> tuple[str, list[Section]]:
    """The title of a page and its sections, whose headings are given ids to be found by."""
    title, sections = "", []
    for number, (token, inline) in enumerate(itertools.pairwise(tokens)):
        if token.type == "heading_open":
            token.attrSet("id", f"s{number}")
            text = "".join(part.content for part in inline.children or [])
            if not title:
                title = text
            elif token.tag in ("h1", "h2"):
                sections.append(Section(f"s{number}", text, token.tag))
    return title, sections


def handout_text(path: Path) -> str:
    """What readers see of a hand-out: its text without the marks of promises."""
    text, seen, end = path.read_text(encoding="utf-8"), [], 0
    for block in FENCED.finditer(text):
        seen += [COMMENTED.sub("", text[end : block.start()]), block[0]]
        end = block.end()
    return "".join([*seen, COMMENTED.sub("", text[end:])])


def handout_parser(path: Path) -> MarkdownIt:
    """A reader of the hand-out at ``path``: CommonMark, tables, formulas, pictures, folded parts.

    Whatever else is HTML in a hand-out is shown as text.
    """
    from markdown_it import MarkdownIt  # 0.1 s, which the commands that build nothing do not need
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark").enable("table")
    set_formula = functools.partial(_mathematics, path)
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, renderer=set_formula)
    rules: dict[str, Any] = {
        "html_block": _raw_html,
        "html_inline": _raw_html,
        "image": functools.partial(_picture, path),
        "softbreak": _line_break,
        "table_open": lambda *_: '<div class="scroll"><table>\n',
        "table_close": lambda *_: "</table></div>\n",
    }
    for name, rule in rules.items():
        parser.renderer.rules[name] = rule  # type: ignore[attr-defined]
    return parser


def _language(path: Path) -> str:
    """The language that a hand-out's name says: ``handout.zh.md`` is Chinese."""
    return path.stem.partition(".")[2] or "en"


@functools.cache
def _page_template() -> Any:
    import jinja2

    loader = jinja2.FileSystemLoader(PAGE_PARTS)
    site = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return site.get_template("page.html")


def _mathematics(path: Path, latex: str, how: dict[str, Any]) -> str:
    """A formula as MathML, or several that stand side by side."""
    parts = latex.split(SIDE_BY_SIDE) if how["display_mode"] else [latex]
    if any(part.count("{") != part.count("}") for part in parts):
        parts = [latex]  # the blank stands within a formula
    return "\n".join(_mathml(path, part.strip(), how["display_mode"]) for part in parts)


def _mathml(path: Path, latex: str, display: bool) -> str:
    """One formula; ``AssignmentError`` where latex2mathml does not know what it says."""
    from latex2mathml.converter import convert

    try:
        made: str = convert(latex, display="block" if display else "inline")
    except Exception as error:  # the library has a class for each kind of mistake, and bugs
        raise AssignmentError(f"{path}: the formula ${latex}$ cannot be set: {error!r}") from error
    unknown = re.search(r"\\[A-Za-z]+", made)
    if unknown:
        raise AssignmentError(f"{path}: the formula ${latex}$: {unknown[0]} is not known")
    return FUNCTION.sub(r'\1<mspace width="0.167em"></mspace>', made)


def _raw_html(tokens: Sequence[Token], index: int, *_: object) -> str:
    """HTML in a hand-out: a part to unfold, or text."""
    text = tokens[index].content
    begins = FOLDED.fullmatch(text)
    if begins:
        return f"<details>\n<summary>{begins['summary']}</summary>\n"
    if text.strip() == "</details>":
        return "</details>\n"
    return html.escape(text)


def _line_break(tokens: Sequence[Token], index: int, *_: object) -> str:
    """A line's end is a blank, and between two characters of Chinese text it is nothing."""
    before, behind = tokens[index - 1].content[-1:], ""
    if index + 1 < len(tokens):
        behind = tokens[index + 1].content[:1]
    return "" if WIDE_CHARACTER.match(before) or WIDE_CHARACTER.match(behind) else "\n"


def _picture(handout: Path, tokens: Sequence[Token], index: int, *_: object) -> str:
    """A picture as a part of the page: ``AssignmentError`` where there is no such file."""
    token = tokens[index]
    source, label = str(token.attrGet("src")), html.escape(token.content, quote=True)
    path = (handout.parent / source).resolve()
    if not path.is_relative_to(handout.parent.resolve()) or not path.is_file():
        raise AssignmentError(
            f"{handout}: the picture {source!r} is no file of {handout.parent}: put it there"
        )
    if path.suffix == ".svg":
        return f'<span class="drawing" role="img" aria-label="{label}">{drawing(path)}</span>'
    if path.suffix not in PICTURE_TYPES:
        raise AssignmentError(f"{handout}: the picture {source!r} should be .svg, .png or .jpg")
    data = base64.b64encode(path.read_bytes()).decode()
    return f'<img alt="{label}" src="data:{PICTURE_TYPES[path.suffix]};base64,{data}">'


def drawing(path: Path) -> str:
    """The ``svg`` element of a drawing; ``AssignmentError`` for one that could run or load."""
    text = path.read_text(encoding="utf-8")
    if "<!" in text:  # nor entities, which could be without end
        raise AssignmentError(f"{path}: a drawing in a hand-out has no comments and no DOCTYPE")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise AssignmentError(f"{path}: not a drawing that can be read: {error}") from error
    for element in root.iter():
        name = str(element.tag).removeprefix(SVG_NAME)
        if name not in DRAWN:
            raise AssignmentError(f"{path}: a drawing in a hand-out has no <{name}>")
        for attribute, value in {**element.attrib, "its text": element.text or ""}.items():
            if re.match(r"on|.*href$", attribute) or re.search(r"url\(|@import|<", value):
                raise AssignmentError(
                    f"{path}: {attribute} of <{name}> could run or load something: {value[:80]!r}"
                )
    return text[text.index("<svg") :].strip()
