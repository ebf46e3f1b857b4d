"""With this file plain ``pytest`` runs the questions in ``tests/`` and counts their points."""

from __future__ import annotations  # Python 3.10 or newer is needed

import sys

# Python 3.7 to 3.9 read this file and get this sentence. Older ones cannot, and quote one of the
# two lines that end with it.
if sys.version_info < (3, 10):
    sys.exit("pytest: Python 3.10 or newer is needed, this is Python %d.%d" % sys.version_info[:2])

import contextlib
import importlib.util
import json
import linecache
import os
import textwrap
import traceback
import types
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER))
if not (FOLDER / "autograder").is_dir():  # a checkout of the framework, which is there once
    sys.path.append(str(FOLDER.parents[1]))

from autograder.checks.brought import digest_of
from autograder.checks.cases import Case
from autograder.checks.context import CheckFailure
from autograder.checks.fingerprints import HINTS, Fingerprint, HomeHints
from autograder.checks.questions import Question, load_questions
from autograder.checks.run import FAILED, SKIPPED, Functions, Runner, Verdict, skipped
from autograder.errors import StudentError
from autograder.sandbox.loopback import Loopback
from autograder.sandbox.names import StudentNames
from autograder.unpack import module_path, notebook_source, packages_of
from autograder.unpack.notebooks import CELL

SETTINGS: dict[str, Any] = json.loads(  # Python 3.10 or newer is needed
    (FOLDER / "assignment.json").read_text(encoding="utf-8")
)
NOT_THEIRS = ("autograder", "tests", "conftest.py")
"""What in the folder is not the student's to change."""
RUNNER = pytest.StashKey["StudentRunner"]()


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to judge with other checks than those that came with the assignment."""
    if digest_of(FOLDER) not in ("", SETTINGS["framework"]):
        pytest.exit("the folder autograder/ was changed: unpack student.zip again", returncode=4)
    config.stash[RUNNER] = StudentRunner()


@cache
def questions() -> dict[Path, Question]:
    """The test file of each question, in the order in which they are run."""
    tests = FOLDER / "tests"
    return {q.path: q for q in load_questions(tests.glob("*.py"), (tests / "shared").glob("*.py"))}


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
        question = questions()[self.path]
        for case in question.cases:
            name = case.test_func.__name__
            yield CaseItem.from_parent(self, name=name, question=question, case=case)


class CaseItem(pytest.Item):
    """One case, run against the student's own functions."""

    def __init__(self, *, question: Question, case: Case, **rest: Any) -> None:
        super().__init__(**rest)
        self.question, self.case = question, case
        self.hint = ""
        self.user_properties.append(("points", case.points))
        self.user_properties.append(("bonus", question.bonus))
        self.user_properties.append(("question", question.name))

    def runtest(self) -> None:
        """Run the case; one that depends on a question that was seen to fail is skipped."""
        before = Path.cwd()
        os.chdir(FOLDER)  # where files/... lies, wherever pytest was started
        try:
            verdict = self.config.stash[RUNNER].run(self.question, self.case)
        finally:
            os.chdir(before)
        if verdict.status == SKIPPED:
            pytest.skip(verdict.message.removeprefix("skipped: "))
        if verdict.error is not None:
            self.hint = self.config.stash[RUNNER].hint(self.question, self.case)
            raise verdict.error

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """One sentence, and the student's own line where their code raised."""
        lines = [*explain(excinfo.value).splitlines(), *self.hint.splitlines()]
        return "\n".join([f"{self.case.name}:", *(wrapped(line) for line in lines)])

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case is written, and what pytest shows as the title: the question."""
        return self.path, self.case.line - 1, self.question.name


class StudentRunner(Runner):
    """Runs cases on the student's modules as they are saved."""

    def __init__(self) -> None:
        data = FOLDER / "files"
        super().__init__(self._names, data=data if data.is_dir() else None)
        self.hints = HomeHints(FOLDER / HINTS)
        self.answers = Fingerprint()
        """what the student's code answers in the case that runs"""
        self.told: set[str] = set()
        """the modules whose error at import a case has told"""

    @cache  # noqa: B019  (one runner a process)
    def modules(self) -> tuple[dict[str, Any], dict[str, Exception]]:
        """All names that the student's modules define, and the error of each that has one."""
        names: dict[str, Any] = {}
        errors: dict[str, Exception] = {}
        forget_test_files()
        make_packages([*SETTINGS["given"], *SETTINGS["modules"]])
        for module in (*SETTINGS["given"], *SETTINGS["modules"], *SETTINGS["beside"]):
            try:
                if module in SETTINGS["notebooks"]:
                    run_notebook(module, names)
                else:
                    names.update(vars(importlib.import_module(module)))
            except Exception as error:
                errors[module] = error
        return names, errors

    @cache  # noqa: B019
    def conversation(self) -> Loopback:
        """What is said to the student's objects, and comes back, as in the grader."""
        return Loopback(
            self.modules()[0], FOLDER, SETTINGS["forward_values"], SETTINGS["message_mb"]
        )

    def _names(self, question: Question, case: Case) -> Functions:
        self.conversation().new_case()
        if self.hints.knows(question.name):
            self.answers = Fingerprint(salt=self.hints.salt)
            self.conversation().transcript = self.answers
        return StudentNames(self.conversation(), defined=self.modules()[0])

    def judge(self, question: Question, case: Case) -> Verdict:
        """Run a case once; where its module cannot be imported, that is what is wrong."""
        names, errors = self.modules()
        missing = [SETTINGS["defined_in"].get(p) for p in case.parameters if p not in names]
        for module in missing:
            if module in errors:
                return self._unimportable(question, case, module, errors[module])
        return super().judge(question, case)

    def hint(self, question: Question, case: Case) -> str:
        """The known mistake by which the student's answers came about; empty for none.

        All cases of the question are run again for it, silently.
        """
        names, _ = self.modules()
        if not self.hints.knows(question.name) or any(p not in names for p in case.parameters):
            return ""
        prints = []
        for other in question.cases:
            super().judge(question, other)
            prints.append(self.answers.digest)
        return self.hints.said(question.name, question.cases.index(case), prints)

    def _unimportable(
        self, question: Question, case: Case, module: str, error: Exception
    ) -> Verdict:
        """What a case says of its module's error: all of it once, then that it is there."""
        if module in self.told:
            return skipped(
                question, case, f"{module_path(module)} cannot be imported, as said above"
            )
        self.told.add(module)
        return Verdict(question, case, FAILED, error=error)


