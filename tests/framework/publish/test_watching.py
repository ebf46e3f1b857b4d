"""What changed decides what is proven again, and what is planted by a save is noticed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from small_course import REFERENCE, TEST, small_course

from autograder.assignment.folders import Folders
from autograder.assignment.reference import load_reference
from autograder.cli.watch import Watch, _no_bytecode
from autograder.publish.proofs.answers import Answers
from autograder.publish.watching.files import FileContents, WatchedFiles, changed_files
from autograder.publish.watching.rounds import proven_round
from autograder.publish.watching.scope import Scope, changed_names, everything, scope_of

TWO = (
    REFERENCE
    + '''

def _times(x, by):
    """A helper that students are given."""
    return by * x


def triple(x):
    """Three times x."""
    # BEGIN SOLUTION
    return _times(x, 3)
    # END SOLUTION


def negative(x):
    """Minus x."""
    # BEGIN SOLUTION
    return -1.0 * x
    # END SOLUTION
'''
)
NEGATIVE = TEST.replace("double", "negative").replace("[2.0, 5.0]", "[-1.0, -2.5]")
TRIPLE = TEST.replace("double", "triple").replace("[2.0, 5.0]", "[3.0, 7.5]")
MISTAKES = """from autograder.assignment import wrong


def scaled(x, by):
    return by * x


@wrong("double", "four times", hint="Twice.")
def fourfold(x):
    return scaled(x, 4)


@wrong("triple", "five times", hint="Three times.")
def fivefold(x):
    return 5 * x
