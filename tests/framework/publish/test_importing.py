"""Notebooks of Otter's assign and of nbgrader become assignments, and nothing of them is lost."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from foreign_notebooks import (
    EXCEPTION_BASED,
    FILES,
    NBGRADER,
    OK_FORMAT,
    Cells,
    code,
    its_tests,
    nbgrader,
    question,
    raw,
    solution,
    text,
    told,
    write_notebook,
)
from notebook_course import sources

from autograder._files import write_atomic
from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.halves import both_halves
from autograder.assignment.settings import read_assignment
from autograder.checks.questions import Question
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.grading.engine import grade
from autograder.publish.bundle import build
from autograder.publish.importing.assignment import imported_files
from autograder.publish.importing.findings import CHANGED, LEFT, TRANSLATED, Findings
from autograder.publish.importing.otter_points import shared_out
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.asked import all_is_asked_for
from autograder.publish.proofs.validate import validate
from autograder.publish.student_folder import student_files, template_notebook
from autograder.sandbox.process import Sandbox

NOTEBOOKS = {"exception": EXCEPTION_BASED, "ok": OK_FORMAT, "nbgrader": NBGRADER}
POINTS = {"exception": 8, "ok": 20 + 3 / 9, "nbgrader": 3.5}
ONE_QUESTION = question(
    "name: q1",
    *solution(code("def f(x):\n    return x + 1 # SOLUTION")),
    *its_tests(code("f(1) == 2", value="True")),
)


def imported(folder: Path, cells: Cells, name: str = "hw") -> tuple[dict[str, str], Findings]:
    """The files of an assignment that is made of a notebook of these cells."""
    for file, content in FILES.items():
        (folder / file).write_text(content)
    files, findings = imported_files(write_notebook(folder / "sums.ipynb", cells), name)
    return {path: data.decode(errors="replace") for path, data in files.items()}, findings


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of the three notebooks."""
    folder, root = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("course")
    for name, cells in NOTEBOOKS.items():
        for path, content in imported(folder, cells, name)[0].items():
            write_atomic(root / path, content)
    return root


def cases(questions: Sequence[Question]) -> dict[str, list[tuple[str | None, float | None]]]:
    return {q.name: [(c.name, c.points) for c in q.cases] for q in questions}


def test_the_exception_based_format(course: Path) -> None:
    folders = Folders(course, "exception")
    assignment = read_assignment(folders)
    assert (assignment.title, assignment.modules, assignment.notebooks) == (
        *("Sums", ["sums"], ["sums"]),
    )
    assert assignment.given == ["helpers"] and assignment.imports == ["numpy"]
    assert assignment.untested == ["around"]  # of a question without tests
    assert [(q.title, q.points, q.rubric) for q in assignment.manual] == [
        ("q2", 1.5, ""),
        ("q4", 2, "**SOLUTION**: four sides of one length."),
    ]
    assert cases(both_halves(folders)) == {
        "3_1": [("public", 0.5)],
        "3_1 (hidden)": [("hidden", 0.5)],
        "q1": [("its type", 0)],
        "q1 (hidden)": [("all of it", 4)],
        "q7": [("len", 1), ("all", 1)],
        "q7 (hidden)": [("first", 1)],
    }
    test = (folders.public / "q1.py").read_text()
    assert "assert isinstance(x, int), 'This is not an int.'" in test
    assert "    # a comment that stays\n" not in test  # an assertion of its body has a message now
    assert "# equal axes: " in (folders.hidden / "q7.py").read_text()
    assert "    assert square(1) == 1" in (folders.hidden / "3_1.py").read_text()


