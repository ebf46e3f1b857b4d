"""Templates make HTML pages that load nothing; what comes from hand-ins is escaped."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from autograder.language import gettext, spoken

FOLDER = Path(__file__).parent


def render(template: str, **values: Any) -> str:
    """The page that ``template``, a file of this folder, makes of ``values``."""
    return _site().get_template(template).render(**values)


@cache
def _site() -> jinja2.Environment:
    """The templates, which are compiled once however many pages they make."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"style": style, "gettext": gettext, "spoken": spoken}
    return made


def style(name: str) -> Markup:
    """A style sheet of this folder."""
    return Markup((FOLDER / f"{name}.css").read_text(encoding="utf-8"))


def script(parts: Sequence[str]) -> tuple[Markup, Markup]:
    """The scripts of this folder as one, and what a page's policy says to let it alone run."""
    texts = [(FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in parts]
    text = '(() => {\n"use strict";\n' + "\n".join(texts) + "})();"
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), Markup(f"'sha256-{digest}'")


def packed_data(value: Any) -> Markup:
    """``value`` as JSON, compressed and in letters that are no markup: a script unpacks it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    packed = zlib.compress(text.encode(errors="replace"), 6)
    return Markup(base64.b64encode(packed).decode())


def unpacked_data(text: str) -> Any:
    """What ``packed_data`` has packed."""
    return json.loads(zlib.decompress(base64.b64decode(text)))
