"""What pages and tables call each hand-in of a class, so that no two are called alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from autograder.classroom.people import Entry


def labels(entries: Sequence[Entry]) -> dict[str, str]:
    """What each hand-in is called, by its name: its title, with its key where others share that."""
    titles = Counter(entry.title for entry in entries)
    return {e.name: e.title if titles[e.title] == 1 else f"{e.title} ({e.key})" for e in entries}