def test_students_get_what_otter_would_give_them(course: Path) -> None:
    files = student_files(Folders(course, "exception"))
    assert {"sums.ipynb", "helpers.py", "files/numbers.csv", "check.py"} <= files.keys()
    cells = sources(files["sums.ipynb"])
    assert cells == [
        "from check import check",
        "# Sums\n\nSome words.",
        "More words.",
        "%matplotlib inline\nimport numpy as np\nimport helpers\nfrom math import isclose",
        'table = np.loadtxt("files/numbers.csv", delimiter=",")\ntable',
        "**Question 1.** Give `x` the smallest prime.",
        "x = ...",
        'check("q1")',
        "**Question 2.** Show it.",
        "## solution ##\nprint(...);",
        "This cell is in no question.",
        "y = 3",
        "**Question 3.** Define `square`, and give `nine` its value at 3.",
        'def square(x):\n    y = ...\n    raise NotImplementedError("square")\n\nnine = square(3)',
        'check("3_1")',
        "**Question 4.** What is a rhombus?",
        "*Write your answer here, in place of this line.*",
        "**Question 5.** A circle.",
        "pi = 3.14\nif True:\n    ...\n    print('in it')\n\ndef around(r):\n"
        "    # what goes around\n    pass",
        "**Question 6.** Write something.",
        "_Here._",
        "**Question 7.** Draw ten numbers.",
        "np.random.seed(42)\nz = ...\nz",
        "Look at them.",
        'check("q7")',
    ]
    assert not any("secret_of_the_author" in cell or "rhombus is" in cell for cell in cells)


def test_everything_in_the_exception_based_notebook_is_accounted_for(tmp_path: Path) -> None:
    _, findings = imported(tmp_path, EXCEPTION_BASED)
    lines = {kind: [f.line for f in findings.of(kind)] for kind in (TRANSLATED, CHANGED, LEFT)}
    assert [line.partition(":")[0] for line in lines[LEFT]] == [
        *("cell 1", "cell 10", "cell 38", "cell 44", "cell 63"),
    ]
    for kind, said in (
        (TRANSLATED, "helpers.py is a module that students are given"),
        (
            TRANSLATED,
            "3 questions with 7 tests, 3 of them hidden, together 8 points: 8 points are here",
        ),
        (TRANSLATED, "config_file more.yml: its settings were read"),
        (TRANSLATED, "cell 62: a cell that says ignore is left out"),
        (CHANGED, "numbers.csv lies in files/numbers.csv, and the notebook says so"),
        (CHANGED, "check_all_cell: pytest in the student folder runs all public tests"),
        (CHANGED, "question 3.1 is called 3_1"),
        (CHANGED, "seeds NumPy and random with 42 before each cell"),
        (CHANGED, "ends in # SEED is given to students"),
        (LEFT, "no_such_key: 1: a setting that is not known here"),
        (LEFT, "nothing is said of a case that is passed: 'Well done.'"),
        (LEFT, "question q5 has no tests, and is not called manual"),
        (LEFT, "question q6 is graded by a person and has no points"),
        (LEFT, "a raw cell, which is not kept"),
    ):
        assert any(said in line for line in lines[kind]), (said, lines[kind])


def test_the_ok_format_compares_values_as_far_as_they_are_known(course: Path) -> None:
    folders = Folders(course, "ok")
    public = (folders.public / "q1.py").read_text()
    for statement in (
        "    assert isinstance(x, int)\n",
        "    assert x == 2\n",
        "    assert name == 'two'\n",
        "    assert_close(x / 3, 0.6666666666666666, 'x / 3')\n",
        "    assert_close(np.arange(3) * x / 7, np.array([0.0, 0.28571429, 0.57142857]), "
        "'np.arange(3) * x / 7', rtol=1e-7, atol=1e-8)\n",
        "    assert_close(np.float64(x) / 4, 0.5, 'np.float64(x) / 4')\n",
        "    assert ' '.join([str(x), str(name)]) == '2 two'\n".replace("' '", '" "'),
        "    y = x + 1\n    assert not (y == x)\n",
        "    assert_dict_close({'half': x / 2}, {'half': 1.0}, \"{'half': x / 2}\")\n",
    ):
        assert statement in public, statement
    assert "assert ([x, x + 1], name) == ([2, 3], 'two')" in (folders.hidden / "q1.py").read_text()
    q2 = (folders.public / "q2.py").read_text()
    assert "    def check_it(n):\n        return add(n, n)\n    assert check_it(4) == 8\n" in q2
    assert "    assert np.testing.assert_equal(add(1, 2), 3) is None\n" in q2
    points = {q.name: q.points for q in both_halves(folders)}
    assert points == {"q1": 18, "q1 (hidden)": 2, "q2": round(3 / 9, 6)}


