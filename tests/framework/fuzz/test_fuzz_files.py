"""Files of every make, made up and then damaged: archives, notebooks, rosters, metadata, ledgers.

A reader gives what it reads, or the one sentence that it is for; never anything else.
"""

from __future__ import annotations

import contextlib
import functools
import io
import json
import random
import sqlite3
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_fuzz_wire import FUZZ

from autograder.classroom.csv_text import table_rows
from autograder.classroom.ledger import NAME, Ledger
from autograder.classroom.roster import read_input
from autograder.classroom.sources.csv_roster import read_csv_roster
from autograder.classroom.sources.gradescope import METADATA, GradescopeExport
from autograder.errors import AssignmentError, UnpackError
from autograder.grading.handin import opened
from autograder.platforms.gradescope.attempts import refusal
from autograder.reports.similarity.measure import print_of
from autograder.unpack.notebooks import code_alone, notebook_cells, notebook_source

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")  # zipfile's, as one is made
parts = st.sampled_from(
    [
        *("layers.py", "a.ipynb", "layers (2).py", "LAYERS.PY", "in.zip", "in.tar.gz", "x.dat"),
        *("..", ".", "", ".git", "tests", "__MACOSX", "C:", "a\x00b", "a\x1b[2J", "é", "李" * 40),
        *("n" * 101, "\udcff", "con", "-rf", "a b", "sub", "numpy", "__init__.py", "a\\b"),
    ]
)
names = st.lists(parts, min_size=1, max_size=12).map("/".join)
sources = st.sampled_from(
    [b"x = 1\n", b"", b"\xff\xfex\x00", b"\xef\xbb\xbfx", b"\x00", b"def f(:"]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda part: (
        st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=3), part, max_size=3)
    ),
    max_leaves=6,
)
cells = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", 1]) | json_values,
        "source": st.text(max_size=20) | st.lists(st.text(max_size=5)) | json_values,
        "outputs": json_values,
        "metadata": json_values,
    },
)
notebooks = (
    st.fixed_dictionaries({"cells": st.lists(cells, max_size=4) | json_values}) | json_values
).map(lambda made: json.dumps(made).encode())


def zipped(members: list[tuple[str, bytes]], method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members:
            with contextlib.suppress(UnicodeEncodeError):
                info = zipfile.ZipInfo(name or "x")
                info.compress_type = method
                archive.writestr(info, data)
    return buffer.getvalue()


def tarred(members: list[tuple[str, bytes]], mode: str, kind: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, format=tarfile.PAX_FORMAT) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name or "x")
            info.size = len(data)
            info.pax_headers = {"comment": name[:50].replace("\udcff", "")}
            archive.addfile(info, io.BytesIO(data))
        odd = tarfile.TarInfo("odd")
        odd.type, odd.linkname, odd.devmajor = kind, "../layers.py", 1
        archive.addfile(odd)
    return buffer.getvalue()


members = st.lists(st.tuples(names, sources | notebooks), max_size=4)
METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
KINDS = [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE, b"S", b"g", b"x"]
zips = st.builds(zipped, members, st.sampled_from(METHODS))
PACKED = st.sampled_from(["w", "w:gz", "w:bz2", "w:xz"])
tars = st.builds(tarred, members, PACKED, st.sampled_from(KINDS))
archives = zips | tars | st.builds(
    lambda inner, more, method: zipped([*more, ("sub/in.zip", inner)], method),
    zips | tars, members, st.sampled_from(METHODS),
)  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    """``data`` with some of its bytes changed, doubled or gone; half of the time as it is."""
    made = bytearray(data)
    for _ in range(chance.choice([0, 0, 0, 1, 3, 10])):
        at = chance.randrange(len(made) + 1)
        kind = chance.randrange(4)
        if kind == 0 and at < len(made):
            made[at] = chance.choice([0, 1, 0x7F, 0xFF, chance.randrange(256)])
        elif kind == 1:
            made[at:at] = made[at : at + chance.randint(1, 30)]
        elif kind == 2:
            del made[at : at + chance.randint(1, 30)]
        else:
            made[at : at + 4] = chance.choice([2**32 - 1, 2**31, 0]).to_bytes(4, "little")
    return bytes(made)


@FUZZ
@given(archives, st.integers(0, 2**32))
def test_an_archive_is_opened_or_says_why_not(data: bytes, seed: int) -> None:
    data = damaged(data, random.Random(seed))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "s.zip")
        path.write_bytes(data)
        within = Path(scratch, "within")
        within.mkdir()
        with opened(path, ["layers", "m.b"], within, ["a digest"]) as hand_in:
            inside = [p for p in hand_in.folder.rglob("*") if p.is_file()]
            assert all(p.is_relative_to(hand_in.folder) and not p.is_symlink() for p in inside)
            assert hand_in.fault or (hand_in.folder / "layers.py") in inside or inside
            assert not set("".join(hand_in.files) + hand_in.fault) & set("\x1b\x00\r")
        assert sorted(p.name for p in Path(scratch).iterdir()) == ["s.zip", "within"]
        assert not list(within.iterdir())


@FUZZ
@given(notebooks, st.integers(0, 2**32))
def test_a_notebook_is_read_or_damaged(data: bytes, seed: int) -> None:
    data = damaged(data, random.Random(seed))
    code = code_alone(data, 0)
    if code is None:
        return
    try:
        wanted = notebook_cells(data)
    except UnpackError:
        with pytest.raises(UnpackError):
            notebook_cells(code)
        return
    assert notebook_cells(code) == wanted
    print_of([notebook_source(code).decode(errors="replace")])


