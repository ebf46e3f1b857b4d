"""Notebooks as instructors write them for other tools, in all the forms that these tools read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Cells = Sequence[dict[str, Any]]


def code(source: str, **shown: str) -> dict[str, Any]:
    """A cell of code; ``printed`` and ``value`` are what it has shown."""
    outputs: list[dict[str, Any]] = []
    if "printed" in shown:
        outputs.append({"output_type": "stream", "name": "stdout", "text": shown["printed"]})
    if "value" in shown:
        data = {"text/plain": shown["value"].splitlines(keepends=True)}
        outputs.append({"output_type": "execute_result", "data": data, "metadata": {}})
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": outputs}


def text(source: str, **metadata: object) -> dict[str, Any]:
    """A cell of text."""
    return {"cell_type": "markdown", "source": source, "metadata": metadata}


def raw(source: str) -> dict[str, Any]:
    """A raw cell."""
    return {"cell_type": "raw", "source": source, "metadata": {}}


def nbgrader(cell: dict[str, Any], name: str, **marks: object) -> dict[str, Any]:
    """A cell that nbgrader's toolbar has marked."""
    known = {"grade": False, "solution": False, "locked": False, "schema_version": 3}
    return {**cell, "metadata": {"nbgrader": {**known, "grade_id": name, **marks}}}


def write_notebook(path: Path, cells: Cells, language: str = "python") -> Path:
    """Write a notebook of these cells."""
    kernel = {"kernelspec": {"display_name": "Python 3", "language": language, "name": "python3"}}
    notebook = {"cells": list(cells), "metadata": kernel, "nbformat": 4, "nbformat_minor": 4}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook))
    return path


