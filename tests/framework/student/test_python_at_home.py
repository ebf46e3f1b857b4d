"""A student's own Python, NumPy and code page: told in a sentence, before anything is handed in."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.assignment.folders import Folders
from autograder.assignment.settings import read_assignment
from autograder.publish.student_folder import grader_versions, student_files

ROOT = Path(__file__).parents[3]
SCRIPTS = ROOT / "autograder" / "student"
OLD = "import sys; sys.version_info = (3, 9, 18, 'final', 0); "


@pytest.fixture
def folder(tmp_path: Path, folders: Folders) -> Path:
    made = tmp_path / "my homework"
    for name, data in student_files(folders).items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(data)
    return made


def run(folder: Path, code: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": "", **environment},
        capture_output=True,
    )


@pytest.mark.parametrize("name", ["pack", "check", "conftest"])
def test_an_older_python_gets_one_sentence(name: str, folder: Path) -> None:
    source = (SCRIPTS / f"{name}.py").read_text(encoding="utf-8")
    before, _, _ = source.partition("if sys.version_info")
    ast.parse(source, feature_version=(3, 7))  # it is read before it can say anything
    imports = re.findall(r"^(?:import|from) .*?(?=  #|$)", before, re.MULTILINE)
    assert imports == ["from __future__ import annotations", "import sys"]
    done = run(folder, f"{OLD}import {name}")
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert line.endswith("Python 3.10 or newer is needed, this is Python 3.9")


def old_pythons() -> dict[str, str]:
    """The programs on this computer that are older Pythons, by their versions."""
    found = {}
    code = "import sys; sys.stdout.write('%d.%d' % sys.version_info[:2])"
    for version in ("2.7", "3.6", "3.7", "3.8", "3.9"):
        kept = [str(p) for p in Path.home().glob(f".pyenv/versions/{version}.*/bin/python")]
        for program in [p for p in (shutil.which(f"python{version}"), *kept) if p]:
            if (
                subprocess.run([program, "-c", code], capture_output=True).stdout
                == version.encode()
            ):
                found[version] = program  # and not a stand-in that finds no Python
    return found


@pytest.mark.parametrize("script", ["pack.py", "check.py", "conftest.py"])
def test_a_real_older_python_says_it(script: str, folder: Path) -> None:
    pythons = old_pythons()
    if not pythons:
        pytest.skip("no older Python on this computer")
    for version, program in pythons.items():
        done = subprocess.run([program, script], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 1 and "Python 3.10 or newer is needed" in done.stderr, version
        if version >= "3.7":
            assert done.stderr.count("\n") == 1 and done.stderr.endswith(f"Python {version}\n")


def test_pytest_says_so_too(folder: Path) -> None:
    source = (folder / "conftest.py").read_text(encoding="utf-8")
    (folder / "conftest.py").write_text(source.replace("< (3, 10)", "< (99,)"), encoding="utf-8")
    done = run(folder, "import pytest, sys; sys.exit(pytest.main([]))")
    here = f"this is Python {sys.version_info[0]}.{sys.version_info[1]}"
    assert f"pytest: Python 3.10 or newer is needed, {here}" in done.stderr.decode()
    assert b"Traceback" not in done.stderr and done.returncode == 1


def test_check_shows_text_in_any_code_page(folder: Path) -> None:
    (folder / "layers.py").write_text(
        '"""我的作业"""\nimport numpy as np\n\n\ndef affine_forward(x, w, b):\n'
        '    print("形状 é", x.shape)\n    out = x @ w + b  # 这里不对\n    return out, (x, w)\n',
        encoding="utf-8",
    )
    for page in ("gbk", "cp1252", "ascii"):
        code = "from check import check; check('affine_forward')"
        done = run(folder, code, PYTHONIOENCODING=page)
        said = done.stdout.decode(page)
        assert done.returncode == 0, done.stderr
        assert "out = x @ w + b" in said and ("这里不对" in said) == (page == "gbk")


@pytest.mark.parametrize(
    ("python", "numpy", "source", "says"),
    [
        ("3.1", "", "", "Note: the grader runs Python 3.1, this is Python 3."),
        ("3.99", "1.26", "", "Note: the grader has NumPy 1.26, this is NumPy 2."),
        ("", "2.2.6", "def f():\n    return np.float_(1)  # np.NaN\n", "line 5: np.float_ is not"),
        (
            "",
            "2.2.6",
            "def f():\n    from numpy import mean, NaN\n",
            "line 5: from numpy import mean",
        ),
        ("3.99", "2.2.6", "np.bool, np.int_, np.float64  # np.product\n", ""),
    ],
)
def test_what_the_grader_has_otherwise_is_told_before_handing_in(
    folder: Path, python: str, numpy: str, source: str, says: str
) -> None:
    (folder / "layers.py").write_text(f"import numpy as np\n\n\n{source}")
    settings = json.loads((folder / "assignment.json").read_text())
    settings["grader"] = {"python": python, "numpy": numpy}
    (folder / "assignment.json").write_text(json.dumps(settings))
    done = subprocess.run(
        [sys.executable, "pack.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
    )
    notes = [line for line in done.stdout.splitlines() if line.startswith("Note:")]
    assert done.returncode == 0, done.stderr
    assert (says in "\n".join(notes)) and len(notes) == bool(says)


def test_the_student_folder_names_the_graders_versions(folder: Path) -> None:
    grader = json.loads((folder / "assignment.json").read_text())["grader"]
    assert grader["python"] == "3.10" and grader["numpy"].startswith("2.")


@pytest.mark.parametrize("handout", sorted(ROOT.glob("assignments/*/handout*.md")), ids=str)
def test_every_hand_out_names_the_graders_versions(handout: Path) -> None:
    grader = grader_versions(course := Folders(ROOT, handout.parent.name), read_assignment(course))
    text = handout.read_text(encoding="utf-8")
    numpy = ".".join(grader["numpy"].split(".")[:2])
    assert f"Python {grader['python']}" in text and f"NumPy {numpy}" in text


def test_a_renamed_copy_beside_the_untouched_stub_is_what_pack_says_and_packs(
    folder: Path, right_source: str
) -> None:
    (folder / "layers (1).py").write_text(right_source)
    done = subprocess.run([sys.executable, "pack.py"], cwd=folder, capture_output=True, text=True)
    said = re.search(r"it has ([\d.]+) of ([\d.]+) points", done.stdout)
    assert said is not None and said[1] == said[2], done.stderr
    shutil.rmtree(folder)
