"""The gallery: pictures travel with their gradings, and instructors alone see them."""

from __future__ import annotations

import base64
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from small_course import small_course, write_course

from autograder.assignment.bundle import open_bundle
from autograder.checks.context import Picture
from autograder.classroom.ledger import NAME, Ledger
from autograder.cli import main
from autograder.grading.engine import grade
from autograder.grading.remembered import Memory
from autograder.grading.results import Outcome
from autograder.platforms.gradescope.document import to_json
from autograder.publish.bundle import build
from autograder.reports.class_page import page
from autograder.reports.class_report import Report, report
from autograder.reports.gallery import NO_PICTURES, Gallery, Maker
from autograder.sandbox.process import Sandbox

BEFORE = Path(__file__).parents[1] / "classroom" / "ledger-format-8.sqlite"
REFERENCE = '''"""Painting."""

import numpy as np


def paint(height, width):
    """An image, (height, width, 3), with numbers from 0 to 1."""
    # BEGIN SOLUTION
    return np.ones((height, width, 3)) * [1.0, 0.5, 0.0]
    # END SOLUTION
'''
TEST = '''OK_FORMAT = False
name = "paint{half}"

from autograder.checks import case, show


@case(points=2)
def paints(paint):
    """paints in the size that is asked for"""
    image = paint({height}, {width})
    show("{title}, before", image)
    assert image.shape == ({height}, {width}, 3)
    show("{title}", image)
'''
PUBLIC = TEST.format(half="", height=3, width=4, title="a painting & more")
HIDDEN = TEST.format(half=" (hidden)", height=8, width=5, title="a hidden painting")
HEAD = "import numpy as np\n\n\ndef paint(height, width):\n    "
RIGHT = f"{HEAD}return np.ones((height, width, 3)) * [1.0, 0.5, 0.0]\n"
HAND_INS = {
    "ada": f"{HEAD}return np.linspace(0, 1, height * width * 3).reshape(height, width, 3)\n",
    "bob": RIGHT.replace("return", "height = min(height, 7)\n    return"),  # not the hidden one
    "cem": RIGHT,
    "dan": RIGHT + "\n# my own\n",
    "eve": f"{HEAD}return np.full((height, width, 3), np.nan)\n",  # of the right shape
    "fay": f"{HEAD}return np.ones((width, height, 3))\n",
    "kit": f"{HEAD}return (\n",
}
ROSTER = "student,file\n" + "".join(f"{n.title()} Stone,{n}.py\n" for n in HAND_INS)
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()[:10]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle, ``dist/hw/autograder.zip``, and a class for it."""
    root = tmp_path_factory.mktemp("course")
    files = {"tests/hw/public/double.py": PUBLIC, "tests/hw/hidden/paint.py": HIDDEN}
    folders = small_course(root, reference=REFERENCE, more=files)
    build(folders, root / "dist")
    class_files = {f"class/{name}.py": text for name, text in HAND_INS.items()}
    write_course(root, {**class_files, "class/class.csv": ROSTER})
    return root


@pytest.fixture(scope="module")
def out(course: Path) -> Path:
    """The class, graded."""
    assert grade_class(course, course / "out") == 0
    return course / "out"


def grade_class(course: Path, output: Path, *more: str, bundle: Path | None = None) -> int:
    chosen = bundle or course / "dist/hw/autograder.zip"
    return main(["grade", str(chosen), str(course / "class/class.csv"), "-o", str(output), *more])


def found_in(folder: Path, *, anonymous: bool = False) -> Report:
    with Ledger(folder / NAME) as ledger:
        return report(ledger, ledger.last_run(), anonymous=anonymous, gallery=True)


def pictures_in(folder: Path) -> dict[str, list[tuple[str, str, bytes]]]:
    """Who made which pictures, in a ledger's last run: the question, the title and the file."""
    with Ledger(folder / NAME) as ledger:
        rows = [row for row in ledger.rows(ledger.last_run()) if row.results is not None]
    return {
        row.entry.title: [
            (o.question, p.title, p.png) for o in row.results.outcomes for p in o.pictures
        ]
        for row in rows
        if row.results is not None
    }


