"""Shards of a class, graded apart and merged."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from autograder.classroom.ledger import NAME
from autograder.cli import main

ROSTER = "student,sid,file,submitted\n" + "".join(
    f"{name.title()},{n},{name},2026-03-0{n}T10:00Z\n"
    for n, name in enumerate(("bob.py", "ada.py", "nowhere.py", "eve.zip", "copy.py", "fay.py"), 1)
)


@pytest.fixture
def parts(hand_ins: Path, dist: Path, tmp_path: Path) -> list[str]:
    """Three shards of a roster; ``tmp_path/whole`` holds the same in one piece."""
    (hand_ins / "class.csv").write_text(ROSTER)
    command = ["grade", str(dist / "autograder.zip"), str(hand_ins / "class.csv")]
    assert main([*command, "-o", str(tmp_path / "whole"), "--due", "2026-03-03T00:00Z"]) == 1
    made = []
    for n in (1, 2, 3):
        made.append(str(tmp_path / f"part{n}"))
        assert main([*command, "-o", made[-1], "--shard", f"{n}/3"]) == (0 if n == 2 else 1)
    return made


def test_merged_shards_equal_the_run_in_one_piece(parts: list[str], tmp_path: Path) -> None:
    due = ["--due", "2026-03-03T00:00Z"]
    assert (
        main(["merge", *reversed(parts), "-o", str(tmp_path / "merged"), *due]) == 1
    )  # one has no result
    whole, merged = tmp_path / "whole", tmp_path / "merged"
    assert (merged / "grades.csv").read_bytes() == (whole / "grades.csv").read_bytes()
    assert "hours_late" in (merged / "grades.csv").read_text()
    names = {path.name for path in (whole / "results").iterdir()}
    assert {path.name for path in (merged / "results").iterdir()} == names and len(names) == 5
    with sqlite3.connect(merged / NAME) as db:  # ada and copy were graded in two shards
        assert db.execute("SELECT count(*), count(DISTINCT hand_in) FROM grading").fetchone() == (
            4,
            4,
        )
    assert main(["compare", str(whole), str(merged)]) == 0


def test_what_does_not_belong_together_is_not_merged(
    parts: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["-o", str(tmp_path / "merged")]
    assert main(["merge", parts[0], parts[2], *out]) == 2
    assert main(["merge", *parts, parts[1], *out]) == 2
    with sqlite3.connect(Path(parts[1], NAME)) as db:
        db.execute("UPDATE bundle SET hash = 'ff'")
    assert main(["merge", *parts, *out]) == 2
    missing, twice, other = capsys.readouterr().err.splitlines()[-3:]
    assert missing == "autograder: shards are missing: 2/3"
    assert "is in another one too" in twice
    assert "graded by bundle ff with nn-autograder" in other
    assert not (tmp_path / "merged" / "grades.csv").exists()


@pytest.mark.parametrize("shard", ["0/3", "4/3", "1", "a/b", "1/0"])
def test_a_shard_that_is_none(shard: str, hand_ins: Path, dist: Path, tmp_path: Path) -> None:
    command = ["grade", str(dist / "autograder.zip"), str(hand_ins), "-o", str(tmp_path / "out")]
    assert main([*command, "--shard", shard]) == 2
    assert not (tmp_path / "out").exists()
