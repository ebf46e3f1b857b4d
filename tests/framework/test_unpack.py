"""Archives and files as students and attackers hand them in."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import stat
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import unpack
from autograder.errors import UnpackError
from autograder.sandbox.inside.cells import MARK, without_magics
from autograder.unpack import (
    Staged,
    archives,
    copy_of,
    module_path,
    notebooks,
    stage,
    tars,
    text_digest,
)

SOURCE = b"x = 1\n"


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def staged(path: Path, tmp_path: Path) -> dict[str, bytes]:
    folder = tmp_path / "clean"
    folder.mkdir()
    stage(path, ["layers"], folder)
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


@pytest.mark.parametrize(
    "name",
    [
        "../layers.py",
        "/etc/layers.py",
        "a/../../layers.py",
        "C:\\layers.py",
        "..\\layers.py",
        "__MACOSX/layers.py",
        "tests/layers.py",
        ".hidden/layers.py",
        "a/" * 12 + "layers.py",
        "bad\nname/layers.py",
    ],
)
def test_a_member_with_a_strange_path_is_left_out(name: str, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "s.zip", {name: b"evil = 1\n", "ok/layers.py": SOURCE})
    assert staged(archive, tmp_path) == {"layers.py": SOURCE}
    assert not list(tmp_path.glob("layers.py"))


def test_links_are_left_out(tmp_path: Path) -> None:
    secret = tmp_path / "secret.py"
    secret.write_text("secret = 1\n")
    with zipfile.ZipFile(tmp_path / "s.zip", "w") as archive:
        info = zipfile.ZipInfo("a/layers.py")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, str(secret))
        archive.writestr("layers.py", SOURCE)
    assert staged(tmp_path / "s.zip", tmp_path) == {"layers.py": SOURCE}
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "layers.py").symlink_to(secret)
    (folder / "linked").symlink_to(tmp_path)
    clean = tmp_path / "clean2"
    clean.mkdir()
    assert stage(folder, ["layers"], clean).missing == ["layers"]
    assert not list(clean.iterdir())


def test_a_tar_keeps_its_plain_files_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        link = tarfile.TarInfo("layers.py")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        device = tarfile.TarInfo("d/layers.py")
        device.type = tarfile.CHRTYPE
        archive.addfile(device)
        info = tarfile.TarInfo("e/layers.py")
        info.size = len(SOURCE)
        archive.addfile(info, io.BytesIO(SOURCE))
    assert staged(path, tmp_path) == {"layers.py": SOURCE}


def write(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def many(path: Path) -> None:
    zipped(path, {f"m{i}.py": b"" for i in range(archives.MAX_FILES + 1)})


def long_directory(path: Path) -> None:
    zipped(path, {f"{'n' * 200}{i}.txt": b"" for i in range(6000)})


def large(path: Path) -> None:
    zipped(path, {f"m{i}.py": bytes(archives.MAX_FILE) for i in range(11)})


def broken(path: Path) -> None:
    zipped(path, {"layers.py": os.urandom(5000)})
    data = bytearray(path.read_bytes())
    data[100:4000] = bytes(3900)
    path.write_bytes(data)


def encrypted(path: Path) -> None:
    zipped(path, {"layers.py": SOURCE})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)


def tar_bomb(path: Path) -> None:
    with gzip.open(path, "wb", compresslevel=1) as file:
        info = tarfile.TarInfo("big.bin")
        info.size = tars.MAX_UNPACKED + 2**20
        file.write(info.tobuf())
        for _ in range(info.size // 2**20):
            file.write(bytes(2**20))


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        ("s.zip", write(b""), "is empty"),
        ("s.zip", write(b"no zip at all"), "is not a zip archive"),
        ("s.zip", write(b"Rar!\x1a\x07\x00 more"), "is a RAR archive"),
        ("s.zip", write(b"7z\xbc\xaf\x27\x1c"), "is a 7-Zip archive"),
        ("s.py", write(b"%PDF-1.4"), "is a PDF document"),
        ("s.docx", write(b"\xd0\xcf"), r"is neither \.py"),
        ("s.zip", many, "more than 500 files"),
        ("s.zip", long_directory, "too many files"),
        ("s.zip", large, "20 MB of code"),
        ("s.zip", broken, "cannot be unpacked"),
        ("s.zip", encrypted, "cannot be unpacked"),
        ("s.tar.gz", tar_bomb, "unpacks to more than"),
        ("s.tar.gz", write(b"\x1f\x8b\x08\x00 torn off"), "cannot be unpacked"),
        ("s.ipynb", write(b"{not json"), "the notebook is damaged"),
        ("s.ipynb", write(b"[" * 100_000), "the notebook is damaged"),
    ],
)
def test_what_cannot_be_opened_is_named(
    name: str, make: Callable[[Path], None], says: str, tmp_path: Path
) -> None:
    make(tmp_path / name)
    with pytest.raises(UnpackError, match=says):
        staged(tmp_path / name, tmp_path)


@pytest.mark.parametrize(
    "source",
    [
        "\ufeffx = 'ä'\n".encode(),
        b"x = 1\r\ny = 2\r\n",
        b"# -*- coding: latin-1 -*-\nx = '\xe4'\n",
        "x = 'ä'\n".encode("utf-16"),
    ],
    ids=["BOM", "CRLF", "Latin-1", "UTF-16"],
)
def test_every_encoding_that_editors_write_is_read(source: bytes, tmp_path: Path) -> None:
    (tmp_path / "layers.py").write_bytes(source)
    assert "x" in _executed(staged(tmp_path / "layers.py", tmp_path)["layers.py"])


def test_a_notebook_may_hold_anything_in_its_text(tmp_path: Path) -> None:
    cells = [{"cell_type": "code", "source": "x = '\ud800'  # lone surrogate\n%timeit x"}]
    (tmp_path / "s.ipynb").write_text(json.dumps({"cells": cells}))
    made = staged(tmp_path / "s.ipynb", tmp_path)["layers.py"].decode()
    assert "x" in _executed(without_magics(made).encode())


def test_the_cells_of_a_notebook_are_kept_as_they_are_below_marks() -> None:
    cells = [{"cell_type": "code", "source": text} for text in ("%%time\nx = 1", ["a\n", "b"])]
    source = json.dumps({"cells": [*cells, {"cell_type": "markdown", "source": "#"}]}).encode()
    assert unpack.notebook_source(source) == (b"# %% cell 1\n%%time\nx = 1\n\n# %% cell 2\na\nb\n")
    assert notebooks.CELL == MARK


def zip64_behind_a_long_comment(path: Path) -> None:
    zipped(path, {"layers.py": SOURCE})
    data = path.read_bytes()
    end = data.rindex(b"PK\x05\x06")
    comment = bytes(65_535)
    tail = data[end : end + 20] + len(comment).to_bytes(2, "little") + comment
    path.write_bytes(data[:end] + b"PK\x06\x07" + bytes(16) + tail)


def many_large_members(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        for i in range(30):
            archive.writestr(f"{i}.py", bytes(archives.MAX_FILE))


@pytest.mark.parametrize(
    ("make", "says"),
    [(zip64_behind_a_long_comment, "too many files"), (many_large_members, "20 MB of code")],
)
def test_an_archive_costs_no_more_than_its_limits(
    make: Callable[[Path], None], says: str, tmp_path: Path
) -> None:
    make(tmp_path / "s.zip")
    with pytest.raises(UnpackError, match=says):
        staged(tmp_path / "s.zip", tmp_path)


def test_names_that_cannot_be_files_are_left_out(tmp_path: Path) -> None:
    names = {"a" * 300 + ".py": SOURCE, "layers.py": SOURCE, "h/__init__.py": b"", "h/f.py": SOURCE}
    found = staged(zipped(tmp_path / "s.zip", names), tmp_path)
    assert set(found) == {"layers.py", "h/__init__.py", "h/f.py"}


def test_folders_and_files_may_have_names_that_are_no_text(tmp_path: Path) -> None:
    home = Path(os.fsdecode(os.fsencode(tmp_path) + b"/s/" + "\u4f5c\u4e1a".encode("gbk")))
    home.mkdir(parents=True)
    (home / "layers.py").write_bytes(SOURCE)
    (home / os.fsdecode(b"\xb1\xa8.txt")).write_bytes(b"")
    (tmp_path / "clean").mkdir()
    found = stage(tmp_path / "s", ["layers"], tmp_path / "clean")
    assert found.found == {"layers": "%D7%F7\u04b5/layers.py"}
    assert found.others == ["%D7%F7\u04b5/%B1%A8.txt"]


def test_a_nested_zip_is_left_alone(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"layers.py": b"inner = 1\n"})
    outer = zipped(tmp_path / "s.zip", {"in.zip": inner.read_bytes(), "layers.py": SOURCE})
    assert staged(outer, tmp_path) == {"layers.py": SOURCE}


def test_a_module_called_py_is_read_as_one_whatever_follows(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "inner.zip", {"layers.py": b"inner = 1\n"})
    (tmp_path / "layers.py").write_bytes(SOURCE + b'"""' + b"\n# " + archive.read_bytes())
    assert staged(tmp_path / "layers.py", tmp_path)["layers.py"].startswith(SOURCE)


