"""HTML pages that need nothing else; what comes from hand-ins is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2


def render(template: str, **values: Any) -> str:
    """The page that ``template``, a file of this folder, makes of ``values``."""
    site = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return site.get_template(template).render(**values)
