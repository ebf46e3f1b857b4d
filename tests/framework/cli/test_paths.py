"""Paths that a person gave: what the disk refuses there is told in one sentence."""

from __future__ import annotations

import errno
import os
import zipfile
from pathlib import Path

import pytest

from autograder import _files
from autograder._files import given_path, write_atomic, write_folder
from autograder.cli import main
from autograder.errors import AssignmentError


def test_an_error_at_a_given_path_is_the_persons(tmp_path: Path) -> None:
    given = tmp_path / "class"
    for at in (given, given / "ada" / "layers.py", tmp_path):
        denied = PermissionError(errno.EACCES, "Permission denied", str(at))
        refused = pytest.raises(AssignmentError, match="cannot be read: Permission denied")
        with refused, given_path(given):
            raise denied


def test_an_error_at_any_other_path_is_a_bug(tmp_path: Path) -> None:
    for other in (str(tmp_path / "elsewhere"), str(tmp_path / "class-2"), None):
        with pytest.raises(FileNotFoundError), given_path(tmp_path / "class"):
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", other)


def test_what_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    for write in (
        lambda: write_atomic(tmp_path / "file" / "report.html", ""),
        lambda: write_folder(tmp_path / "file" / "hw", {"a": b""}),
    ):
        with pytest.raises(AssignmentError, match=r"file/\S+: cannot be written: (File|Not)"):
            write()

    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(_files.os, "fdopen", full)
    with pytest.raises(AssignmentError, match=r"report.html: cannot be written: No space left"):
        write_atomic(tmp_path / "report.html", "")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("grade {dist} {tmp}/none.py -o {tmp}/out", "none.py: no such submission"),
        ("grade {dist} {tmp}/roster.csv -o {tmp}/out", "roster.csv: no hand-ins in it"),
        ("grade {dist} {tmp}/file -o {tmp}/file/out", "file/out: cannot be written: Not a dir"),
        ("grade {tmp}/broken.zip {tmp}/file -o {tmp}/out", "broken.zip: a damaged bundle"),
        ("merge {tmp}/none -o {tmp}/out", "none/ledger.sqlite: no such ledger"),
        ("merge {tmp}/none -o {tmp}/file/out", "file/out: cannot be written: Not a dir"),
        ("report {tmp}/none", "none/ledger.sqlite: no such ledger"),
        ("compare {tmp}/none", "none/ledger.sqlite: no such ledger"),
        ("canvas {tmp} {tmp}/none.csv -o {tmp}/x", "none.csv: cannot be read: No such file"),
        ("canvas {tmp} {tmp} -o {tmp}/x", "cannot be read: Is a directory"),
        ("preview {tmp}/none.json", "none.json: cannot be read: No such file"),
        ("preview {tmp}", "cannot be read: Is a directory"),
    ],
)
def test_every_command_names_the_path_that_it_cannot_use(
    typed: str, said: str, dist: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "roster.csv").mkdir()
    whole = bytearray((dist / "autograder.zip").read_bytes())
    with zipfile.ZipFile(dist / "autograder.zip") as archive:
        start = archive.getinfo("assignment.json").header_offset + 60
    whole[start : start + 50] = bytes(50)
    (tmp_path / "broken.zip").write_bytes(whole)
    words = typed.format(dist=dist / "autograder.zip", tmp=tmp_path).split()
    assert main(words) == 2
    err = capsys.readouterr().err
    assert said in err and err.startswith("autograder: ") and err.count("\n") == 1