def _executed(source: bytes) -> dict[str, object]:
    namespace: dict[str, object] = {}
    exec(source, namespace)
    return namespace


STUB = "def f(x):\n    raise NotImplementedError\n"
GIVEN = {text_digest(text) for text in (STUB, "from layers import f", "f(1)", "plot()")}


def taken(tmp_path: Path, members: dict[str, bytes], *modules: str) -> Staged:
    """What is taken from a zip with ``members``."""
    (tmp_path / "clean").mkdir()
    archive = zipped(tmp_path / "s.zip", members)
    return stage(archive, list(modules) or ["layers"], tmp_path / "clean", GIVEN)


def notebook(*cells: str) -> bytes:
    """A notebook with a code cell for each text."""
    made = [{"cell_type": "code", "source": cell, "outputs": []} for cell in cells]
    return json.dumps({"cells": made}).encode()


@pytest.mark.parametrize(
    "name",
    [
        *("layers-2.py", "layers (1).py", "layers - Copy.py", "layers copy.py", "Layers.py"),
        *("layers-LAPTOP.py", "layers-DESKTOP-9F3A.py", "LAYERS.PY", "layers (1)-3.py"),
        *("Copy of layers.py", "layers (copy).py", "layers - Kopie (2).py", "layers - 副本.py"),
        *("layers 2.py", "hw1/layers_1.py", "layers.PY", "layers — копия.py"),
        "layers (Ada's conflicted copy 2026-11-02).py",
    ],
)
def test_a_renamed_module_is_known_beside_a_helper(name: str, tmp_path: Path) -> None:
    found = taken(tmp_path, {name: SOURCE, "help.py": b"", "layers_old.py": b"", "layers.txt": b""})
    assert found.found == {"layers": name} and found.missing == []


