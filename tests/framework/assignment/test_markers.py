"""A template holds no solution, can be imported, and says what is to be written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_course import REFERENCE, small_course

from autograder.assignment.markers import checked_stub
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.mutation import mutants_are_killed
from autograder.publish.proofs.right_answers import right_answers

BODY = "    # BEGIN SOLUTION\n    return 2 * x\n    # END SOLUTION\n"


def surrounded(begin: str, end: str) -> str:
    return f"    {begin}\n    return 2 * x\n    {end}\n"


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        (surrounded("### BEGIN SOLUTION", "### END SOLUTION"), 8, "write # BEGIN SOLUTION"),
        (surrounded("# BEGIN SOLUTIONS", "# END SOLUTIONS"), 8, "write # BEGIN SOLUTION"),
        (surrounded("# BEGIN SOLUTION", "# END SOLTION"), 10, "write # END SOLUTION"),
        (surrounded("# BEGN SOLUTION", "# END SOLUTION"), 8, "write # BEGIN SOLUTION"),
        (surrounded("# begin solution", "# end solution"), 8, "write # BEGIN SOLUTION"),
        (surrounded("#BEGIN SOLUTION", "#END SOLUTION"), 8, "write # BEGIN SOLUTION"),
        (surrounded("# BEGIN SOLUTION: it", "# END SOLUTION"), 8, "write # BEGIN SOLUTION"),
        ("    return 2 * x  # SOLUTION\n", 8, "is Otter's"),
        ("    return 2 * x  # SOLUTION NO PROMPT\n", 8, "is Otter's"),
        ("    return 2 * x\n", 1, "students would be given all of it"),
    ],
)
def test_what_would_give_the_solution_away_is_an_error_with_file_and_line(
    body: str, line: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = small_course(tmp_path, reference=REFERENCE.replace(BODY, body))
    for command in (["template"], ["build", "--no-validate"], ["validate"]):
        assert main(["--root", str(tmp_path), *command]) == 2
        said = capsys.readouterr().err
        assert f"{folders.solution / 'small.py'}:{line}: " in said and says in said
    assert not (tmp_path / "dist").exists() and not folders.template.exists()


def test_comments_that_only_speak_of_a_solution_are_no_markers(tmp_path: Path) -> None:
    talk = "    # the solution begins with x\n    # SOLUTIONS differ\n" + BODY
    folders = small_course(tmp_path, reference=REFERENCE.replace(BODY, talk))
    assert "SOLUTIONS differ" in checked_stub(folders.solution / "small.py")


def test_marked_comments_alone_outside_of_functions_leave_the_solution_in(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_text("# BEGIN SOLUTION\n# nothing\n# END SOLUTION\nx = 1\n")
    with pytest.raises(AssignmentError, match=r"m\.py:1: nothing stands between"):
        checked_stub(path)


def test_a_stub_that_is_no_python_is_named_by_the_line_of_the_reference(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_text(
        "def f(x):\n    # BEGIN SOLUTION\n    y = 1\n    if x:\n        y = 2\n    # END SOLUTION\n"
        "    else:\n        y = 3\n    return y\n"
    )
    with pytest.raises(AssignmentError, match=r"m\.py:7: without the marked passages it is no Pyt"):
        checked_stub(path)


def test_a_template_that_cannot_be_imported_is_named_with_its_line(tmp_path: Path) -> None:
    constant = "# BEGIN SOLUTION\nTWO = 2\n# END SOLUTION\n"
    text = REFERENCE.replace("def double(x)", f"{constant}def double(x, by=TWO)")
    proof = right_answers(Answers(small_course(tmp_path, reference=text)))
    (line,) = proof.against
    assert "template cannot be imported: importing small.py raised NameError" in line
    assert "(small.py, line 6)" in line


def test_a_template_that_raises_its_own_error_at_import_is_named_with_its_line(
    tmp_path: Path,
) -> None:
    text = REFERENCE + "\n\nTABLE = double(1)\n"
    proof = right_answers(Answers(small_course(tmp_path, reference=text)))
    (line,) = proof.against
    assert "importing small.py raised NotImplementedError (small.py, line 8): double" in line


def test_the_stub_of_a_method_names_its_class(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_text(
        "class Linear:\n    def __init__(self):\n        self.w = 1\n\n"
        "    async def forward(self, x):\n        def inner():\n            return 1\n\n"
        "        # BEGIN SOLUTION\n        return inner() * x\n        # END SOLUTION\n\n\n"
        "class Layer:\n    # BEGIN SOLUTION\n    size = 3\n    # END SOLUTION\n\n\n"
        "def f():\n    # BEGIN SOLUTION\n    return 1\n    # END SOLUTION\n"
    )
    text = checked_stub(path)
    raised = re.findall(r'NotImplementedError\("(.*)"\)', text)
    assert raised == ["Linear.forward", "f"]
    namespace: dict[str, object] = {}
    exec(text, namespace)  # a class whose body is to be written can be imported
    assert not hasattr(namespace["Layer"], "size")


def test_a_reference_in_which_nothing_can_be_changed_is_named_with_its_line(
    tmp_path: Path,
) -> None:
    text = REFERENCE.replace("return 2 * x", "return x + x").replace("x + x", "double_of(x)")
    text = text.replace("import numpy as np", "from operator import pos as double_of")
    proof = mutants_are_killed(Answers(small_course(tmp_path, reference=text)))
    assert proof.figure == "0 mutants"
    (line,) = proof.against
    assert line.startswith(f"{tmp_path}/solutions/hw/small.py:8: nothing below # BEGIN SOLUTION")


def test_a_hidden_case_in_a_public_file_is_an_error_that_says_where_it_belongs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = small_course(tmp_path)
    path = folders.public / "double.py"
    path.write_text(path.read_text().replace("points=1)", "points=1, hidden=True)"))
    assert main(["--root", str(tmp_path), "template"]) == 2
    said = capsys.readouterr().err
    assert f"{path}:9: the case 'doubles' says hidden=True" in said
    assert f"{folders.public.parent}/hidden/double.py, where name = 'double (hidden)'" in said


PROMPTED = """x = 1