def forget_test_files() -> None:
    """Let a student's module be found where a test file has its name.

    A test file whose path pytest is given is imported by pytest too, and the folder that it lies in
    is then where Python looks first.
    """
    tests = FOLDER / "tests"
    sys.path[:] = [entry for entry in sys.path if entry != str(tests)]
    for module in SETTINGS["modules"]:
        if getattr(sys.modules.get(module), "__file__", None) == str(tests / f"{module}.py"):
            del sys.modules[module]


def run_notebook(module: str, names: dict[str, Any]) -> None:
    """Add to ``names`` what a notebook defines; what is raised is the first error of a cell.

    It is executed as the grader does it: cell by cell as it is saved, without what only IPython
    understands. A cell that fails costs what depends on it.
    """
    from autograder.sandbox.inside import cells

    path = FOLDER / f"{module}.ipynb"  # what was packed is a module already
    packed = FOLDER / module_path(module)
    source = notebook_source(path.read_bytes()) if path.is_file() else packed.read_bytes()

    class Saved(cells.HandedIn):
        """Gives what the notebook becomes."""

        def get_data(self, path: str) -> bytes:
            return source

    os.environ.setdefault("MPLBACKEND", "Agg")  # figures open no windows
    checks_nothing: Any = types.ModuleType("check")  # in a test of it, it tests nothing
    checks_nothing.check = lambda *questions: None
    sys.modules["check"] = checks_nothing
    lines = source.decode(errors="replace").splitlines(keepends=True)
    linecache.cache[str(path)] = (len(source), None, lines, str(path))
    made = sys.modules[module] = types.ModuleType(module)
    made.__file__ = str(path)
    vars(made).setdefault("display", print)
    vars(made).setdefault("get_ipython", cells.IPython)
    try:
        Saved(module, str(path)).exec_module(made)
    finally:
        names.update(vars(made))


