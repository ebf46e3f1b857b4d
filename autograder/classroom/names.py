"""Names are bytes from elsewhere: how they are read, compared, and made into file names."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_FILE_NAME = 120
"""Bytes of a file name; a file system takes 255, and suffixes of ours follow."""
PUNCTUATION = set(" .@+=,()'\u2019_-")
"""What a file name may hold beside letters, marks, digits and symbols."""
NOT_FIRST = " .=+-@"
"""Characters that a file name should not begin with: options, formulas, hidden files."""
JOINERS = "\u200c\u200d"
"""Invisible characters that some languages, and emoji, are written with."""
APOSTROPHES = str.maketrans("\u2019\u02bc\u2018`\u00b4", "'''''")


def same_name(text: str) -> str:
    """``text`` as it is compared: composed, without regard to case, widths and apostrophes."""
    plain = unicodedata.normalize("NFKC", text.translate(APOSTROPHES))
    return " ".join(plain.casefold().split())


def decoded(name: bytes) -> str:
    """A file name from elsewhere: UTF-8, Chinese (GBK) as Windows writes it, or escaped bytes."""
    try:
        return name.decode()
    except UnicodeDecodeError:
        return (
            name.decode("gb18030") if is_chinese(name) else name.decode(errors="backslashreplace")
        )


def is_chinese(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 are GBK rather than a Western code page.

    Chinese characters take two bytes each and come in words; accented letters stand alone.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    runs = re.findall(rb"[\x80-\xff]+", data)
    hanzi = any("\u4e00" <= c <= "\u9fff" for c in text)
    return hanzi and sum(map(len, runs)) >= 2 * len(runs)


def shown(name: str) -> str:
    """A name that the file system gave, for people; bytes that are no text are decoded."""
    return decoded(name.encode("utf-8", errors="surrogateescape"))


def one_line(text: str) -> str:
    """``text`` as it is printed to a terminal: what would steer it, or begin a line, is escaped.

    Names of files are the students' own.
    """
    return "".join(c if c.isprintable() or c in JOINERS else ascii(c)[1:-1] for c in text)


def file_name(text: str) -> str:
    """``text`` as the name of a file: what could be misread is escaped, so that no two are equal.

    Longer ones are cut, and told apart by a hash.
    """
    plain = unicodedata.normalize("NFC", text)
    name = "".join(c if _allowed(c) else _escaped(c) for c in plain) or "_"
    if name[0] in NOT_FIRST:
        name = _escaped(name[0]) + name[1:]
    if name[-1] in ". ":
        name = name[:-1] + _escaped(name[-1])
    if len(name.encode()) <= MAX_FILE_NAME:
        return name
    digest = hashlib.sha256(plain.encode(errors="surrogatepass")).hexdigest()[:8]
    return f"{name.encode()[: MAX_FILE_NAME - 9].decode(errors='ignore')}~{digest}"


def _allowed(character: str) -> bool:
    kind = unicodedata.category(character)[0]
    symbol = kind == "S" and not character.isascii()
    return character in PUNCTUATION or kind in "LMN" or symbol


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode(errors="surrogatepass"))