def test_a_case_that_is_passed_shows_what_it_was_given(out: Path) -> None:
    made = pictures_in(out)
    titles = {who: [title for _, title, _ in pictures] for who, pictures in made.items()}
    before, after = "a painting & more, before", "a painting & more"
    hidden = ["a hidden painting, before", "a hidden painting"]
    assert titles.pop("Bob Stone") == [before, after]
    assert titles == {
        **{f"{name} Stone": [before, after, *hidden] for name in ("Ada", "Cem", "Dan")},
        **{f"{name} Stone": [] for name in ("Eve", "Fay", "Kit")},
    }
    assert made["Cem Stone"] == made["Dan Stone"] != made["Ada Stone"]
    with Ledger(out / NAME) as ledger:
        points = {
            r.entry.title: r.results.points for r in ledger.rows(ledger.last_run()) if r.results
        }
    assert points["Eve Stone"] == 4.0  # she passed, and what is not finite is no picture


def test_the_best_come_first_and_equal_pictures_stand_once(out: Path) -> None:
    walls = found_in(out).gallery
    assert walls is not None
    shown = {
        wall.title: [[m.name for m in exhibit.makers] for exhibit in wall.exhibits]
        for wall in walls
        if "before" not in wall.title
    }
    cem = ["Cem Stone", "Dan Stone"]
    assert shown == {
        "a painting & more": [["Ada Stone"], [*cem, "Bob Stone"]],
        "a hidden painting": [["Ada Stone"], cem],
    }
    assert [wall.hidden for wall in walls] == [False, False, True, True]
    assert [wall.makers for wall in walls] == [4, 4, 3, 3]


def test_points_come_before_names_and_a_maker_stands_once() -> None:
    gallery = Gallery()
    for name, points, picture in (("Ada", 1.0, b"a"), ("Zoe", 2.0, b"z"), ("Bob", 3.0, b"a")):
        twice = (Picture("t", picture), Picture("t", picture))
        gallery.add(
            Maker(name, "", points), [Outcome("q", "c", False, 1, 1, "passed", pictures=twice)]
        )
    (wall,) = gallery.walls([("q", "c")])
    assert [[m.name for m in e.makers] for e in wall.exhibits] == [["Bob", "Ada"], ["Zoe"]]
    assert [e.whose for e in wall.exhibits] == ["by Bob and 1 more", "by Zoe"]


