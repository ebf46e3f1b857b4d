"""Keep the catalogues of translations current: what is to be translated, and what is shipped.

    python tools/catalogues.py            # takes new sentences into locale/*.po, writes the JSON
    python tools/catalogues.py --check    # says what is not current or not translated

Babel finds the sentences in the source. ``locale/LANGUAGE.po`` is what a translator edits, by hand
or with any editor for gettext; ``autograder/language/LANGUAGE.json`` is made of it, so that nothing
but the standard library is needed to read it. A new language is a copy of a ``.po`` without its
translations, in whose head the language and its plural rule are set.
"""

from __future__ import annotations

import json
import re
import sys
import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE, SHIPPED = ROOT / "locale", ROOT / "autograder" / "language"
METHODS = [("**/scaffolds/**", "ignore"), ("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS: dict[str, tuple[int, ...] | None] = {"gettext": (1,), "ngettext": (1, 2), "marked": (1,)}
NOT_KEPT = tuple(
    f'"{name}'.encode()
    for name in (
        *("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date"),
        *("Last-Translator", "Language-Team", "Generated-By"),
    )
)
"""Lines of a catalogue's head that say nothing here, or something else every day."""
NAME = re.compile(r"\{(\w*)[^}]*\}")
"""What is filled in."""


def sentences() -> Catalog:
    """Every sentence of the package that is said in the reader's language."""
    found = Catalog(project="nn-autograder", charset="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of f-strings among the values, which are no sentences
        for path, line, message, _, _ in extract_from_dir(
            ROOT / "autograder", METHODS, keywords=KEYWORDS, comment_tags=()
        ):
            if message:
                found.add(message, locations=[(f"autograder/{path}", line)])
    return found


def catalogues() -> dict[str, Catalog]:
    """Each language's catalogue, with the sentences that there are now."""
    found = {}
    for path in sorted(LOCALE.glob("*.po")):
        with path.open("rb") as file:
            found[path.stem] = read_po(file, locale=path.stem, abort_invalid=True)
        found[path.stem].update(sentences(), no_fuzzy_matching=True)
        found[path.stem].obsolete.clear()
    return found


def texts_of(message: Message) -> tuple[list[str], list[str]]:
    """The English forms of a message, and the translated ones."""
    forms = [message.id] if isinstance(message.id, str) else list(message.id)
    found = message.string or ""
    translated = [found] if isinstance(found, str) else [form or "" for form in found]
    return forms, translated


def faults(catalogue: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue: a sentence without translation, other names in it."""
    for message in catalogue:
        if not message.id:
            continue
        english, translated = texts_of(message)
        if not all(translated):
            yield f"not translated: {english[0]!r}"
        names = {name for text in english for name in NAME.findall(text)}
        for text in filter(None, translated):
            if set(NAME.findall(text)) != names:
                yield f"fills in other names than {english[0]!r}: {text!r}"
        if message.fuzzy:
            yield f"marked as fuzzy: {english[0]!r}"


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as a translator's file; places of sentences without lines, which change."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, sort_output=True, include_lineno=False)
    lines = buffer.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(NOT_KEPT))


def as_json(catalogue: Catalog) -> bytes:
    """The catalogue as it is shipped."""
    locale = catalogue.locale
    assert isinstance(locale, Locale)
    said: dict[str, object] = {}
    for message in sorted(catalogue, key=lambda m: texts_of(m)[0][0] if m.id else ""):
        if message.id:
            (english, *others), translated = texts_of(message)
            said[english] = translated if others else translated[0]
    entries = {
        "name": locale.get_language_name(catalogue.locale_identifier),
        "english_name": locale.english_name.partition(" (")[0],
        "plural": catalogue.plural_expr,
        "sentences": said,
    }
    return json.dumps(entries, indent=1, ensure_ascii=False).encode() + b"\n"


def main(arguments: list[str]) -> int:
    """Write what is not current, or with ``--check`` say it; 1 where anything is wrong."""
    wrong = 0
    for language, catalogue in catalogues().items():
        files = {
            LOCALE / f"{language}.po": as_po(catalogue),
            SHIPPED / f"{language}.json": as_json(catalogue),
        }
        for path, data in files.items():
            current = path.is_file() and path.read_bytes() == data
            if not current and "--check" in arguments:
                print(f"{path.relative_to(ROOT)} is not current: run python tools/catalogues.py")
                wrong += 1
            elif not current:
                path.write_bytes(data)
                print(f"wrote {path.relative_to(ROOT)}")
        for fault in faults(catalogue):
            print(f"locale/{language}.po: {fault}")
            wrong += 1
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
