"""assignment.toml says how many values of a forward are results, and how many a cache."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import NAME, REFERENCE, TEST, at_home, lost, small_course

from autograder.assignment.settings import parse_assignment
from autograder.errors import AssignmentError

FORWARD = '''

def lstm_forward(x):
    """out, state and a cache of any kind."""
    # BEGIN SOLUTION
    return x, 2 * x, {"cache": x}
    # END SOLUTION


def lstm_backward(dout, cache):
    """dout where the cache says so."""
    # BEGIN SOLUTION
    return dout * cache["cache"]
    # END SOLUTION
'''
FORWARD_TEST = '''

@case(points=1)
def state(lstm_forward, lstm_backward):
    """gives out and state, and keeps the rest"""
    out, state, cache = lstm_forward(np.ones(2))
    assert type(state) is np.ndarray and type(cache) is not dict
    assert_close(lstm_backward(out, cache), np.ones(2), "dx")
'''


@pytest.mark.parametrize("table", [{"f": 0}, {"f": "2"}, {"f": True}, {"not a name": 1}, ["f"]])
def test_the_number_of_results_is_checked(table: object) -> None:
    entries = {"name": "hw", "title": "HW", "modules": ["m"], "forward_values": table}
    with pytest.raises(AssignmentError, match=r"^hw\.toml: forward_values"):
        parse_assignment(entries, "hw.toml")


def test_the_results_travel_and_the_cache_stays_in_the_grader_and_at_home(tmp_path: Path) -> None:
    reference = REFERENCE + FORWARD
    folders = small_course(tmp_path / "course", reference=reference, test=TEST + FORWARD_TEST)
    hand_in = {"small.py": reference}
    (verdict,) = lost(folders, hand_in)
    assert "lstm_forward should return (out, cache)" in verdict.detail
    path = folders.root / "assignments" / NAME / "assignment.toml"
    path.write_text(f"{path.read_text()}[forward_values]\nlstm_forward = 2\n")
    assert lost(folders, hand_in) == []
    assert "2 of 2" in at_home(folders, hand_in, tmp_path / "home")