@pytest.mark.parametrize(
    "name", ["layers_old.py", "mylayers.py", "layers2.py", "layers-v-final.py"]
)
def test_another_name_is_no_renamed_module(name: str, tmp_path: Path) -> None:
    found = taken(tmp_path, {name: SOURCE, "help.py": b"", "report.pdf": b""})
    assert found.missing == ["layers"] and set(found.others) == {name, "help.py", "report.pdf"}


def test_digits_of_a_computers_name_are_no_number_of_a_copy() -> None:
    assert copy_of("layers-DESKTOP-9F3A", "layers") == (2, 0)
    assert copy_of("layers-2", "layers") == copy_of("layers (2)", "layers") == (2, -2)


def test_a_long_name_is_compared_at_once() -> None:
    assert copy_of("layers" + "-AB" * 31 + "!", "layers") is None
    assert copy_of("layers" + "-COPY" * 18 + "!", "layers") is None


def test_two_renamed_modules_are_told_apart(tmp_path: Path) -> None:
    found = taken(tmp_path, {"a-1.py": SOURCE, "ab-1.py": SOURCE}, "a", "ab")
    assert found.found == {"a": "a-1.py", "ab": "ab-1.py"}


@pytest.mark.parametrize(
    ("members", "wins"),
    [
        ({"layers.py": STUB, "layers (1).py": "x = 1"}, "layers (1).py"),
        ({"layers.py": STUB.replace("\n", "  \r\n"), "old/layers.py": "x = 1"}, "old/layers.py"),
        ({"layers.py": STUB, "answers.ipynb": notebook("x = 1")}, "answers.ipynb"),
        ({"layers.py": STUB, "solution.py": "x = 1"}, "solution.py"),
        ({"layers-1.py": "x = 1", "layers-2.py": "x = 2"}, "layers-2.py"),
        ({"layers.py": "x = 1", "layers-2.py": "x = 2"}, "layers.py"),
        ({"layers.py": STUB}, "layers.py"),
        (
            {"layers.py": STUB, "w.ipynb": notebook("from layers import f", "f(1)", "2")},
            "layers.py",
        ),
    ],
)
def test_an_untouched_stub_counts_only_where_there_is_nothing_else(
    members: dict[str, str | bytes], wins: str, tmp_path: Path
) -> None:
    data = {n: d if isinstance(d, bytes) else d.encode() for n, d in members.items()}
    found = taken(tmp_path, data)
    assert found.found == {"layers": wins}
    if "layers-2.py" in members and wins == "layers.py":
        assert found.aside == {"layers": ["layers-2.py"]}


