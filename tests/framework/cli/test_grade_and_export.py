"""What a teaching assistant types: a class in, every file accounted for, gradebooks out."""

from __future__ import annotations

import ast
import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.cli import main
from autograder.unpack import stage

AFFINE = (
    "import numpy as np\n\n\ndef affine_forward(x, w, b):\n"
    "    return x.reshape(len(x), -1) @ w + b, (x, w)\n"
)
CLASS = {
    "ada.PY": AFFINE,
    "endless.py": "while True:\n    pass\n",
    "exit.py": "import sys\nsys.exit(0)\n",
    "other.py": "def xavier_init(shape):\n    return shape\n",
    "syntax.py": "def f(:\n",
    "work.rar": "Rar!\x1a",
}
Grade = Callable[..., int]


@pytest.fixture
def grade(dist: Path, tmp_path: Path) -> Grade:
    """Run the command into ``tmp_path/out``."""

    def run(*arguments: Path | str) -> int:
        given = [str(a) for a in arguments]
        return main(["grade", str(dist / "autograder.zip"), *given, "-o", str(tmp_path / "out")])

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A class, one of which works, in every way in which it can fail to run."""
    made = tmp_path / "class"
    (made / "empty").mkdir(parents=True)
    (made / ".DS_Store").write_text("")
    for name, text in CLASS.items():
        (made / name).write_text(text)
    return made


def table(tmp_path: Path) -> dict[str, dict[str, str]]:
    lines = csv.DictReader((tmp_path / "out" / "grades.csv").read_text().splitlines())
    return {line["submission"]: line for line in lines}


def test_what_could_not_be_run_is_named_everywhere(
    grade: Grade, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(folder / "pipe.py")
    (folder / "link.py").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to("loop")
    assert grade(folder) == 1
    found, said = table(tmp_path), capsys.readouterr()
    failed = {"empty", "endless", "exit", "link", "loop", "other", "pipe", "syntax", "work"}
    assert set(found) == {"ada", *failed} and found["ada"]["points"] == "3.5"
    assert {name for name, line in found.items() if line["problem"]} == failed
    assert {name for name in failed if f"autograder: {name}: " in said.err} == failed
    assert "it is a named pipe" in found["pipe"]["problem"] and found["pipe"]["points"] == ""
    assert "links are not followed" in found["link"]["problem"]
    assert "defines none of what was asked for, as affine_backward" in found["other"]["problem"]
    assert "which holds no files" in found["empty"]["problem"]
    assert "9 could not be run, 5 of them without a result" in said.out
    assert "left out, 1 left there by a computer: .DS_Store" in said.out
    assert main(["report", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "report.html").read_text()
    first = page.index("Without a result, or could not be run")
    assert first < page.index('id="scores"')
    assert all(page.index(f">{name}", first) < page.index('id="scores"') for name in failed)
    assert "Of those that could be run, none crashed" in page or "crashed" in page
    assert "None crashed" not in page


def test_a_download_of_canvas_says_who_was_late(grade: Grade, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("exampleada_LATE_70001_5511_layers.py", "onealbob_70002_5512_layers-1.py"):
        (folder / name).write_text(AFFINE)
    assert grade(folder) == 0
    assert {name: line["late"] for name, line in table(tmp_path).items()} == {
        "exampleada": "yes",
        "onealbob": "",
    }


def test_a_student_s_failure_is_a_result(grade: Grade, folder: Path, tmp_path: Path) -> None:
    for name in ("endless.py", "other.py", "work.rar"):
        (folder / name).unlink()
    (folder / "empty").rmdir()
    assert grade(folder) == 0
    assert table(tmp_path)["syntax"]["points"] == "0"


def test_names_that_are_no_text_are_graded_reported_and_compared(
    grade: Grade, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    names = ["张三".encode("gbk"), b"Jos\xe9", b"a?", b"a*", b"=1+1", ("😀" * 62).encode()]
    for number, name in enumerate(names):
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name[:251] + b".py"))
        path.write_text(f"{AFFINE}\nN = {number}\n")
    (folder / os.fsdecode("李四".encode("gbk") + b".rar")).write_bytes(b"Rar!")
    assert grade(folder) == 1
    found = table(tmp_path)
    assert {"张三", "Jos\\xe9", "a?", "a*", "'=1+1", "李四", "😀" * 62} == set(found)
    assert len(list((tmp_path / "out" / "results").iterdir())) == 7
    path = next(p for p in folder.iterdir() if p.name == "a?.py")
    path.unlink()
    assert grade(folder) == 1
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "0 of 6 hand-ins have other points" in said and "without results now: 1 (a?)" in said
    assert main(["report", str(tmp_path / "out"), "--anonymous"]) == 0


def test_no_command_parses_what_was_handed_in(
    grade: Grade, dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parsing it can end the process, or take all memory: that is for the sandbox."""
    folder = tmp_path / "class"
    folder.mkdir()
    source = f"{AFFINE}\nHANDED_IN = 1\n"
    cells = [{"cell_type": "code", "source": text} for text in ("!ls\n", f"%%time\n{source}")]
    (folder / "a.py").write_text(f"!ls\n{source}")
    (folder / "b.ipynb").write_text(json.dumps({"cells": cells}))

    def guarded(parse: Callable[..., Any]) -> Callable[..., Any]:
        def call(source: Any, *rest: Any, **options: Any) -> Any:
            assert "HANDED_IN" not in str(source)
            return parse(source, *rest, **options)

        return call

    (tmp_path / "staged").mkdir()
    with monkeypatch.context() as patched:  # pytest parses this file where it fails
        patched.setattr("builtins.compile", guarded(compile))
        patched.setattr("ast.parse", guarded(ast.parse))
        graded = grade(folder / "a.py", folder / "b.ipynb")
        reported = main(["report", str(tmp_path / "out"), "--similar"])
        stage(folder / "b.ipynb", ["layers"], tmp_path / "staged")  # what pack.py does
    assert graded == reported == 0
    assert {line["points"] for line in table(tmp_path).values()} == {"3.5"}


