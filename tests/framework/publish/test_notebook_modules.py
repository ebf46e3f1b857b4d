"""Students get a notebook, check it, pack it and hand it in; it is graded cell by cell."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from notebook_course import MODULE, POINTS, REFERENCE, as_notebook, notebook_course, sources
from small_course import run_at_home

from autograder._files import write_folder
from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.settings import parse_assignment
from autograder.errors import AssignmentError
from autograder.grading.engine import grade
from autograder.grading.results import Results
from autograder.publish.bundle import build
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.leaks import leaks, no_leak
from autograder.publish.proofs.right_answers import right_answers
from autograder.publish.proofs.standing_alone import questions_stand_alone
from autograder.publish.student_folder import student_files
from autograder.sandbox.process import Sandbox

RIGHT = as_notebook(REFERENCE)
FILE = f"{MODULE}.ipynb"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return notebook_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def grader(course: Folders) -> Iterator[Callable[[Path], Results]]:
    made = build(course, course.root / "dist")[1]
    with open_bundle(made) as rubric, Sandbox() as sandbox:
        yield lambda path: grade(rubric, path, sandbox)


def handed_in(path: Path, files: dict[str, bytes]) -> Path:
    """A zip of a student."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_students_get_a_notebook_with_prompts_and_checks(course: Folders) -> None:
    files = student_files(course)
    assert f"{MODULE}.py" not in files and "check.py" in files
    assert sources(files[FILE]) == [
        "from check import check",
        '# A prime and a square\n\nGive `x` the **smallest** prime. Run\n\ncheck("prime")',
        'import numpy as np\n%matplotlib inline\nprint("a cell prints")\n'
        'DATA = open("files/data.txt").read()',
        "x = ...",
        'check("prime")',
        'def square(v):\n    """v times v."""\n    raise NotImplementedError("square")',
        "nine = square(3)\ndisplay(x + nine)",
        'check("square")',
    ]


def test_the_proofs_hold_though_cells_of_the_template_fail(course: Folders) -> None:
    answers = Answers(course)
    for proof in (right_answers(answers), questions_stand_alone(answers), no_leak(answers)):
        assert proof.holds, proof.against


def test_what_a_notebook_gives_away_in_its_cells_is_found(course: Folders) -> None:
    answers, given = Answers(course), student_files(course)
    secret = 'assert sorted("x" + str(x)) == list("2x"), "two"'
    hidden = course.hidden / "prime.py"
    before = hidden.read_text()
    hidden.write_text(f"{before}    {secret}\n")
    try:
        notebook = json.loads(given[FILE])
        notebook["cells"][1]["source"] = [secret.replace('"', "'")]
        told = leaks({**given, FILE: json.dumps(notebook).encode()}, course, answers.answer)
        assert any("assert sorted('x' + str(x)) == list('2x'), 'two'" in line for line in told)
    finally:
        hidden.write_text(before)


@pytest.mark.parametrize(
    ("files", "points"),
    [
        ({FILE: RIGHT}, POINTS),
        ({"my answers.ipynb": RIGHT}, POINTS),
        ({f"hw/{MODULE} (1).ipynb": RIGHT, "scratch.ipynb": as_notebook("# %%\n1\n")}, POINTS),
        ({FILE: as_notebook(REFERENCE, {"x = 2": "x = 3"})}, POINTS - 2),
        # a cell that fails costs what depends on it, and nothing else
        ({FILE: as_notebook(REFERENCE, {"x = 2": "x = undefined"})}, POINTS - 2),
        ({FILE: as_notebook(REFERENCE, {"nine = square(3)": "nine = square(3"})}, POINTS - 1),
        ({FILE: as_notebook(REFERENCE, {"return v * v": "return v ^ 2"})}, POINTS - 2),
    ],
)
def test_a_notebook_is_graded_cell_by_cell(
    files: dict[str, bytes], points: float, grader: Callable[[Path], Results], tmp_path: Path
) -> None:
    results = grader(handed_in(tmp_path / "hand-in.zip", files))
    assert not results.failure, results.failure
    assert results.points == points, [o.message for o in results.outcomes]