def test_what_a_doctest_shows_and_no_value_says_is_left_with_its_source(tmp_path: Path) -> None:
    _, findings = imported(tmp_path, OK_FORMAT)
    left = {f.source: f.text for f in findings.of(LEFT)}
    for source, why in (
        ("None", "it tests nothing"),
        ("shout('a')", "printed by the code that is tested"),
        ("add", "does not say what it is"),
        ("add(np.arange(2000), 1)", "an array whose text does not say all of it"),
        ("undefined_helper(x)", "nothing in the notebook defines undefined_helper"),
        ("import sys\nsys.maxsize > 3", "it asks for nothing of the notebook"),
    ):
        assert why in left[source]


def test_nbgraders_cells(course: Path, tmp_path: Path) -> None:
    folders = Folders(course, "nbgrader")
    assert cases(both_halves(folders)) == {
        "correct_squares": [("the first ones are right", 0)],
        "correct_squares (hidden)": [("the first ones are right", 2)],
        "correct_total": [("test 1", 0.5)],
        "invalid-input": [("test 1", 1)],
    }
    hidden = (folders.hidden / "correct_squares.py").read_text()
    assert "squares(2) == [1, 4]" in hidden and "squares(3) == [1, 4, 9]" in hidden
    assert "squares(3)" not in (folders.public / "correct_squares.py").read_text()
    assert [(q.title, q.points, q.rubric) for q in read_assignment(folders).manual] == [
        ("formula", 1, "$\\sum i^2$"),
        ("use", 2, ""),
        ("task", 4, "one point each"),
    ]
    cells = sources(student_files(folders)["sums.ipynb"])
    assert 'def squares(n):\n    raise NotImplementedError("squares")' in cells
    assert '# Write your code here.\nraise NotImplementedError("total")' in cells
    assert "Verify it." in cells and 'check("uses_squares")' not in cells
    assert not any("cube" in cell or "sum(squares" in cell or "one point" in cell for cell in cells)
    left = [f.line for f in imported(tmp_path, NBGRADER)[1].of(LEFT)]
    assert [line.partition(":")[0] for line in left] == ["cell 8", "cell 9"]
    assert "it deletes the notebook's squares" in left[0] and "AUTOTEST" in left[1]