def test_the_page_has_pictures_where_they_are_asked_for_and_nowhere_else(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.html"
    assert main(["report", str(out), "-o", str(path)]) == 0
    assert "gallery" not in capsys.readouterr().out
    without = path.read_text()
    assert PNG not in without and "<img" not in without and "img-src" not in without
    assert 'id="gallery"' not in without
    assert main(["report", str(out), "--gallery", "-o", str(path)]) == 0
    assert "gallery: 8 different pictures" in capsys.readouterr().out
    text = path.read_text()
    assert re.search(r'content="default-src \'none\';[^"]*; img-src data:"', text)
    images = re.findall(r'<img src="data:image/png;base64,([\w+/=]+)" alt="([^"]+)">', text)
    assert len(images) == text.count("<img") == 8
    assert ("a painting &amp; more, by Cem Stone and 2 more") in [alt for _, alt in images]
    own = {png for pictures in pictures_in(out).values() for _, _, png in pictures}
    assert {base64.b64decode(data) for data, _ in images} == own


def test_an_anonymous_gallery_has_pseudonyms(out: Path) -> None:
    text = page(found_in(out, anonymous=True))
    assert "Stone" not in text and PNG in text
    assert re.search(r'alt="a hidden painting, by hand-in \w{10} and 1 more"', text)


def test_many_pictures_are_cut_and_that_is_said(out: Path) -> None:
    found = found_in(out)
    assert found.gallery is not None
    wall = found.gallery[0]
    wall.exhibits.extend(wall.exhibits[:1] * wall.SHOWN)
    text = page(found)
    assert "2 more pictures, of hand-ins with fewer points, are in the ledger." in text


def test_nobody_but_an_instructor_sees_them(out: Path, course: Path, tmp_path: Path) -> None:
    """Not in results.json, in feedback or in previews."""
    assert main(["feedback", str(out), "-o", str(tmp_path / "feedback")]) == 0
    assert main(["preview", str(out / "results/Ada Stone.json"), "-o", str(tmp_path / "p")]) == 0
    told = [p for folder in (out, tmp_path) for p in folder.rglob("*") if p.is_file()]
    told = [p for p in told if not p.name.startswith(NAME)]
    assert len(told) > 15
    for path in told:
        data = path.read_bytes()
        assert b"\x89PNG" not in data and PNG.encode() not in data, path
        assert b"a painting &" not in data and b"a hidden painting" not in data, path


def test_a_single_grading_carries_them_and_its_results_json_does_not(course: Path) -> None:
    with open_bundle(course / "dist/hw/autograder.zip") as rubric, Sandbox() as sandbox:
        results = grade(rubric, course / "class/cem.py", sandbox)
    assert sum(len(o.pictures) for o in results.outcomes) == 4
    assert "painting" not in to_json(results)


def test_a_remembered_verdict_has_its_pictures(course: Path) -> None:
    memory = Memory()
    with open_bundle(course / "dist/hw/autograder.zip") as rubric, Sandbox() as sandbox:
        live = grade(rubric, course / "class/cem.py", sandbox)
        first, again = (
            grade(rubric, course / f"class/{name}.py", sandbox, memory=memory)
            for name in ("cem", "dan")
        )
    assert memory.recalled == 2 and live.outcomes == first.outcomes == again.outcomes
    assert len(again.outcomes[0].pictures) == 2
    assert memory.size > sum(len(p.png) for o in again.outcomes for p in o.pictures)


def test_live_and_shards_and_merged_ledgers_have_the_same(
    out: Path, course: Path, tmp_path: Path
) -> None:
    grade_class(course, tmp_path / "live", "--live")
    parts = [tmp_path / "1", tmp_path / "2"]
    for number, part in enumerate(parts, 1):
        grade_class(course, part, "--shard", f"{number}/2")
    main(["merge", *map(str, parts), "-o", str(tmp_path / "whole")])
    assert pictures_in(out) == pictures_in(tmp_path / "live") == pictures_in(tmp_path / "whole")


def test_a_regrade_takes_them_over_and_a_repeated_one_replaces_them(
    out: Path, course: Path, tmp_path: Path
) -> None:
    shutil.copytree(out, tmp_path / "out")
    before = pictures_in(out)
    shutil.copytree(course, tmp_path / "course", ignore=shutil.ignore_patterns("out", "dist"))
    hidden = tmp_path / "course/tests/hw/hidden/paint.py"
    hidden.write_text(hidden.read_text().replace("8, 5", "9, 5"))
    folders = small_course(
        tmp_path / "course",
        reference=REFERENCE,
        more={"tests/hw/public/double.py": PUBLIC, "tests/hw/hidden/paint.py": hidden.read_text()},
    )
    bundle = build(folders, tmp_path / "dist")[1]
    grade_class(course, tmp_path / "out", bundle=bundle)
    after = pictures_in(tmp_path / "out")
    public, changed = (
        {who: [p for p in made if p[0].endswith("(hidden)") == half] for who, made in after.items()}
        for half in (False, True)
    )
    assert public == {w: [p for p in m if p[0] == "paint"] for w, m in before.items()}
    assert changed != {w: [p for p in m if p[0] != "paint"] for w, m in before.items()}
    with Ledger(tmp_path / "out" / NAME) as ledger:
        run = ledger.last_run()
        (row,) = (r for r in ledger.rows(run) if r.entry.title == "Cem Stone")
        assert row.results is not None
        results = row.results
        results.outcomes = results.outcomes[:1]
        ledger.record(run, results, again=True)
        assert len(pictures_in(tmp_path / "out")["Cem Stone"]) == 2


def test_a_case_without_pictures_costs_a_ledger_no_line(out: Path) -> None:
    with sqlite3.connect(out / NAME) as db:
        assert db.execute("SELECT count(*) FROM picture").fetchone() == (3 * 4 + 2,)


def test_a_ledger_of_the_format_before_opens_and_says_that_it_has_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``ledger-format-8.sqlite`` was written by commit c7dd2c4."""
    shutil.copy(BEFORE, tmp_path / NAME)
    assert main(["report", str(tmp_path), "--gallery"]) == 0
    assert f"gallery: {NO_PICTURES}" in capsys.readouterr().out
    text = (tmp_path / "report.html").read_text()
    assert "No hand-in has a picture: tests make them by show(...)" in text
    assert "img-src" not in text


def test_a_term_has_no_gallery(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(out), str(out), "--gallery"]) == 2
    assert "--gallery shows the pictures of one class" in capsys.readouterr().err
