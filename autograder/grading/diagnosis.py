"""A diagnosis finds the known mistake that gives the same wrong answer as a hand-in.

The calls that a test made are repeated on the known wrong variants, in the trusted process. A
variant is named where it gives what the student's function gave, in every call of a case, and the
right answer does not. One that would have been wrong where the student's function was right is none
of the student's, whatever case shows it. Where several remain that say different things, or none,
nothing is said.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from autograder.assignment.misconceptions import Misconception
from autograder.checks.fingerprints import NAMES_MISTAKE
from autograder.checks.numeric import AnyArray
from autograder.checks.run import Functions
from autograder.checks.silence import WARNING
from autograder.grading.replays import Answer, Answered, known_as
from autograder.language import gettext, in_all_languages, label, marked, ngettext
from autograder.sandbox.calls import Call
from autograder.sandbox.proxies import Proxy, record_of

CONTRADICTED = -1
"""In place of a count of calls: a mistake gives another answer where the student's is right."""
ROUNDING = 1e-7
"""Relative to the largest entry of an array: equal answers may differ by so much, since another
order of operations rounds otherwise."""
TELLING_ERRORS = (WARNING, *(e.__name__ for e in (AssertionError, KeyError, FileNotFoundError)))
"""Errors by which a mistake can be known; of others, as of a name that is not defined, many end in
the same."""
NAMES_MISTAKE_IN_CALLS = marked("Your answer is what comes out in {calls} when {title}.\n  {hint}")
"""What a public case says of the known mistake that explains it, in how many calls."""
MAX_NAMED_TITLE = 500
"""Characters of a title that is found in a message."""
NO_MISTAKE = ""
"""What it is called where known mistakes have their names."""
NUMBERS = "biufc"
"""Kinds of the dtypes that are compared as numbers: NumPy's letters for bool, integers, floats and
complex numbers."""


class ProbesOf(Protocol):
    """What a known mistake does to functions that call the student's; a ``Rubric`` knows it."""

    def affected(self, mistake: Misconception) -> set[str]:
        """The functions whose answers the mistake is known by."""

    def functions_with(self, mistake: Misconception) -> Functions:
        """The functions of a hand-in that is right but for the mistake."""


class Trial(Protocol):
    """A case that can be run again; a ``Retrial`` is one."""

    @property
    def possible(self) -> bool:
        """Whether it is known what the hand-in answered."""

    def is_about(self, mistake: Misconception) -> bool:
        """Whether it should lose points by the mistake, be its function called or not."""

    @property
    def went_wrong(self) -> bool:
        """Whether the hand-in answered otherwise than the right answer."""

    def explained(self, mistake: Misconception) -> int | None:
        """How many wrong answers the mistake gives too; None where it gives another one."""


@dataclass(frozen=True)
class Diagnosis:
    """The mistake that explains a case, and in how many calls the answers agree."""

    misconception: Misconception
    calls: int

    def __str__(self) -> str:
        calls = ngettext("this call", "all {count} calls", self.calls, count=self.calls)
        return gettext(NAMES_MISTAKE_IN_CALLS, calls=calls, **self._said)

    def told_with(self, message: str, hidden: bool) -> str:
        """What a case says; a hidden one nothing else, and no number that the hand-in chooses."""
        return gettext(NAMES_MISTAKE, **self._said) if hidden else f"{message}\n  {self}"

    @property
    def _said(self) -> dict[str, str]:
        """What its author says of the mistake."""
        about = self.misconception
        return {"title": label(about.title), "hint": label(about.hint)}


@dataclass(frozen=True)
class Explanation:
    """What is known of the answers of a case: the mistake that they come from, and a digest."""

    diagnosis: Diagnosis | None
    answer: str
    """by which equal answers are known"""


def naming() -> list[str]:
    """How the sentences begin that name a known mistake in a message, in all languages."""
    found = (*in_all_languages(NAMES_MISTAKE), *in_all_languages(NAMES_MISTAKE_IN_CALLS))
    return list(dict.fromkeys(sentence.partition("{")[0] for sentence in found))