def question(settings: str, *cells: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells of a question in Otter's format."""
    return [raw(f"# BEGIN QUESTION\n{settings}"), *cells, raw("# END QUESTION")]


def solution(*cells: dict[str, Any]) -> list[dict[str, Any]]:
    """A solution block."""
    return [raw("# BEGIN SOLUTION"), *cells, raw("# END SOLUTION")]


def its_tests(*cells: dict[str, Any]) -> list[dict[str, Any]]:
    """A tests block."""
    return [raw("# BEGIN TESTS"), *cells, raw("# END TESTS")]


def told(settings: str, source: str) -> str:
    """A test cell's source with its settings above it."""
    return f'""" # BEGIN TEST CONFIG\n{settings}\n""" # END TEST CONFIG\n{source}'


FILES: Mapping[str, str] = {
    "numbers.csv": "1,2\n3,4\n",
    "helpers.py": "def half(x):\n    return x / 2\n",
    "more.yml": "check_all_cell: true\n",
}
"""What lies beside the notebook of the exception-based format."""

EXCEPTION_BASED: Cells = [
    text(
        "# Sums\n\nSome words.\n\n```otter\n# ASSIGNMENT CONFIG\nconfig_file: more.yml\n"
        "files:\n  - numbers.csv\n  - helpers.py\ntests:\n    ok_format: false\n"
        "generate:\n    seed: 42\nno_such_key: 1\n```\n\nMore words."
    ),
    code("%matplotlib inline\nimport numpy as np\nimport helpers\nfrom math import isclose"),
    code('table = np.loadtxt("numbers.csv", delimiter=",")\ntable', value="array(...)"),
    *question(
        "name: q1\nall_or_nothing: true",
        text("**Question 1.** Give `x` the smallest prime."),
        *solution(code("x = 2 # SOLUTION")),
        *its_tests(
            code(
                told(
                    "points: 2\nname: its type\nfailure_message: This is not an int.\n"
                    "success_message: Well done.",
                    "def test_type(x):\n    # a comment that stays\n"
                    "    assert isinstance(x, int)\n    assert 0 < x < 100\n\ntest_type(x)",
                )
            ),
            code(told("points: 2\nhidden: true", "def test_value(x):\n    assert x == 2")),
        ),
    ),
    *question(
        "name: q2\nmanual: true\npoints: 1.5",
        text("**Question 2.** Show it."),
        *solution(
            code(
                "## solution ##\nprint(x); # SOLUTION NO PROMPT\n"
                '""" # BEGIN PROMPT\nprint(...);\n""" # END PROMPT'
            )
        ),
    ),
    text("This cell is in no question."),
    code("y = 3"),
    *question(
        "name: 3.1",
        text("**Question 3.** Define `square`, and give `nine` its value at 3."),
        *solution(
            code(
                "def square(x):\n    y = x * x # SOLUTION\n    # BEGIN IGNORE\n    z = np.cos(y)\n"
                "    # END IGNORE\n    # not this # IGNORE\n    return y # SOLUTION\n\n"
                "nine = square(3)"
            )
        ),
        *its_tests(
            code(
                "def test_public(nine, square):\n    assert nine == 9\n    assert square(16) == 256\n\n"
                "test_public(nine, square)"
            ),
            code(
                "# HIDDEN\ndef test_hidden(env):\n    assert env['square'](1) == 1\n\ntest_hidden(env)"
            ),
        ),
    ),
    *question(
        "name: q4\npoints: 2\nmanual: true",
        text("**Question 4.** What is a rhombus?"),
        *solution(text("**SOLUTION**: four sides of one length.")),
    ),
    *question(
        "name: q5",
        text("**Question 5.** A circle."),
        *solution(
            code(
                "pi = 3.14\nif True:\n    # BEGIN SOLUTION\n    radius = 3\n\n    area = radius * pi\n"
                "    # END SOLUTION\n    print('in it')\n\ndef around(r):\n"
                "    # BEGIN SOLUTION NO PROMPT\n    return 2 * pi * r\n    # END SOLUTION\n"
                '    """ # BEGIN PROMPT\n    # what goes around\n    pass\n    """; # END PROMPT'
            )
        ),
    ),
    *question(
        "name: q6\nmanual: true\nexport: true",
        text("**Question 6.** Write something."),
        raw("# BEGIN PROMPT"),
        text("_Here._"),
        raw("# END PROMPT"),
    ),
    *question(
        "name: q7\npoints: 3",
        text("**Question 7.** Draw ten numbers."),
        *solution(
            code("np.random.seed(42) # SEED\nz = np.random.normal(4, 2, 10) # SOLUTION\nz"),
            text("Look at them.", tags=["otter_include"]),
        ),
        *its_tests(
            code("def test_len(z):\n    assert len(z) == 10"),
            code(
                "# HIDDEN\ndef test_first(np, z):\n    table = np.ones((2, 2))\n"
                "    assert np.isclose(z[0], 4.99342831) and table.sum() == 4"
            ),
            code(told("points: 1", "def test_all(np, z):\n    assert np.isfinite(z).all()")),
        ),
    ),
    code("## ignore ##\nsecret_of_the_author = 1"),
    raw("A raw cell."),
]
"""Every form of Otter's exception-based format; 7 points by tests, 3.5 by a person."""

OK_FORMAT: Cells = [
    raw(
        "# ASSIGNMENT CONFIG\nname: hw01\nexport_cell:\n    pdf: false\nseed:\n    variable: rng_seed\n"
        "    autograder_value: 42\n    student_value: 90"
    ),
    code("import numpy as np\nrng_seed = 42"),
    *question(
        "name: q1\npoints:\n    each: 2",
        text("# Values"),
        *solution(code("# BEGIN SOLUTION\nx = 2\nname = 'two'\n# END SOLUTION")),
        *its_tests(
            code("isinstance(x, int)", value="True"),
            code("x", value="2"),
            code("name", value="'two'"),
            code("# Hidden\n[x, x + 1], name", value="([2, 3], 'two')"),
            code("x / 3", value="0.6666666666666666"),
            code("np.arange(3) * x / 7", value="array([0.        , 0.28571429, 0.57142857])"),
            code("np.float64(x) / 4", value="np.float64(0.5)"),
            code("print(x, name)", printed="2 two\n"),
            code("y = x + 1\ny == x", value="False"),
            code("{'half': x / 2}", value="{'half': 1.0}"),
        ),
    ),
    *question(
        "name: q2",
        text("Functions."),
        *solution(
            code(
                "def add(a: int, b: int) -> int:\n    return a + b # SOLUTION\n\n"
                "def shout(text):\n    # BEGIN SOLUTION\n    print(text.upper())\n    # END SOLUTION"
            )
        ),
        *its_tests(
            code("add(3, 4) == 7", value="True"),
            code("def check_it(n: int) -> int:\n    return add(n, n)\n\ncheck_it(4)", value="8"),
            code("np.testing.assert_equal(add(1, 2), 3)"),
            code("None"),
            code("shout('a')", printed="A\n"),
            code("add", value="<function __main__.add(a: int, b: int) -> int>"),
            code("add(np.arange(2000), 1)", value="array([1, 2, 3, ..., 1999, 2000])"),
            code("undefined_helper(x)", value="1"),
            code("import sys\nsys.maxsize > 3", value="True"),
        ),
    ),
]
"""Every form of Otter's OK format."""

NBGRADER: Cells = [
    nbgrader(text("# Squares"), "intro", locked=True),
    nbgrader(
        code(
            "def squares(n):\n    ### BEGIN SOLUTION\n    if n < 1:\n        raise ValueError('n')\n"
            "    return [i ** 2 for i in range(1, n + 1)]\n    ### END SOLUTION"
        ),
        "squares",
        solution=True,
    ),
    code("squares(10)"),
    nbgrader(
        code(
            '"""the first ones are right"""\nassert squares(2) == [1, 4]\n'
            "### BEGIN HIDDEN TESTS\nassert squares(3) == [1, 4, 9]\n### END HIDDEN TESTS"
        ),
        "correct_squares",
        grade=True,
        locked=True,
        points=2,
    ),
    nbgrader(
        code(
            "try:\n    squares(0)\nexcept ValueError:\n    pass\nelse:\n"
            "    raise AssertionError('did not raise')"
        ),
        "invalid-input",
        grade=True,
        points=1,
    ),
    nbgrader(
        code("def total(n):\n    return sum(squares(n))\n\nten = total(10)"), "total", solution=True
    ),
    nbgrader(
        code("assert total(3) == 14\nassert ten == 385"), "correct_total", grade=True, points=0.5
    ),
    nbgrader(
        code("kept = squares\ndel squares\ntry:\n    total(1)\nexcept NameError:\n    pass"),
        "uses_squares",
        grade=True,
        points=0.5,
    ),
    nbgrader(code("### AUTOTEST total(4)"), "auto", grade=True, points=1),
    nbgrader(text("$\\sum i^2$"), "formula", grade=True, solution=True, points=1),
    nbgrader(code("cube = lambda n: n ** 3"), "use", grade=True, solution=True, points=2),
    nbgrader(
        text("Verify it.\n\n=== BEGIN MARK SCHEME ===\none point each\n=== END MARK SCHEME ==="),
        "task",
        task=True,
        points=4,
    ),
]
"""Every kind of cell that nbgrader knows."""
