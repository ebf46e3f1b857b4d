"""The table under a run, its lines, and the deadline of a case at home."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from autograder.assignment.folders import Folders, assignment_names
from autograder.assignment.halves import both_halves
from autograder.language import languages, speaking
from autograder.student.deadline import TookTooLong, deadline
from autograder.student.explain import CLINGING, columns_of, explained, wrapped
from autograder.student.summary import WIDTH, Tally, next_step, table

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_the_table_fits_sixty_columns_and_is_one(name: str, language: str) -> None:
    questions = both_halves(Folders(ROOT, name))
    hidden = {q.base: q.points for q in questions if q.hidden}
    found = [Tally(q.name, q.bonus, q.points / 2, q.points) for q in questions if not q.hidden]
    with speaking(language):
        lines = table(found, hidden)
    assert max(map(columns_of, lines)) <= WIDTH, [x for x in lines if columns_of(x) > WIDTH]
    assert len({line.find("#") for line in lines if "#" in line}) == 1


def test_hidden_points_are_those_of_what_was_run() -> None:
    lines = table([Tally("a", False, 1.0, 2.0)], {"a": 1.5, "b": 7.0})
    assert lines[-1] == "1.5 more points are hidden; they come with grading."


def test_the_next_step_is_the_first_question_that_fails() -> None:
    waits = Tally("affine_backward", False, 0.0, 2.0, why="fix affine_forward first")
    fails = Tally("conv_forward", False, 1.0, 2.0, failed=True)
    assert next_step([Tally("relu", False, 1.0, 1.0), waits, fails]) == [
        "Next: conv_forward, 1 point to win:",
        "  pytest --question conv_forward",
    ]
    assert next_step([waits]) == []


def test_chinese_lines_end_where_the_terminal_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    text = "conv_forward: out 的 16 个元素中有 16 个出错；相差最大处在 [0, 0]：" * 3
    lines = wrapped(text).splitlines()
    assert len(lines) > 3 and max(map(columns_of, lines)) <= 50
    assert not any(line.strip()[0] in CLINGING for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_an_endless_loop_is_stopped_even_one_that_catches_everything() -> None:
    def endless() -> None:
        caught = 0
        while caught < 1:
            try:
                while True:
                    pass
            except BaseException:
                caught += 1
        while True:
            pass

    start = time.monotonic()
    with pytest.raises(TookTooLong) as raised, deadline(0.2):
        endless()
    assert raised.value.seconds == 0.2 and time.monotonic() - start < 60
    told = explained(raised.value, Path(__file__).parent)
    assert told.startswith("took longer than 0.2 s, and was stopped in test_summary.py, line ")


def test_what_is_quick_is_not_stopped_and_nothing_comes_later() -> None:
    for _ in range(50):
        with deadline(0.01):
            pass
    time.sleep(0.05)