def title_in(message: str) -> str:
    """The title of the known mistake that a message names; empty where it names none.

    It is for messages that a platform kept: where there are results, they have the title.
    """
    found = [match for pattern in _naming_patterns() for match in pattern.finditer(message)]
    return max(found, key=lambda match: match.start())["title"] if found else ""


@functools.cache
def _naming_patterns() -> list[re.Pattern[str]]:
    """The sentences that name a known mistake as patterns, up to the end of its title."""
    patterns = []
    for sentence in (*in_all_languages(NAMES_MISTAKE_IN_CALLS), *in_all_languages(NAMES_MISTAKE)):
        pattern = re.escape(sentence.partition("\n")[0]).replace(r"\{calls\}", r"[^\n]{1,40}?")
        title = rf"(?P<title>[^\n]{{1,{MAX_NAMED_TITLE}}}?)"
        patterns.append(re.compile(pattern.replace(r"\{title\}", title) + r"(?=\n|$)"))
    return patterns


def diagnose(
    cases: Sequence[Sequence[Call]],
    misconceptions: Sequence[Misconception],
    right: Functions,
    probes: ProbesOf | None = None,
    trials: Sequence[Trial] = (),
    *,
    passed: Sequence[bool] = (),
    hidden: Sequence[bool] = (),
    answered: Answered | None = None,
) -> list[Diagnosis | None]:
    """For each case of one question, given as the calls it made, the mistake that explains it.

    A mistake that explains every case is preferred to one that explains this case alone. ``probes``
    says what a mistake does to functions that call the student's; ``trials`` has the cases again,
    for those that use objects; ``passed`` says which cases passed and ``hidden`` which are hidden,
    by default none: a hidden input has no say in what a public case is told. ``answered`` has
    what was answered to the same calls before.
    """
    called = {c.function for calls in cases for c in calls}
    hidden = hidden or [False] * len(cases)
    answered = Answered() if answered is None else answered
    judged = _beside_right(cases, right, passed or [False] * len(cases), hidden, answered)
    mistaken = {function for case in judged for function in case.mistaken}
    table: list[tuple[Misconception, list[int | None]]] = []
    for m in misconceptions:
        explained: list[int | None] = [0] * len(cases)
        if not trials or not isinstance(right.get(m.target), type):
            names = probes.affected(m) if probes is not None else {m.replaces}
            if not names & called and not any(t.possible and t.is_about(m) for t in trials):
                continue
            if not trials and not names & mistaken:  # it could be contradicted alone
                continue
            own = m.as_hand_in(dict(right))
            functions = probes.functions_with(m) if probes is not None else own
            explained = _row(names, judged, _Suspect(m.name, functions, answered))
        table.append((m, _tried(m, trials, explained) if trials else explained))
    public = [place for place, secret in enumerate(hidden) if not secret]
    return [
        _unique(table, i, range(len(cases)) if hidden[i] else public) for i in range(len(cases))
    ]


@dataclass(frozen=True)
class _Judged:
    """The calls of a case beside the right answers to them."""

    calls: Sequence[Call]
    digest: bytes | None
    """what the calls are known by, if they can be"""
    comparable: list[bool]
    """which calls the right answer is known to"""
    right: list[bool]
    """which of them the student answered rightly"""
    free: bool
    """whether what is wrong in it is free, since the case passed"""
    hidden: bool

    @property
    def mistaken(self) -> set[str]:
        """The functions that gave a wrong answer where it counts."""
        if self.free:
            return set()
        judged = zip(self.calls, self.comparable, self.right, strict=True)
        return {call.function for call, known, right in judged if known and not right}


def _beside_right(
    cases: Sequence[Sequence[Call]],
    right: Functions,
    passed: Sequence[bool],
    hidden: Sequence[bool],
    answered: Answered,
) -> list[_Judged]:
    found = []
    for calls, free, secret in zip(cases, passed, hidden, strict=True):
        digest = known_as(calls)
        answers = list(answered.answers(NO_MISTAKE, calls, digest, right))
        alike = [a is not None and agrees(c, a) for c, a in zip(calls, answers, strict=True)]
        found.append(_Judged(calls, digest, [a is not None for a in answers], alike, free, secret))
    return found


