"""An author's own texts in another language: titles of cases, hints, what a check calls a value.

``texts.LANGUAGE.json`` of an assignment has them, English -> translated. What a test puts together
stands there as the test writes it, with names for what it fills in: "{what} in {mode} mode".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

MAX_COMPARED = (0, 4000, 400, 200)
"""Characters of a text that is compared with a form, by the number of names in the form: what a
student's code raised may be among it, and matching takes as many steps as a power of its length."""
FILLED_IN = re.compile(r"\{(\w+)\}")
"""What is filled in."""
IDEOGRAPHIC = r"[\u3000-\u9fff\uff01-\uff5e]"
"""A letter of Chinese, or its punctuation: no blank stands between two of them."""
KEYS_BEHIND = re.compile(r"(.*?)((?:\[[^\[\]]*\])+)", re.S)
"""A text, and the keys of an entry behind it, as in "bn_param['mode']"."""


def closed_up(sentence: str, values: Mapping[str, object]) -> str:
    """``sentence`` without the blanks that would stand between two wide letters once it is filled.

    "{what} is wrong" has a blank in Chinese too, for "dx 出错"; "the last layer" needs none there.
    Within a value, which may be a student's, nothing changes.
    """
    for name, value in values.items():
        place, text = rf"\{{{re.escape(name)}\}}", str(value)
        if re.match(IDEOGRAPHIC, text[-1:]):
            sentence = re.sub(rf"({place}) (?={IDEOGRAPHIC})", r"\1", sentence)
        if re.match(IDEOGRAPHIC, text[:1]):
            sentence = re.sub(rf"(?<={IDEOGRAPHIC}) ({place})", r"\1", sentence)
    return sentence


class AuthorTexts:
    """An author's texts in one language."""

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        self._texts = {english: text for english, text in (texts or {}).items() if text}

    def exact(self, english: str) -> str:
        """The translation of a text; empty where there is none."""
        return self._texts.get(english, "")

    def label(self, what: str) -> str:
        """``what`` translated: as it is, behind the name of a function, or in front of keys."""
        if not self._texts:
            return what
        if found := self.exact(what):
            return found
        head, colon, rest = what.partition(": ")
        if colon and " " not in head and (told := self.label(rest)) != rest:
            return f"{head}{colon}{told}"
        split = KEYS_BEHIND.fullmatch(what) if len(what) <= MAX_COMPARED[1] else None
        if split and (told := self.label(split[1])) != split[1]:
            return told + split[2]
        return self._of_form(what) or what

    def _of_form(self, text: str) -> str:
        """The translation of the form that a text has; empty where there is none."""
        for pattern, form, translated in self._forms if " " in text else ():
            if len(text) > MAX_COMPARED[pattern.groups]:
                continue
            if match := pattern.fullmatch(text):
                values = dict(zip(FILLED_IN.findall(form), match.groups(), strict=True))
                told = {name: self.label(value) for name, value in values.items()}
                place = closed_up(translated, told)
                return FILLED_IN.sub(lambda name: told.get(name[1], name[0]), place)  # noqa: B023
        return ""

    @cached_property
    def _forms(self) -> list[tuple[re.Pattern[str], str, str]]:
        """The forms, those that say most first."""
        found = []
        for english, translated in self._texts.items():
            said = FILLED_IN.sub("", english)
            if said.strip() and 0 < len(FILLED_IN.findall(english)) < len(MAX_COMPARED):
                pattern = "(.+?)".join(map(re.escape, FILLED_IN.split(english)[::2]))
                found.append((len(said), re.compile(pattern, re.S), english, translated))
        return [entry[1:] for entry in sorted(found, key=lambda entry: -entry[0])]
