"""Who handed in what: folders, Gradescope exports, CSV files."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from autograder.classroom.people import Entry
from autograder.classroom.roster import read_input
from autograder.errors import AssignmentError

EXPORT = """
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: 0012
    :email: ada@example.org
  :created_at: 2026-03-01 23:59:59.500000000 Z
  :score: 3.0
  :status: processed
  :results: !ruby/object:Hash
    score: 3
  :history:
  - :id: 9
    :submitters: []
    :created_at: 2026-02-27 10:00:00.000000000 Z
    :score: 1.0
submission_12:
  :submitters:
  - :name: Emmy Noether
    :sid: "34"
    :email: emmy@example.org
  - :name: Ada Lovelace
    :sid: 0012
    :email: ada@example.org
  :created_at: 2026-03-02 00:30:00.000000000 Z
submission_13:
  :submitters:
  - :name: Emmy Noether
    :sid: "34"
    :email: emmy@example.org
  :created_at: 2026-02-20 08:00:00.000000000 Z
"""


def named(entries: list[Entry]) -> dict[str, str]:
    return {e.name: e.path.name for e in entries}


def touch(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")
    return folder


def roster(*paths: Path) -> list[Entry]:
    scratch = paths[0].with_name("scratch")
    return list(read_input(paths, ["layers"], scratch=scratch).entries)


def test_a_folder_of_hand_ins_is_taken_apart(tmp_path: Path) -> None:
    touch(tmp_path, "ada.py", "bob/layers.py", "cy.ZIP", ".DS_Store", "dee.rar", "__MACOSX/x")
    found = read_input([tmp_path], ["layers"], scratch=tmp_path.with_name("scratch"))
    assert named(list(found.entries)) == {
        "ada": "ada.py",
        "bob": "bob",
        "cy": "cy.ZIP",
        "dee": "dee.rar",
    }
    assert [name for name, _ in found.left] == [".DS_Store", "__MACOSX"]


@pytest.mark.parametrize("files", [["layers.py", "help.py"], ["hw1/layers.py"], ["src/a/b.py"]])
def test_a_folder_that_is_one_hand_in_stays_whole(tmp_path: Path, files: list[str]) -> None:
    touch(tmp_path / "mine", *files)
    assert named(roster(tmp_path / "mine")) == {"mine": "mine"}


def test_names_are_unique_and_file_names(tmp_path: Path) -> None:
    touch(tmp_path, "a/x.py", "b/x.py", "c/X.py", "d/=cmd|x.py")
    paths = [tmp_path / n for n in ("a/x.py", "b/x.py", "c/X.py", "d/=cmd|x.py")]
    assert [e.name for e in roster(*paths)] == ["x", "x-2", "X-3", "%3Dcmd%7Cx"]


def test_an_export_counts_the_newest_hand_in_of_each_student(tmp_path: Path) -> None:
    touch(tmp_path, *(f"submission_{n}/layers.py" for n in (11, 12, 13)))
    (tmp_path / "submission_metadata.yml").write_text(EXPORT)
    (group,) = roster(tmp_path)  # 11 and 13 are older than the group's
    assert group.name == "submission_12"
    assert [p.name for p in group.people] == ["Emmy Noether", "Ada Lovelace"]
    assert group.submitted == datetime(2026, 3, 2, 0, 30, tzinfo=timezone.utc)


def test_an_export_keeps_the_student_whose_group_is_older(tmp_path: Path) -> None:
    touch(tmp_path, *(f"submission_{n}/layers.py" for n in (11, 12, 13)))
    later = EXPORT.replace("2026-03-01 23:59:59.5", "2026-03-05 12:00:00.0")
    (tmp_path / "submission_metadata.yml").write_text(later)
    alone, group = roster(tmp_path)
    assert [p.name for p in alone.people] == ["Ada Lovelace"] and alone.attempts == 2
    assert [p.name for p in group.people] == ["Emmy Noether"]


def test_a_csv_maps_students_to_files(tmp_path: Path) -> None:
    touch(tmp_path, "f/1.py", "f/2.py")
    (tmp_path / "class.csv").write_text(
        "Student,File,SID,Submitted\n"
        "Ada,f/1.py,12,2026-03-01T10:00:00Z\n"
        "Böb,f/2.py,,\n"
        "Cy,f/1.py,,\n"
    )
    entries = roster(tmp_path / "class.csv")
    assert [e.name for e in entries] == ["Ada", "Böb", "Cy"]
    assert entries[0].people[0].sid == "12"
    assert entries[0].submitted == datetime(2026, 3, 1, 10, tzinfo=timezone.utc)
    assert entries[0].path == entries[2].path == tmp_path / "f/1.py"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no students"),
        ("student,path\nada,x.py\n", "the columns should be file and one of student"),
        ("student,file\nada,\n", "line 2: no file"),
        ("student,file\n,x.py\n", "line 2: no student"),
        ("student,file\nada,x.py\nada,y.py\n", "line 3: 'ada' is there already, in line 2"),
        ("student,file,submitted\nada,x.py,soon\n", "line 2: 'soon' is no time"),
        ("student,file\nada,\x81\n".encode("latin-1"), "save it as 'CSV UTF-8'"),
        ("student,file\nada,\0\n", "save it as 'CSV UTF-8'"),
    ],
)
def test_a_wrong_csv_is_one_sentence(tmp_path: Path, text: str | bytes, says: str) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(AssignmentError, match=says):
        roster(path)


@pytest.mark.parametrize(
    ("metadata", "says"),
    [
        ("[1, 2", "not the metadata of an export"),
        ("", "no submissions"),
        ("../x: {}", "'../x' is no submission's name"),
    ],
)
def test_a_damaged_export_is_one_sentence(tmp_path: Path, metadata: str, says: str) -> None:
    (tmp_path / "e").mkdir()
    touch(tmp_path, "x")
    (tmp_path / "e" / "submission_metadata.yml").write_text(metadata)
    with pytest.raises(AssignmentError, match=says):
        roster(tmp_path / "e")


def test_an_empty_folder_and_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(AssignmentError, match="no hand-ins in it"):
        roster(tmp_path / "empty")
    with pytest.raises(AssignmentError, match="no such submission"):
        roster(tmp_path / "nowhere")
