"""``autograder doctor`` notices what is out of order, and says what follows and what to do."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from small_course import small_course

from autograder._files import write_folder
from autograder.assignment.folders import Folders
from autograder.cli import main
from autograder.publish.bundle import build
from autograder.publish.doctor import assignments as doctor_assignments
from autograder.publish.doctor import machine
from autograder.publish.doctor.assignments import look_at_assignment
from autograder.publish.doctor.finding import NOTE, OK, TROUBLE, Finding
from autograder.publish.doctor.machine import WITHOUT, missing_protections
from autograder.publish.lock import LOCK
from autograder.publish.student_folder import student_files
from autograder.sandbox.inside.confine import PROTECTIONS

EVERYTHING = [protection.name for protection in PROTECTIONS]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose student folder and bundle are those of now."""
    root = tmp_path_factory.mktemp("course")
    folders = small_course(root)
    write_folder(folders.template, student_files(folders))
    build(folders, root / "dist")
    return root


@pytest.fixture
def folders(built: Path, tmp_path: Path) -> Folders:
    shutil.copytree(built, tmp_path / "course")
    return Folders(tmp_path / "course", "hw")


def troubles(folders: Folders) -> list[str]:
    found = look_at_assignment(folders, folders.root / "dist")
    return [str(finding) for finding in found if finding.kind == TROUBLE]


def test_what_was_just_made_has_no_trouble(folders: Folders) -> None:
    found = list(look_at_assignment(folders, folders.root / "dist"))
    assert [str(f) for f in found if f.kind == TROUBLE] == []
    assert [f.kind for f in found] == [OK, OK, OK, OK, NOTE]
    assert "not known to hold" in found[-1].found


def no_lock(folders: Folders) -> None:
    (folders.assignment / LOCK).unlink()


def other_requirements(folders: Folders) -> None:
    path = folders.assignment / "assignment.toml"
    path.write_text(f'{path.read_text()}requirements = ["pillow>=10"]\n')


def newer_syntax(folders: Folders) -> None:
    path = folders.solution / "small.py"
    path.write_text(path.read_text() + "\n\ntry:\n    pass\nexcept* ValueError:\n    pass\n")


def old_template(folders: Folders) -> None:
    path = folders.template / "autograder" / "checks" / "values.py"
    path.write_text("# of another version\n")


def old_bundle(folders: Folders) -> None:
    path = folders.public / "double.py"
    path.write_text(path.read_text().replace("points=1", "points=2"))


def damaged_bundle(folders: Folders) -> None:
    (folders.root / "dist" / "hw" / "autograder.zip").write_bytes(b"PK")


def misspelt_key(folders: Folders) -> None:
    path = folders.assignment / "assignment.toml"
    path.write_text(path.read_text().replace("title", "titel"))


@pytest.mark.parametrize(
    ("spoil", "says", "remedy"),
    [
        (no_lock, "requirements.lock: no such file", "run autograder lock hw"),
        (other_requirements, "pins other requirements than", "run autograder lock hw"),
        pytest.param(
            newer_syntax,
            "solutions/hw/small.py:",
            "write it as that Python has it",
            marks=pytest.mark.skipif(
                sys.version_info < (3, 11), reason="this Python cannot read newer syntax either"
            ),
        ),
        (old_template, "checks/values.py differ", "run autograder template hw"),
        (old_bundle, "tests/double.py differ", "run autograder build hw, and upload it"),
        (damaged_bundle, "cannot be read", "run autograder build hw"),
        (misspelt_key, "unknown key 'titel': write title", "repair what the sentence names"),
    ],
)
def test_what_is_out_of_order_is_a_trouble_with_its_remedy(
    spoil: Callable[[Folders], None], says: str, remedy: str, folders: Folders
) -> None:
    spoil(folders)
    found = troubles(folders)
    assert any(says in line and remedy in line for line in found), found


def test_a_bundle_of_another_framework_is_named(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_assignments, "sources", lambda parts: [])
    (found,) = troubles(folders)
    assert "carries another framework" in found and "not as this one" in found


def test_another_major_version_of_numpy_in_the_image_is_a_trouble(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(np, "__version__", "9.0.0")
    assert any("a test may come out otherwise there" in line for line in troubles(folders))


def test_every_protection_says_what_is_open_without_it() -> None:
    assert sorted(WITHOUT) == sorted(EVERYTHING)
    assert list(missing_protections(EVERYTHING)) == []
    missing = list(missing_protections([]))
    assert [f.kind for f in missing].count(TROUBLE) == 2  # uid and seccomp, both away
    without_uid = list(missing_protections([n for n in EVERYTHING if n != "uid"]))
    assert [f.kind for f in without_uid] == [NOTE]


def test_a_package_that_is_missing_or_too_old_is_a_trouble(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = ["numpy>=1.26", "nowhere-at-all>=2; extra == 'instructor'", "click>=999"]
    monkeypatch.setattr(machine.importlib.metadata, "requires", lambda name: wanted)
    found = [f for f in machine._installed() if f.kind == TROUBLE]
    assert [f.what for f in found] == ["nowhere-at-all", "click"]
    assert all("pip install -U 'nn-autograder[instructor]'" in f.remedy for f in found)


@pytest.mark.parametrize(("kind", "status"), [(OK, 0), (NOTE, 0), (TROUBLE, 1)])
def test_the_exit_status_says_whether_there_is_a_trouble(
    kind: str,
    status: int,
    folders: Folders,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    meaning, remedy = "it is so" * (kind != OK), "do it" * (kind == TROUBLE)
    finding = Finding("a thing", "so", meaning, remedy)

    def looked_at() -> Iterator[Finding]:
        yield finding

    monkeypatch.setattr(machine, "look_at_machine", looked_at)
    assert main(["--root", str(folders.root), "doctor"]) == status
    said = capsys.readouterr().out
    assert f"{kind:<7} a thing: so" in said and "hw lock" in said


def test_outside_of_a_course_the_machine_alone_is_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tmp_path), "doctor"]) in (0, 1)  # what this machine has
    said = capsys.readouterr().out
    assert "grading here: nn-autograder" in said and "protections in force: process" in said
    assert "the machine alone was looked at" in said
    assert main(["--root", str(tmp_path), "doctor", "hw1"]) == 2