@pytest.fixture(scope="module")
def bundles(course: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    dist = tmp_path_factory.mktemp("dist")
    return {name: build(Folders(course, name), dist)[1] for name in NOTEBOOKS}


def hand_ins(folders: Folders) -> dict[str, bytes]:
    """The notebook of a student who has written all of the reference, and that of none."""
    reference = (folders.solution / "sums.py").read_text()
    given = student_files(folders)["sums.ipynb"]
    return {"reference": template_notebook(reference), "template": given}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_reference_has_all_points_and_the_template_none(
    name: str, course: Path, bundles: dict[str, Path], tmp_path: Path
) -> None:
    earned = {}
    with open_bundle(bundles[name]) as rubric, Sandbox() as sandbox:
        for kind, notebook in hand_ins(Folders(course, name)).items():
            (tmp_path / "sums.ipynb").write_bytes(notebook)
            results = grade(rubric, tmp_path / "sums.ipynb", sandbox)
            assert not results.failure, results.failure
            earned[kind] = results.points
    assert earned == {"reference": pytest.approx(POINTS[name], abs=1e-5), "template": 0}


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_otter_run_gives_the_same_points(
    name: str, course: Path, bundles: dict[str, Path], tmp_path: Path
) -> None:
    earned = {}
    for kind, notebook in hand_ins(Folders(course, name)).items():
        (tmp_path / "sums.ipynb").write_bytes(notebook)
        command = [
            Path(sys.executable).with_name("otter"),
            "run",
            "-a",
            bundles[name],
            "sums.ipynb",
        ]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        document = json.loads((tmp_path / "results.json").read_text())
        earned[kind] = sum(t.get("score", 0) for t in document["tests"])
    assert earned == {"reference": pytest.approx(POINTS[name], abs=1e-5), "template": 0}


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_proofs_of_build_hold(name: str, course: Path) -> None:
    answers = Answers(Folders(course, name))
    for proof in validate(answers, quick=True):
        assert proof.holds, (proof.title, proof.against)


def test_points_are_shared_out_as_otter_does() -> None:
    from otter.test_files.abstract_test import TestCase, TestFile

    draw = random.Random(0)
    for _ in range(2000):
        own = [draw.choice([None, None, 0, 1, 2, 0.5]) for _ in range(draw.randint(1, 4))]
        listed = [draw.choice([None, 0, 1]) for _ in range(draw.choice([len(own), 2]))]
        points: Any = draw.choice([None, None, 0, 1, 3, 2.5, {"each": 2}, {}, listed])
        said = points.get("each", 1) * len(own) if isinstance(points, dict) else points
        made = [TestCase("", "", False, p, None, None) for p in own]
        try:
            theirs = [case.points for case in TestFile.resolve_test_file_points(said, made)]
        except (ValueError, AssertionError):
            with pytest.raises(AssignmentError):
                shared_out(points, own, "q1")
        else:
            assert shared_out(points, own, "q1") == pytest.approx(theirs), (points, own)


CANARY = "import pathlib; pathlib.Path('CANARY').write_text('executed')"


def test_nothing_in_a_notebook_is_executed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    yaml = "!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path [CANARY]]"
    cells = [
        code(CANARY),
        *question(
            "name: q1",
            *solution(code(f"{CANARY}\nx = 1 # SOLUTION")),
            *its_tests(code(f"{CANARY}\nx", value="1"), code("x == 1  # " + CANARY, value="True")),
        ),
    ]
    imported(tmp_path, cells)
    for settings in (f"name: {yaml}", f"a: {yaml}"):
        with pytest.raises(AssignmentError, match="no YAML"):
            imported(tmp_path, [raw(f"# ASSIGNMENT CONFIG\n{settings}"), *cells])
    assert not (tmp_path / "CANARY").exists()


HOSTILE = 'q"""\nimport os\n'


def test_names_and_texts_of_a_notebook_stay_names_and_texts(tmp_path: Path) -> None:
    cells = [
        text("words\u2028import os\x00\rimport sys"),
        *question(
            f"name: {json.dumps(HOSTILE)}",
            *solution(code("x = 1 # SOLUTION")),
            *its_tests(
                code(
                    told(
                        f"name: {json.dumps(HOSTILE)}\nfailure_message: {json.dumps(HOSTILE)}",
                        "assert x == 1",
                    )
                )
            ),
        ),
        *question(
            "name: w\nmanual: true\npoints: 1", *solution(text("'''\\ \U0001f600 \"\n[[manual]]"))
        ),
    ]
    files, _ = imported(tmp_path, cells)
    for path, content in files.items():
        write_atomic(tmp_path / "course" / path, content)
    folders = Folders(tmp_path / "course", "hw")
    assert cases(both_halves(folders)) == {"q_import_os": [("q", 1)]}
    assert read_assignment(folders).manual[0].rubric == "'''\\ \U0001f600 \"\n[[manual]]"
    assert not [n for n in files["solutions/hw/sums.py"].split("\n") if n.startswith("import")]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ([text("# Words")], "no cell of Otter's assign .* and none of nbgrader's"),
        ([text("```\nBEGIN QUESTION\nname: q1\n```")], "before its version 3"),
        ([raw("# BEGIN QUESTION\nname: q1")], "ends inside a question block"),
        ([raw("# BEGIN TESTS")], "cell 1: a tests block begins outside of a question"),
        ([raw("# END QUESTION")], "cell 1: a question block ends and none has begun"),
        (question("points: 1"), "cell 1: the question has no name"),
        (question("name: [a"), "cell 1: no YAML"),
        (question("a: &b 1\nname: *b"), "cell 1: aliases"),
        ([*ONE_QUESTION, *ONE_QUESTION], "question q1: there is another one of this name"),
        (
            question("name: q1", raw("# BEGIN QUESTION\nname: q2")),
            "cell 2: a question block begins",
        ),
        (question("name: q1", *its_tests(text("a"))), "cell 3: a tests block holds code"),
        (question("name: q1", *its_tests(code("a b"))), "cell 3, line 1: no Python"),
        (
            question("name: q1\npoints: [1, 2]", *its_tests(code("x"))),
            "lists 2 numbers, and there are 1",
        ),
        (question("name: q1\npoints: -1", *its_tests(code("x"))), "a number from 0 on, not -1"),
        (question("name: q1", *solution(code("# BEGIN SOLUTION\nx = 1"))), "without END SOLUTION"),
        (question("name: q1", *solution(code("x = 1\n# END SOLUTION"))), "without its beginning"),
        (question("name: q1", *solution(code("# BEGIN IGNORE"))), "without END IGNORE"),
        ([*ONE_QUESTION, code("x = 'a\x0cb'")], "cell 9: a character in it ends a line"),
        ([raw("# ASSIGNMENT CONFIG\nfiles: [../secret]"), *ONE_QUESTION], "not in the folder"),
        ([raw("# ASSIGNMENT CONFIG\nfiles: [/etc/passwd]"), *ONE_QUESTION], "not in the folder"),
        ([raw("# ASSIGNMENT CONFIG\nfiles: [none.csv]"), *ONE_QUESTION], "and it is not there"),
        ([raw("# ASSIGNMENT CONFIG\nfiles: none"), *ONE_QUESTION], "should be a list of texts"),
        (
            question("name: q1", *solution(code("x = 1 # SOLUTION"))),
            "no test that can be translated",
        ),
        (
            question("name: q1", *its_tests(code("x", value="1")), code("x = 1")),
            "students would be given",
        ),
        ([nbgrader(code("assert x"), "t", grade=True, points="a")], "a number from 0 on, not 'a'"),
        ([nbgrader(code("x"), "", solution=True)], "have no grade_id"),
        (
            [nbgrader(code("### BEGIN SOLUTION\nx = 1"), "x", solution=True)],
            "cell 1: BEGIN SOLUTION without END SOLUTION",
        ),
    ],
)
def test_what_cannot_be_imported_is_one_sentence_with_its_cell(
    cells: Cells, says: str, tmp_path: Path
) -> None:
    with pytest.raises(AssignmentError, match=says):
        imported(tmp_path, cells)