texts = st.text(max_size=8) | st.sampled_from(["Ada", "ada@x.org", "7", "a.py", "2026-11-30 23:59"])
texts |= st.sampled_from(["=1+1", '"', "\x1b[2J", "\n", "\udcff", "../x", "9999-12-31T23:59+14:00"])
MARKS = st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"sep=;\n"])
heads = st.lists(
    st.sampled_from(["name", "file", "sid", "email", "login", "submitted", "student", "", "x"]),
    max_size=7,
)
tables = st.builds(
    lambda head, rows, separator, quote: "\n".join(
        separator.join(f'"{cell}"' if quote else cell for cell in row) for row in [head, *rows]
    ).encode(errors="surrogateescape"),
    heads, st.lists(st.lists(texts, max_size=7), max_size=5), st.sampled_from(",;\t|"),
    st.booleans(),
)  # fmt: skip


@FUZZ
@given(
    tables | st.binary(max_size=60),
    st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"sep=;\n"]),
    st.integers(0, 2**32),
)
def test_a_roster_is_read_or_says_why_not(data: bytes, mark: bytes, seed: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "roster.csv")
        path.write_bytes(mark + damaged(data, random.Random(seed)))
        for read in (table_rows, read_csv_roster, lambda p: read_input([p], ["layers"], scratch=p)):
            with contextlib.suppress(AssignmentError):
                read(path)


times = st.sampled_from(
    ["2026-11-30T23:59:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "x", ""]
) | st.datetimes().map(str)
attempts = st.fixed_dictionaries(
    {},
    optional={
        "submission_time": times | json_values,
        "score": st.sampled_from(["1.0", "NaN", "1e999", "9" * 5000]) | json_values,
        "autograder_error": st.booleans() | json_values,
        "results": st.fixed_dictionaries({"extra_data": json_values}) | json_values,
    },
)
metadata = st.fixed_dictionaries(
    {},
    optional={
        "created_at": times | json_values,
        "previous_submissions": st.lists(attempts, max_size=5) | json_values,
    },
)


@FUZZ
@given(metadata | json_values, st.integers(0, 3))
def test_metadata_of_attempts_says_whether_one_is_refused(found: Any, allowed: int) -> None:
    refused = refusal(found, allowed)
    assert refused is None or refused.message


yaml_texts = st.sampled_from(
    [
        *("submission_1", ":submitters", ":name", ":sid", ":email", ":created_at", ":history"),
        *(
            ":results",
            "- ",
            "  ",
            ": ",
            "\n",
            "Ada",
            "2026-11-30 23:59:00 Z",
            "&a",
            "*a",
            "!ruby/x",
        ),
        *("{", "}", "[", "]", "|", ">", "'", '"', "? ", "0x7fffffffffffffffff", "9" * 5000, ".inf"),
        *(
            "!ruby/x",
            "!!python/object/apply:os.system [x]",
            "<<: *a",
            "\t",
            "\x00",
            "é",
            "- &a [*a, *a]",
        ),
    ]
)
EXPORT = """---
submission_1:
  :submitters:
  - :name: Ada
    :sid: 7
    :email: ada@x.org
  :created_at: 2026-11-30 23:59:00 Z
  :history:
  - :id: 1
    :results:
      :tests: []
"""


@FUZZ
@given(st.lists(yaml_texts, max_size=25).map("".join), st.integers(0, 2**32))
def test_an_export_of_gradescope_is_read_or_says_why_not(more: str, seed: int) -> None:
    chance = random.Random(seed)
    data = damaged(EXPORT.encode() + more.encode(), chance)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, METADATA)
        path.write_bytes(data)
        with contextlib.suppress(AssignmentError):
            GradescopeExport().read(Path(scratch), Path(scratch))


@functools.cache
def kept() -> bytes:
    """The file of a ledger in which a class was begun."""
    from autograder.assignment.fingerprint import Parts
    from autograder.assignment.provenance import Provenance
    from autograder.classroom.ledger import Bundle, GradedCase
    from autograder.classroom.people import Entry, Person
    from autograder.grading.results import Outcome, Results

    made_by = Provenance("b" * 64, "autograder 0", "")
    bundle = Bundle(
        provenance=made_by, assignment="hw", title="HW", settings={}, manual=[], given={},
        parts=Parts({}, {}, "r", "t", "f"), answers=[],
        cases=[GradedCase("q", "c", False, False, 1.0)],
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        with Ledger(Path(scratch, NAME)) as ledger:
            run = ledger.begin(bundle)
            ledger.enter(run, [(0, Entry("ada", Path("/a.py"), (Person("Ada"),)))])
            ledger.opened(run, [("ada", "d" * 64, ["a.py"])])
            outcome = Outcome("q", "c", False, 1.0, 1.0, "passed")
            ledger.record(run, Results("ada", made_by, [outcome], hand_in="d" * 64, time="t"))
            ledger.finish(run)
        db = sqlite3.connect(Path(scratch, NAME))
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode = DELETE")
        db.close()
        return Path(scratch, NAME).read_bytes()


@FUZZ
@given(st.integers(0, 2**32))
def test_a_damaged_ledger_is_read_or_says_why_not(seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, NAME)
        path.write_bytes(damaged(kept(), chance))
        with contextlib.suppress(AssignmentError), Ledger(path, create=False) as ledger:
            run = ledger.last_run()
            list(ledger.entries(run)), list(ledger.rows(run)), list(ledger.hand_ins(run))