"""
VACUOUS = '''

@case(points=1)
def more(double):
    """more"""
'''
SETTINGS, HANDOUT = "assignments/hw/assignment.toml", "assignments/hw/handout.md"
SMALL, KNOWN = "solutions/hw/small.py", "solutions/hw/misconceptions.py"
OTHER, PROBES = "solutions/hw/alternatives/other.py", "tests/hw/probes.py"
HELPER = "tests/hw/shared/inputs.py"
ALL = {"double", "negative", "triple"}


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    helped = TRIPLE.replace("\n\n@case", "\nfrom shared.inputs import X\n\n\n@case", 1)
    more = {
        "tests/hw/public/negative.py": NEGATIVE,
        "tests/hw/public/triple.py": helped,
        HELPER: "X = 1\n",
        KNOWN: MISTAKES,
        OTHER: "def double(x):\n    return x + x\n",
    }
    return small_course(tmp_path, reference=TWO, more=more)


def saved(folders: Folders, file: str, old: str, new: str) -> tuple[FileContents, FileContents]:
    """What the files hold before and after a save."""
    files = WatchedFiles(folders)
    before, path = files.look(), folders.root / file
    text = path.read_text() if path.exists() else old
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return before, files.look()


@pytest.mark.parametrize(
    ("file", "old", "new", "wanted"),
    [
        (SMALL, "return 2 * x", "return x + x", Scope({"double"}, {"double"}, {"fourfold"})),
        (SMALL, "return by * x", "return x * by", Scope({"triple"}, {"_times"}, set())),
        (SMALL, "return 2 * x", "return 2 * x  # twice", Scope()),
        (
            SMALL,
            "import numpy as np",
            "import numpy as np, math",
            Scope(ALL, {*ALL, "_times"}, {"fourfold", "fivefold"}),
        ),
        (KNOWN, "return 5 * x", "return 6 * x", Scope(mistakes={"fivefold"})),
        (KNOWN, "Three times.", "Three.", Scope(mistakes={"fivefold"})),
        (KNOWN, "return by * x", "return x * by", Scope(mistakes={"fourfold"})),
        (
            "tests/hw/public/double.py",
            "points=1",
            "points=2",
            Scope({"double"}, {"double"}, {"fourfold"}),
        ),
        (HELPER, "X = 1", "X = 2", Scope({"triple"}, {"triple"}, {"fivefold"})),
        (OTHER, "x + x", "2 * x", Scope(alternatives={"other"})),
        (HANDOUT, "Small", "Little", Scope()),
        (SETTINGS, "Small", "Little", Scope(ALL)),
    ],
)
def test_what_changed_decides_what_is_tried(
    file: str, old: str, new: str, wanted: Scope, folders: Folders
) -> None:
    before, after = saved(folders, file, old, new)
    assert changed_files(before, after) == [folders.root / file]
    assert scope_of(Answers(folders), before, after) == wanted


def test_a_change_of_a_probe_meets_the_questions_that_ask_for_it(folders: Folders) -> None:
    probe = "import small\n\n\ndef twice_double(x):\n    return small.double(small.double(x))\n"
    (folders.root / PROBES).write_text(probe)
    asks = TEST.replace("double", "twice_double").replace("[2.0, 5.0]", "[4.0, 10.0]")
    (folders.public / "twice.py").write_text(asks)
    before, after = saved(folders, PROBES, "small.double(small.double(x))", "2 * small.double(x)")
    assert scope_of(Answers(folders), before, after).questions == {"twice_double"}


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        (b"X = 1\n", b"X = 2\n", {"X"}),
        (b"X = 1\n", b"\n# said\nX = 1\n", set()),
        (b"def f(): pass\n", b"", {"f"}),
        (None, b"def f(): pass\n", {"f"}),
        (b"def f(): pass\n", None, {"f"}),
        (b"def f(:\n", b"def f(): pass\ndef g(): pass\n", {"f", "g"}),
        (b"import a\ndef f(): pass\n", b"import b\ndef f(): pass\n", {"f"}),
    ],
)
def test_names_that_differ(before: bytes | None, after: bytes | None, names: set[str]) -> None:
    assert changed_names(before, after) == names


def test_files_of_editors_and_of_python_are_no_saves(folders: Folders) -> None:
    files = WatchedFiles(folders)
    before = files.look()
    for name in (".small.py.swp", "small.py~", "#small.py#", "__pycache__/small.pyc"):
        path = folders.solution / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert files.look() == before
    (folders.solution / "alternatives" / "new.py").write_text("")
    (folders.public / "double.py").unlink()
    assert len(changed_files(before, files.look())) == 2


def against(folders: Folders, scope: Scope) -> list[str]:
    return [line for proof in proven_round(Answers(folders), scope) for line in proof.against]


def test_a_round_makes_the_template_and_tries_all_that_the_scope_names(folders: Folders) -> None:
    scope = Scope(set(ALL), {"double"}, {"fourfold"}, {"other"})
    proofs = list(proven_round(Answers(folders), scope))
    assert [line for proof in proofs for line in proof.against] == []
    assert [proof.figure.split()[0] for proof in proofs[2:]] == ["6", "1", "4"]
    assert "NotImplementedError" in (folders.template / "small.py").read_text()
    again = next(proven_round(Answers(folders), scope))
    assert "written" in proofs[0].figure and "written" not in again.figure


def wrong_reference(folders: Folders) -> None:
    saved(folders, SMALL, "return 2 * x", "return 3 * x")


def harmless_mistake(folders: Folders) -> None:
    saved(folders, KNOWN, "scaled(x, 4)", "scaled(x, 2)")


def vacuous_case(folders: Folders) -> None:
    path = folders.public / "double.py"
    path.write_text(path.read_text() + VACUOUS)


def blind_case(folders: Folders) -> None:
    file = "tests/hw/public/double.py"
    saved(folders, file, "np.array([1.0, 2.5])), np.array([2.0, 5.0])", "np.zeros(2)), np.zeros(2)")


def wrong_alternative(folders: Folders) -> None:
    saved(folders, OTHER, "x + x", "x + 1")


@pytest.mark.parametrize(
    ("plant", "scope", "says"),
    [
        (wrong_reference, Scope({"double"}), "repair the reference, or what the case expects"),
        (harmless_mistake, Scope(mistakes={"fourfold"}), "fourfold: loses nothing in double"),
        (vacuous_case, Scope({"double"}), "the untouched template passes tests/hw/public"),
        (blind_case, Scope({"double"}, {"double"}), "small.py:9: survives: `return 2 * x` became"),
        (wrong_alternative, Scope(alternatives={"other"}), "repair solutions/hw/alternatives/"),
    ],
)
def test_what_a_save_breaks_is_told(
    plant: Callable[[Folders], None], scope: Scope, says: str, folders: Folders
) -> None:
    plant(folders)
    assert any(says in line for line in against(folders, scope)), against(folders, scope)


def test_a_watch_begins_with_all_questions_on_the_right_answers(folders: Folders) -> None:
    assert everything(Answers(folders)) == Scope(questions=ALL)


def test_what_fails_is_tried_again_until_it_holds(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = Watch(folders, 0)
    watch.files = WatchedFiles(folders)
    watch.proven = watch.files.look()
    wrong_reference(folders)
    watch.round(watch.files.look())
    assert "FAILS" in capsys.readouterr().out
    saved(folders, HANDOUT, "Small", "Little")
    watch.round(watch.files.look())
    assert "FAILS" in capsys.readouterr().out
    saved(folders, SMALL, "return 3 * x", "return 2 * x")
    watch.round(watch.files.look())
    assert "FAILS" not in capsys.readouterr().out
    assert watch.begun and watch.proven == watch.files.look()


def test_a_save_during_a_round_ends_it(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = Watch(folders, 0)
    watch.files = WatchedFiles(folders)
    watch.proven = now = watch.files.look()
    wrong_reference(folders)
    watch.round(now)
    said = capsys.readouterr().out
    assert "saved again: this round is out of date" in said and "FAILS" not in said
    assert not watch.begun


def test_two_saves_in_one_second_are_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python takes a compiled module whose source has the same second and the same size."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "m.py"
    found = []
    with _no_bytecode():
        for text in ("N = 1\n", "N = 2\n"):
            path.write_text(text)
            os.utime(path, (1e9, 1e9))
            found.append(load_reference(tmp_path, ["m"]).N)
    assert found == [1, 2]
