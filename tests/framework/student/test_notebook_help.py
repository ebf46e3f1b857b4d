"""What the notebooks import: unfinished code, guesses, words in two languages, threads."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.assignment.folders import Folders, assignment_names

ROOT = Path(__file__).parents[3]
RUN = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance(colors="nocolor")
shell.history_manager.enabled = False
for number, cell in enumerate(json.load(open("cells.json")), 1):
    print(f"-- {number}", flush=True)
    if not shell.run_cell(cell, store_history=True).success:
        sys.exit(f"cell {number} failed")
"""
BEGIN = "from autograder.student.notebook import *\nfrom autograder.student import notebook\n"
STUBS = 'def a():\n    raise NotImplementedError("a")\ndef b():\n    raise NotImplementedError\n'


def cells(folder: Path, *sources: str, begin: str = 'begin("en")') -> str:
    """What IPython prints of the cells, behind one that begins the notebook."""
    (folder / "cells.json").write_text(json.dumps([f"{BEGIN}{begin}\n{STUBS}", *sources]))
    done = subprocess.run(
        [sys.executable, "-B", "-c", RUN],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(folder)},
        capture_output=True,
        text=True,
    )
    shown = (done.stdout + done.stderr).partition("-- 2\n")[2]
    return re.sub(r"Out\[\d+\]", "Out[1]", shown)


LEFT_OUT = "Not implemented yet, so left out here: "


def test_a_cell_ends_with_one_line_where_a_function_is_not_written(tmp_path: Path) -> None:
    shown = cells(tmp_path, "print('before'); x = a(); print('behind')", "b()", "1 + 1")
    assert shown == f"before\n{LEFT_OUT}a\n-- 3\n{LEFT_OUT}b\n-- 4\nOut[1]: 2\n"


def test_a_cell_that_needs_what_was_not_made_says_what_is_missing(tmp_path: Path) -> None:
    half = "kept = 1\nfound = None\nfor each in range(2):\n    found = a()\nlast = 2"
    shown = cells(tmp_path, half, "print(kept)", "print(found)", "last", "again = last", "again")
    assert shown.split("\n-- ")[0] == f"{LEFT_OUT}a"
    assert shown.count(f"{LEFT_OUT}a\n") == 5 and "3\n1\n" in shown


def test_what_is_not_made_in_a_block_that_is_left_out_is_known_too(tmp_path: Path) -> None:
    shown = cells(tmp_path, "with if_implemented():\n    x = a()\nprint('end')", "x", "x = 3", "x")
    assert shown == f"end\n{LEFT_OUT}a\n-- 3\n{LEFT_OUT}a\n-- 4\n-- 5\nOut[1]: 3\n"


def test_several_blocks_are_told_in_one_line(tmp_path: Path) -> None:
    loop = "for f in (a, b, a, int):\n    with if_implemented():\n        print(f())\n"
    assert cells(tmp_path, loop) == f"0\n{LEFT_OUT}a, b\n"


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("nobody", "NameError: name 'nobody' is not defined"),
        ("1 / 0", "ZeroDivisionError"),
        ("with if_implemented():\n    [][1]", "IndexError"),
        ("def f():\n    x\n    x = 1\nf()", "UnboundLocalError"),
    ],
)
def test_other_errors_are_shown_as_ever(tmp_path: Path, cell: str, error: str) -> None:
    shown = cells(tmp_path, "x = a()", cell, "print('never')")
    assert error in shown and "cell 3 failed" in shown and "never" not in shown


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("x = 1;\nx + 1", "Out[1]: 2\n"),
        ("x = 1\nx;", ""),
        ("x = 1", ""),
        ("import math\ndef f():\n    return math.pi\nround(f())", "Out[1]: 3\n"),
        ("from __future__ import annotations\n2", "Out[1]: 2\n"),
        ("", ""),
    ],
)
def test_a_cell_shows_its_last_value_as_before(tmp_path: Path, cell: str, shown: str) -> None:
    assert cells(tmp_path, cell) == shown