def test_what_is_no_python_notebook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match="a notebook in 'R'; only Python"):
        imported_files(write_notebook(tmp_path / "a.ipynb", ONE_QUESTION, "R"), "hw")
    for content in ("{", "[]", '{"cells": 3}', '{"cells": [{"cell_type": "code"}]}'):
        (tmp_path / "a.ipynb").write_text(content)
        with pytest.raises(AssignmentError, match=r"a\.ipynb: no notebook"):
            imported_files(tmp_path / "a.ipynb", "hw")
    with pytest.raises(AssignmentError, match="cannot be an assignment's name"):
        imported_files(tmp_path / "a.ipynb", "../hw")


def test_the_command_writes_all_or_nothing_and_says_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = write_notebook(tmp_path / "sums of it.ipynb", OK_FORMAT)
    course = tmp_path / "course"
    assert main(["--root", str(course), "import", str(notebook)]) == 0
    said = capsys.readouterr().out
    assert "wrote solutions/sums_of_it/import.md\n" in said and "changed in meaning: " in said
    assert "left to do by hand: 6\n" in said and "next: read solutions/sums_of_it/import" in said
    assert (course / "solutions/sums_of_it/sums_of_it.py").is_file()
    assert main(["--root", str(course), "import", str(notebook)]) == 2
    assert "is there already, and nothing was written" in capsys.readouterr().err
    assert main(["--root", str(course), "import", str(tmp_path / "none.ipynb")]) == 2
    assert "none.ipynb: cannot be read: No such file" in capsys.readouterr().err
    assert main(["--root", str(course), "import", str(notebook), "--name", "new hw"]) == 2
    assert "give another one with --name" in capsys.readouterr().err
    assert [p.name for p in (course / "solutions").iterdir()] == ["sums_of_it"]