@dataclass(frozen=True)
class _Suspect:
    """A known mistake, as what it answers to the calls of a case."""

    name: str
    functions: Functions
    answered: Answered

    def answers(self, case: _Judged) -> Iterator[Answer | None]:
        """Its answers, each when it is asked for."""
        return self.answered.answers(self.name, case.calls, case.digest, self.functions)


def _row(names: set[str], judged: Sequence[_Judged], variant: _Suspect) -> list[int | None]:
    """What ``variant`` explains of each case; one public case that contradicts them is enough."""
    found: list[int | None] = []
    for case in judged:
        explained = _explained(names, case, variant)
        if explained == CONTRADICTED and not case.hidden:
            return [CONTRADICTED] * len(judged)
        found.append(explained)
    return found


def _tried(
    mistake: Misconception, trials: Sequence[Trial], explained: Sequence[int | None]
) -> list[int | None]:
    """``explained``, with what a mistake explains of each case that can be run again.

    It is tried on the cases that went right only where it explains one that went wrong.
    """
    found = [
        trial.explained(mistake) if trial.went_wrong else n
        for trial, n in zip(trials, explained, strict=True)
    ]
    if not any(found):
        return found
    return [
        trial.explained(mistake) if trial.possible and not trial.went_wrong else n
        for trial, n in zip(trials, found, strict=True)
    ]


def _unique(
    table: list[tuple[Misconception, list[int | None]]], case: int, among: Sequence[int]
) -> Diagnosis | None:
    """The one mistake that explains the case; None where there is none or more than one.

    The cases ``among`` all speak for it or against it. Variants with the same title are one mistake
    in several forms.
    """
    # A student who is told of a mistake that is not theirs looks for it in vain and trusts no hint
    # any more. So where two mistakes give the same answer, none is named; one that explains all
    # cases of the question goes before those beside which there must be a second one.
    rows = [(m, explained[case] or 0, [explained[i] for i in among]) for m, explained in table]
    fitting = [row for row in rows if row[1] > 0 and CONTRADICTED not in row[2]]
    candidates = [row for row in fitting if None not in row[2]] or fitting
    if len({m.title for m, _, _ in candidates}) != 1:
        return None
    m, count, _ = candidates[0]
    return Diagnosis(m, count)


def _explained(names: set[str], case: _Judged, variant: _Suspect) -> int | None:
    """In how many calls of ``names`` the variant gives the student's wrong answer.

    0 where no call tells them from the right ones, None where the student's answer is a third one,
    CONTRADICTED where it is right and theirs is wrong. What differs from the right answer in a case
    that passed is ``free``, as zeros that may be stored or not: it speaks for no mistake and
    against none. Of a case in which another function was wrong too nothing is known.
    """
    calls = case.calls
    raising = {call.function for call in calls if call.error is not None}
    if raising and not raising & names:  # the case came to its end in another function
        return 0
    count, telling, third = 0, False, False
    answers: list[Answer | None] = []
    for place, (call, answer) in enumerate(zip(calls, variant.answers(case), strict=True)):
        answers.append(answer)
        if answer is None or not case.comparable[place]:
            continue
        if call.function not in names:
            if not agrees(call, answer):
                return 0
            continue
        if _differ_from_earlier(calls, answers, place):
            count, telling = count + 1, True
            continue
        is_right = case.right[place]
        if case.free and not is_right:
            continue
        if not agrees(call, answer):
            if is_right and not _only_spoils(call, answer):
                return CONTRADICTED
            third = True
        elif not is_right:
            count += 1
            telling = telling or call.error is None or call.error in TELLING_ERRORS
    if third:
        return None
    return count if telling else 0


def _differ_from_earlier(
    calls: Sequence[Call], answers: Sequence[Answer | None], place: int
) -> bool:
    """Whether a call that repeats an earlier one ends differently, there and here.

    As a changed argument, a changed cache may be spoiled in many ways: in which does not count.
    """
    call, answer = calls[place], answers[place]
    for earlier, before in zip(calls[:place], answers[:place], strict=True):
        repeated = earlier.function == call.function and same(earlier.before, call.before)
        if (
            repeated
            and before is not None
            and answer is not None
            and _cache(earlier) == _cache(call)
        ):
            theirs = call.error == earlier.error and same(call.result, earlier.result)
            ours = answer.error == before.error and same(answer.result, before.result)
            return not theirs and not ours
    return False


