"""Every platform's download, as it comes: who handed in what, and what became of every file."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.classroom.layout import CLASS, ONE
from autograder.classroom.names import file_name
from autograder.classroom.people import Entry, Intake
from autograder.classroom.roster import read_input
from autograder.classroom.sources.gradescope import METADATA
from autograder.errors import AssignmentError

Lay = Callable[..., Path]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Lay empty modules out in a folder."""

    def run(*names: str, under: str = "input") -> Path:
        for name in names:
            path = tmp_path / under / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x = 1\n")
        return tmp_path / under

    return run


def zipped(folder: Path) -> Path:
    """``folder`` as a zip beside it."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    return path


def read(*paths: Path, shape: str = "", **more: list[Path]) -> Intake:
    scratch = paths[0].parent / "scratch"
    return read_input(paths, ["layers"], shape=shape, scratch=scratch, **more)  # type: ignore[arg-type]


def files(entry: Entry) -> list[str]:
    if entry.path.is_file():
        return [entry.path.name]
    return sorted(
        p.relative_to(entry.path).as_posix() for p in entry.path.rglob("*") if p.is_file()
    )


def who(intake: Intake) -> dict[str, list[str]]:
    return {entry.title: files(entry) for entry in intake.entries}


def export(folder: Path, *names: str, missing: tuple[str, ...] = ()) -> Path:
    """An export with a student a submission."""
    folder.mkdir(parents=True)
    text = "---\n"
    for number, name in enumerate(names, 101):
        if name not in missing:
            (folder / f"submission_{number}").mkdir()
            (folder / f"submission_{number}" / "layers.py").write_text("x = 1\n")
        text += (
            f"submission_{number}:\n  :submitters:\n  - :name: {name}\n    :sid: '{number:05}'\n"
            f"    :email: {name.lower()}@x.edu\n  :created_at: 2026-11-02 02:52:07.938335000 Z\n"
            "  :results:\n    tests:\n    - name: a\n      output: |\n        :history:\n\n"
            "  :history:\n  - :submitters: []\n    :results:\n      tests: []\n    :id: 7\n"
            "  - :results:\n      tests: []\n    :id: 8\n"
        )
    (folder / METADATA).write_text(text)
    (folder / ".DS_Store").write_text("")
    return folder


@pytest.mark.parametrize("how", ["folder", "parent", "zip", "zip of the parent"])
def test_an_export_is_read_as_it_was_downloaded(how: str, tmp_path: Path) -> None:
    folder = export(tmp_path / "downloads" / "assignment_8046601_export", "Ada", "Bob", "Cyd")
    (folder.parent / "Thumbs.db").write_text("")
    given = folder if "parent" not in how else folder.parent
    found = read(zipped(given) if "zip" in how else given)
    assert [p.name for e in found.entries for p in e.people] == ["Ada", "Bob", "Cyd"]
    assert {e.attempts for e in found.entries} == {3}
    left = [".DS_Store", *["Thumbs.db"] * ("parent" in how)]
    assert found.left == tuple((name, "left there by a computer") for name in left)


def test_a_folder_that_an_export_lacks_costs_its_own_line_alone(tmp_path: Path) -> None:
    folder = export(tmp_path / "e", "Ada", "Bob", missing=("Bob",))
    (folder / "submission_999").mkdir()
    found = read(folder)
    assert [e.path.exists() for e in found.entries] == [True, False, True]
    assert found.entries[2].people == ()  # nobody knows whose it is; it is graded all the same


def test_a_hand_in_that_looks_like_an_export_or_a_roster_is_a_hand_in(lay: Lay) -> None:
    folder = lay("ada/layers.py", f"ada/{METADATA}", "bob.csv", "cy/layers.py")
    assert list(who(read(folder))) == ["ada", "bob", "cy"]
    assert list(who(read(folder / "ada"))) == ["ada"]
    assert list(who(read(folder / "ada", folder / "bob.csv"))) == ["ada", "bob"]


@pytest.mark.parametrize("as_zip", [True, False])
def test_moodle_gives_a_folder_a_student(lay: Lay, as_zip: bool) -> None:
    folder = lay(
        "Ada Example_1234501_assignsubmission_file_/hw1_layers-submission.zip",
        "Ada Example_1234501_assignsubmission_onlinetext_/onlinetext.html",
        "Bob O'Neil_1234502_assignsubmission_file_/layers (1).py",
        "Cyd_1234503_assignsubmission_onlinetext_/onlinetext.html",
        "Dee_1234504_assignsubmission_file_layers.py",
        "Dee_1234504_assignsubmission_file_help.py",
        "Eve_1234505_assignsubmission_file/layers.py",  # as newer versions of Moodle write it
    )
    found = read(zipped(folder) if as_zip else folder)
    assert who(found) == {
        "Ada Example": ["hw1_layers-submission.zip"],
        "Bob O'Neil": ["layers (1).py"],
        "Dee": ["help.py", "layers.py"],
        "Eve": ["layers.py"],
        "Cyd": [],
    }
    assert (
        found.entries[1].name == "Bob O'Neil"
        and found.entries[1].people[0].number == "moodle 1234502"
    )
    assert {why for _, why in found.left} == {"an online text: only files are graded"}


def test_blackboard_counts_the_newest_attempt(lay: Lay) -> None:
    folder = lay(
        "HW1_Layers_aexample_attempt_2026-11-02-23-01-15_layers.py",
        "HW1_Layers_aexample_attempt_2026-11-02-23-01-15_notebook.ipynb",
        "HW1_Layers_bexample_attempt_2026-11-02-23-01-15_layers.py",
        "HW1_Layers_bexample_attempt_2026-11-03-08-00-00_layers.py",
        "notes.docx",
    )
    text = "HW1_Layers_aexample_attempt_2026-11-02-23-01-15.txt"
    (folder / text).write_text("Name: A Example (aexample)\n<p>Name: Nobody (bexample)</p>\n")
    found = read(folder)
    assert who(found) == {"aexample": ["layers.py", "notebook.ipynb"], "bexample": ["layers.py"]}
    assert [p.name for e in found.entries for p in e.people] == ["A Example", ""]
    assert [e.attempts for e in found.entries] == [1, 2]
    assert [why for _, why in found.left] == [
        "is not named as Blackboard names attempts",
        "an earlier attempt",
    ]


def test_canvas_lays_the_files_of_a_student_side_by_side(lay: Lay) -> None:
    folder = lay(
        "exampleada_70001_5511_layers-2.py",
        "exampleada_70001_5512_help.py",
        "exampleada_70001_5510_layers-2.py",
        "examplebob_LATE_70002_5513_layers.py",
        "liwei_70003_5514_layers.zip",
        "liwei_70004_5515_layers.zip",
        "stray.txt",
    )
    (folder / "exampleeve_70005_5516_layers.py").symlink_to("/etc/passwd")
    found = read(folder)
    assert who(found) == {
        "exampleada": ["help.py", "layers-2.py"],
        "examplebob": ["layers.py"],
        "liwei": ["layers.zip"],
    }
    assert len(found.entries) == 4  # two students of one name
    assert [e.title for e in found.entries if e.late] == ["examplebob"]
    assert [p.number for e in found.entries for p in e.people] == [
        f"canvas {number}" for number in (70001, 70002, 70003, 70004)
    ]
    assert dict(found.left) == {
        "stray.txt": "is not named as Canvas names hand-ins",
        "exampleada_70001_5510_layers-2.py": "another file of this student has the same name",
        "exampleeve_70005_5516_layers.py": "is a link, and links are not followed",
    }
    assert (found.entries[0].path / "layers-2.py").samefile(
        folder / "exampleada_70001_5511_layers-2.py"
    )


def test_an_archive_that_somebody_unpacked_beside_it_belongs_to_its_student(lay: Lay) -> None:
    folder = lay("ada_1_2_work.zip", "ada_1_2_work/layers.py", "bob_2_3_layers.py")
    os.mkfifo(folder / "ada_1_2_work" / "pipe")
    assert who(read(folder)) == {"ada": ["work.zip", "work/layers.py"], "bob": ["layers.py"]}


def test_repositories_are_called_as_the_folder_around_them_says(lay: Lay) -> None:
    names = [f"hw1-li-wei{n}/{f}" for n in (1, 2) for f in ("layers.py", ".git/HEAD")]
    assert list(who(read(lay(*names, under="hw1-submissions")))) == ["li-wei1", "li-wei2"]
    assert list(who(read(lay(*names, under="clones")))) == ["wei1", "wei2"]


def test_github_classroom_gives_a_repository_a_student(lay: Lay) -> None:
    folder = lay(
        *(
            f"hw1-submissions/hw1-{n}/{f}"
            for n in ("ada", "bob")
            for f in ("layers.py", ".git/HEAD")
        ),
        "hw1-submissions/hw1-cyd/.git/HEAD",
    )
    assert [(e.title, e.people[0].login) for e in read(folder).entries] == [
        (n, n) for n in ("ada", "bob", "cyd")
    ]


@pytest.mark.parametrize(
    ("names", "people"),
    [
        (["ada.PY", "bob.Zip", "cy.tar.gz", "dee.7z"], ["ada", "bob", "cy", "dee"]),
        (["layers.py", "ada/layers.py", "bob/layers.py"], ["ada", "bob", "layers"]),
        (["c/layers.py", "c/ada/layers.py", "c/bob/layers-1.py"], ["ada", "bob", "layers"]),
        (["ada.py", "ada.zip"], ["ada.py", "ada.zip"]),
        (["x/y/ada/layers.py", "x/y/bob/hw/layers.py"], ["ada", "bob"]),
    ],
)
def test_a_class_is_told_by_where_the_modules_lie(
    lay: Lay, names: list[str], people: list[str]
) -> None:
    assert list(who(read(lay(*names)))) == people


CODE = "def affine_forward(x, w, b):\n    pass\n"


def test_a_zip_of_a_class_is_a_class(lay: Lay) -> None:
    for place, names in enumerate((["ada/layers.py", "bob/layers.py"], ["c/a/l.ipynb", "c/b.zip"])):
        path = zipped(lay(*names, under=f"class {place}"))
        assert len(read(path).entries) == 2
        assert len(read(path, shape=ONE).entries) == 1


def test_several_inputs_are_all_classes_or_all_hand_ins_or_it_is_asked(lay: Lay) -> None:
    sections = [lay("ada/layers.py", "bob/layers.py", under=under) for under in ("x", "y")]
    two = [lay("v1/layers.py", "v2/layers.py", under="cyd"), lay("layers.py", under="dee")]
    assert len(read(*sections).entries) == len(read(*map(zipped, sections)).entries) == 4
    for path in (two[0], zipped(two[0])):
        with pytest.raises(AssignmentError, match=r"cyd.*laid out like a class, and .*dee is not"):
            read(path, two[1])
        assert list(who(read(path, two[1], shape=ONE))) == ["cyd", "dee"]
    folders = [lay("src/layers.py", "docs/a.md", under="a"), lay("b/n.ipynb", "b/d.zip", under="b")]
    assert list(who(read(*folders, lay("work.py", under="c")))) == ["a", "b", "c"]


def test_one_hand_in_of_a_class_that_was_graded_is_one(lay: Lay) -> None:
    folder = lay("ada/v1/layers.py", "ada/v2/layers.py", "bob/layers.py")
    assert list(who(read(folder / "ada"))) == ["v1", "v2"]
    assert list(who(read(folder / "ada", known=[folder / "ada"]))) == ["ada"]
    (folder / "eve.csv").write_text("name,file\nMallory,/etc/passwd\n")
    assert list(who(read(folder / "eve.csv"))) == ["Mallory"]
    assert list(who(read(folder / "eve.csv", known=[folder / "eve.csv"]))) == ["eve"]


@pytest.mark.parametrize(
    ("names", "in_a_folder", "in_a_zip"),
    [
        (["layers.py", "old/layers.py"], 0, 0),
        (["layers.py", "ada.zip", "bob.zip"], 0, 0),
        (["layers.py", "ada.py"], 0, 0),
        (["layers.py", "ada_layers.py", "bob_layers.py"], 0, 0),
        (["src/layers.py", "README.md"], 0, 1),
        (["src/layers.py", "metadata.yml"], 0, 1),
        (["ada/layers.py", "bob/work.py"], 2, 0),
        (["ada/layers.py", "bob.zip"], 2, 0),
        (["ada.py", "bob.py"], 2, 0),
    ],
)
def test_what_may_be_either_is_refused_until_it_is_said(
    lay: Lay, names: list[str], in_a_folder: int, in_a_zip: int
) -> None:
    folder = lay(*names)
    for name in names:
        (folder / name).write_text(CODE)
    for path, hand_ins in ((folder, in_a_folder), (zipped(folder), in_a_zip)):
        if hand_ins:
            assert len(read(path).entries) == hand_ins
        else:
            with pytest.raises(AssignmentError, match="say --one or --class"):
                read(path)
        assert list(who(read(path, shape=ONE))) == ["input"]
        assert len(read(path, shape=CLASS).entries) == len({n.split("/")[0] for n in names})


def test_what_lies_beside_a_module_and_defines_something_else_is_a_helper(lay: Lay) -> None:
    folder = lay("layers.py", "help.py", "more.py", "data.zip", "notes.md")
    (folder / "layers.py").write_text(CODE)
    (folder / "help.py").write_text("def pad(x):\n    pass\n")
    (folder / "layers_old.py").write_text(CODE)
    assert list(who(read(folder))) == list(who(read(zipped(folder)))) == ["input"]


def test_a_download_beside_other_files_is_to_be_given_itself(tmp_path: Path) -> None:
    parent = tmp_path / "downloads"
    folder = export(parent / "assignment_1_export", "Ada", "Bob")
    packed = zipped(folder)
    with pytest.raises(AssignmentError, match=r"more: give .*/assignment_1_export alone"):
        read(parent)
    with pytest.raises(AssignmentError, match=r"more: unpack it and give .*assignment_1_export"):
        read(zipped(parent))
    assert len(read(parent, shape=CLASS).entries) == 2
    shutil.rmtree(folder)
    with pytest.raises(AssignmentError, match=r"give .*/assignment_1_export.zip itself"):
        read(parent)
    assert len(read(packed).entries) == 2


def test_a_zip_of_a_class_may_hold_anything(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    chinese = "张三".encode("gbk")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ada/layers.py", "x = 1\n")
        archive.writestr(f"{'?' * len(chinese)}/layers.py", "x = 1\n")
        archive.writestr("../evil/layers.py", "")
        archive.writestr(f"{'é' * 140}/layers.py", "")
        archive.writestr("broken/layers.py", "x" * 100)
    data = path.read_bytes().replace(b"?" * len(chinese), chinese)
    path.write_bytes(data.replace(b"x" * 100, b"y" * 100))
    found = read(path)
    assert {"ada", "张三", "broken"} < set(who(found)) and len(found.entries) == 4
    left = dict(found.left)
    assert left["../evil/layers.py"] == "its path leads out of the archive"
    assert "cannot be unpacked (Bad CRC" in left["broken/layers.py"]
    assert read(path).entries == found.entries  # and it is not unpacked again
    assert not (tmp_path / "evil").exists()


def test_the_results_of_the_command_are_no_hand_in(lay: Lay) -> None:
    folder = lay("ada.py", "bob.py", "out/results/ada.json")
    found = read_input([folder], ["layers"], scratch=folder / "out" / "unpacked")
    assert [e.title for e in found.entries] == ["ada", "bob"]
    assert found.left == (("out", "the results of this command"),)


def test_names_are_bytes_from_elsewhere(lay: Lay) -> None:
    folder = lay("ada.py")
    for name in ("张三".encode("gbk"), b"Jos\xe9", "José".encode(), b"a?", b"a*", b"-rf", b"=1+1"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name + b".py")).write_text("x = 1\n")
    (folder / ("😀" * 60 + ".py")).write_text("x = 1\n")
    found = read(folder).entries
    titles = {e.title for e in found}
    assert {"张三", "Jos\\xe9", "José", "a?", "a*", "-rf", "=1+1", "😀" * 60} < titles
    names = {e.name for e in found}
    assert len(names) == len(found) == 9
    assert {"a%3F", "a%2A", "%2Drf", "%3D1+1"} < names
    assert all(len(name.encode()) <= 120 and "/" not in name for name in names)


def test_file_names_of_different_names_differ() -> None:
    names = ["a/b", "a%2Fb", "a:b", "a?b", "..", ".", "", " ", "x" * 200, "x" * 201, "Jo se", "é"]
    assert len({file_name(n) for n in names}) == len(names)
    assert file_name("Ада O'Neil 鈴木 हिन्दी") == "Ада O'Neil 鈴木 हिन्दी"


ROWS = "name{0}sid{0}file\r\nAdèle Example{0}00123{0}a.py\r\n"


@pytest.mark.parametrize(
    ("name", "data", "noted"),
    [
        ("ROSTER.CSV", ROWS.format(",").encode(), False),
        ("bom.csv", ROWS.format(";").encode("utf-8-sig"), False),
        ("tabs.csv", ROWS.format("\t").encode("utf-16"), False),
        ("blank.csv", (ROWS.format(",") + ",,\r\n , ,\r\n\r\n").encode(), False),
        ("windows.csv", ROWS.format(";").encode("cp1252"), True),
        ("macintosh.csv", ROWS.format(",").replace("\r\n", "\r").encode(), False),
        ("lms.csv", "Last Name,First Name,SID,File\nExample,Adèle,00123,a.py\n".encode(), False),
        ("excel.csv", f"sep=;\r\n{ROWS.format(';')}".encode(), False),
    ],
)
def test_a_roster_is_read_as_excel_saves_it(
    tmp_path: Path, name: str, data: bytes, noted: bool
) -> None:
    (tmp_path / name).write_bytes(data)
    found = read(tmp_path / name)
    (entry,) = found.entries
    assert (entry.people[0].name, entry.people[0].sid) == ("Adèle Example", "00123")
    assert bool(found.notes) == noted


def test_a_roster_in_gbk_is_read(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes("name,file\n朱镕基,a.py\n李伟,b.py\n".encode("gbk"))
    found = read(tmp_path / "r.csv")
    assert [e.title for e in found.entries] == ["朱镕基", "李伟"] and "GBK" in found.notes[0]


def test_two_students_of_one_name_are_two_where_their_numbers_differ(tmp_path: Path) -> None:
    rows = "name,sid,email,file\nWei Li,00123,wli1@x.edu,a.py\nWei Li,00124,wli2@x.edu,b.py\n"
    (tmp_path / "r.csv").write_text(rows)
    first, second = read(tmp_path / "r.csv").entries
    assert (first.title, second.title) == ("Wei Li", "Wei Li") and first.name != second.name
    assert (first.key, second.key) == ("00123", "00124")
    (tmp_path / "r.csv").write_text(rows.replace("00124", "00123"))
    with pytest.raises(AssignmentError, match="line 3: '00123' is there already, in line 2"):
        read(tmp_path / "r.csv")


def test_the_same_student_in_two_rosters_is_one_whose_newest_hand_in_counts(
    tmp_path: Path,
) -> None:
    (tmp_path / "1.csv").write_text("sid,file,submitted\n1,a.py,2026-03-02 23:59:59 -0800\n")
    (tmp_path / "2.csv").write_text("sid,file,submitted\n1,b.py,2026-03-01T10:00\n2,c.py,\n")
    found = read(tmp_path / "1.csv", tmp_path / "2.csv")
    assert {e.title: e.path.name for e in found.entries} == {"1": "a.py", "2": "c.py"}
    assert found.left == (("1", "an older hand-in of its students"),)
    (tmp_path / "1.csv").write_text("name,sid,email,file\nWei Li,1,w@x.edu,a.py\n")
    (tmp_path / "2.csv").write_text("name,email,file\nWei Li,W@x.edu,b.py\nWei Li,v@x.edu,c.py\n")
    found = read(tmp_path / "1.csv", tmp_path / "2.csv")
    assert [e.path.name for e in found.entries] == ["b.py", "c.py"]


@pytest.mark.parametrize("second", ["Ada", "ADA", "Jose\u0301"])
def test_two_lines_of_one_name_alone_are_asked_about(tmp_path: Path, second: str) -> None:
    (tmp_path / "r.csv").write_text(f"name,file\nAda,a.py\nJosé,b.py\n{second},c.py\n")
    with pytest.raises(AssignmentError, match=r"line 4: .* is there already, in line"):
        read(tmp_path / "r.csv")


def test_a_roster_beside_a_folder_accounts_for_what_is_in_none_of_its_lines(lay: Lay) -> None:
    folder = lay("a.py", "b.py")
    (folder.parent / "r.csv").write_text("name,file\nAda,a.py\n")
    found = read(folder, rosters=[folder.parent / "r.csv"])
    assert who(found) == {"Ada": ["a.py"]} and found.left == (("b.py", "no roster names it"),)


@pytest.mark.parametrize("time", ["2026-03-01 23:59:59 -0800", "2026-03-02T07:59:59.938335000 Z"])
def test_times_are_read_as_gradescope_writes_them(tmp_path: Path, time: str) -> None:
    (tmp_path / "r.csv").write_text(f"name,file,submitted\nAda,a.py,{time}\n")
    (entry,) = read(tmp_path / "r.csv").entries
    assert entry.submitted is not None and entry.submitted.utctimetuple()[:5] == (2026, 3, 2, 7, 59)
