"""The catalogue that is spoken: its sentences, and those of the assignment's author."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from autograder.language.texts import AuthorTexts, closed_up

ENGLISH = "en"
"""The language in which the sentences stand in the source."""
HOME = Path(__file__).parent
PLURAL_OF_ENGLISH = "n != 1"


class CatalogueFile(TypedDict):
    """What a catalogue's file holds."""

    plural: str
    """gettext's expression: which form stands with the number n"""
    name: str
    """the language in its own letters: what a console must be able to show"""
    english_name: str
    """how Windows calls it"""
    sentences: dict[str, str | list[str]]
    """the English sentence -> the translated one, or its forms for numbers"""


@dataclass(frozen=True)
class Catalogue:
    """One language, with an assignment's own texts in it."""

    language: str = ENGLISH
    sentences: Mapping[str, str | list[str]] = field(default_factory=dict)
    plural: str = PLURAL_OF_ENGLISH
    texts: AuthorTexts = field(default_factory=AuthorTexts)

    def sentence(self, english: str, count: int = 1, many: str = "") -> str:
        """The translated sentence, in the form that stands with ``count`` where it has several."""
        found = self.sentences.get(english)
        if found is None:
            return self.texts.exact(english) or (english if count == 1 or not many else many)
        return found if isinstance(found, str) else found[_rule(self.plural)(count)]


def languages() -> list[str]:
    """The languages that there are, English first."""
    return [ENGLISH, *sorted(path.stem for path in HOME.glob("*.json"))]


@functools.cache
def entries_of(language: str) -> CatalogueFile:
    """The file of a language; ``KeyError`` where there is none."""
    path = HOME / f"{language}.json"
    if language not in languages() or language == ENGLISH:
        raise KeyError(language)
    entries: CatalogueFile = json.loads(path.read_text(encoding="utf-8"))
    return entries


_speaks: ContextVar[Catalogue] = ContextVar("spoken", default=Catalogue())  # noqa: B039  (frozen)


def spoken() -> str:
    """The language that is spoken."""
    return _speaks.get().language


def speak(language: str, texts: Mapping[str, str] | None = None) -> None:
    """Speak ``language`` from now on, with an assignment's ``texts``: English -> translated.

    One that there is no file of is English.
    """
    _speaks.set(_catalogue(language, texts or {}))


@contextmanager
def speaking(language: str, texts: Mapping[str, str] | None = None) -> Iterator[None]:
    """Speak ``language`` in a ``with`` block; the rest is as for ``speak``."""
    token = _speaks.set(_catalogue(language, texts or {}))
    try:
        yield
    finally:
        _speaks.reset(token)


def _catalogue(language: str, texts: Mapping[str, str]) -> Catalogue:
    if language not in languages() or language == ENGLISH:
        return Catalogue()
    entries = entries_of(language)
    of_tests = {FIX_FIRST: str(entries["sentences"].get(FIX_FIRST, ""))}
    own = AuthorTexts({**of_tests, **texts})
    return Catalogue(language, entries["sentences"], entries["plural"], own)


def gettext(sentence: str, /, **values: object) -> str:
    """The English ``sentence`` in the language that is spoken, with its ``{names}`` filled in.

    Without ``values`` braces stay as they are.
    """
    found = _speaks.get().sentence(sentence)
    return closed_up(found, values).format(**values) if values else found


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """``one`` or ``many``, as it is said of ``count`` things; the rest is as for ``gettext``."""
    found = _speaks.get().sentence(one, count, many)
    return closed_up(found, values).format(**values) if values else found


def label(what: str) -> str:
    """What an author calls a value, as in "affine_forward: out for large x", translated.

    The text itself, where nobody has translated it.
    """
    catalogue = _speaks.get()
    return catalogue.sentence(what) if what in catalogue.sentences else catalogue.texts.label(what)


def in_all_languages(sentence: str) -> list[str]:
    """The English ``sentence`` and what it is in every other language, where it has one form."""
    found = [entries_of(language)["sentences"].get(sentence) for language in languages()[1:]]
    return [sentence, *(each for each in found if isinstance(each, str))]


def marked(sentence: str) -> str:
    """The English ``sentence`` as it is: it is found for translation, and translated when told."""
    return sentence


FIX_FIRST = marked("fix {name} first")
"""Why a case is skipped that depends on something which does not work; tests say it as well."""


@functools.cache
def _rule(expression: str) -> Callable[[int], int]:
    """Gettext's plural rule, by the standard library, which takes nothing but arithmetic in n."""
    import gettext as standard  # students' consoles of one number never need it

    rule: Callable[[int], int] = getattr(standard, "c2py")(expression)  # noqa: B009  (undeclared)
    return rule