def test_a_name_steers_no_terminal_and_begins_no_line(
    grade: Grade, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("\x1b[31mred", "a\nautograder: all is well", "b\rc", "\u202egpj", "na\u200dme"):
        (folder / f"{name}.py").write_text(AFFINE)
        (folder / f"{name}.rar").write_text("Rar!")
    assert grade(folder) == 1 and grade(folder / "a\nautograder: all is well.py") == 1
    main(["compare", str(tmp_path / "out")])
    (folder / "layers.py").write_text(AFFINE)
    assert grade(folder) == 2  # unclear, and says between which
    said = "".join(capsys.readouterr())
    assert not set(said) & set("\x1b\r\u202e") and "\\x1b[31mred" in said and "na\u200dme" in said
    assert not any(line.startswith("autograder: all is well") for line in said.splitlines())
    assert "\x1b[31mred.py" in table(tmp_path)  # and stays what it is


def test_names_are_printed_in_any_code_page(dist: Path, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/class \xff"))
    folder.mkdir()
    (folder / "伟 é.py").write_text(AFFINE)
    command = [sys.executable, "-m", "autograder", "grade", str(dist / "autograder.zip"), folder]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(
        [*command, "-o", tmp_path / "out"], env=environment, capture_output=True, cwd=tmp_path
    )
    assert done.returncode == 0 and b"\\u4f1f \xe9" in done.stdout, done.stderr


def test_a_roster_is_said_and_a_csv_among_others_is_a_hand_in(
    grade: Grade, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "r.csv").write_text("name,sid,file\nWei Li,1,ada.PY\nWei Li,2,syntax.py\n")
    assert grade("--roster", tmp_path / "r.csv", folder) == 0
    left = dict(json.loads((tmp_path / "out" / "summary.json").read_text())["left_out"])
    assert left["exit.py"] == "no roster names it" and len(left) == 6
    lines = (tmp_path / "out" / "grades.csv").read_text().splitlines()
    assert [line.split(",")[:3] for line in lines[1:]] == [
        ["Wei Li", "Wei Li", "1"],
        ["Wei Li", "Wei Li", "2"],
    ]
    (folder / "x.csv").write_text("student,file\nada,/etc/passwd\n")
    assert grade(folder / "ada.PY", folder / "x.csv") == 1
    assert "neither .py" in table(tmp_path)["x"]["problem"]


def test_without_an_input_the_command_says_what_it_needs(
    grade: Grade, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade() == 2
    assert "or a roster: --roster FILE" in capsys.readouterr().err


BOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,HW 1 (5501)\n"
    "    Points Possible,,,,,62.00\n"
    '"Example, Ada",70001,00123,aexample,CS1,\n'
    '"Example, Cyd",70003,00125,cexample,CS1,55.5\n'
    '"Example, Dee",70004,00126,dexample,CS1,EX\n'
)


def test_points_reach_the_gradebook_and_nothing_else_changes(
    grade: Grade, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "name,sid,file\nAda Example,123,ada.PY\nDee Example,126,nope.py\nNobody,9,exit.py\n"
    (folder / "r.csv").write_text(rows)
    (tmp_path / "book.csv").write_text(BOOK)
    assert grade(folder / "r.csv") == 1
    assert "Dee Example: cannot be read: there is no " in capsys.readouterr().err
    out, book, filled = (str(tmp_path / name) for name in ("out", "book.csv", "filled.csv"))
    capsys.readouterr()
    for command in (["export", out, book, "--to", "canvas"], ["canvas", out, book]):
        assert main([*command, "-o", filled, "--column", "HW 1 (5501)"]) == 0
        assert Path(filled).read_text() == BOOK.replace("aexample,CS1,", "aexample,CS1,3.5")
        said = capsys.readouterr()
        assert "wrote" in said.out and "1 cells" in said.out and "left as they were: 2" in said.out
        assert "not in the gradebook: 1 (Nobody)" in said.err
        assert "not written, since they have no result: 1 (Dee Example)" in said.err
    assert main(["export", out, "--to", "canvas", "-o", filled]) == 2
    assert main(["export", out, book, "--to", "moodle", "-o", filled]) == 2
    assert main(["export", out, book, "--to", "csv", "-o", filled]) == 2
    said = capsys.readouterr().err
    assert "give the file that canvas exported" in said and "not a gradebook of Moodle" in said


def test_a_table_for_excel(grade: Grade, folder: Path, tmp_path: Path) -> None:
    (folder / "=cmd.py").write_text(AFFINE)
    assert grade(folder / "=cmd.py", folder / "ada.PY") == 0
    table_file = tmp_path / "t.csv"
    assert main(["export", str(tmp_path / "out"), "--to", "csv", "-o", str(table_file)]) == 0
    data = table_file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfsubmission,points") and b"\r\n'=cmd,3.5," in data


def test_regrading_one_student_leaves_everybody_elses_line(
    grade: Grade, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("ada", "bob", "cyd"):
        (folder / f"{name}.py").write_text(f"{AFFINE}# {name}\n")
    assert grade(folder) == 0
    (folder / "bob.py").write_text("import numpy as np\n\n\ndef affine_forward(x, w, b): pass\n")
    (folder / "cyd.py").unlink()
    assert grade(folder / "bob.py") == 0
    assert "of 2 in" in capsys.readouterr().err
    points = {name: line["points"] for name, line in table(tmp_path).items()}
    assert points == {"ada": "3.5", "bob": "0"}
    (folder / "bob.py").unlink()
    assert grade(folder) == 0 and list(table(tmp_path)) == ["ada"]


def test_sigterm_leaves_nothing_behind(dist: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    source = (
        "import os, signal, sys\n"
        "from autograder.classroom import roster\n"
        "roster.read_input = lambda *a, **k: os.kill(os.getpid(), signal.SIGTERM)\n"
        "from autograder.cli import main\nsys.exit(main(sys.argv[1:]))\n"
    )
    bundle = str(dist / "autograder.zip")
    command = [sys.executable, "-c", source, "grade", bundle, str(tmp_path), "-o", "out"]
    environment = {**os.environ, "TMPDIR": str(scratch)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=60)
    assert done.returncode == 143 and b"Traceback" not in done.stderr
    assert list(scratch.iterdir()) == []
