"""An entry of the corpus: a hand-in, and what must come of it."""

from __future__ import annotations

from dataclasses import dataclass, field

RIGHT_BODY = "return np.maximum(0, x), x"
"""What stands in ``relu_forward`` of a right hand-in."""


@dataclass(frozen=True)
class CorpusEntry:
    """One hand-in and what must come of it."""

    kind: str
    name: str
    tries: str
    body: str = RIGHT_BODY
    """of relu_forward"""
    also: str = ""
    """at the end of the module"""
    define: str = "def relu_forward(x):"
    files: dict[str, str | bytes] = field(default_factory=dict)
    own: str = "lost"
    """relu_forward's first public case: "full" or "lost\""""
    others: str = "full"
    """all questions but ReLU's: "full" or "lost\""""
    says: str = ""
    """what relu_forward's first public case must say"""
    thing: str = "full"
    """the first case of the question about an object: "full", "lost" or "any\""""
    thing_says: str = ""
    """what that case must say"""