def test_the_template_has_no_points_and_is_not_taken_for_the_students_work(
    course: Folders, grader: Callable[[Path], Results], tmp_path: Path
) -> None:
    template = student_files(course)[FILE]
    assert grader(handed_in(tmp_path / "a.zip", {FILE: template})).points == 0
    both = {FILE: template, f"{MODULE} (2).ipynb": RIGHT}
    assert grader(handed_in(tmp_path / "b.zip", both)).points == POINTS
    nothing = grader(handed_in(tmp_path / "c.zip", {"report.txt": b"none"}))
    assert nothing.unrun.startswith(f"{FILE} was not found in the hand-in")


def test_a_value_that_no_cell_gives_is_told_by_the_cell_that_failed(
    grader: Callable[[Path], Results], tmp_path: Path
) -> None:
    failing = as_notebook(REFERENCE, {"nine = square(3)": "nine = 1 / 0"})
    results = grader(handed_in(tmp_path / "a.zip", {FILE: failing}))
    (told,) = [o.message for o in results.outcomes if o.case == "nine is nine"]
    assert "ZeroDivisionError" in told and "nine = 1 / 0" in told
    never = as_notebook(REFERENCE, {"nine = square(3)\ndisplay(x + nine)": "pass"})
    results = grader(handed_in(tmp_path / "b.zip", {FILE: never}))
    (told,) = [o.message for o in results.outcomes if o.case == "nine is nine"]
    assert told.startswith("nine is not defined"), told


def home_of(course: Folders, tmp_path: Path, notebook: bytes | None = None) -> Path:
    """The student folder, with another notebook in the place of the template's."""
    write_folder(tmp_path / "home", student_files(course))
    if notebook is not None:
        (tmp_path / "home" / FILE).write_bytes(notebook)
    return tmp_path / "home"


def at_home(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return run_at_home(home, *command, "-p", "no:cacheprovider")


def test_pytest_at_home_runs_the_saved_notebook_and_names_the_cell(
    course: Folders, tmp_path: Path
) -> None:
    home = home_of(course, tmp_path, as_notebook(REFERENCE, {"nine = square(3)": "nine = 1 / 0"}))
    printed = at_home(home, "-m", "pytest").stdout
    place = f"ZeroDivisionError in {FILE}, code cell 6, line 1: division by zero"
    assert place in " ".join(printed.split()) and "    nine = 1 / 0" in printed
    assert re.search(r"^square +#+\.+ +1 of 2", printed, re.M), printed
    assert re.search(r"^prime +#+ +0 of 0 +\+2 hidden", printed, re.M), printed


def test_check_says_which_state_it_speaks_of_and_does_not_call_itself(
    course: Folders, tmp_path: Path
) -> None:
    home = home_of(course, tmp_path, RIGHT)
    done = run_at_home(home, "-c", "from check import check; check('square')")
    assert done.stdout.startswith(f"{FILE} as it was saved at ")
    assert "2 passed" in done.stdout


def test_pack_packs_the_notebook_and_says_what_the_grader_says(
    course: Folders, grader: Callable[[Path], Results], tmp_path: Path
) -> None:
    half = as_notebook(REFERENCE, {"    return v * v": '    raise NotImplementedError("square")'})
    home = home_of(course, tmp_path, half)
    said = run_at_home(home, "pack.py").stdout
    assert f"holds {FILE}.\nUnpacked as the grader does it, it has 0 of 2 points" in said
    assert "and passes 1 of 3 public cases" in said
    assert "Note: square is not implemented yet. (its cell ended there)" in said
    assert grader(home / "hw-submission.zip").points == 2
    (home / FILE).write_text("{")
    refused = run_at_home(home, "pack.py")
    assert refused.returncode == 2 and "the notebook is damaged" in refused.stderr
    (home / FILE).unlink()
    assert f"{FILE} is missing" in run_at_home(home, "pack.py").stderr


def test_only_a_module_of_the_assignment_can_be_a_notebook() -> None:
    for notebooks in (["other"], ["a.b"]):
        with pytest.raises(AssignmentError, match="should be one of modules, and in no package"):
            entries = {"name": "hw", "title": "", "modules": ["a.b"], "notebooks": notebooks}
            parse_assignment(entries, "assignment.toml")


def test_a_reference_that_begins_with_no_cell_is_named(tmp_path: Path) -> None:
    folders = notebook_course(tmp_path, REFERENCE.replace("# %% [markdown]\n", "", 1))
    with pytest.raises(AssignmentError, match=r"numbers_of_hw\.py:1: a notebook's first line"):
        right_answers(Answers(folders))
