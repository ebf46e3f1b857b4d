"""Which language a student reads, by what the assignment, they and their computer say."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

from autograder.language.catalogue import ENGLISH, entries_of, languages

LANGUAGE_VARIABLE = "AUTOGRADER_LANG"
"""The environment variable by which a student chooses."""
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where POSIX says the language; the first that is set counts."""


def language_of_reader(
    assignment: str = "",
    environment: Mapping[str, str] = os.environ,
    encoding: str | None = None,
) -> str:
    """The language to speak: what the student chose, else the assignment's, else the computer's.

    English where there is no catalogue of it, or where a console with this ``encoding`` does not
    have its letters.
    """
    wanted = environment.get(LANGUAGE_VARIABLE) or assignment or _of_computer(environment)
    found = known(wanted)
    return found if found != ENGLISH and _can_show(entries_of(found)["name"], encoding) else ENGLISH


def known(wanted: str) -> str:
    """The language of a name such as "zh", "zh_CN.UTF-8", "zh-Hans" or Windows' "Chinese"."""
    name = wanted.replace("-", "_").casefold()
    for language in languages()[1:]:
        own = (language, entries_of(language)["english_name"].casefold())
        if any(
            name == each or name.startswith((f"{each}_", f"{each}.", f"{each} ")) for each in own
        ):
            return language
    return ENGLISH


def _of_computer(environment: Mapping[str, str]) -> str:
    """What the locale is called."""
    said = next((environment[name] for name in LOCALE if environment.get(name)), "")
    if said:
        return said
    try:
        return locale.getlocale()[0] or ""  # Windows knows it without a variable
    except ValueError:  # a name that Python cannot take apart
        return ""


def _can_show(text: str, encoding: str | None) -> bool:
    try:
        text.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