def _cache(call: Call) -> list[int]:
    """Which values that stayed with the student's code a call was given."""
    return [record_of(value).number for value in call.before if isinstance(value, Proxy)]


def agrees(call: Call, answer: Answer) -> bool:
    """Whether a call ended as ``answer`` says, within rounding."""
    if call.error is not None or answer.error is not None:
        return call.error == answer.error
    if call.result is None and answer.result is None:  # it worked in place: that is its answer
        return same(call.after, answer.after)
    return same(call.result, answer.result) and all(
        _same_effect(*effect) for effect in zip(call.before, call.after, answer.after, strict=True)
    )


def _only_spoils(call: Call, answer: Answer) -> bool:
    """Whether ``answer`` is that of the call but for arrays that it changes in place.

    To scale by 1 changes nothing: where it does not show, the mistake may be there all the same.
    """
    effects = zip(call.before, call.after, answer.after, strict=True)
    return (
        call.error is None
        and answer.error is None
        and same(call.result, answer.result)
        and all(type(e[0]) is np.ndarray or _same_effect(*e) for e in effects)
    )


def _same_effect(before: Any, after: Any, theirs: Any) -> bool:
    """Whether two calls did the same to an argument: an array may be spoiled in many ways.

    So may a dict: what counts is whether keys came, went, or hold something else. Arrays that are
    stored in it, as running statistics are, are an answer.
    """
    if type(before) is type(after) is type(theirs) is dict:
        stored = [k for k in after.keys() & theirs.keys() if type(after[k]) is np.ndarray]
        alike = _what_happened(before, after) == _what_happened(before, theirs)
        return alike and all(same(after[k], theirs[k]) for k in stored)
    if type(before) is not np.ndarray:
        return same(after, theirs)
    return _unchanged(before, after) == _unchanged(before, theirs)


def _unchanged(before: AnyArray, after: AnyArray) -> bool:
    """Whether an array is as it was."""
    alike = type(after) is np.ndarray and (before.dtype, before.shape) == (after.dtype, after.shape)
    if alike and before.tobytes() == after.tobytes():  # takes a tenth of the other one's time
        return True
    return np.array_equal(before, after, equal_nan=True)


def _what_happened(before: dict[Any, Any], after: dict[Any, Any]) -> tuple[bool, bool, set[Any]]:
    """Whether keys came to a dict, whether any went, and which hold something else."""
    other = {k for k in before.keys() & after.keys() if not same(before[k], after[k])}
    return bool(after.keys() - before.keys()), bool(before.keys() - after.keys()), other


def same(a: Any, b: Any) -> bool:
    """Whether two values are equal within rounding; a cache equals anything.

    NaN and infinity are one: which of them an overflow ends in depends on the form alone.
    """
    if isinstance(a, Proxy):
        return True
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, np.random.Generator) and isinstance(b, np.random.Generator):
        return bool(a.bit_generator.state == b.bit_generator.state)
    numbers = (np.ndarray, np.generic, int, float, complex)
    if isinstance(a, numbers) and isinstance(b, numbers):
        x, y = np.asarray(a), np.asarray(b)
        return x.shape == y.shape and x.dtype == y.dtype and _close(x, y)
    return type(a) is type(b) and bool(a == b)


def _close(x: Any, y: Any) -> bool:
    if x.dtype.kind not in NUMBERS:
        return False
    if x.tobytes() == y.tobytes():
        return True
    finite = np.isfinite(y)
    if not np.array_equal(np.isfinite(x), finite):
        return False
    kind = np.complex128 if x.dtype.kind == "c" else np.float64
    x, y = x[finite].astype(kind), y[finite].astype(kind)
    sizes = np.abs(y)
    with np.errstate(over="ignore"):  # the largest numbers that there are, of either sign
        near = np.abs(x - y) <= ROUNDING * sizes.max(initial=0.0) + ROUNDING * sizes
    return bool(near.all())
