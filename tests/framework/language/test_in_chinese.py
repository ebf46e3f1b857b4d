"""A walk in Chinese: what students read holds no English sentence but Python's own errors."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder._files import write_folder
from autograder.assignment.folders import Folders
from autograder.assignment.settings import Gradescope
from autograder.grading.engine import grade
from autograder.grading.remembered import Memory
from autograder.grading.results import Results
from autograder.platforms.gradescope.document import document_of
from autograder.publish.proofs.answers import Answers
from autograder.publish.student_folder import student_files
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[3]
NAME = "hw3_normalization"
SOLUTION = (ROOT / "solutions" / NAME / "normalization.py").read_text(encoding="utf-8")
ENGLISH = re.compile(r"(?:[A-Za-z]{2,}[,;:]? ){3,}[A-Za-z]{2,}")
"""Four words of a sentence."""
PYTHONS = re.compile(r"[A-Za-z]*(?:Error|Warning|Exit)\b.*|.*\b(?:return|raise|def|if|while)\b.*")
"""Python's own words behind the name of an error, and a line of code."""
STUB = "    raise NotImplementedError\n"
MISTAKES = {
    "eps outside": ("1 / np.sqrt(running_var + eps)", "1 / (np.sqrt(running_var) + eps)"),
    "by the variance": ("1 / np.sqrt(running_var + eps)", "1 / (running_var + eps)"),
    "an endless loop": (
        "    unbiased = batch_size",
        "    while True:\n        unbiased = batch_size",
    ),
    "not to be read": ("def population_statistics(", "def population_statistics(:\n    ("),
    "another name": ("def batchnorm_forward(", "def batch_norm("),
    "no return": ("    return out, ", "    out, "),
}
"""Six hand-ins: what is replaced in the right answer."""


def hand_ins() -> dict[str, str]:
    """The right answer with one thing replaced, wherever it stands."""
    found = {"right": SOLUTION, "float32": SOLUTION.replace("np.sqrt(", "np.float32(1) * np.sqrt(")}
    for name, (old, new) in MISTAKES.items():
        assert old in SOLUTION, name
        found[name] = SOLUTION.replace(old, new)
    return found


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """The assignment with its language set."""
    root = tmp_path_factory.mktemp("course")
    for part in ("assignments", "solutions", "tests"):
        shutil.copytree(ROOT / part / NAME, root / part / NAME)
    settings = root / "assignments" / NAME / "assignment.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'language = "zh"\n{text}', encoding="utf-8")
    return Answers(Folders(root, NAME))


def english_in(text: str) -> list[str]:
    """Lines in which an English sentence stands that is not Python's own."""
    return [line for line in text.splitlines() if ENGLISH.search(PYTHONS.sub("", line))]


def all_of(results: Results) -> Iterator[str]:
    """Everything that a student reads of results."""
    document = document_of(results, Gradescope())
    yield document.get("output", "")
    for test in document["tests"]:
        yield f"{test['name']}\n{test.get('output', '')}"


@pytest.fixture(scope="module")
def graded(answers: Answers, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Results]:
    """The results of every hand-in, in one class."""
    found, memory = {}, Memory()
    with Sandbox() as sandbox:
        for name, source in hand_ins().items():
            folder = tmp_path_factory.mktemp("hand-in")
            (folder / "normalization.py").write_text(source, encoding="utf-8")
            found[name] = grade(answers.rubric, folder, sandbox, memory=memory)
        nothing = tmp_path_factory.mktemp("nothing")
        (nothing / "notes.txt").write_text("x")
        found["nothing"] = grade(answers.rubric, nothing, sandbox)
    return found


@pytest.mark.slow
def test_results_hold_no_english_sentence(answers: Answers, graded: dict[str, Results]) -> None:
    with answers.rubric.speaking():
        told = {name: english_in("\n".join(all_of(r))) for name, r in graded.items()}
    assert not any(told.values()), {name: lines[:5] for name, lines in told.items() if lines}


@pytest.mark.slow
def test_a_mistake_is_named_in_chinese_and_the_points_are_the_same(
    answers: Answers, graded: dict[str, Results]
) -> None:
    assert graded["right"].points == graded["right"].max_points
    named = [o for o in graded["eps outside"].outcomes if o.misconception]
    assert named and {o.misconception_title for o in named} == {"测试模式下 eps 加在了根号外面"}
    assert all("公式中 eps 在哪里" in o.message for o in named)
    assert all(o.title and o.title != o.case for o in graded["right"].outcomes)


