"""What a hand-in answered in a case, as a short digest: equal ones are the same mistake.

Results are rounded first: the same mistake, written in another order of operations, rounds
otherwise. A digest says nothing of a value, and has a bounded size whatever was answered.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from autograder.checks.numeric import AnyArray
from autograder.grading.diagnosis import NUMBERS
from autograder.sandbox.calls import MAX_ELEMENTS, Call
from autograder.sandbox.inside.wire import StudentValue
from autograder.sandbox.proxies import Proxy
from autograder.sandbox.transcript import Transcript

DIGEST_DIGITS = 16
"""Hexadecimal digits of a digest: of a million answers, two are alike by chance with probability
3e-8."""
STEP = 1.2345678e-6
"""Answers are rounded to multiples of it, relative to a power of ten near the largest entry. It is
far above what rounding does to float64, and no number that a test would use lies between two
multiples."""
BETWEEN = 0.37
"""Where one power of ten ends and the next begins, as a logarithm: at no round number either."""
SMALLEST = 1e-9
"""An array whose entries are all smaller holds what rounding left of zeros."""
MAX_FUNCTION_NAME = 60
"""Characters of a function's name that stand before the digest."""
DEEPEST = 20
"""How deep containers in an answer are looked into."""


def answer_of(calls: Sequence[Call], heard: Transcript | None = None) -> str:
    """The function that a case called last, and a digest of all that the case was answered.

    ``heard`` has the answers where the case uses a class. Empty where nothing was called. Of very
    many numbers the first ``MAX_ELEMENTS`` count.
    """
    answers = heard.answers if heard is not None else []
    if not calls and not answers:
        return ""
    told, digests = hashlib.sha256(), _Digests()
    for answer in answers:
        told.update(digests.of(answer))
    for call in calls:
        told.update(f"{call.function}\0{call.error or ''}\0".encode(errors="replace"))
        answered = call.after if call.result is None else call.result  # it may work in place
        told.update(b"" if call.error else digests.of(answered))
    last = calls[-1].function[:MAX_FUNCTION_NAME] if calls else ""
    return f"{last} {told.hexdigest()[:DIGEST_DIGITS]}".strip()


class _Digests:
    """Digests of values: of their types and what is in them, numbers rounded."""

    def __init__(self) -> None:
        self.left = MAX_ELEMENTS
        """numbers that are still looked at: a hand-in may answer with millions"""

    def of(self, value: StudentValue, depth: int = 0) -> bytes:
        """The digest of a value."""
        told = hashlib.sha256(type(value).__name__.encode(errors="replace"))
        if isinstance(value, Proxy):
            return b"kept"  # it stayed with the student's code, and what is in it nobody sees
        if isinstance(value, np.ndarray | np.generic | int | float | complex):
            array = np.asarray(value)
            told.update(f"{array.shape}{array.dtype.str}".encode())
            entries = array.reshape(-1)[: self.left]
            self.left -= entries.size
            told.update(_rounded(entries))
        elif isinstance(value, str | bytes):
            told.update(value if isinstance(value, bytes) else value.encode(errors="replace"))
        elif isinstance(value, dict) and depth < DEEPEST:
            for key in sorted(value, key=repr):
                told.update(repr(key).encode(errors="replace") + self.of(value[key], depth + 1))
        elif isinstance(value, list | tuple) and depth < DEEPEST:
            for part in value:
                told.update(self.of(part, depth + 1))
        return told.digest()


def _rounded(entries: AnyArray) -> bytes:
    """Bytes that are equal for arrays which differ by rounding alone."""
    if entries.dtype.kind not in NUMBERS:
        raw: bytes = entries.tobytes() if entries.dtype.kind != "O" else b""
        return raw
    wide = entries.astype(complex if entries.dtype.kind == "c" else float)
    finite: NDArray[np.bool_] = np.isfinite(
        wide
    )  # NaN and infinity are one: the form alone decides which
    kept = np.where(finite, wide, 0.0)
    scale = float(np.abs(kept).max(initial=0.0))
    if scale < SMALLEST:
        return finite.tobytes() + b"zeros"
    step = STEP * 10.0 ** math.floor(math.log10(scale) + BETWEEN)
    parts = [kept.real, kept.imag] if entries.dtype.kind == "c" else [kept]
    whole = [np.rint(part / step) + 0.0 for part in parts]  # 0.0 makes one of both zeros
    return finite.tobytes() + b"".join(part.tobytes() for part in whole)