# BEGIN SOLUTION
y = x + 1
# END SOLUTION
# BEGIN PROMPT
# y = ...
#
# # what is y?
# END PROMPT


def double(x):
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION
    # BEGIN PROMPT
    # for n in x:
    #     pass
    # END PROMPT
"""


def test_a_prompt_stands_in_the_stub_in_place_of_the_passage(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_text(PROMPTED)
    assert checked_stub(path) == (
        "x = 1\n\ny = ...\n\n# what is y?\n\n\ndef double(x):\n    for n in x:\n        pass\n"
    )


@pytest.mark.parametrize(
    ("right", "wrong", "line", "says"),
    [
        (
            "# END SOLUTION\n# BEGIN",
            "# END SOLUTION\n\n# BEGIN",
            7,
            "belongs right below # END SOL",
        ),
        ("# y = ...\n", "y = 3\n", 7, "the prompt of line 6 goes on until # END PROMPT"),
        ("y?\n# END PROMPT\n", "y?\n", 12, "the prompt of line 6 goes on until # END PROMPT"),
        ("    # END PROMPT\n", "", 17, "BEGIN PROMPT without # END PROMPT"),
        ("# END SOLUTION\n# BEGIN PROMPT\n", "# END SOLUTION\n", 9, "END PROMPT without # BEGIN"),
        ("# END PROMPT\n\n", "# END PROMPTS\n\n", 10, "write # END PROMPT"),
    ],
)
def test_a_prompt_out_of_place_is_named_by_its_line(
    right: str, wrong: str, line: int, says: str, tmp_path: Path
) -> None:
    path = tmp_path / "m.py"
    path.write_text(PROMPTED.replace(right, wrong, 1))
    with pytest.raises(AssignmentError, match=rf"m\.py:{line}: .*{says}"):
        checked_stub(path)