def test_packages_are_required_by_the_names_they_are_installed_by(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text(
        "numpy\nscikit_learn>=1.3  # trees\n-r other\nrich\n"
    )
    settings = raw("# ASSIGNMENT CONFIG\nrequirements: requirements.txt")
    imports = code("import sklearn.tree as t\nfrom PIL import Image\nimport os, yaml\nimport numpy")
    files, findings = imported(tmp_path, [settings, imports, *ONE_QUESTION])
    toml = files["assignments/hw/assignment.toml"]
    assert 'imports = ["numpy", "PIL", "sklearn", "yaml"]' in toml
    assert 'requirements = ["pillow", "pyyaml", "rich", "scikit_learn>=1.3"]' in toml
    assert "memory_mb = 1024" in toml and "assignments/hw/requirements.lock" not in files
    assert any("autograder lock hw" in f.text for f in findings.of(LEFT))


def test_pictures_links_and_metadata_of_cells(tmp_path: Path) -> None:
    picture = text("![a](attachment:a.png) and [data](numbers.csv)")
    picture["attachments"] = {"a.png": {"image/png": "iVBORw0="}}
    slide = text("words", slideshow={"slide_type": "skip"}, tags=["x"])
    settings = raw("# ASSIGNMENT CONFIG\nfiles: [numbers.csv]")
    files, findings = imported(tmp_path, [settings, picture, slide, *ONE_QUESTION])
    assert (
        "![a](files/picture-2-1.png) and [data](files/numbers.csv)"
        in (files["solutions/hw/sums.py"])
    )
    data = imported_files(tmp_path / "sums.ipynb", "hw")[0]
    assert data["assignments/hw/files/picture-2-1.png"] == b"\x89PNG\r"
    assert [f.line for f in findings.of(LEFT)] == ["cell 3: metadata that are not kept: slideshow"]


def test_settings_are_quoted_where_they_mean_something_else(tmp_path: Path) -> None:
    settings = raw(
        "# ASSIGNMENT CONFIG\ngenerate:\n    show_hidden: true\ntests:\n    url_prefix: here\n"
        "export_cell:\n    instructions: Read them."
    )
    _, findings = imported(tmp_path, [settings, *ONE_QUESTION])
    changed, left = ([f.line for f in findings.of(kind)] for kind in (CHANGED, LEFT))
    assert any("generate: {'show_hidden': True}: " in line for line in changed)
    assert any("export_cell: {'instructions': 'Read them.'}: " in line for line in changed)
    assert left == [
        "cell 1: tests: {'url_prefix': 'here'}: tests lie in the student folder, not at a URL"
    ]


def test_a_name_from_an_import_of_everything_is_imported_by_the_test(tmp_path: Path) -> None:
    cells = [
        code("from math import *"),
        *question(
            "name: q1",
            *solution(code("x = 4 # SOLUTION")),
            *its_tests(code("sqrt(x)", value="2"), code("[x for x in [x]]", value="[4]")),
        ),
    ]
    files, _ = imported(tmp_path, cells)
    test = files["tests/hw/public/q1.py"]
    assert "from math import *\n" in test and "def test_1(x):" in test and "def test_2(x):" in test


@pytest.mark.parametrize(
    ("test", "source"),
    [
        ("x = x + 1\nx == 5", "def test_1(x):"),
        ("(lambda x: x)(3) == x", "def test_1(x):"),
        ("import math as x\nx.pi > 3 and y == 4", "def test_1(y):"),
    ],
)
def test_a_test_asks_for_the_names_that_it_does_not_make_itself(
    test: str, source: str, tmp_path: Path
) -> None:
    solved = solution(code("# BEGIN SOLUTION\nx = 4\ny = 4\n# END SOLUTION"))
    cells = question("name: q1", *solved, *its_tests(code(test, value="True")))
    assert source in imported(tmp_path, cells)[0]["tests/hw/public/q1.py"]


def test_texts_over_several_lines_stay_what_they_are(tmp_path: Path) -> None:
    function = 'def test_it(x):\n    assert x == """a\nb"""'
    settings = raw("# ASSIGNMENT CONFIG\ntests: {ok_format: false}")
    solved = solution(code('x = """a\nb""" # SOLUTION'.replace("a\nb", "a b")))
    cells = [settings, *question("name: q1", *solved, *its_tests(code(function)))]
    test = imported(tmp_path, cells)[0]["tests/hw/public/q1.py"]
    assert "assert x == 'a\\nb'" in test


@pytest.mark.parametrize(
    ("shown", "statement"),
    [
        ("np.int64(4)", "assert x == 4"),
        ("np.True_", "assert x == True"),
        ("[np.float64(0.5), np.int64(3)]", "assert_close(x, [0.5, 3], 'x')"),
        ("[np.True_, np.str_('a')]", "assert x == [True, 'a']"),
        ("{1, 2}", "assert x == {1, 2}"),
        ("array([1, 2], dtype=int32)", "np.array([1, 2], dtype=np.int32)"),
        ("array(['a'], dtype='<U1')", ""),
        ("array([nan, 1.])", ""),
        ("   a  b\n0  1  2", ""),
        ("[1, [...]]", ""),
    ],
)
def test_what_a_cell_has_shown_is_read_as_a_value(
    shown: str, statement: str, tmp_path: Path
) -> None:
    solved = solution(code("x = 4 # SOLUTION"))
    tests = its_tests(code("x", value=shown), code("x is not None", value="True"))
    files, findings = imported(tmp_path, question("name: q1", *solved, *tests))
    test = files["tests/hw/public/q1.py"]
    assert statement in test and ("def test_1(" in test) == bool(statement)
    assert bool(findings.of(LEFT)) != bool(statement)


def test_a_notebook_without_outputs_is_told(tmp_path: Path) -> None:
    tests = its_tests(code("f(1)"), code("f(2)"))
    cells = [*question("name: q1", *solution(code("def f(x):\n    return x # SOLUTION")), *tests)]
    _, findings = imported(tmp_path, cells)
    (line,) = [f.line for f in findings.of(LEFT)]
    assert line.startswith("no test was saved with what it shows")


def test_what_no_test_asks_for_is_said_and_has_to_be_true(course: Path, tmp_path: Path) -> None:
    folders = Folders(course, "exception")
    assert not all_is_asked_for(Answers(folders)).against
    settings = folders.assignment / "assignment.toml"
    before = settings.read_text()
    try:
        for untested, says in (
            ("[]", "no test asks for around"),
            ('["around", "square"]', "untested names square, which a test asks for"),
            ('["around", "round"]', "untested names round, which students do not write"),
        ):
            settings.write_text(before.replace('untested = ["around"]', f"untested = {untested}"))
            (told,) = all_is_asked_for(Answers(folders)).against
            assert says in told
    finally:
        settings.write_text(before)
