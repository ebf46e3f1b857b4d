"""What an author wrote in another language: ``solutions/HW/texts.LANGUAGE.json``.

It holds every text of the assignment that students read, English -> translated: titles of cases,
titles and hints of known mistakes, and what checks call a value. A file beside is clearer than two
texts in each place: most hints are made by functions, many mistakes share one, a translator needs
no Python, and whoever writes a test need not wait for one.
"""

from __future__ import annotations

import json
from pathlib import Path

from autograder.errors import AssignmentError
from autograder.language import ENGLISH


def texts_name(language: str) -> str:
    """The name of the file of a language."""
    return f"texts.{language}.json"


def texts_languages(folder: Path) -> list[str]:
    """The languages of which a solution's ``folder`` has a file."""
    return sorted(path.name.split(".")[1] for path in folder.glob(texts_name("*")))


def parse_texts(data: bytes, where: str) -> dict[str, str]:
    """The texts in a file; ``AssignmentError`` where it holds anything else."""
    try:
        found = json.loads(data)
    except ValueError as error:
        raise AssignmentError(f"{where}: no JSON ({error})") from None
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise AssignmentError(f"{where} should be an object of texts, English -> translated")
    return found


def read_texts(folder: Path, language: str) -> dict[str, str]:
    """The texts of a language in a solution's ``folder``; empty where it has no file of it."""
    path = folder / texts_name(language or ENGLISH)
    return parse_texts(path.read_bytes(), str(path)) if path.is_file() else {}
