"""Makes plain ``pytest`` run the questions in ``tests/`` and count their points."""

from __future__ import annotations

import importlib
import json
import os
import runpy
import sys
import textwrap
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER))

from autograder.checks.cases import Case  # noqa: E402
from autograder.checks.context import CheckFailure, Skipped  # noqa: E402

SETTINGS: dict[str, Any] = json.loads((FOLDER / "assignment.json").read_text())
FIRST = pytest.StashKey[dict[str, bool]]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Every Python file in tests/ is a question."""
    if file_path.parent == FOLDER / "tests" and file_path.suffix == ".py":
        collector: pytest.Collector = QuestionFile.from_parent(parent, path=file_path)
        return collector
    return None


class QuestionFile(pytest.File):
    """A test file; its items are its cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """The cases of the question, in the order of the file."""
        names = runpy.run_path(str(self.path))
        cases = [v for v in names.values() if isinstance(v, Case)]
        for case in cases:
            yield CaseItem.from_parent(
                self,
                name=case.test_func.__name__,
                case=case,
                first=case is cases[0],
                depends=tuple(names.get("depends", ())),
            )


class CaseItem(pytest.Item):
    """One case, run against the student's own functions."""

    def __init__(self, *, case: Case, first: bool, depends: tuple[str, ...], **rest: Any) -> None:
        super().__init__(**rest)
        self.case, self.first, self.depends = case, first, depends
        self.user_properties.append(("points", case.points))
        self.user_properties.append(("bonus", case.bonus))
        self.user_properties.append(("question", case.question))

    def runtest(self) -> None:
        """Run the case; a dependency that was seen to fail skips it."""
        works = self.config.stash.setdefault(FIRST, {})
        for needed in self.depends:
            if not works.get(needed, True):
                pytest.skip(f"fix {needed} first")
        if self.first:
            works[self.case.question] = False
        try:
            self.case.run(student_functions())
        except Skipped as skipped:
            pytest.skip(str(skipped))
        if self.first:
            works[self.case.question] = True

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """One sentence, and the student's own line where their code raised."""
        lines = explain(excinfo.value).splitlines()
        return "\n".join([f"{self.case.name}:", *(wrapped(line) for line in lines)])

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case is written, and what pytest shows as the title: the question."""
        return self.path, self.case.test_func.__code__.co_firstlineno - 1, self.case.question


def student_functions() -> dict[str, Any]:
    """All names that the student's modules define."""
    names: dict[str, Any] = {}
    for module in SETTINGS["modules"]:
        names.update(vars(importlib.import_module(module)))
    return names


def wrapped(line: str) -> str:
    """A line of a message, broken at 80 columns; a quotation of code stays as it is."""
    if line.startswith("    "):
        return f"  {line}"
    return textwrap.fill(line.strip(), 79, initial_indent="  ", subsequent_indent="  ")


def explain(error: BaseException) -> str:
    """The failure in words a student can act on."""
    if isinstance(error, NotImplementedError):
        return f"{error} is not implemented yet."
    if isinstance(error, CheckFailure):
        return str(error)
    frames = [
        f
        for f in traceback.extract_tb(error.__traceback__)
        if Path(f.filename).parent == FOLDER and Path(f.filename).name != "conftest.py"
    ]
    place = f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "the test"
    line = f"\n    {frames[-1].line}" if frames else ""
    return f"{type(error).__name__} in {place}: {error}{line}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A question comes after those that it depends on."""
    depth: dict[str, int] = {}
    cases = [item for item in items if isinstance(item, CaseItem)]
    for _ in cases:
        for item in cases:
            needed = max((depth.get(n, 0) + 1 for n in item.depends), default=0)
            depth[item.case.question] = min(needed, len(cases))
    order = {name: i for i, name in enumerate(sorted(depth, key=lambda n: (base(n), depth[n])))}
    items.sort(key=lambda i: order.get(i.case.question, 0) if isinstance(i, CaseItem) else 0)


def base(question: str) -> str:
    """The layer that a question is about."""
    return question.removesuffix("_forward").removesuffix("_backward")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Points a question, and what is still hidden."""
    earned: dict[str, float] = {}
    possible: dict[str, float] = {}
    extra: set[str] = set()
    skipped: dict[str, str] = {}
    for outcome in ("passed", "failed", "skipped"):
        for report in terminalreporter.getreports(outcome):
            found = dict(report.user_properties)
            if "question" in found:
                name, points = found["question"], float(found["points"])
                possible[name] = possible.get(name, 0.0) + points
                if outcome == "skipped" and isinstance(report.longrepr, tuple):
                    skipped[name] = report.longrepr[2].removeprefix("Skipped: ")
                extra |= {name} if found["bonus"] else set()
                earned[name] = earned.get(name, 0.0) + (points if outcome == "passed" else 0.0)
    if not possible:
        return
    terminalreporter.section("points")
    for name in sorted(possible, key=lambda n: (base(n), n.endswith("_backward"))):
        bar = "#" * round(10 * earned[name] / possible[name])
        line = f"{name:<24} {bar:.<10} {earned[name]:5g} of {possible[name]:g}"
        hidden = SETTINGS["hidden_points"].get(name, 0)
        line += f"   (+{hidden:g} hidden)" if hidden and name not in skipped else ""
        line += "   bonus" if name in extra else ""
        terminalreporter.write_line(line + (f"   {skipped[name]}" if name in skipped else ""))
    hidden = sum(SETTINGS["hidden_points"].values())
    usual = [name for name in possible if name not in extra]
    total, most = sum(earned[name] for name in usual), sum(possible[name] for name in usual)
    bonus = sum(earned[name] for name in extra)
    line = f"{'total':<24} {'':<10} {total:5g} of {most:g}"
    terminalreporter.write_line(line + (f"   and {bonus:g} bonus" if bonus else ""))
    terminalreporter.write_line(f"{hidden:g} more points are hidden; they come with grading.")
    if "AUTOGRADER_POINTS" in os.environ:  # pack.py asks
        told = json.dumps({"earned": total, "most": most, "bonus": bonus})
        Path(os.environ["AUTOGRADER_POINTS"]).write_text(told)
