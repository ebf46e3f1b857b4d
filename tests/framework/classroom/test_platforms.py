"""A class as each platform gives it: every person is accounted for once, in every gradebook."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from autograder.classroom.people import Entry
from autograder.classroom.roster import read_input
from autograder.errors import UnpackError
from autograder.reports.exports import EXPORTS, filled_sheet, read_sheet
from autograder.unpack import stage

PLATFORMS = ("gradescope", "canvas", "moodle", "blackboard", "github", "plain", "roster")
TOOL = Path(__file__).parents[3] / "tools" / "platforms.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The maker of classes."""
    spec = importlib.util.spec_from_file_location("platforms_tool", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


def number_of(entry: Entry, folder: Path) -> int:
    """Whose work is in a hand-in, by its own line; 0 where it cannot be graded."""
    folder.mkdir()
    try:
        staged = stage(entry.path, ["layers"], folder)
    except (UnpackError, OSError):
        return 0
    if staged.missing:
        return 0
    text = (folder / "layers.py").read_bytes().decode("utf-8", "replace")
    return int(text.rpartition("ME = ")[2])


def claimed(tool: ModuleType, entry: Entry) -> set[int]:
    """The students that a line may be, by what it says of them."""
    (person,) = entry.people or (None,)
    if person is None:
        return {int(entry.title)}
    digits = person.number.rpartition(" ")[2] or person.sid or person.login.removeprefix("student")
    return {int(digits) % 1000}


@pytest.mark.parametrize("share", [0.0, 0.6])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_everybody_is_accounted_for_exactly_once(
    tool: ModuleType, platform: str, share: float, tmp_path: Path
) -> None:
    made = tool.make(platform, 60, 1, share)
    path = tool.write(made, tmp_path / "input")
    entries = read_input([path], ["layers"], scratch=tmp_path / "scratch").entries
    assert (
        len(entries)
        == made.lines
        == len({e.name for e in entries})
        == len({e.key for e in entries})
    )
    found = {}
    for place, entry in enumerate(entries):
        (who,) = claimed(tool, entry)
        found[who] = number_of(entry, tmp_path / str(place))
    assert set(found) == {pupil.number for pupil in made.pupils}
    assert {who for who, number in found.items() if number} == made.graded
    assert all(number in (0, who) for who, number in found.items())


@pytest.mark.parametrize("platform", PLATFORMS)
def test_everybody_is_in_every_gradebook_once(
    tool: ModuleType, platform: str, tmp_path: Path
) -> None:
    made = tool.make(platform, 60, 2, 0.3)
    path = tool.write(made, tmp_path / "input")
    entries = read_input([path], ["layers"], scratch=tmp_path / "scratch").entries
    points = [(entry, float(min(claimed(tool, entry)))) for entry in entries]
    for to in tool.KNOWN_TO[platform]:
        book = tmp_path / f"{to}.csv"
        book.write_bytes(tool.gradebook(to, made))
        filled = filled_sheet(EXPORTS[to], read_sheet(book), points, max_points=62, title="HW 1")
        assert len(filled.written) == 60 and not (filled.unknown or filled.outdone or filled.kept)
        book.write_bytes(filled.data)
        again = read_sheet(book)
        column = EXPORTS[to].column(again, None, "HW 1")
        earned = {s.row: again.value(s.row, column) for s in EXPORTS[to].students(again, column)}
        assert list(earned.values()) == [str(pupil.number) for pupil in made.pupils]
