"""What one run over a class came to so far, and who is told of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from autograder.classroom.ledger import Ledger, Run
from autograder.grading.results import Results

OnProgress = Callable[[str, int, int], None]
"""Is told what is done, how many of them are, and of how many."""


def silent(what: str, done: int, of: int) -> None:
    """Tell nobody of the progress."""


@dataclass
class RunRecord:
    """One run over a class: what it came to is kept in the ledger and counted here."""

    ledger: Ledger
    run: Run
    tell: OnProgress = silent
    graded: int = 0
    """Hand-ins graded now, wholly or in part."""
    carried: int = 0
    """Hand-ins that a changed bundle grades as the one before did."""
    failures: dict[str, str] = field(default_factory=dict)
    """Why an entry has no results, by its name."""
    again: Collection[str] = ()
    """Digests of hand-ins that are graded though the ledger has a grading of them."""

    def take(self, name: str, digest: str, results: Results) -> None:
        """Record the results of the hand-in ``name``, unless they are not what was asked for."""
        theirs, ours = results.provenance.framework, self.run.provenance.framework
        if results.failure:
            self.not_graded(name, results.failure)
        elif theirs != ours:
            self.not_graded(name, f"was graded with {theirs}; here is {ours}")
        elif results.hand_in != digest:
            self.not_graded(name, "was changed while it was graded: grade again")
        else:
            self.ledger.record(self.run, results, again=digest in self.again)

    def not_graded(self, name: str, problem: str) -> None:
        """Note why the hand-in ``name`` has no results."""
        text = problem.encode(errors="backslashreplace").decode()  # names of files may be in it
        self.failures[name] = text
        self.ledger.not_graded(self.run, name, text)