def test_the_courses_own_notebook_is_never_an_answer(tmp_path: Path) -> None:
    cells = ["from layers import f\n", "f(1)", "print(f)", "plot()", ""]
    found = taken(tmp_path, {"notebook.ipynb": notebook(*cells), "data.csv": b""})
    assert found.missing == ["layers"]
    assert found.others == ["notebook.ipynb (as it was handed out)", "data.csv"]


@pytest.mark.parametrize("members", [{}, {"layers.py": STUB}, {"notes.txt": ""}])
def test_an_archive_is_opened_where_nothing_else_is_an_answer(
    members: dict[str, str], tmp_path: Path
) -> None:
    inner = zipped(tmp_path / "i.zip", {"hw1/layers.py": SOURCE, "hw1/help.py": b"y = 1"})
    data = {name: text.encode() for name, text in members.items()}
    found = taken(tmp_path, {**data, "work/hw1.ZIP": inner.read_bytes()})
    assert found.found == {"layers": "work/hw1.ZIP/hw1/layers.py"}
    assert (tmp_path / "clean" / "help.py").read_bytes() == b"y = 1"
    folder = tmp_path / "folder"
    (folder / "work").mkdir(parents=True)
    inner.rename(folder / "work" / "hw1.zip")
    (tmp_path / "clean2").mkdir()
    assert stage(folder, ["layers"], tmp_path / "clean2", GIVEN).found


def test_archives_over_the_limit_are_named_alike_on_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_ARCHIVE", 1000)
    (tmp_path / "f").mkdir()
    big = zipped(tmp_path / "f" / "big.zip", {"layers.py": os.urandom(2000)})
    said = []
    for number, path in enumerate((big, tmp_path / "f")):
        (tmp_path / str(number)).mkdir()
        with pytest.raises(UnpackError) as raised:
            stage(path, ["layers"], tmp_path / str(number))
        said.append(str(raised.value))
    assert said[0] == said[1] and said[0].startswith("big.zip is larger than")


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_data_file_does_not_make_a_hand_in_unreadable(
    pack: Callable[[Path, dict[str, bytes]], Path], tmp_path: Path
) -> None:
    data = bytes(60 * 2**20)
    archive = pack(tmp_path / "s.archive", {"data.npy": data, "layers.py": SOURCE})
    (tmp_path / "s.archive").rename(tmp_path / "s.zip")
    assert staged(archive.with_suffix(".zip"), tmp_path) == {"layers.py": SOURCE}


