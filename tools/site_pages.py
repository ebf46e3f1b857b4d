"""What mkdocs does to the pages of docs/, which are written to be read on a forge too.

A link to a file of the repository that is no page leads nowhere on the site: its text stays, and
says where the file is. As forges have it, a list may begin in the line after a paragraph, and a bar
in the code of a table's cell has a backslash before it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>[^)#\s]+)(?:#[^)\s]*)?\)")
AFTER_A_PARAGRAPH = re.compile(r"^(?P<line>(?![-|#>\s]|\d+\. ).*\S.*)\n(?=- )", re.M)
CODE_IN_A_LINE = re.compile(r"`[^`\n]*`")
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)


def on_page_markdown(markdown: str, *, page: Page, config: object, files: object) -> str:
    """The page as mkdocs is to read it; mkdocs calls this for each one."""
    return for_the_site(markdown, page.file.src_uri)


def for_the_site(markdown: str, uri: str) -> str:
    """The text of the page at ``uri``, seen from docs/, without links that leave docs/."""
    folder = posixpath.dirname(uri)

    def told(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join("docs", folder, link["target"]))
        if "://" in link["target"] or target.split("/")[0] == "docs":
            return link[0]
        named = link["text"].strip("`").rstrip("/") in (target, posixpath.basename(target))
        return f"`{target}`" if named else f"{link['text']} (`{target}`)"

    parts, at = [], 0
    for block in FENCED.finditer(markdown):
        parts += [_prose(markdown[at : block.start()], told), block[0]]
        at = block.end()
    return "".join([*parts, _prose(markdown[at:], told)])


def _prose(text: str, told: Callable[[re.Match[str]], str]) -> str:
    """What stands between blocks of code."""
    text = CODE_IN_A_LINE.sub(lambda code: code[0].replace(r"\|", "|"), LINK.sub(told, text))
    return AFTER_A_PARAGRAPH.sub(r"\g<line>\n\n", text)
