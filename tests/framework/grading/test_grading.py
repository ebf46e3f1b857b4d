"""One submission to results: points, messages, accidents, in the sandbox."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from autograder.assignment.provenance import Provenance
from autograder.assignment.reference import load_reference
from autograder.assignment.rubric import Rubric
from autograder.assignment.settings import Assignment
from autograder.checks.context import CaseRun, running
from autograder.checks.contract import student_function
from autograder.checks.questions import load_questions
from autograder.errors import UnpackError
from autograder.grading.engine import grade
from autograder.grading.patience import Patience
from autograder.grading.results import Results
from autograder.platforms.gradescope.document import to_json
from autograder.sandbox.process import Sandbox
from autograder.unpack import notebook_source, stage

SOLUTION = Path(__file__).parents[3] / "solutions" / "hw1_layers" / "layers.py"
Grade = Callable[[str], Results]


def messages(results: Results) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for o in results.outcomes:
        found.setdefault(o.question, []).append(o.message)
    return found


def test_the_reference_has_full_marks(grade_source: Grade, right_source: str) -> None:
    results = grade_source(right_source)
    assert results.points == results.max_points > 0
    assert "process" in results.layers


def test_the_template_has_no_point_and_says_why(rubric: Rubric, sandbox: Sandbox) -> None:
    stub = Path(__file__).parents[3] / "student_template" / "hw1_layers" / "layers.py"
    results = grade(rubric, stub, sandbox)
    assert results.points == 0
    for o in results.outcomes:
        assert "is not implemented yet" in o.message or o.message.startswith("skipped: fix ")


def test_a_wrong_forward_costs_its_own_points_and_skips_the_rest(
    grade_source: Grade, right_source: str
) -> None:
    results = grade_source(right_source.replace("rows @ w + b", "rows @ w - b"))
    table = results.by_question()
    assert table["affine_forward"][0] < table["affine_forward"][1]
    skipped = {o.question for o in results.outcomes if o.status == "skipped"}
    assert skipped == {"affine_forward", "affine_backward", "affine_backward (hidden)"}
    for question, (earned, possible) in table.items():
        assert earned == possible or question.startswith("affine")


@pytest.mark.parametrize(
    ("replacement", "sentence"),
    [
        ("    import os; os._exit(0)", "ended the program"),
        ("    import sys; sys.exit(0)", "called exit() or quit(): remove it (layers.py, line"),
        ("    import ctypes; ctypes.string_at(0)", "crashed (a segmentation fault"),
        ("    return np.zeros((9, 9))", "should return (out, cache); it returned one ndarray"),
        ("    return None", "it returned None"),
        ("    return 1 / 0, x", "raised ZeroDivisionError (layers.py, line"),
        ("    return x.tolist(), x", "but is a list"),
        ("    return np.ma.masked_array(x), x", "MaskedArray"),
        ("    return np.array([object()]), x", "should be an array"),
        ("    return bytearray(2**31), x", "used more memory than it may"),
    ],
)
def test_an_accident_costs_only_its_own_question(
    grade_source: Grade, right_source: str, replacement: str, sentence: str
) -> None:
    source = right_source.replace("    return np.maximum(0, x), x", replacement)
    results = grade_source(source)
    assert sentence in messages(results)["relu_forward"][0]
    for question, (earned, possible) in results.by_question().items():
        assert earned == possible or question.startswith("relu")
    assert results.by_question()["relu_forward"][0] == 0


def test_what_one_layer_leaves_behind_costs_no_other_one(
    grade_source: Grade, right_source: str
) -> None:
    spoils = "    np.maximum = np.minimum\n    return np.where(x > 0, x, 0.0), x"
    assert "    return np.maximum(0, x), x" in right_source
    results = grade_source(right_source.replace("    return np.maximum(0, x), x", spoils))
    assert results.points == results.max_points


def test_a_case_that_takes_all_its_time_is_not_repeated(
    grade_source: Grade, right_source: str, rubric: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = replace(rubric.assignment.limits, case_seconds=0.5)
    monkeypatch.setitem(vars(rubric), "assignment", replace(rubric.assignment, limits=limits))
    loops = "    while True:\n        pass"
    results = grade_source(right_source.replace("    return np.maximum(0, x), x", loops))
    lost = {o.question for o in results.outcomes if o.points < o.max_points}
    assert all(name.startswith("relu_") for name in lost)
    looped = [o for o in results.outcomes if "endless loop" in o.message]
    assert results.seconds < (len(looped) + 1) * limits.case_seconds + 1


def test_after_two_cases_that_took_all_their_time_the_rest_has_less(
    grade_source: Grade, right_source: str, rubric: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = replace(rubric.assignment.limits, case_seconds=1.5)
    monkeypatch.setitem(vars(rubric), "assignment", replace(rubric.assignment, limits=limits))
    loops = re.sub(
        r"(def (?:affine|relu)_forward\(.*\):\n)",
        r"\1    while True: pass\n",
        right_source,
    )
    results = grade_source(loops)
    looped = [o.message for o in results.outcomes if "endless loop" in o.message]
    whole = [text for text in looped if "longer than 1.5 s" in text]
    assert len(whole) == 2 and len(looped) > 4
    assert all("longer than 1 s" in text for text in looped if text not in whole)
    assert any("after 2 cases had taken all their time" in note for note in results.notes)
    assert not any("taken all" in note for note in grade_source(right_source).notes)


def test_the_limit_falls_to_no_less_than_three_times_the_reference(
    rubric: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = rubric.questions[0]
    place = question, question.cases[0]
    monkeypatch.setitem(rubric.seconds, (question.name, question.cases[0].name), 0.6)
    patience = Patience(rubric, 0)
    whole = rubric.assignment.limits.case_seconds
    assert patience.seconds(*place) == whole
    for _ in range(2):
        patience.overrun()
    assert patience.seconds(*place) == pytest.approx(1.8)
    monkeypatch.setitem(rubric.seconds, (question.name, question.cases[0].name), 0.01)
    assert patience.seconds(*place) == 1.0


@pytest.mark.parametrize("missing", ["raise NotImplementedError", None])
def test_a_stub_is_not_repeated_in_a_process_of_its_own(
    rubric: Rubric, sandbox: Sandbox, tmp_path: Path, right_source: str, missing: str | None
) -> None:
    """It would say the same there; what other layers lose is still repeated."""
    stub = "def relu_forward(x):\n    raise NotImplementedError\n"
    source = right_source.replace("def relu_forward(", "def other_forward(")
    path = tmp_path / "layers.py"
    path.write_text(source + (stub if missing else ""))
    before = sandbox._children
    results = grade(rubric, path, sandbox)
    assert not results.by_question()["relu_forward"][0] and sandbox._children == before + 1
    path.write_text(source + stub.replace("raise NotImplementedError", "return x, x"))
    grade(rubric, path, sandbox)
    assert sandbox._children == before + 3


def test_no_expected_value_follows_an_argument_that_was_overwritten(
    grade_source: Grade, right_source: str
) -> None:
    source = right_source.replace(
        "    return np.maximum(0, x), x", "    x[...] = 0\n    return x, x"
    )
    source = source.replace(
        "return rows @ w + b, (x, w)", "x[...] = 0; b[...] = 0; return 0 * x, x"
    )
    results = grade_source(source)
    assert {o.points for o in results.outcomes if o.question.startswith("relu")} == {0.0}
    forward = [o for o in results.outcomes if o.question.startswith("affine_forward")]
    assert forward and not any(o.points for o in forward)


def test_all_public_cases_come_before_any_hidden_input_goes_out(
    rubric: Rubric, sandbox: Sandbox, tmp_path: Path, right_source: str
) -> None:
    """Else what one child learns could reach another one that still answers public cases."""
    (tmp_path / "layers.py").write_text(right_source)
    seen: list[bool] = []

    def note(results: Results) -> None:
        done = [o for o in results.outcomes if not o.message.startswith("not graded")]
        seen.append(any(o.hidden for o in done))
        public = sum(not o.hidden for o in results.outcomes)
        assert not seen[-1] or sum(not o.hidden for o in done) == public

    grade(rubric, tmp_path, sandbox, progress=note)
    assert seen == sorted(seen) and set(seen) == {False, True}


def test_what_a_dict_holds_cannot_be_overwritten_in_the_test() -> None:
    env = {"f": lambda param: [param["mean"].fill(7.0)]}
    mean = np.zeros(3)
    param = {"mean": mean}
    with running(CaseRun("q", "c")):
        student_function("f", env)(param)
        assert mean.tolist() == [0, 0, 0] and param["mean"].tolist() == [7, 7, 7]
    assert param["mean"] is mean  # as it was, for the next hand-in


def test_stubs_that_do_nothing_have_no_points(grade_source: Grade) -> None:
    names = re.findall(r"^def (\w+)_(forward|backward)", SOLUTION.read_text(), re.M)
    lines = [f"def {n}_{d}(*a): return {'0.0, None' if d == 'forward' else None}" for n, d in names]
    lines += ["def softmax_loss(*a): return 0.0, None", "def dead_relu_fraction(a): return None"]
    lines.append("def saturation_fraction(*a): raise ValueError")
    assert grade_source("\n".join(lines)).points == 0


def test_what_was_defined_before_an_error_at_import_counts(
    grade_source: Grade, right_source: str
) -> None:
    results = grade_source(right_source + "\nopen('weights.npy')\n")
    assert results.points == results.max_points
    assert any("FileNotFoundError" in note for note in results.notes)


def test_a_namedtuple_is_a_tuple(grade_source: Grade, right_source: str) -> None:
    source = right_source.replace("return np.maximum(0, x), x", "return R(np.maximum(0, x), x)")
    source += "\nfrom collections import namedtuple\nR = namedtuple('R', 'out cache')\n"
    assert grade_source(source).by_question()["relu_forward"] == (1.5, 1.5)


def test_a_backward_may_write_into_its_cache(grade_source: Grade, right_source: str) -> None:
    source = right_source.replace(
        "return np.where(cache > 0, dout, 0)", "cache[...] = cache > 0\n    return dout * cache"
    )
    results = grade_source(source)
    assert results.by_question()["relu_backward"] == (1.5, 1.5)
    assert not [o for o in results.outcomes if "not an answer" in o.message]


def test_an_import_that_ends_is_decided_once(grade_source: Grade) -> None:
    results = grade_source("import os\nos._exit(3)\n")
    assert results.points == 0
    assert {o.message for o in results.outcomes} == {results.notes[-1]}
    assert "importing your code" in results.notes[-1]


def test_a_syntax_error_names_the_line(grade_source: Grade) -> None:
    results = grade_source("x = 1\ndef f(:\n")
    said = messages(results)["relu_forward"][0]
    assert said.startswith("layers.py cannot be read: line 2: SyntaxError: invalid syntax (on ")
    assert said.endswith("layers.py, line 2: def f(:")


def test_hidden_messages_show_neither_prints_nor_exception_texts(
    grade_source: Grade, right_source: str
) -> None:
    source = right_source.replace(
        "    return np.maximum(0, x), x",
        "    print('LEAK', x)\n    raise ValueError(f'LEAK {x}')",
    )
    results = grade_source(source)
    hidden = [o for o in results.outcomes if o.hidden]
    assert hidden and not [o for o in hidden if "LEAK" in o.message]
    assert "LEAK" in messages(results)["relu_forward"][0]


def test_an_error_at_import_is_told_of_its_own_module_alone(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    """What ``second.py`` lacks is not explained by what is wrong in ``first.py``."""
    reference, tests, hand_in = (tmp_path / name for name in ("reference", "tests", "hand_in"))
    for folder in (reference, tests, hand_in):
        folder.mkdir()
    for module, name in (("first", "f"), ("second", "g")):
        (reference / f"{module}.py").write_text(f"def {name}():\n    return 1\n")
        (tests / f"{name}.py").write_text(
            f"OK_FORMAT = False\nname = {name!r}\nfrom autograder.checks import case\n\n"
            f'@case(points=1)\ndef one({name}):\n    """is one"""\n    assert {name}() == 1\n'
        )
    (hand_in / "first.py").write_text("1 / 0\n")
    (hand_in / "second.py").write_text("def misspelt():\n    return 1\n")
    modules = ["first", "second"]
    rubric = Rubric(
        Assignment("hw", "", modules),
        load_questions(tests.glob("*.py")),
        load_reference(reference, modules),
        Provenance("", "", ""),
        folder=reference,
    )
    told = messages(grade(rubric, hand_in, sandbox))
    assert "importing first.py raised ZeroDivisionError" in told["f"][0]
    assert told["g"] == ["g is not defined: check the spelling of its name."]


def test_results_are_gradescopes(grade_source: Grade, right_source: str) -> None:
    document = json.loads(to_json(grade_source(right_source)))
    assert document["score"] == sum(t.get("score", 0) for t in document["tests"])
    assert len(document["extra_data"]["bundle"]) == 64
    for test in document["tests"]:
        assert test["visibility"] == (
            "after_published" if "(hidden)" in test["name"] else "visible"
        )


@pytest.mark.parametrize("layout", ["loose", "folder", "zip", "notebook", "macosx", "misnamed"])
def test_a_hand_in_is_found_in_any_layout(
    layout: str, right_source: str, rubric: Rubric, sandbox: Sandbox, tmp_path: Path
) -> None:
    if layout == "notebook":
        lines = "%matplotlib inline\n" + right_source
        cells = [{"cell_type": "markdown", "source": ["#"]}, {"cell_type": "code", "source": lines}]
        path = tmp_path / "work.ipynb"
        path.write_text(json.dumps({"cells": cells}))
    elif layout in ("zip", "macosx"):
        path = tmp_path / "work.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("hw1/layers.py", right_source)
            if layout == "macosx":
                archive.writestr("__MACOSX/hw1/layers.py", "garbage(")
                archive.writestr("../layers.py", "garbage(")
    elif layout == "folder":
        path = tmp_path / "work"
        (path / "hw1" / "tests").mkdir(parents=True)
        (path / "hw1" / "layers.py").write_text(right_source)
        (path / "hw1" / "tests" / "layers.py").write_text("garbage(")
    else:
        path = tmp_path / ("layers.py" if layout == "loose" else "my layers (1).py")
        path.write_text(right_source)
    results = grade(rubric, path, sandbox)
    assert results.points == results.max_points


def test_a_broken_archive_is_named(rubric: Rubric, sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "work.zip"
    path.write_bytes(b"not a zip")
    results = grade(rubric, path, sandbox)
    assert results.points == 0 and "is not a zip archive" in results.notes[0]
    with pytest.raises(UnpackError, match="neither"):
        stage(_touch(tmp_path / "a.docx"), ["layers"], tmp_path)
    with pytest.raises(UnpackError, match="damaged"):
        notebook_source(b"{")


def _touch(path: Path) -> Path:
    path.write_bytes(b"x")
    return path
