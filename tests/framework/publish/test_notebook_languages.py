"""A notebook is written once: its texts and labels in two languages, and what it imports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_course import small_course

from autograder.assignment.folders import Folders, assignment_names
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.publish.notebook_languages import (
    in_language,
    labels_name,
    labels_of,
    labels_to_do,
    notebooks_of,
)
from autograder.publish.notebook_needs import notebook_needs
from autograder.publish.student_folder import empty_notebook, student_files
from autograder.unpack import notebook_cells, stage

ROOT = Path(__file__).parents[3]
HERE = Path("notebook.py")
IMPORT = "from autograder.student.notebook import begin, text\n"
BOTH = f"""# %% [markdown]
# # Figures

# %% [markdown] zh
# # 图

# %%
{IMPORT}
begin("en")  # the language

# %% [markdown]
# More.

# %% [markdown] zh
# 还有。

# %%
print(text("layer {{number}}", number=3))
"""
TRANSLATED = [
    n for n in assignment_names(ROOT) if list(Folders(ROOT, n).assignment.glob("labels*"))
]


def texts_and_code(source: str) -> tuple[list[str], list[str]]:
    """The cells of a notebook for students: of text, and of code."""
    cells = json.loads(empty_notebook(source))["cells"]
    kinds = ("markdown", "code")
    texts, code = (["".join(c["source"]) for c in cells if c["cell_type"] == k] for k in kinds)
    return texts, code


def test_each_language_has_its_texts_and_both_the_same_code() -> None:
    english, chinese = (texts_and_code(in_language(BOTH, name, HERE)) for name in ("en", "zh"))
    assert english[0] == ["# Figures", "More."]
    assert chinese[0] == ["# 图", "还有。"]
    assert english[1][0].endswith('begin("en")  # the language')
    assert chinese[1][0].endswith('begin("zh")  # the language')
    assert english[1][1:] == chinese[1][1:]


@pytest.mark.parametrize("head", ["# %% [markdown]", "# %% [md]", "# %% A title [markdown]"])
def test_a_notebook_in_one_language_stays_as_it_is(head: str) -> None:
    source = f'{head}\n# Text\n\n# %% [markdown] tags=["zh"]\n# Tagged\n\n# %%\nbegin("en")\n'
    assert in_language(source, "en", HERE) == source
    assert labels_of("from elsewhere import text\n\ntext(1 + 1)\n", HERE) == {}


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("# %% [markdown] zh\n# 还有。\n", "", 12, "a text without its translation"),
        ("# %% [markdown]\n# More.\n", "", 13, "a text in 'zh' that translates none"),
        ("# %% [markdown]\n# # Figures\n", "", 2, "a text in 'zh' that translates none"),
        ("# More.\n", "# %%\nmore\n", 12, "a text without its translation"),
        (
            "[markdown] zh\n# 还",
            "[markdown] zh\n# 又\n\n# %% [markdown] zh\n# 还",
            18,
            "the second",
        ),
        ("[markdown] zh\n# 还", "[markdown] xx\n# 还", 15, "no language 'xx'; there are zh"),
    ],
)
def test_a_text_without_its_like_is_told_with_its_line(
    before: str, after: str, line: int, said: str
) -> None:
    assert before in BOTH
    with pytest.raises(AssignmentError, match=rf"notebook\.py:{line}: {said}"):
        in_language(BOTH.replace(before, after, 1), "zh", HERE)


def course(
    tmp_path: Path, source: str, labels: str = '{"layer {number}": "第 {number} 层"}'
) -> Folders:
    """A small course with a notebook and its labels."""
    beside = {"notebook.py": source, "labels.zh.json": labels}
    return small_course(tmp_path, more={f"assignments/hw/{n}": text for n, text in beside.items()})


def test_students_get_a_notebook_in_each_language_and_its_labels(tmp_path: Path) -> None:
    files = student_files(course(tmp_path, BOTH))
    assert {"notebook.ipynb", "notebook.zh.ipynb", "labels.zh.json"} <= files.keys()


@pytest.mark.parametrize(
    ("labels", "source", "said"),
    [
        ("{}", BOTH, r"notebook\.py:19: 'layer \{number\}' is not translated in labels\.zh\.json"),
        ('{"layer {number}": ""}', BOTH, r"notebook\.py:19: .* is not translated"),
        ('{"layer {number}": "第 {n} 层"}', BOTH, r"fills in n, and 'layer \{number\}' number"),
        ("[]", BOTH, r"labels\.zh\.json should be an object of texts"),
        ("{}", BOTH.replace('begin("en")', 'begin("zh")'), r'no line begin\("en"\)'),
        ("{}", BOTH.replace('text("', 'text(f"'), r"notebook\.py:19: text\(\.\.\.\) takes one lit"),
        ("{}", BOTH.replace("print(", "print(("), r"notebook\.py:19: '\(' was never closed"),
    ],
)
def test_a_label_that_lacks_something_is_told_with_its_place(
    tmp_path: Path, labels: str, source: str, said: str
) -> None:
    with pytest.raises(AssignmentError, match=said):
        student_files(course(tmp_path, source, labels))


def test_texts_lists_the_labels_and_keeps_what_is_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    more = f'{BOTH}print(text("new"))\n'
    folders = course(tmp_path, more, '{"gone": "没了", "layer {number}": "第 {number} 层"}')
    monkeypatch.chdir(tmp_path)
    assert main(["texts", "hw"]) == 0
    assert "assignments/hw/labels.zh.json: 1 of 2 to do" in capsys.readouterr().out
    written = json.loads((folders.assignment / "labels.zh.json").read_text(encoding="utf-8"))
    assert list(written.items()) == [("layer {number}", "第 {number} 层"), ("new", "")]


@pytest.mark.parametrize("name", TRANSLATED)
def test_our_labels_are_those_that_the_notebooks_ask_for(name: str) -> None:
    folders = Folders(ROOT, name)
    notebooks = notebooks_of(folders)
    assert len([n for n in notebooks if n.endswith(".zh.ipynb")]) * 2 == len(notebooks)
    labels = json.loads((folders.assignment / labels_name("zh")).read_text(encoding="utf-8"))
    assert labels == labels_to_do(folders, "zh")


def test_the_first_three_assignments_have_chinese_notebooks() -> None:
    assert [name[:3] for name in TRANSLATED][:3] == ["hw1", "hw2", "hw3"]


def test_a_chinese_notebook_that_came_back_is_the_courses_own(tmp_path: Path) -> None:
    folders = Folders(ROOT, "hw1_layers")
    files = student_files(folders)
    known = json.loads(files["assignment.json"])["handed_out"]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notebook.zh.ipynb").write_bytes(files["notebook.zh.ipynb"])
    assert notebook_cells(files["notebook.zh.ipynb"])
    assert stage(tmp_path / "in", ["layers"], tmp_path / "out", known).found == {}


def test_what_is_to_be_installed_is_what_notebooks_import(tmp_path: Path) -> None:
    one, other = tmp_path / "notebook_a.py", tmp_path / "notebook_b.py"
    one.write_text("# %%\nimport numpy as np, json\nimport layers\nfrom PIL import Image\n")
    other.write_text(
        "# %%\nimport matplotlib.pyplot as plt\nfrom sklearn.datasets import load_digits\n"
        "from check import check\nfrom autograder.student.notebook import text\nimport seaborn\n"
    )
    known = {"layers", "check"}
    needs = notebook_needs([one, other], known, ["Pillow>=10", "scipy"])
    assert needs == "matplotlib\nscikit-learn\nseaborn\n"
    assert notebook_needs([one], known, []) == "pillow\n"
    assert notebook_needs([], known, []) == ""
