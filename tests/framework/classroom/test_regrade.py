"""Who keeps a line, and who gets another one, when some hand-ins of a class are taken in again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from autograder.classroom.ledger import NAME, Ledger
from autograder.classroom.people import Entry, Intake
from autograder.classroom.regrade import with_only
from autograder.errors import AssignmentError
from tools.terms import MadeUpTerm, make_term, person, sid


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeUpTerm:
    return make_term(tmp_path_factory.mktemp("term"))


def test_who_hands_in_alone_leaves_the_group_and_everybody_else_stays(made: MadeUpTerm) -> None:
    with Ledger(made.folder / "graded" / "t3" / NAME) as ledger:
        run = ledger.last_run()
        known = list(ledger.entries(run))
        group = next(entry for entry in known if person(1) in entry.people)
        assert group.submitted is not None
        later = group.submitted + timedelta(hours=1)
        alone = Entry("", Path("alone.py"), (person(1),), later, display="alone", key="alone")
        other = replace(alone, path=Path("other.py"), people=(person(50),), key="other")
        entries, before = with_only(Intake((alone, other)), [sid(1)], ledger, run)
        older = replace(alone, submitted=group.submitted - timedelta(hours=1))
        unchanged, _ = with_only(Intake((older,)), [sid(1)], ledger, run)
        with pytest.raises(AssignmentError, match="--only 00002: nobody in what was given"):
            with_only(Intake((alone,)), [sid(2)], ledger, run)
    assert len(entries) == len(known) + 1
    own = [entry for entry in entries if person(1) in entry.people]
    assert [(entry.path.name, entry.people) for entry in own] == [("alone.py", (person(1),))]
    (left,) = (entry for entry in entries if entry.path == group.path)
    assert set(left.people) == set(group.people) - {person(1)}
    assert set(before.names.values()) == {entry.name for entry in known}
    assert own[0].name not in before.names
    assert [e.people for e in unchanged] == [e.people for e in known]
