"""Texts of other people in cells that a spreadsheet opens."""

from __future__ import annotations

import unicodedata

FORMULA = "=+-@"
"""How a cell begins that some spreadsheet computes."""
INVISIBLE = "ZC"
"""The categories of what may stand before it: spaces, line breaks, control characters."""


def plain_cell(text: str) -> str:
    """``text`` as a spreadsheet shows it: never computed.

    Spaces and line breaks before a sign do not hide it from all of them, and full-width signs are
    taken for the narrow ones.
    """
    first = next((c for c in text if unicodedata.category(c)[0] not in INVISIBLE), "")
    begins = unicodedata.normalize("NFKC", first)[:1]
    broken = text[:1] in ("\t", "\r", "\n", "\0")
    return f"'{text}" if broken or (begins and begins in FORMULA) else text