def make_packages(modules: list[str]) -> None:
    """Import the packages around modules; one whose own file fails stays as far as it came.

    A package often imports all its modules, and one that cannot be imported is not the others'
    fault. The grader does the same.
    """
    for package in packages_of(modules):
        path = FOLDER.joinpath(*package.split("."), "__init__.py")
        if package in sys.modules or not path.is_file():
            continue
        spec: Any = importlib.util.spec_from_file_location(
            package, path, submodule_search_locations=[str(path.parent)]
        )
        made = sys.modules[package] = importlib.util.module_from_spec(spec)
        within, _, name = package.rpartition(".")
        if within:
            setattr(importlib.import_module(within), name, made)
        with contextlib.suppress(Exception):  # pack.py tells it
            spec.loader.exec_module(made)


def wrapped(line: str) -> str:
    """A line of a message, broken at 80 columns; a quotation of code stays as it is."""
    if line.startswith("    "):
        return f"  {line}"
    return textwrap.fill(line.strip(), 79, initial_indent="  ", subsequent_indent="  ")


def own_file(path: str) -> str:
    """A file of the student's, as in "nn/linear.py"; empty for one of the tests or a library."""
    try:
        name = Path(path).relative_to(FOLDER).as_posix()
    except ValueError:  # it lies elsewhere
        return ""
    return "" if name.split("/")[0] in NOT_THEIRS or "site-packages" in name else name


def place_in(path: str, line: int) -> str:
    """A line of a student's file, as in "layers.py, line 3"; of a notebook, with its cell."""
    name = own_file(path) or path
    if name.endswith(".ipynb"):
        for back in range(line, 0, -1):
            mark = linecache.getline(path, back)
            if mark.startswith(CELL):
                return f"{name}, code cell {mark.removeprefix(CELL).strip()}, line {line - back}"
    return f"{name}, line {line}"


def explain(error: BaseException) -> str:
    """The failure in words a student can act on; of an error of theirs, the one they raised."""
    if isinstance(error, StudentError):
        if error.__cause__ is None:
            return str(error)
        error = error.__cause__
    if isinstance(error, NotImplementedError):
        return f"{error} is not implemented yet."
    if isinstance(error, SyntaxError) and error.filename:
        where = place_in(error.filename, error.lineno or 1)
        file = own_file(error.filename) or error.filename
        place = f"{file} cannot be read: {where.removeprefix(f'{file}, ')}"
        line = f"\n    {error.text.strip()}" if error.text else ""
        return f"{place}: {type(error).__name__}: {error.msg}{line}"
    if isinstance(error, CheckFailure):
        return str(error)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if own_file(f.filename)]
    place = place_in(frames[-1].filename, frames[-1].lineno or 1) if frames else "the test"
    line = f"\n    {frames[-1].line}" if frames else ""
    return f"{type(error).__name__} in {place}: {error}{line}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A question comes after those that it depends on."""
    order = {q.name: i for i, q in enumerate(questions().values())}
    items.sort(key=lambda i: order[i.question.name] if isinstance(i, CaseItem) else 0)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Points a question, and what is still hidden."""
    earned: dict[str, float] = {}
    possible: dict[str, float] = {}
    passed: dict[str, list[bool]] = {}
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
                passed.setdefault(name, []).append(outcome == "passed")
                earned[name] = earned.get(name, 0.0) + (points if outcome == "passed" else 0.0)
    if not possible:
        return
    terminalreporter.section("points")
    for name in (q.name for q in questions().values() if q.name in possible):
        whole = possible[name] or len(passed[name])  # where its points are hidden, by its cases
        share = earned[name] if possible[name] else sum(passed[name])
        bar = "#" * round(10 * share / whole)
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
        _, errors = terminalreporter.config.stash[RUNNER].modules()
        cells = [explain(error) for error in errors.values()]
        every = [one for some in passed.values() for one in some]
        cases = f"{sum(every)} of {len(every)}" if 0 in possible.values() else ""
        told = json.dumps(
            {"earned": total, "most": most, "bonus": bonus, "cells": cells, "cases": cases}
        )
        Path(os.environ["AUTOGRADER_POINTS"]).write_text(told)