@pytest.mark.parametrize("source", [b"PKG = 1\n", b"BZh = 2\n", b"Rar = 3\n", b"x = 'ustar'\n"])
def test_a_module_may_begin_with_any_name(source: bytes, tmp_path: Path) -> None:
    (tmp_path / "layers.py").write_bytes(source)
    assert staged(tmp_path / "layers.py", tmp_path) == {"layers.py": source}


def test_a_notebook_may_carry_pictures_and_a_large_module_is_named(tmp_path: Path) -> None:
    outputs = [{"data": "x" * 3 * 2**20}]
    cell = {"cell_type": "code", "source": "x = 1", "outputs": outputs}
    made = json.dumps({"cells": [cell]}).encode()
    large = b"#" * (archives.MAX_FILE + 1)
    found = taken(tmp_path, {"answers.ipynb": made, "big.py": large})
    assert found.found == {"layers": "answers.ipynb"}
    assert found.others == ["big.py (larger than 2 MB)"]


def test_a_folder_and_a_file_of_one_name_in_a_zip_are_no_trouble(tmp_path: Path) -> None:
    members = {"layers.py": SOURCE, "layers.py/layers.py": SOURCE, "layers.py/own.py": SOURCE}
    assert staged(zipped(tmp_path / "s.zip", members), tmp_path) == {"layers.py": SOURCE}
    members = {"a.py": SOURCE, "a.py/layers.py": SOURCE}
    (tmp_path / "other").mkdir()
    found = staged(zipped(tmp_path / "other" / "s.zip", members), tmp_path / "other")
    assert found == {"layers.py": SOURCE}


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (["linear.py"], {}),  # of either package: of none
        (["a/linear.py"], {"m.a.linear": "a/linear.py"}),
        (["a/linear.py", "linear.py"], {"m.a.linear": "a/linear.py"}),
        (["x/m/a/linear.py", "y/m/a/linear.py"], {"m.a.linear": "x/m/a/linear.py"}),
        (["M/A/Linear.py", "m/b/linear.py"], {"m.a.linear": "M/A/Linear.py"}),
        (["m/a/linear (2).py", "m/a/linear (1).py"], {"m.a.linear": "m/a/linear (2).py"}),
        (["m/c/linear.py"], {}),
        (["top.py", "m/top.py"], {"top": "top.py", "m.top": "m/top.py"}),
        (["top.py"], {"top": "top.py"}),
    ],
)
def test_a_file_goes_to_the_module_for_which_its_folders_speak(
    files: list[str], found: dict[str, str], tmp_path: Path
) -> None:
    archive = zipped(tmp_path / "s.zip", {"notes.py": b"", **dict.fromkeys(files, SOURCE)})
    modules = ["m.a.linear", "m.b.linear", "top", "m.top"]
    folder = tmp_path / "clean"
    folder.mkdir()
    staged = stage(archive, modules, folder)
    assert {m: p for m, p in staged.found.items() if m != "m.b.linear"} == found
    assert all((folder / module_path(m)).is_file() for m in staged.found)
    assert set(staged.missing) == set(modules) - staged.found.keys()


SOME = 40 * 2**20
"""Bytes that must not lie in memory at once."""


