"""CSV files of unknown make: which code page they are in, and what separates their cells."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.names import is_chinese
from autograder.errors import AssignmentError

SEPARATORS = ",;\t|"
BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
UTF8, CHINESE, WESTERN = "utf-8", "gb18030", "cp1252"


@dataclass(frozen=True)
class Text:
    """A text file of unknown make, read so that it can be written as it was."""

    text: str
    encoding: str = UTF8
    mark: bytes = b""
    """the bytes before the text that tell its encoding"""
    guessed: bool = False
    """whether nothing but its bytes told the encoding"""

    def encoded(self, text: str) -> bytes:
        """Another text in the same make."""
        return self.mark + text.encode(self.encoding)


def read_text(path: Path) -> Text:
    """The text of ``path``: UTF-8, UTF-16, Windows-1252 or GBK, as Excel saves it.

    ``AssignmentError`` where it is none of them.
    """
    data = path.read_bytes()
    mark = next((mark for mark in BOMS if data.startswith(mark)), b"")
    try:
        if mark:
            return Text(data[len(mark) :].decode(BOMS[mark]), BOMS[mark], mark)
        if b"\0" in data:
            where = data.index(b"\0")
            raise UnicodeDecodeError(UTF8, data, where, where + 1, "a NUL")
        try:
            return Text(data.decode())
        except UnicodeDecodeError:
            encoding = CHINESE if is_chinese(data) else WESTERN
            return Text(data.decode(encoding), encoding, guessed=True)
    except UnicodeDecodeError as error:
        raise AssignmentError(
            f"{path}: not a CSV file that can be read ({error}): save it as 'CSV UTF-8'"
        ) from None


def separator_of(text: str) -> str:
    """What separates the cells: that which the first line has most of, outside of quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.lower().startswith("sep=") and len(first) > 4:  # what Excel writes for itself
        return first[4]
    bare = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=bare.count)


def table_rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of a table's columns, in lower case, and its rows with their lines.

    Blank rows are left out. ``AssignmentError`` where it is no CSV file.
    """
    text = read_text(path).text
    separator = separator_of(text)
    if text.lower().startswith("sep="):
        text = "\n" + text.partition("\n")[2]
    try:
        table = csv.reader(io.StringIO(text), delimiter=separator)
        rows = [(table.line_num, row) for row in table if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise AssignmentError(f"{path}: not a CSV file ({error})") from None
    head = [" ".join(cell.lower().split()) for cell in rows[0][1]] if rows else []
    return head, rows[1:]
