"""Sentences in the language of who reads them: gettext's catalogues, read from JSON.

The English sentence is the key. ``tools/catalogues.py`` finds all of them in the source, keeps
``locale/*.po`` current and makes of each the ``.json`` that lies here: another language is a file.
What an assignment's author wrote (titles, hints, what a check calls a value) is translated by the
assignment's own ``texts.LANGUAGE.json``; see ``autograder.language.texts``.

Sentences are put together when they are told, in the language that is spoken then. Nobody compares
them: what decides anything has a type, a status or a name.
"""

from autograder.language.catalogue import (
    ENGLISH,
    FIX_FIRST,
    gettext,
    in_all_languages,
    label,
    languages,
    marked,
    ngettext,
    speak,
    speaking,
    spoken,
)
from autograder.language.reader import language_of_reader

__all__ = [
    "ENGLISH",
    "FIX_FIRST",
    "gettext",
    "in_all_languages",
    "label",
    "language_of_reader",
    "languages",
    "marked",
    "ngettext",
    "speak",
    "speaking",
    "spoken",
]
