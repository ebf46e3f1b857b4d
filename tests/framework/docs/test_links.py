"""Every link leads somewhere, on a forge and on the site, and no page is lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pages import DOCS, ROOT

TEXTS = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
PAGES = [page.relative_to(DOCS).as_posix() for page in TEXTS if DOCS in page.parents]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.M | re.S)
NAV = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def links(page: Path) -> list[str]:
    """The targets of a page's links; what only looks like one, in code, is none."""
    return LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))


def anchors(page: Path) -> set[str]:
    """What a link may lead to in a page: its headings, as forges and mkdocs call them."""
    headings = re.findall(r"^#+ (.*)$", CODE.sub("", page.read_text(encoding="utf-8")), re.M)
    return {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    for link in links(page):
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), f"{page.name}: {link}"
        assert there.is_relative_to(ROOT), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(there), f"{page.name}: {link}"


def test_every_page_is_in_the_menu_and_every_entry_of_the_menu_is_a_page() -> None:
    listed = re.findall(r": (\S+\.md)$", NAV, re.M)
    assert sorted(listed) == sorted(PAGES), "nav of mkdocs.yml"


def test_a_page_begins_with_its_title() -> None:
    for page in PAGES:
        assert re.match(r"# \S", (DOCS / page).read_text(encoding="utf-8")), page


def test_links_that_leave_the_pages_are_paths_on_the_site() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tools'); from site_pages import for_the_site; "
        "print(for_the_site(sys.stdin.read(), 'how-to/a.md'), end='')"
    )
    given = (
        "Read [Other](b.md), [code](../../tools/a.py), [`c.py`](../../x/c.py), `a \\| b`:\n- one\n"
    )
    wanted = "Read [Other](b.md), code (`tools/a.py`), `x/c.py`, `a | b`:\n\n- one\n"
    done = subprocess.run(
        [sys.executable, "-c", code], input=given, cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout == wanted, done.stderr


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="make docs installs it")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path / "site"],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 and "WARNING" not in done.stderr, done.stderr
    built = {p.relative_to(tmp_path / "site").as_posix() for p in tmp_path.rglob("*.html")}
    assert {page.replace(".md", ".html") for page in PAGES} <= built
    outside = re.compile(r'(?:src|href)="(?:https?:)?//')
    for name in built:
        text = (tmp_path / "site" / name).read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|link|img)[^>]*>", text)
        assert [tag for tag in loaded if outside.search(tag)] == [], name
    checks = (tmp_path / "site" / "reference" / "checks.html").read_text(encoding="utf-8")
    assert "assert_normal_scale" in checks and "sqrt" in checks
