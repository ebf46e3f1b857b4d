"""What students and Gradescope get: template, leak proof, reproducible bundle, both ways in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.markers import stub
from autograder.assignment.rubric import Rubric
from autograder.assignment.settings import AssignmentError
from autograder.cli import main
from autograder.grading.engine import grade
from autograder.publish.bundle import build
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.leaks import leaks
from autograder.publish.student_folder import stale_files, student_files
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples" / "submissions"
PARTS = ("assignments", "solutions", "tests/hw1_layers", "student_template", "autograder")


def copy_course(target: Path) -> Folders:
    for part in PARTS:
        shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns("__pycache__"))
    return Folders(target, "hw1_layers")


def test_the_committed_student_folder_is_current(folders: Folders) -> None:
    assert stale_files(folders) == []


def test_a_changed_student_folder_is_stale(tmp_path: Path) -> None:
    folders = copy_course(tmp_path)
    (folders.template / "layers.py").write_text("x = 1\n")
    (folders.template / "extra.py").write_text("")
    assert stale_files(folders) == ["extra.py", "layers.py"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def f():\n    # BEGIN SOLUTION\n    # BEGIN SOLUTION\n", ":3: .* of line 2"),
        ("def f():\n    # BEGIN SOLUTION\n    pass\n", ":2: .* without # END"),
        ("def f():\n    pass\n    # END SOLUTION\n", ":3: .* without # BEGIN"),
    ],
)
def test_unbalanced_markers_are_named(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_text(text)
    with pytest.raises(AssignmentError, match=message):
        stub(path)


def test_student_zip_holds_nothing_secret(tmp_path: Path) -> None:
    folders = copy_course(tmp_path)
    assert leaks(student_files(folders), folders, Answers(folders).answer) == []
    hidden, solution = folders.hidden / "relu_forward.py", folders.solution / "layers.py"
    hidden.write_text(hidden.read_text() + "\nCANARY = 'kiwi-hidden-7d1f'\n")
    body = "    # BEGIN SOLUTION\n    canary = 'kiwi-solution-93ab'\n"
    solution.write_text(solution.read_text().replace("    # BEGIN SOLUTION\n", body))
    build(folders, tmp_path / "dist")
    with zipfile.ZipFile(tmp_path / "dist" / "hw1_layers" / "student.zip") as archive:
        assert "hw1_layers/layers.py" in archive.namelist()
        for name in archive.namelist():
            assert b"kiwi-" not in archive.read(name)


@pytest.mark.parametrize("half", ["hidden", "solution"])
def test_the_leak_proof_notices_one_statement(folders: Folders, half: str) -> None:
    source = {
        "hidden": "x=6 * rng().standard_normal((5, 4, 7, 6))",
        "solution": "return (dout @ w.T).reshape(x.shape), rows.T @ dout, dout.sum(axis=0)",
    }[half]
    given = student_files(folders)
    given["autograder/unpack/archives.py"] += f"\ndef leaked():\n    {source}\n".encode()
    assert len(leaks(given, folders, Answers(folders).answer)) == 1


BUILD = (
    "from autograder.cli import main; raise SystemExit(main(['build', 'hw1_layers', '-o', 'out']))"
)


@pytest.mark.slow
def test_two_builds_are_identical_bytes(tmp_path: Path) -> None:
    made = []
    for name, umask, zone in (("a", 0o022, "UTC"), ("b", 0o077, "Asia/Shanghai")):
        folders = copy_course(tmp_path / name)
        for path in folders.root.rglob("*"):
            os.utime(path, (1e9 if name == "a" else 1.5e9,) * 2)
        env = {**os.environ, "TZ": zone, "PYTHONPATH": str(folders.root)}
        subprocess.run(
            [sys.executable, "-c", BUILD],
            cwd=folders.root,
            env=env,
            check=True,
            umask=umask,
            stdout=subprocess.DEVNULL,
        )
        output = folders.root / "out" / "hw1_layers"
        made.append([(output / z).read_bytes() for z in ("student.zip", "autograder.zip")])
    assert made[0] == made[1]


def test_the_bundle_is_gradescopes_and_marks_hidden(dist: Path) -> None:
    with zipfile.ZipFile(dist / "autograder.zip") as archive:
        assert archive.getinfo("run_autograder").external_attr >> 16 & 0o777 == 0o755
        names = archive.namelist()
        assert "conda" not in archive.read("setup.sh").decode()
        assert (
            "framework/autograder/sandbox/inside/zygote.py" in names and "assignment.json" in names
        )
    with open_bundle(dist / "autograder.zip") as rubric:
        for question in rubric.questions:
            assert question.hidden == question.path.stem.endswith("_hidden")
            assert all(case.hidden == question.hidden for case in question.cases)


@pytest.mark.parametrize("name", ["right", "untouched", "half_done", "mistaken"])
def test_otter_run_gives_the_same_points(name: str, dist: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "hand-in.zip", "w") as archive:
        archive.write(EXAMPLES / f"{name}.py", "layers.py")
    otter = Path(sys.executable).with_name("otter")
    bundle = dist / "autograder.zip"
    done = subprocess.run(
        [otter, "run", "-a", bundle, "hand-in.zip"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    document = json.loads((tmp_path / "results.json").read_text())
    theirs = {t["name"]: (t["score"], t["max_score"]) for t in document["tests"]}
    with open_bundle(bundle) as rubric, Sandbox() as sandbox:
        ours = grade(rubric, EXAMPLES / f"{name}.py", sandbox).by_question()
        hidden = {question.name for question in rubric.questions if question.hidden}
    assert theirs == ours
    seen = {t["name"]: t["visibility"] for t in document["tests"]}
    assert {seen[name] for name in ours.keys() - hidden} == {"visible"}
    assert {seen[name] for name in hidden} == {"after_published"}


@pytest.mark.parametrize("asked", ["by the command", "by the assignment"])
def test_otters_own_set_up_is_kept_and_its_runtime_gives_the_same_points(
    asked: str, folders: Folders, tmp_path: Path
) -> None:
    for part in ("assignments", "solutions", "tests"):
        shutil.copytree(folders.root / part / folders.name, tmp_path / part / folders.name)
    copy = Folders(tmp_path, folders.name)
    settings = copy.assignment / "assignment.toml"
    text = settings.read_text().replace("requirements = []", 'requirements = ["pillow>=10"]')
    if asked == "by the assignment":
        text += '\n[gradescope]\nruntime = "otter"\n'
    settings.write_text(text)
    _, bundle = build(copy, tmp_path / "out", stock_setup=asked == "by the command")
    with zipfile.ZipFile(bundle) as archive:
        assert b"mamba env create" in archive.read("setup.sh")
        assert b"\nexport PYTHONPATH=/autograder/source/framework\n" in archive.read(
            "run_autograder"
        )
        assert archive.read("environment.yml").endswith(b"      - pillow>=10\n")
        assert "requirements.lock" not in archive.namelist()
    shutil.copy(EXAMPLES / "right.py", tmp_path / "layers.py")
    shutil.make_archive(str(tmp_path / "hand-in"), "zip", tmp_path, "layers.py")
    otter = Path(sys.executable).with_name("otter")
    command = [otter, "run", "-a", bundle, "hand-in.zip"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and "62.000 / 62.000" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("requirements = []", 'requirements = ["pillow"]'), "pins other requirements than"),
        (("modules", 'gradescope.leaderboard = { Speed = "fast" }\nmodules'), "shows 'fast'"),
        (("", ""), "requirements.lock: no such file"),
    ],
)
def test_a_bundle_that_could_not_be_set_up_is_not_made(
    change: tuple[str, str], says: str, folders: Folders, tmp_path: Path
) -> None:
    for part in ("assignments", "solutions", "tests"):
        shutil.copytree(folders.root / part / folders.name, tmp_path / part / folders.name)
    copy = Folders(tmp_path, folders.name)
    settings = copy.assignment / "assignment.toml"
    settings.write_text(settings.read_text().replace(*change, 1))
    if not change[0]:
        (copy.assignment / "requirements.lock").unlink()
    with pytest.raises(AssignmentError, match=says):
        build(copy, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_otter_check_works_in_the_student_folder(tmp_path: Path, right_source: str) -> None:
    shutil.copytree(ROOT / "student_template" / "hw1_layers", tmp_path / "hw1")
    (tmp_path / "hw1" / "layers.py").write_text(right_source)
    done = subprocess.run(
        [Path(sys.executable).with_name("otter"), "check", "layers.py", "-q", "conv_backward"],
        cwd=tmp_path / "hw1",
        capture_output=True,
        text=True,
    )
    assert "All tests passed!" in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["right", "untouched"])
def test_pytest_works_in_the_student_folder(
    name: str, folders: Folders, rubric: Rubric, tmp_path: Path
) -> None:
    public = [q for q in rubric.questions if not q.hidden]
    hidden = sum(q.points for q in rubric.questions if q.hidden)
    skipped = sum(len(q.cases) for q in public if q.depends)
    count = sum(len(q.cases) for q in public)
    filled = f"{count} passed"
    expected = filled if name == "right" else f"{count - skipped} failed, {skipped} skipped"
    folder = tmp_path / "hw1"
    shutil.copytree(ROOT / "student_template" / "hw1_layers", folder)
    shutil.copy(EXAMPLES / f"{name}.py", folder / "layers.py")
    for where, arguments in ((folder, []), (tmp_path, ["hw1"])):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *arguments], cwd=where, capture_output=True, text=True
        )
        assert expected in done.stdout, done.stdout + done.stderr
        assert f"{hidden:g} more points are hidden" in done.stdout
        assert "Traceback" not in done.stdout
        if name == "untouched":
            assert "affine_forward is not implemented yet." in done.stdout


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("where", "old", "new", "message"),
    [
        ("assignments/hw1_layers/assignment.toml", "title", "titel", "unknown key 'titel'"),
        ("assignments/hw1_layers/assignment.toml", 'modules = ["layers"]', "", "'modules' is miss"),
        ("assignments/hw1_layers/assignment.toml", "= 4.0", "= -1", "limits.case_seconds"),
        ("assignments/hw1_layers/assignment.toml", "[limits]", "[limits", "assignment.toml:6: "),
        ("tests/hw1_layers/public/relu_forward.py", "name =", "nom =", "defines no name"),
        ("tests/hw1_layers/public/relu_forward.py", "relu_forward", "conv_forward", "is taken by"),
        ("tests/hw1_layers/hidden/relu_forward.py", "points=0.5", "", "has no points"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(
    where: str,
    old: str,
    new: str,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy_course(tmp_path)
    change(tmp_path / where, old, new)
    monkeypatch.chdir(tmp_path)
    assert main(["build", "-o", "out"]) == 2
    error = capsys.readouterr().err
    assert message in error and Path(where).name in error and error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_reference_that_fails_a_case_is_not_built(tmp_path: Path) -> None:
    folders = copy_course(tmp_path)
    change(folders.solution / "layers.py", "dout.sum(axis=0)", "dout.mean(axis=0)")
    with pytest.raises(AssignmentError, match="the reference fails 'dx, dw and db agree"):
        build(folders, tmp_path / "out")


def test_the_bundle_carries_every_numeric_gradient(dist: Path, right_source: str) -> None:
    with open_bundle(dist / "autograder.zip") as rubric, Sandbox() as sandbox:
        kept = dict(rubric.memo)
        results = grade(rubric, EXAMPLES / "right.py", sandbox)
        assert results.points == results.max_points
        assert kept and set(rubric.memo) == set(kept)


def test_bad_paths_are_named(
    dist: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle, absent = str(dist / "autograder.zip"), str(tmp_path / "absent.py")
    text = tmp_path / "text.zip"
    text.write_text("no zip")
    output = tmp_path / "out"
    for arguments, message in (
        ([bundle, absent], "absent.py: no such submission"),
        ([absent, str(text)], "absent.py: no such bundle"),
        ([str(text), str(text)], "text.zip: not a zip"),
    ):
        assert main(["grade", *arguments, "-o", str(output)]) == 2
        assert message in capsys.readouterr().err
    assert not output.exists()


def test_grade_writes_results_grades_and_summary(
    dist: Path, rubric: Rubric, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    most = sum(q.points for q in rubric.questions)
    hand_ins = [str(EXAMPLES / f"{n}.py") for n in ("right", "untouched")]
    assert main(["grade", str(dist / "autograder.zip"), *hand_ins, "-o", str(tmp_path)]) == 0
    assert "right" in capsys.readouterr().out
    header, first, second = (tmp_path / "grades.csv").read_text().splitlines()
    assert header.startswith("submission,points,max_points,")
    assert first.startswith(f"right,{most:g},{most:g},")
    assert second.startswith(f"untouched,0,{most:g},0,")
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert summary["submissions"]["right"]["points"] == most
    assert json.loads((tmp_path / "results" / "right.json").read_text())["score"] == most
