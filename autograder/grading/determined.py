"""Whether a test is a function of the answers it gets: it has no clock, and draws nothing unseeded.

What such a test says of a hand-in follows from what was said while it ran. Of any other one it does
not: it is run each time, and explained by what was noted while it ran.
"""

from __future__ import annotations

import functools
import re

from autograder.checks.questions import Question

IMPORTED = re.compile(r"^[ \t]*(?:from|import)[ \t]+([\w.]+)", re.MULTILINE)
SEVERAL = re.compile(r"^[ \t]*import[ \t]+[\w.]+(?:[ \t]+as[ \t]+\w+)?[ \t]*,", re.MULTILINE)
"""Several modules in one statement: only the first would be looked at."""
UNSEEDED = re.compile(
    r"default_rng\(\s*\)|PCG64\(\s*\)|from numpy import .*\brandom\b|numpy\.random import"
    r"|import numpy\.random|\b(?:np|numpy)\.random\.(?!default_rng\(|Generator\b|PCG64\()"
)
"""Numbers that are others each time, or those of a generator that all share."""
LOADED_OTHERWISE = re.compile(r"__import__|\bimportlib\b|\beval\(|\bexec\(")
DETERMINED = {
    *("__future__", "abc", "autograder", "bisect", "cmath", "collections", "contextlib", "copy"),
    *("dataclasses", "decimal", "enum", "fractions", "functools", "gzip", "heapq", "inspect"),
    *("io", "itertools", "json", "math", "numbers", "numpy", "operator", "PIL", "pytest", "re"),
    *("shared", "statistics", "string", "struct", "textwrap", "types", "typing", "unittest"),
    *("warnings", "zlib"),
}
"""Packages whose functions give the same for the same, but for ``numpy.random``."""


def determined(question: Question) -> bool:
    """Whether the cases of ``question`` come to the same on the same answers, as far as is seen.

    A test that reads a clock, a file or the system's own numbers imports what it needs for it. What
    judges students' tests asks processes of their own, of which nothing is recorded.
    """
    texts = question.sources.values()
    return bool(texts) and all(map(_is_determined, texts)) and not judges_tests(question)


def judges_tests(question: Question) -> bool:
    """Whether it runs tests that students write, on the course's right and wrong answers."""
    return any("assert_notices" in text for text in question.sources.values())


def same_for_all(question: Question) -> bool:
    """Whether it asks the same of all hand-ins: a file that it lends lies elsewhere for each."""
    return not any("given_file" in text for text in question.sources.values())


@functools.lru_cache(maxsize=1024)
def _is_determined(source: str) -> bool:
    names = {name.partition(".")[0] for name in IMPORTED.findall(source)}
    doubtful = (SEVERAL, UNSEEDED, LOADED_OTHERWISE)
    return names <= DETERMINED and not any(pattern.search(source) for pattern in doubtful)