def stored(inner: bytes) -> bytes:
    """A zip that holds an archive as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("inner.zip", inner)
    return buffer.getvalue()


def nested(path: Path) -> None:
    path.write_bytes(stored(stored(b"PK\x03\x04" + bytes(SOME))))


def nested_bomb(path: Path) -> None:
    zipped(path, {"inner.zip": stored(bytes(SOME))})


def header(kind: bytes) -> Callable[[Path], None]:
    """A tar archive whose first member has attributes, or a name, of ``SOME`` bytes."""

    def make(path: Path) -> None:
        info = tarfile.TarInfo("x")
        info.type, info.size = kind, SOME
        with gzip.open(path, "wb", compresslevel=1) as file:
            file.write(info.tobuf(tarfile.USTAR_FORMAT))
            for _ in range(SOME // 2**20):
                file.write(bytes(2**20))

    return make


def notebook_of(unit: bytes) -> Callable[[Path], None]:
    """Three notebooks as large as they may be, most of it ``unit`` again and again."""
    head = b'{"cells": [{"cell_type": "code", "source": "x = 1"}], "metadata": ['
    data = head + unit * ((archives.MAX_NOTEBOOK - len(head) - 3) // len(unit)) + b"0]}"
    return lambda path: zipped(path, {f"{i}.ipynb": data for i in range(3)}) and None


def packed_by_xz(path: Path) -> None:
    tarred(path, {"x.bin": bytes(SOME)}, "w:xz")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("s.zip", nested),
        ("s.zip", nested_bomb),
        ("s.tar.gz", header(tarfile.XHDTYPE)),
        ("s.tar.gz", header(tarfile.XGLTYPE)),
        ("s.tar.gz", header(tarfile.GNUTYPE_LONGNAME)),
        ("s.zip", notebook_of(b"[],")),
        ("s.zip", notebook_of(b'{"a":1},')),
        ("s.tar.xz", packed_by_xz),
    ],
    ids=[
        *("nested", "nested bomb", "attributes", "attributes of all", "name"),
        *("lists", "dicts", "xz"),
    ],
)
def test_no_hand_in_takes_much_memory_to_open(
    name: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    make(tmp_path / name)
    (tmp_path / "clean").mkdir()
    tracemalloc.start()
    try:
        with contextlib.suppress(UnpackError):
            stage(tmp_path / name, ["layers"], tmp_path / "clean", ["a digest"])
        assert tracemalloc.get_traced_memory()[1] < SOME
    finally:
        tracemalloc.stop()


def test_values_beside_the_code_are_counted_over_all_notebooks(tmp_path: Path) -> None:
    """A second is the most that they take; the one before is read."""
    cell = {"cell_type": "code", "source": "x = 1"}
    values = [0] * (notebooks.MAX_COMMAS * 2 // 3)
    made = json.dumps({"cells": [cell], "metadata": values}).encode()
    found = taken(tmp_path, {"a.ipynb": made, "b.ipynb": made})
    assert found.found == {"layers": "a.ipynb"}
    assert found.others == [f"b.ipynb ({archives.TOO_MUCH})"]


def test_what_takes_far_too_long_to_read_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tars, "MAX_SECONDS", -1.0)
    tarred(tmp_path / "s.tar.gz", {"layers.py": SOURCE})
    with pytest.raises(UnpackError, match="takes too long to unpack"):
        staged(tmp_path / "s.tar.gz", tmp_path)


def test_folders_that_computers_make_are_not_looked_into(tmp_path: Path) -> None:
    """A repository has more files in .git than may lie in a hand-in."""
    for folder in (".git/objects", "node_modules/x", "own"):
        (tmp_path / "s" / folder).mkdir(parents=True)
    for n in range(3):
        (tmp_path / "s" / ".git" / "objects" / f"{n}.py").write_bytes(SOURCE)
    (tmp_path / "s" / "own" / "layers.py").write_bytes(SOURCE)
    assert archives._files_below(tmp_path / "s") == [tmp_path / "s" / "own" / "layers.py"]
    assert staged(tmp_path / "s", tmp_path) == {"layers.py": SOURCE}