def test_the_functions_work_without_ipython(tmp_path: Path) -> None:
    script = (
        f"{BEGIN}begin('en')\n{STUBS}with if_implemented():\n    a()\nprint(text('x {{n}}', n=1))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script.replace("{{n}}", "{n}")],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"{LEFT_OUT}a\nx 1\n", done.stderr


def test_guesses_are_kept_where_the_assignment_hands_out_no_file_for_them(tmp_path: Path) -> None:
    guesses = "predict('x', None)\ntruth('x', 1 / 3)\npredict('x', 2)\npredict('y', 'adam')"
    shown = cells(tmp_path, guesses, "truth('x', 1 / 3)\ntruth('y', 'sgd')")
    ends = "x: 0.333 (your guess: 2.0)\ny: sgd (your guess: adam)\n"
    assert shown == f"x: 0.333\n-- 3\n{ends}"
    (tmp_path / "predictions.py").write_text(STUBS.replace("a()", "predictions()"))
    assert cells(tmp_path, "truth('x', 2)") == "x: 2\n"


LABELS = {"{n} layers": "{n} 层", "value": "函数值"}
WORDS = "print(text('{n} layers', n=3), text('value'), text('ReLU'))"


def labelled(folder: Path, before: str) -> str:
    """What a Chinese notebook prints of labels, and which family its figures have last."""
    (folder / "labels.zh.json").write_text(json.dumps(LABELS), encoding="utf-8")
    fonts = "import matplotlib.font_manager as fonts\nfrom matplotlib import rcParams\n"
    family = "print(rcParams['font.family'][-1])"
    ask = "import os; print(os.environ['AUTOGRADER_LANG'])"
    return cells(folder, ask, WORDS, family, "a()", begin=f'{fonts}{before}\nbegin("zh")')


def test_labels_are_chinese_where_a_font_has_the_letters(tmp_path: Path) -> None:
    # Whatever this computer has: the usual font under the name of one, and letters of which it
    # lacks none but those.
    before = (
        "fonts.fontManager.ttflist.append(fonts.FontEntry(fname='has them', name='SimHei'))\n"
        "notebook.without_glyph = lambda path, letters: () if path == 'has them' else {'函'}"
    )
    shown = labelled(tmp_path, f"{before}\nnotebook.FONTS = ('SimHei',)")
    assert "zh\n-- 3\n3 层 函数值 ReLU\n-- 4\nSimHei\n" in shown
    assert shown.endswith("尚未实现，因此这里略去：a\n")


def test_labels_stay_english_where_no_font_has_the_letters_and_that_is_said_once(
    tmp_path: Path,
) -> None:
    shown = labelled(tmp_path, "notebook.FONTS = ()")
    assert "3 layers value ReLU\n-- 4\nsans-serif\n" in shown
    (tmp_path / "cells.json").write_text(json.dumps([f'{BEGIN}notebook.FONTS = ()\nbegin("zh")']))
    done = subprocess.run(
        [sys.executable, "-B", "-c", RUN],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stdout.startswith("-- 1\n没有找到含有中文字符的字体"), done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_the_usual_font_is_enough_for_letters_that_it_has() -> None:
    from autograder.student.notebook import shown_by_figures

    matplotlib = pytest.importorskip("matplotlib")
    before = list(matplotlib.rcParams["font.family"])
    assert shown_by_figures("é, ü and\n→ ×") and matplotlib.rcParams["font.family"] == before


def test_the_threads_of_blas_are_pinned_before_numpy_is_imported(tmp_path: Path) -> None:
    shutil.copy(ROOT / "autograder" / "student" / "check.py", tmp_path)
    (tmp_path / "assignment.json").write_text("{}")
    script = (
        "import sys; from check import check; import autograder.student.notebook, os; "
        "print('numpy' in sys.modules, os.environ['OPENBLAS_NUM_THREADS'], "
        "os.environ['OMP_NUM_THREADS'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "3"},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "False 1 3\n", done.stderr


@pytest.mark.parametrize(
    "path",
    [
        path
        for name in assignment_names(ROOT)
        for path in Folders(ROOT, name).notebooks
        if 'begin("en")' in path.read_text(encoding="utf-8")
    ],
    ids=lambda path: path.parent.name,
)
def test_the_notebooks_import_in_the_order_that_pins_them(path: Path) -> None:
    order = re.findall(
        r"^(?:from (check|autograder\.student\.notebook) import|import (matplotlib|numpy))",
        path.read_text(encoding="utf-8"),
        re.M,
    )
    found = [first or second for first, second in order]
    assert found == ["check", "autograder.student.notebook", "matplotlib", "numpy"]
