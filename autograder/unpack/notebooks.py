"""Notebooks of a hand-in: their code cells are kept, their pictures and outputs never.

A notebook is JSON of any make, and hostile: it is parsed once, and its parts are counted before.
"""

from __future__ import annotations

import json

from autograder.errors import UnpackError
from autograder.language import gettext, marked

CELL = "# %% cell "
"""How the line before each cell of a notebook begins in the module that it becomes."""
MAX_BRACKETS = 300_000
"""Lists and dicts in a notebook, each of which costs up to 230 bytes of memory to read."""
MAX_COMMAS = 1_000_000
"""Values in the notebooks of a hand-in, numbers of a plot for instance: a second to read."""
DAMAGED = marked("the notebook is damaged: save it again and hand it in once more")


def code_alone(data: bytes, commas: int) -> bytes | None:
    """The notebook without all that is no code; nothing of one that is damaged.

    None where it holds more values than can be read, with the ``commas`` of those before it.
    """
    if data.count(b"[") + data.count(b"{") > MAX_BRACKETS or commas > MAX_COMMAS:
        return None
    try:
        sources = notebook_cells(data)
    except UnpackError:
        return b""
    cells = [{"cell_type": "code", "source": source} for source in sources]
    return json.dumps({"cells": cells}).encode()


def notebook_cells(data: bytes) -> list[str]:
    """The sources of a notebook's code cells; ``UnpackError`` where it is none."""
    try:
        cells = json.loads(data.decode("utf-8-sig"))["cells"]
        return ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnpackError(gettext(DAMAGED)) from None


def whole_notebook(data: bytes) -> str:
    """All code of a notebook, by which one that nobody touched is known."""
    return "\n".join(notebook_cells(data))


def notebook_source(data: bytes) -> bytes:
    """The code cells of a notebook as they are, each below a mark.

    Magics are taken out where the module is imported, beside the hand-in: parsing what others
    wrote can end a process.
    """
    cells = [f"{CELL}{n}\n{source}\n" for n, source in enumerate(notebook_cells(data), 1)]
    return "\n".join(cells).encode(errors="replace")
