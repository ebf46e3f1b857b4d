"""The packages of an image are pinned by uv where it is, by pip elsewhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from small_course import small_course

from autograder.assignment.folders import Folders
from autograder.assignment.settings import read_assignment
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.publish import lock as locking
from autograder.publish.lock import LOCK, lock, pinned_version, read_lock
from autograder.publish.student_folder import grader_versions

BY_UV = """numpy==2.2.6 ; python_full_version < '3.11' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
numpy==2.4.6 ; python_full_version == '3.11.*' \\
    --hash=sha256:cc
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:dd
tomli==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:ee
"""
FAKE = """#!{python}
import json, sys
json.dump([sys.argv[1:], sys.stdin.read()], open({record!r}, "w"))
sys.stderr.write({error!r})
sys.stdout.write({said!r})
sys.exit({status})
"""


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return small_course(tmp_path / "course")


def fake_uv(
    folder: Path, monkeypatch: pytest.MonkeyPatch, status: int = 0, error: str = ""
) -> Path:
    """A uv that notes what it is asked, and answers ``BY_UV``."""
    record = folder / "asked.json"
    text = FAKE.format(
        python=sys.executable, record=str(record), said=BY_UV, status=status, error=error
    )
    (folder / "uv").write_text(text)
    (folder / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return record


def test_uv_is_asked_once_for_every_python_and_its_lock_is_read(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = fake_uv(tmp_path, monkeypatch)
    assert main(["--root", str(folders.root), "lock", "hw"]) == 0
    asked, wanted = json.loads(record.read_text())
    assert asked[:3] == ["pip", "compile", "-"]
    assert {"--universal", "--generate-hashes", "--only-binary"} < set(asked)
    assert asked[asked.index("--python-version") + 1] == "3.10"
    assert wanted == "numpy>=1.26\n"
    assignment = read_assignment(folders)
    text = read_lock(folders, assignment).decode()
    assert text == f"# autograder lock: numpy>=1.26\n{BY_UV}"
    assert grader_versions(folders, assignment)["numpy"] == "2.2.6"


def test_what_uv_says_is_told(
    folders: Folders,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fake_uv(tmp_path, monkeypatch, 1, "No solution\nfound")
    before = (folders.assignment / LOCK).read_bytes()
    assert main(["--root", str(folders.root), "lock"]) == 2
    said = capsys.readouterr().err
    assert "uv finds no wheels for numpy>=1.26: No solution found; lock --by pip" in said
    assert (folders.assignment / LOCK).read_bytes() == before


@pytest.mark.parametrize("by", [None, "pip"])
def test_pip_is_asked_where_uv_is_not_there_or_not_wanted(
    by: str | None, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = fake_uv(tmp_path, monkeypatch)
    if by is None:
        monkeypatch.setattr(locking, "find_uv", lambda: None)
    report = {
        "install": [
            {
                "metadata": {"name": "NumPy", "version": "2.0"},
                "download_info": {"archive_info": {"hashes": {"sha256": "ff"}}},
            }
        ]
    }

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        assert command[1:4] == ["-m", "pip", "install"]
        return subprocess.CompletedProcess(command, 0, json.dumps(report), "")

    monkeypatch.setattr(locking.subprocess, "run", run)
    text = lock(read_assignment(folders), by=by)
    assert text.count("numpy==2.0 ; python_version") == len(locking.PYTHONS)
    assert not record.exists()
    assert pinned_version(text, "numpy", "3.12") == "2.0"


def test_uv_that_is_asked_for_and_not_there_is_told(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "find_uv", lambda: None)
    with pytest.raises(AssignmentError, match="uv is not installed here: pip install uv"):
        lock(read_assignment(folders), by="uv")


@pytest.mark.parametrize(
    ("python", "version"), [("3.10", "2.2.6"), ("3.11", "2.4.6"), ("3.14", "2.5.5")]
)
def test_the_pin_of_a_python_is_found_by_its_marker(python: str, version: str) -> None:
    assert pinned_version(BY_UV, "numpy", python) == version
    assert pinned_version(BY_UV, "tomli", python) is None
    assert pinned_version("# no lock\n???\n", "numpy", python) is None
