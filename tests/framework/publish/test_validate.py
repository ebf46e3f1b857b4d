"""Each proof can fail: what it is for is planted, and noticed."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from small_course import small_course

from autograder.assignment.folders import Folders, assignment_names
from autograder.cli import main
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.axes import axes_differ, has_equal_axes, shapes
from autograder.publish.proofs.cost import cost
from autograder.publish.proofs.flakiness import no_flakiness
from autograder.publish.proofs.known_mistakes import mistakes_are_caught
from autograder.publish.proofs.leaks import leaks, no_leak, told_values
from autograder.publish.proofs.mutation import mutants_are_killed
from autograder.publish.proofs.proof import Proof
from autograder.publish.proofs.public_alone import public_alone
from autograder.publish.proofs.right_answers import right_answers
from autograder.publish.proofs.standing_alone import questions_stand_alone

ROOT = Path(__file__).parents[3]
NAME = "hw2_data_and_initialization"
CASE = '''

@case(points=1)
def planted({parameters}):
    """planted"""
    {body}
'''


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    for part in ("assignments", "solutions", "tests"):
        shutil.copytree(ROOT / part / NAME, tmp_path / part / NAME)
    return Folders(tmp_path, NAME)


def plant(path: Path, parameters: str, body: str) -> None:
    path.write_text(path.read_text() + CASE.format(parameters=parameters, body=body))


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


def wrong_alternative(folders: Folders) -> None:
    path = folders.solution / "alternatives" / "plain.py"
    path.write_text(path.read_text().replace("scale=math.sqrt(2) /", "scale=2 /"))


def vacuous_test(folders: Folders) -> None:
    plant(folders.public / "init_zeros.py", "", "assert 1 + 1 == 2")


def constant_that_cases_change(folders: Folders) -> None:
    append(folders.public / "init_zeros.py", "\n\nSEEN = []\n")
    plant(
        folders.public / "init_zeros.py",
        "init_zeros",
        "SEEN.append(1); assert init_zeros((1,))[0] == 0",
    )


def equal_axes(folders: Folders) -> None:
    plant(folders.public / "init_zeros.py", "init_zeros", "init_zeros(np.ones((3, 2, 3)).shape)")


def undeclared_dependency(folders: Folders) -> None:
    plant(folders.hidden / "init_zeros.py", "env", "env['fan_in']((2, 3))")


def harmless_mistake(folders: Folders) -> None:
    append(
        folders.solution / "misconceptions.py",
        '\n\n@wrong("init_zeros", "nothing", hint="")\n'
        "def zeros_right(shape):\n    return np.zeros(shape)\n",
    )


def unknown_mistakes(folders: Folders) -> None:
    """More than a twentieth of all, which nobody can tell apart: none of them is named."""
    for number in range(24):
        append(
            folders.solution / "misconceptions.py",
            f'\n\n@wrong("init_zeros", "twos {number}", hint="")\n'
            f"def twos_{number}(shape):\n    return np.full(shape, 2.0)\n",
        )


def told_value(folders: Folders) -> None:
    plant(
        folders.hidden / "init_he.py",
        "init_he",
        'raise CheckFailure(f"yours {init_he((9, 9), rng())[0, 0]:.6g}")',
    )
    path = folders.hidden / "init_he.py"
    path.write_text(path.read_text().replace("import assert", "import CheckFailure, assert", 1))


def untested_branch(folders: Folders) -> None:
    path = folders.solution / "initializers.py"
    branch = "    if len(shape) > 7:\n        shape = (shape[0] * 2 - 1, *shape[1:])\n"
    marker = "# BEGIN SOLUTION\n"
    path.write_text(path.read_text().replace(f"    {marker}", f"    {marker}{branch}", 1))


def flaky_case(folders: Folders) -> None:
    plant(folders.public / "init_zeros.py", "init_zeros", "assert rng().random() < 0.7")
    path = folders.public / "init_zeros.py"
    path.write_text(path.read_text().replace("assert_close, case", "assert_close, case, rng"))


def slow_case(folders: Folders) -> None:
    body = "__import__('time').sleep(0.3)"  # of 0.4 s that are allowed then, on any machine
    plant(folders.public / "init_zeros.py", "init_zeros", f"init_zeros((2, 2))\n    {body}")
    settings = folders.assignment / "assignment.toml"
    settings.write_text(settings.read_text().replace("case_seconds = 6.0", "case_seconds = 0.4"))


slow = functools.partial(pytest.param, marks=pytest.mark.slow)


@pytest.mark.parametrize(
    ("mistake", "prove", "says"),
    [
        (wrong_alternative, right_answers, f"plain: tests/{NAME}/public/init_he.py:"),
        (vacuous_test, right_answers, "passes tests/"),
        (constant_that_cases_change, right_answers, "its cases change SEEN, which stands outside"),
        (equal_axes, axes_differ, "(3, 2, 3) has equal axes: take different lengths"),
        (undeclared_dependency, questions_stand_alone, "only init_zeros filled in"),
        slow(harmless_mistake, mistakes_are_caught, "zeros_right: loses nothing in init_zeros"),
        slow(unknown_mistakes, mistakes_are_caught, "known mistakes are named"),
        (
            untested_branch,
            lambda answers: mutants_are_killed(answers, 300),
            "survives: `",
        ),
        slow(flaky_case, lambda a: no_flakiness(a, 10), ", 'planted': "),
        (slow_case, cost, ", 'planted': "),
    ],
)
def test_what_is_planted_is_noticed(
    folders: Folders,
    mistake: Callable[[Folders], None],
    prove: Callable[[Answers], Proof],
    says: str,
) -> None:
    mistake(folders)  # test_content.py proves the assignment as it is
    proof = prove(Answers(folders))
    assert not proof.holds
    assert any(says in line for line in proof.against)


@pytest.mark.parametrize(
    ("line", "equal"),
    [
        ("x = np.zeros((2, 3, 2))", True),
        ("x = draw.standard_normal(size=(4, 4))", True),
        ("x = np.arange(9.0).reshape(3, 3)", True),
        ("x, y = draw.standard_normal((2, 3, 2))", False),  # x and y have shape (3, 2)
        ("x = np.zeros((1, 3, 1, 1))", False),
        ("x = np.zeros((n, n))", False),
        ("x = f(3, 3)", False),
        ("# equal axes: a square is meant\n    x = np.zeros((3, 3))", False),
        ("# equal axes:\n    x = np.zeros((3, 3))", True),
    ],
)
def test_equal_axes_are_seen_in_literal_shapes(line: str, equal: bool) -> None:
    found = shapes(f"def case(draw, n):\n    {line}\n")
    assert any(has_equal_axes(shape) and not excused for _, shape, excused in found) == equal


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_our_own_inputs_have_no_two_equal_axes(name: str) -> None:
    proof = axes_differ(Answers(Folders(ROOT, name)))
    assert proof.holds, proof.against


def test_what_speaks_against_a_proof_names_file_case_and_shapes(folders: Folders) -> None:
    path = folders.solution / "preprocessing.py"
    wrong = path.read_text().replace("np.where(std == 0, 1, std)", "(std + 1)")
    path.write_text(wrong)
    proof = right_answers(Answers(folders))
    line = next(x for x in proof.against if x.startswith("the reference") and "/public/" in x)
    place = f"the reference: tests/{NAME}/public/standardize.py:9, 'gives every column mean 0"
    assert line.startswith(place)
    assert "[in standardize((4, 2))]; repair the reference, or what the case expects" in line


def test_a_leaked_statement_is_noticed(folders: Folders) -> None:
    assert no_leak(Answers(folders)).holds
    hidden = folders.hidden / "fan_in.py"
    append(hidden, "\nforgotten = 'a statement of the hidden tests'\n")
    given = {"notes.py": b"forgotten = 'a statement of the hidden tests'\n"}
    assert leaks(given, folders, Answers(folders).answer) == [
        f"tests/{NAME}/hidden/fan_in.py:13: forgotten = 'a statement of the hidden tests': "
        "students get it in notes.py: take it out there"
    ]


def test_a_hidden_value_that_a_message_tells_is_noticed() -> None:
    values = [np.array([1.5, -0.123456]), {"eps": 1e-5}, (7.25,)]
    assert told_values("wrong near -0.12346, off by 0.5", values) == ["0.12346"]
    assert told_values("wrong in 3 of 24 elements; it is 0.5 times the right answer", values) == []
    assert told_values("wrong near 0.98765", values) == []


@pytest.mark.slow
def test_the_public_tests_alone_are_a_figure(folders: Folders) -> None:
    assert public_alone(Answers(folders)).figure.endswith("%")


@pytest.mark.slow
def test_an_unproven_bundle_is_not_written(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    vacuous_test(folders)
    monkeypatch.chdir(folders.root)
    assert main(["build", NAME, "-o", "out"]) == 1
    assert "the untouched template passes" in capsys.readouterr().err
    assert not Path("out").exists()
    assert main(["validate", NAME, "--seeds", "1", "--mutants", "5"]) == 1
    assert "FAILS" in capsys.readouterr().out
    assert main(["build", NAME, "-o", "out", "--no-validate"]) == 0
    assert "NOT PROVEN" in capsys.readouterr().err


@pytest.mark.parametrize(("misses", "holds"), [(1, True), (2, False)])
def test_of_few_known_mistakes_one_may_stay_unnamed(
    misses: int, holds: bool, tmp_path: Path
) -> None:
    """A mistake whose every answer is an exception is never named: many things raise it."""
    known = ["def halved(x):\n    return x / 2\n"]
    known += [f"def raises_{n}(x):\n    raise ValueError\n" for n in range(misses)]
    text = "".join(f'\n\n@wrong("double", "it is wrong", hint="")\n{body}' for body in known)
    head = "from autograder.assignment import wrong\n"
    folders = small_course(tmp_path, more={"solutions/hw/misconceptions.py": head + text})
    proof = mistakes_are_caught(Answers(folders))
    assert proof.holds is holds, proof
    assert proof.figure.startswith(f"{1 + misses} mistakes, 1 of them named")
    without = ", ".join(f"raises_{n}" for n in range(misses))
    assert holds or f"are named; without a hint: {without}; add " in proof.against[-1]
