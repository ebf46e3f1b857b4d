"""What a student's code answered in a case as a number that gives no answer away.

A known mistake is known at home by the fingerprint of its answers on the inputs of a public case:
its code stays with the instructor. ``hints.json`` in a student's folder holds the fingerprints.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from autograder.checks.numeric import AnyArray
from autograder.checks.remote import Remote
from autograder.language import gettext, marked

HINTS = "hints.json"
"""The file of fingerprints in a student's folder."""
FIRST_ANSWERS = 16
"""Answers of a case that its fingerprint is made of: what comes later are numeric gradients."""
ROUNDING_STEPS = 2.0**22
"""Of the largest entry of an array: numbers that are closer than that share a fingerprint."""
SHIFT = 0.381966
"""Where between two steps they are parted: round numbers lie near none of the borders."""


NAMES_MISTAKE = marked("Your answer is what comes out when {title}.\n  {hint}")
"""What a case says of the known mistake that explains it."""


class PrintIsComplete(BaseException):
    """The fingerprint is complete; nobody who catches errors is meant."""


class Fingerprint:
    """Takes in the first answers of a case, as a conversation notes them."""

    def __init__(self, *, salt: str = "", stop: bool = False) -> None:
        """With ``stop``, ``PrintIsComplete`` is raised when it is complete."""
        self.alone = True
        self._hash = hashlib.sha256(salt.encode())
        self._count, self._stop = 0, stop

    @property
    def digest(self) -> str:
        """The fingerprint of the answers so far."""
        return self._hash.hexdigest()[:16]

    def note(self, values: list[Any]) -> None:
        """Take in an answer: the result and what was changed in place."""
        self._add(_as_bytes(values) if self._count < FIRST_ANSWERS else b"")

    def note_error(self, kind: str) -> None:
        """Take in that an operation ended in an error."""
        self._add(b"E" + kind.encode())

    def note_asked(self, values: list[Any]) -> None:
        """Take in nothing: in which order the test's functions are called is free."""

    def _add(self, answer: bytes) -> None:
        if self._count < FIRST_ANSWERS:
            self._hash.update(len(answer).to_bytes(8, "big") + answer)
        self._count += 1
        if self._stop and self._count >= FIRST_ANSWERS:
            raise PrintIsComplete


def _as_bytes(value: Any) -> bytes:
    """A value as bytes, which are the same for one that differs by rounding alone.

    What stays with the student's code, as a cache does, is free.
    """
    if isinstance(value, Remote):
        return b"R"
    if isinstance(value, np.ndarray | np.generic | int | float) and not isinstance(value, bool):
        return _rounded_array(np.asarray(value))
    if isinstance(value, list | tuple):
        return b"(" + b",".join(map(_as_bytes, value)) + b")"
    if isinstance(value, dict):
        items = sorted((repr(key).encode(), _as_bytes(inner)) for key, inner in value.items())
        return b"{" + b",".join(key + b":" + inner for key, inner in items) + b"}"
    if isinstance(value, np.random.Generator):
        return repr(value.bit_generator.state).encode()
    return type(value).__name__.encode() + repr(value).encode()


def _rounded_array(x: AnyArray) -> bytes:
    head = f"{x.shape}{x.dtype.str}".encode()
    if x.dtype.kind != "f":
        return head + (x.tobytes() if x.dtype.kind in "iub" else b"?")
    x = x.astype(np.float64)
    finite = np.isfinite(x)
    scale = float(np.max(np.abs(x[finite]), initial=0.0))
    if scale == 0.0:
        return head + finite.tobytes()
    steps = np.floor(np.where(finite, x, 0.0) / scale * ROUNDING_STEPS + SHIFT).astype(np.int64)
    size = int(np.floor(np.log(scale) * ROUNDING_STEPS + SHIFT))
    return head + finite.tobytes() + steps.tobytes() + str(size).encode()


class HomeHints:
    """The known mistakes by their fingerprints, as a student's folder holds them."""

    def __init__(self, path: Path) -> None:
        """Where there is no file at ``path``, as in a checkout, there are no hints."""
        table: dict[str, Any] = {"salt": "", "questions": {}}
        if path.is_file():
            table = json.loads(path.read_text(encoding="utf-8"))
        self.salt: str = table["salt"]
        self._questions: Mapping[str, Any] = table["questions"]

    def knows(self, question: str) -> bool:
        """Whether there is anything to say about a question."""
        return question in self._questions

    def said(self, question: str, case: int, prints: Sequence[str]) -> str:
        """The hint for a case that failed, by its place in the question; empty for none.

        ``prints`` are the fingerprints of all its cases. As in the grader, a mistake that is wrong
        where the student is right is none of the student's, and where two fit nothing is said.
        """
        about = self._questions.get(question, {"right": [], "mistakes": []})
        right = about["right"]
        fitting = [
            mistake
            for mistake in about["mistakes"]
            if mistake["prints"][case] == prints[case] != right[case]
            and all(
                _may_agree(*each) for each in zip(mistake["prints"], prints, right, strict=True)
            )
        ]
        whole = [m for m in fitting if list(m["prints"]) == list(prints)] or fitting
        texts = {(m["title"], m["hint"]) for m in whole}
        if len({title for title, _ in texts}) != 1:
            return ""
        title, hint = min(texts)
        return gettext(NAMES_MISTAKE, title=gettext(title), hint=gettext(hint))


def _may_agree(mistake: str, student: str, right: str) -> bool:
    """Whether a case may be that of a student with the mistake, perhaps beside another one."""
    return student != right or mistake == right


def table_of(
    salt: str,
    questions: Iterable[tuple[str, Sequence[str], Sequence[Mapping[str, object]]]],
    texts: Mapping[str, Mapping[str, str]],
) -> bytes:
    """The file of fingerprints: for each question its name, the right ones, and the mistakes'.

    ``texts`` are their titles and hints by language, English -> translated.
    """
    found = {
        name: {"right": list(right), "mistakes": [dict(m) for m in mistakes]}
        for name, right, mistakes in questions
    }
    table = {"salt": salt, "questions": found, "texts": texts}
    return json.dumps(table, indent=1, ensure_ascii=False).encode() + b"\n"
