"""Two hand-ins are similar where they share more than chance and the template explain.

What students choose freely (names, numbers, texts, comments) is taken out of the tokens. Pairs
worth a look are found by fingerprints in an index: Schleimer, Wilkerson, Aiken, "Winnowing: Local
Algorithms for Document Fingerprinting", SIGMOD 2003. What two of them share is then measured as
the longest equal passages, without what the template, the instructors' own answers or many others
have: greedy string tiling,
Prechelt, Malpohl, Philippsen, "Finding Plagiarisms among a Set of Programs with JPlag", 2002.
"""

from __future__ import annotations

import builtins
import io
import keyword
import tokenize
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

GRAM = 12
"""How many tokens in a row are hashed to one fingerprint: shorter matches are chance."""
WINDOW = 5
"""Of so many fingerprints in a row the index keeps one at least, and is the smaller for it; a match
of ``GRAM + WINDOW - 1`` tokens is still found for certain."""
PASSAGE, TELLING = 30, 10
"""How many equal tokens in a row make a passage, and how much they must tell."""
LONG, MUCH = 70, 0.3
"""A pair is named for a passage that tells so much, or for such a share of what a hand-in tells.
Independent right answers to hw1 have at most 47 and 0.14 (``tests/framework/independent``)."""
MOST = 200_000
"""How many characters of a module are compared: a hand-in of any size costs no more."""
COMMON = 60
"""A fingerprint that more hand-ins have than this, or than half of a small class, tells nothing."""
REPEATED = 8
"""How often a fingerprint may stand in one hand-in: what repeats more often fits everywhere."""
CANDIDATES = 10
"""How many pairs are measured for each one that is asked for: the index only estimates."""
BASE = np.uint64(0x9E3779B97F4A7C15)
"""The base of the polynomial hash: odd, its bits evenly mixed (2^64 over the golden ratio)."""
KEPT_NAMES = {*keyword.kwlist, *vars(builtins), "np", "numpy"}
"""Names that stay: nobody chose them."""
FREE = {"(", ")", ",", ";", ":"}
"""Marks that an editor, or another way to write the same, puts or leaves out."""
LAYOUT = {tokenize.INDENT, tokenize.DEDENT, tokenize.NEWLINE, tokenize.ENDMARKER}
Hashes = NDArray[np.uint64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Print:
    """What is compared of one hand-in."""

    grams: Hashes
    """a hash of every GRAM tokens in a row; 0 where they reach into the next function"""
    lines: NDArray[np.intp]
    """the line of each token, counted over all modules"""


@dataclass(frozen=True)
class Passage:
    """Tokens in a row that two hand-ins have alike, by their first and last lines."""

    first: tuple[int, int]
    second: tuple[int, int]
    tokens: int
    weight: float
    """what it tells: its fingerprints, each the less the more others have it"""


@dataclass(frozen=True)
class Pair:
    """Two hand-ins that share passages, the longest first."""

    first: str
    second: str
    passages: list[Passage]
    share: float
    """of what the one tells that tells less"""

    @property
    def weight(self) -> float:
        """What all passages tell."""
        return sum(p.weight for p in self.passages)

    @property
    def tokens(self) -> int:
        """The tokens in all passages."""
        return sum(p.tokens for p in self.passages)


def tokens(source: str) -> list[tuple[str, int]]:
    """The tokens of a source without what students choose freely, with their lines.

    Imports and docstrings are left out, and what comes after an error.
    """
    found: list[tuple[str, int]] = []
    begun, skip, after_dot = True, False, False
    try:
        for kind, text, (line, _), _, _ in tokenize.generate_tokens(io.StringIO(source).readline):
            if kind in (tokenize.COMMENT, tokenize.NL):
                continue
            if kind in LAYOUT:
                begun, skip = True, False
                continue
            skip = skip or (begun and (kind == tokenize.STRING or text in ("import", "from")))
            begun = False
            if not skip and text not in FREE:
                found.append((_normal(kind, text, after_dot), line))
            after_dot = text == "."
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass
    return found


def _normal(kind: int, text: str, after_dot: bool) -> str:
    if kind == tokenize.NAME:
        return text if after_dot or text in KEPT_NAMES else "name"
    if kind == tokenize.OP:
        return text
    return "number" if kind == tokenize.NUMBER else "text"


def print_of(modules: Iterable[str]) -> Print:
    """What is compared of a hand-in, given as the texts of its modules."""
    found: list[tuple[str, int]] = []
    before = 0
    for source in modules:
        found += [(text, before + line) for text, line in tokens(source[:MOST])]
        before += source.count("\n") + 1
    ids = np.array([zlib.crc32(text.encode()) + 1 for text, _ in found], dtype=np.uint64)
    grams = np.zeros(max(0, len(ids) - GRAM + 1), dtype=np.uint64)
    for offset in range(GRAM):  # a polynomial modulo 2^64
        grams = grams * BASE + ids[offset : offset + len(grams)]
    grams ^= grams >> np.uint64(31)
    for place in (n for n, (text, _) in enumerate(found) if text == "def"):
        grams[max(0, place - GRAM + 1) : place] = 0
    return Print(grams, np.array([line for _, line in found], dtype=np.intp))


def similar(found: Mapping[str, Print], given: Iterable[str], most: int = 50) -> list[Pair]:
    """The pairs that share passages that tell something, those that tell most first.

    What is in the ``given`` texts, the template and the instructors' own answers, tells nothing:
    plain loops over a convolution are written alike by people who never met.
    """
    names, prints = list(found), list(found.values())
    if len(prints) < 2:
        return []
    sides = _side_spans(prints, print_of(given).grams)
    pairs = []
    for i, j in _candidates(sides, most * CANDIDATES):
        passages = list(_passages(sides[i], sides[j]))
        less = min(sides[i].telling.sum(), sides[j].telling.sum())
        share = min(1.0, sum(p.weight for p in passages) / max(1.0, float(less)))
        if share >= MUCH or any(p.weight >= LONG for p in passages):
            pairs.append(Pair(names[i], names[j], passages, share))
    return sorted(pairs, key=lambda p: -p.weight)[:most]


@dataclass(frozen=True)
class _Side:
    """A hand-in among the others."""

    print: Print
    seldom: NDArray[np.bool_]
    """which grams are compared: those in one function that do not repeat again and again, since
    what does would fit everywhere"""
    telling: NDArray[np.float64]
    """what each gram tells: 1 where one other has it, 1 / sqrt(k) where k have it, 0 if it was
    given, if many have it, or if it repeats"""


def _side_spans(prints: list[Print], given: Hashes) -> list[_Side]:
    """Every hand-in, with what its grams tell."""
    every = np.concatenate([np.unique(p.grams) for p in prints])
    known, counts = np.unique(every, return_counts=True)
    worth = 1 / np.sqrt(np.maximum(1, counts - 1))
    worth[(counts > max(2, min(COMMON, len(prints) // 2))) | np.isin(known, given)] = 0
    sides = []
    for p in prints:
        seldom = _seldom(p.grams)
        sides.append(_Side(p, seldom, worth[np.searchsorted(known, p.grams)] * seldom))
    return sides


def _seldom(grams: Hashes) -> NDArray[np.bool_]:
    _, places, counts = np.unique(grams, return_inverse=True, return_counts=True)
    seldom: NDArray[np.bool_] = (counts[places] <= REPEATED) & (grams != 0)
    return seldom


def _candidates(sides: list[_Side], most: int) -> Iterator[tuple[int, int]]:
    """The pairs that share most fingerprints, the rarer ones counting more."""
    kept = [np.unique(s.print.grams[_winnowed(s.print.grams) & (s.telling > 0)]) for s in sides]
    known, columns = np.unique(np.concatenate(kept), return_inverse=True)
    if not len(known):
        return
    rows = np.repeat(np.arange(len(sides)), [len(k) for k in kept])
    rarity = np.log((len(sides) + 1) / np.bincount(columns, minlength=len(known)))
    shape = len(sides), len(known)
    table = sparse.csr_matrix((np.sqrt(rarity[columns]), (rows, columns)), shape=shape)
    shared = sparse.triu(table @ table.T, k=1).tocoo()
    for place in np.argsort(-shared.data, kind="stable")[:most]:
        yield int(shared.row[place]), int(shared.col[place])


def _winnowed(grams: Hashes) -> NDArray[np.bool_]:
    """Which are kept: the smallest, the last of equals, in every window."""
    if len(grams) < WINDOW:
        return np.ones(len(grams), dtype=bool)
    windows = np.lib.stride_tricks.sliding_window_view(grams, WINDOW)
    last = WINDOW - 1 - np.argmin(windows[:, ::-1], axis=1)
    kept = np.zeros(len(grams), dtype=bool)
    kept[last + np.arange(len(windows))] = True
    return kept


def _passages(a: _Side, b: _Side) -> Iterator[Passage]:
    """The longest equal passages first, none over another one, each of which tells something."""
    # Greedy string tiling: a token belongs to one passage only, so that a loop which repeats is not
    # counted for each repetition. What an earlier, longer run has taken is cut out of this one; the
    # rest between the cuts is a passage of its own where it is long enough and tells enough.
    taken_a, taken_b = np.zeros(len(a.print.lines), bool), np.zeros(len(b.print.lines), bool)
    for i, j, length in _runs(a, b):
        free = ~(taken_a[i : i + length] | taken_b[j : j + length])
        edges = np.flatnonzero(np.diff(free.astype(np.int8), prepend=0, append=0))
        for begin, end in edges.reshape(-1, 2):
            weight = float(a.telling[i + begin : i + end - GRAM + 1].sum())
            if end - begin >= PASSAGE and weight >= TELLING:
                mine, theirs = slice(i + begin, i + end), slice(j + begin, j + end)
                taken_a[mine], taken_b[theirs] = True, True
                spans = _span(a.print, mine), _span(b.print, theirs)
                yield Passage(*spans, int(end - begin), weight)


def _span(found: Print, part: slice) -> tuple[int, int]:
    return int(found.lines[part.start]), int(found.lines[part.stop - 1])


def _runs(a: _Side, b: _Side) -> list[tuple[int, int, int]]:
    """Places and lengths, in tokens, of all equal passages, the longest first."""
    places_a, places_b = _equal(a, b)
    order = np.lexsort((places_a, places_b - places_a))
    i, j = places_a[order], places_b[order]
    if not len(i):
        return []
    begins = np.flatnonzero(np.r_[True, (np.diff(i) != 1) | (np.diff(j - i) != 0)])
    lengths = np.diff(np.r_[begins, len(i)]) + GRAM - 1
    longest = np.argsort(-lengths, kind="stable")
    return [
        (int(i[begins[n]]), int(j[begins[n]]), int(lengths[n]))
        for n in longest
        if lengths[n] >= PASSAGE
    ]


def _equal(a: _Side, b: _Side) -> tuple[Places, Places]:
    """The places of all pairs of equal grams."""
    at_a, at_b = np.flatnonzero(a.seldom), np.flatnonzero(b.seldom)
    mine, theirs = a.print.grams[at_a], b.print.grams[at_b]
    order = np.argsort(theirs, kind="stable")
    at_b, theirs = at_b[order], theirs[order]
    first = np.searchsorted(theirs, mine, side="left")
    many = np.searchsorted(theirs, mine, side="right") - first
    offsets = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    return np.repeat(at_a, many), at_b[np.repeat(first, many) + offsets]
