"""Hand-ins are read again from where they lay when they were graded."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.ledger import Run
from autograder.grading.handin import opened
from autograder.unpack import text_digest


@dataclass(frozen=True)
class Given:
    """What students were given, as far as it decides which of their files are read."""

    modules: list[str]
    digests: frozenset[str]


def given_in(run: Run) -> Given:
    """What the students of a run were given."""
    return Given(list(run.given), frozenset(map(text_digest, run.given.values())))


@contextlib.contextmanager
def reopened(path: Path, digest: str, given: Given) -> Iterator[Path | None]:
    """A scratch folder with the modules of a hand-in and the helpers beside them.

    None where it is not there any more, or is not what was graded, which ``digest`` tells.
    """
    with contextlib.ExitStack() as stack:
        folder = None
        with contextlib.suppress(OSError):
            found = stack.enter_context(opened(path, given.modules, handed_out=given.digests))
            folder = found.folder if found.digest == digest and not found.fault else None
        yield folder
