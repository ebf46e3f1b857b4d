"""What an author wrote that students read: to be translated, and in part handed out."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.assignment.folders import Folders
from autograder.assignment.halves import public_half
from autograder.assignment.texts import read_texts, texts_languages, texts_name
from autograder.checks.questions import Question
from autograder.language import gettext, label, speaking
from autograder.language.texts import FILLED_IN, MAX_COMPARED
from autograder.publish.proofs.answers import Answers

LABEL = re.compile(r"[\w{}.]+: (.+)", re.S)
"""What a check calls a value: the function's name, then what it is of it."""
WORDS = re.compile(r"(?:\ba|[A-Za-z}]{2,}),? [A-Za-z{]")
"""A text of words: what stands in one word is a name."""
WORDS_OF_ITS_OWN = re.compile(r"[A-Za-z]")
"""A text with none, as f"{height} {width}", has nothing to translate: what is filled in stays."""


@dataclass(frozen=True)
class Written:
    """Texts of an assignment's author, each once, in the order in which they stand."""

    public: tuple[str, ...]
    """what students get as well: titles of public cases, and what public tests say"""
    secret: tuple[str, ...]
    """the rest: titles of hidden cases, titles and hints of known mistakes"""

    @property
    def all(self) -> tuple[str, ...]:
        """Both, each text once."""
        return tuple(dict.fromkeys((*self.public, *self.secret)))


def written(answers: Answers) -> Written:
    """What the author of an assignment wrote that students read."""
    public = _of_tests(q for q in answers.questions if not q.hidden)
    hidden = _of_tests(q for q in answers.questions if q.hidden)
    hints = [text for m in answers.misconceptions for text in (m.title, m.hint)]
    return Written(public, tuple(dict.fromkeys((*hidden, *hints))))


def untranslated(texts: Iterable[str], language: str, translated: dict[str, str]) -> list[str]:
    """Those of ``texts`` that lack their translation, itself or by a form that they have."""
    with speaking(language, translated):
        return [text for text in texts if gettext(text) == text and label(text) == text]


def misfilled(translated: dict[str, str]) -> list[str]:
    """Texts whose translation fills in other names."""
    return [
        text
        for text, other in translated.items()
        if other and not set(FILLED_IN.findall(other)) <= set(FILLED_IN.findall(text))
    ]


def overfilled(texts: Iterable[str]) -> list[str]:
    """Those of ``texts`` that fill in more names than are found again in what a test has said."""
    return [text for text in texts if len(FILLED_IN.findall(text)) >= len(MAX_COMPARED)]


def public_texts(folders: Folders) -> dict[str, bytes]:
    """A file a language with what of the author's texts students may have: path -> bytes."""
    languages = texts_languages(folders.solution)
    if not languages:
        return {}
    wanted = _of_tests(public_half(folders))
    files = {}
    for language in languages:
        translated = read_texts(folders.solution, language)
        own = {text: translated[text] for text in wanted if text in translated}
        files[texts_name(language)] = as_json(own)
    return files


def as_json(texts: dict[str, str]) -> bytes:
    """A file of texts, a line each."""
    return json.dumps(texts, indent=1, ensure_ascii=False).encode() + b"\n"


def _of_tests(questions: Iterable[Question]) -> tuple[str, ...]:
    """The titles of the cases of ``questions``, then what their files say of values."""
    found: dict[str, None] = {}
    sources: dict[str, str] = {}
    for question in questions:
        found |= dict.fromkeys(case.name or "" for case in question.cases)
        sources |= question.sources
    for source in sources.values():
        found |= dict.fromkeys(_words_of(ast.parse(source)))
    return tuple(found)


def _words_of(tree: ast.AST) -> Iterator[str]:
    """The texts of words in a test file, without the names of functions in front of them."""
    left_out = {id(part) for node in ast.walk(tree) for part in _no_texts(node)}
    for node in ast.walk(tree):
        text = _as_form(node) if id(node) not in left_out else ""
        if text and (match := LABEL.fullmatch(text)):
            text = match[1]
        if WORDS.search(text) and WORDS_OF_ITS_OWN.search(FILLED_IN.sub("", text)):
            yield text


def _no_texts(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, which are titles, and the parts of what is put together."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and node.body:
        first = node.body[0]
        if isinstance(first, ast.Expr):
            yield first.value
    if isinstance(node, ast.JoinedStr):
        yield from (part for part in ast.walk(node) if part is not node)


def _as_form(node: ast.AST) -> str:
    """A text of a test as the key of its translation, with names for what is filled in."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    parts, taken = [], set[str]()
    for number, part in enumerate(node.values):
        if isinstance(part, ast.FormattedValue):
            own = part.value.id if isinstance(part.value, ast.Name) else ""
            name = own if own and own not in taken else str(number)
            taken.add(name)
            parts.append(f"{{{name}}}")
        elif isinstance(part, ast.Constant):
            parts.append(str(part.value))
    return "".join(parts)


def in_order(
    texts: Mapping[str, str], wanted: Sequence[str], missing: Collection[str]
) -> dict[str, str]:
    """``texts`` in the order of those that are ``wanted``, with an empty one where it is missing.

    Forms that a translator has added, which are nobody's own text, come last; others are left out.
    """
    found = {t: texts.get(t, "") for t in wanted if t in texts or t in missing}
    return found | {t: told for t, told in texts.items() if FILLED_IN.search(t) and t not in found}