def test_an_english_sentence_is_noticed() -> None:
    assert english_in("out is wrong in 3 of 12 elements.\nout 有误。") == [
        "out is wrong in 3 of 12 elements."
    ]
    assert english_in("出现 ValueError：operands could not be broadcast together") == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_folder(tmp_path / "hw3", student_files(Folders(ROOT, NAME)))
    return tmp_path / "hw3"


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command as a student runs it."""
    env = {**os.environ, "PYTHONPATH": "", "COLUMNS": "80", **environment}
    env = {name: value for name, value in env.items() if value or name == "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-B", *command], cwd=folder, env=env, capture_output=True
    )


PYTESTS_OWN = re.compile(r"[=_ .FEs%\[\]\d]*|\d+ (?:passed|failed|skipped|deselected).*")
"""Lines of pytest itself."""


@pytest.mark.parametrize(
    "case", ["untouched", pytest.param("eps outside", marks=pytest.mark.slow), "an endless loop"]
)
def test_pytest_speaks_chinese_at_home(folder: Path, case: str) -> None:
    settings = folder / "assignment.json"
    told = json.loads(settings.read_text(encoding="utf-8")) | {"seconds": 1}
    settings.write_text(json.dumps(told), encoding="utf-8")
    if case != "untouched":
        (folder / "normalization.py").write_text(hand_ins()[case], encoding="utf-8")
    question = "population_statistics" if "loop" in case else "batchnorm_forward"
    done = run(
        folder, "-m", "pytest", "--question", question, AUTOGRADER_LANG="", LANG="zh_CN.UTF-8",
        PYTHONUTF8="1",
    )  # fmt: skip
    text = done.stdout.decode()
    lines = [line for line in text.splitlines() if not PYTESTS_OWN.fullmatch(line)]
    assert english_in("\n".join(lines)) == [], text
    assert "合计" in text and "得分" in text and "下一步：" in text, text


def test_what_a_test_itself_says_is_told_in_chinese_at_home(tmp_path: Path) -> None:
    folders = Folders(ROOT, "hw4_training")
    write_folder(tmp_path, student_files(folders))
    wrong = "import numpy\ndef epoch_orders(n, epochs, rng): return numpy.zeros((epochs, n + 1))\n"
    (tmp_path / "training.py").write_text(wrong, encoding="utf-8")
    done = run(
        tmp_path, "-m", "pytest", "--question", "epoch_orders", AUTOGRADER_LANG="zh", PYTHONUTF8="1"
    )
    text = done.stdout.decode()
    assert "epoch_orders 的形状是 (4, 31)，应当是 (4, 30)。" in text, text


@pytest.mark.parametrize(
    ("encoding", "language"),
    [
        ("gbk", "zh"),
        ("cp1252", "en"),
        pytest.param("ascii", "en", marks=pytest.mark.slow),
        pytest.param("utf-8", "zh", marks=pytest.mark.slow),
    ],
)
def test_a_console_of_any_code_page_reads_right(folder: Path, encoding: str, language: str) -> None:
    source = SOLUTION.replace("def batchnorm_forward(", "print('通道 ≥ \\u20ac')\ndef batch_norm(")
    (folder / "normalization.py").write_text(source, encoding="utf-8")
    environment = {"PYTHONIOENCODING": encoding, "AUTOGRADER_LANG": "zh", "PYTHONUTF8": "0"}
    for command in (("-m", "pytest", "--question", "batchnorm_forward"), ("pack.py",)):
        done = run(folder, *command, **environment)
        said = done.stdout + done.stderr
        assert b"Traceback" not in said and b"UnicodeEncodeError" not in said, said
        text = said.decode(encoding)
        assert ("得" in text) == (language == "zh"), text
        assert ("points" in text) == (language == "en"), text


def test_the_check_of_a_notebook_and_the_package_speak_it_too(folder: Path) -> None:
    program = "from check import check; check('no'); check('population_statistics')"
    chosen = {"AUTOGRADER_LANG": "zh", "PYTHONIOENCODING": "utf-8"}
    text = run(folder, "-c", program, **chosen).stdout.decode()
    assert "没有名为 'no' 的题目" in text and "population_statistics 还没有实现" in text, text
    assert (
        "打包" not in text and "压缩包" in run(folder, "-m", "autograder", **chosen).stdout.decode()
    )
