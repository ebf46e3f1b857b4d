"""With this file plain ``pytest`` runs the questions in ``tests/`` and counts their points."""

from __future__ import annotations  # Python 3.10 or newer is needed

import sys

# Python 3.7 to 3.9 read this file and get this sentence. Older ones cannot, and quote one of the
# two lines that end with it.
if sys.version_info < (3, 10):
    sys.exit("pytest: Python 3.10 or newer is needed, this is Python %d.%d" % sys.version_info[:2])

import contextlib
import dataclasses
import importlib.util
import io
import json
import linecache
import os
import types
from collections.abc import Iterable, Iterator
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
from autograder.checks.fingerprints import HINTS, Fingerprint, HomeHints
from autograder.checks.questions import Question, load_questions
from autograder.checks.run import FAILED, SKIPPED, Functions, Runner, Verdict, skipped
from autograder.errors import StudentError
from autograder.language import ENGLISH, gettext, language_of_reader, speaking
from autograder.sandbox.loopback import Loopback
from autograder.sandbox.names import StudentNames
from autograder.student.deadline import TookTooLong, deadline
from autograder.student.explain import explained, wrapped
from autograder.student.summary import Tally, next_step, table, total_of
from autograder.unpack import module_path, notebook_source, packages_of

SETTINGS: dict[str, Any] = json.loads(  # Python 3.10 or newer is needed
    (FOLDER / "assignment.json").read_text(encoding="utf-8")
)
NOT_THEIRS = ("autograder", "tests", "conftest.py")
"""What in the folder is not the student's to change."""
RUNNER = pytest.StashKey["StudentRunner"]()
SPOKEN: list[tuple[str, dict[str, str]]] = []
"""The reader's language, and the assignment's texts in it, once they are known."""


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to judge with other checks than those that came with the assignment."""
    choose_language(config)
    with in_own_language():
        refuse_other_checks()
    config.stash[RUNNER] = StudentRunner()


def refuse_other_checks() -> None:
    """End the run where the checks are not those that came with the assignment."""
    if digest_of(FOLDER) not in ("", SETTINGS["framework"]):
        pytest.exit(
            gettext("the folder autograder/ was changed: unpack student.zip again"), returncode=4
        )


def choose_language(config: pytest.Config) -> None:
    """Speak the language of the reader, in letters that the console has."""
    within = hasattr(config, "workerinput")  # a process of xdist, whose controller shows it all
    encoding = None if within else getattr(sys.stdout, "encoding", None)
    language = language_of_reader(SETTINGS["language"], encoding=encoding)
    SPOKEN.append((language, texts_in(language)))
    os.environ["AUTOGRADER_LANG"] = language  # what xdist starts says the same
    if not within and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # what the student's own texts may hold


def in_own_language() -> contextlib.AbstractContextManager[None]:
    """Speak the reader's language, with this assignment's texts: another one may run beside it."""
    return speaking(*SPOKEN[-1])


def texts_in(language: str) -> dict[str, str]:
    """The assignment's own texts in a language: titles of cases, and hints where there are any."""
    path, hints, found = FOLDER / f"texts.{language}.json", FOLDER / HINTS, dict[str, str]()
    if language != ENGLISH and path.is_file():
        found |= json.loads(path.read_text(encoding="utf-8"))
    if language != ENGLISH and hints.is_file():
        found |= json.loads(hints.read_text(encoding="utf-8"))["texts"].get(language, {})
    return found


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
        self.user_properties.append(("assignment", SETTINGS["name"]))

    def runtest(self) -> None:
        """Run the case; one that depends on a question that was seen to fail is skipped."""
        before = Path.cwd()
        os.chdir(FOLDER)  # where files/... lies, wherever pytest was started
        try:
            with in_own_language():
                verdict = self.config.stash[RUNNER].run(self.question, self.case)
                if verdict.status != SKIPPED and verdict.error is not None:
                    self.hint = self.config.stash[RUNNER].hint(self.question, self.case)
        finally:
            os.chdir(before)
        if verdict.status == SKIPPED:
            pytest.skip(verdict.why)
        if verdict.error is not None:
            raise verdict.error

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """One sentence, and the student's own line where their code raised."""
        with in_own_language():
            lines = [*explained(excinfo.value, FOLDER).splitlines(), *self.hint.splitlines()]
            title = wrapped(gettext("{title}:", title=self.case.title), indent="")
        return "\n".join([title, *(wrapped(line) for line in lines)])

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case is written, and what pytest shows as the title: the question."""
        return self.path, self.case.line - 1, self.question.name


class Stopped(StudentError):
    """The case took longer than it may."""

    def __init__(self, error: TookTooLong) -> None:
        super().__init__("")
        self.__cause__ = error  # with the frames of the student's


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
                with deadline(SETTINGS["seconds"]):
                    if module in SETTINGS["notebooks"]:
                        run_notebook(module, names)
                        continue
                    names.update(vars(importlib.import_module(module)))
            except Exception as error:
                errors[module] = error
            except TookTooLong as error:
                errors[module] = Stopped(error)
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
        try:
            with deadline(SETTINGS["seconds"]):
                return super().judge(question, case)
        except TookTooLong as error:
            return Verdict(question, case, FAILED, error=Stopped(error))

    def hint(self, question: Question, case: Case) -> str:
        """The known mistake by which the student's answers came about; empty for none.

        All cases of the question are run again for it, silently.
        """
        names, _ = self.modules()
        if not self.hints.knows(question.name) or any(p not in names for p in case.parameters):
            return ""
        prints = []
        for other in question.cases:
            if isinstance(self.judge(question, other).error, Stopped):
                return ""
            prints.append(self.answers.digest)
        return self.hints.said(question.name, question.cases.index(case), prints)

    def _unimportable(
        self, question: Question, case: Case, module: str, error: Exception
    ) -> Verdict:
        """What a case says of its module's error: all of it once, then that it is there."""
        if module in self.told:
            file = module_path(module)
            why = gettext("{file} cannot be imported, as said above", file=file)
            return skipped(question, case, why)
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


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--question NAME`` runs one question; the table under a run says which there are."""
    with contextlib.suppress(ValueError):  # another assignment's folder has added it
        parser.addoption(
            "--question", action="append", metavar="NAME", default=[], help="run one question"
        )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Questions come in the order of the hand-out, each after those that it depends on."""
    own = [item for item in items if isinstance(item, CaseItem)]
    order = {name: place for place, name in enumerate(hand_out_order())}
    places = [place for place, item in enumerate(items) if isinstance(item, CaseItem)]
    own.sort(key=lambda item: order[item.question.name])
    for place, item in zip(places, own):
        items[place] = item
    wanted = config.getoption("question")
    if wanted and own:
        with in_own_language():
            check_known(wanted, order)
        left = [i for i in own if i.question.name not in wanted]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def check_known(wanted: list[str], known: Iterable[str]) -> None:
    """Say which questions there are, where one is asked for that there is not."""
    for name in wanted:
        if name not in known:
            raise pytest.UsageError(
                gettext(
                    "There is no question {name}; there are {names}.",
                    name=repr(name),
                    names=", ".join(known),
                )
            )


@cache
def hand_out_order() -> list[str]:
    """The questions as the hand-out has them, each after those that it depends on."""
    by_name = {question.name: question for question in questions().values()}
    found: list[str] = []

    def place(name: str) -> None:
        for needed in by_name[name].depends:
            if needed in by_name:
                place(needed)
        if name not in found:
            found.append(name)

    for name in [*SETTINGS["order"], *by_name]:
        if name in by_name:
            place(name)
    return found


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Points a question, what is still hidden, and what to do next."""
    found: dict[str, Tally] = {}
    for outcome in ("passed", "failed", "skipped"):
        for report in terminalreporter.getreports(outcome):
            about = dict(report.user_properties)
            if about.get("assignment") == SETTINGS["name"]:
                name = about["question"]
                tally = found.setdefault(name, Tally(name, about["bonus"]))
                tally.possible += float(about["points"])
                tally.earned += float(about["points"]) if outcome == "passed" else 0.0
                tally.failed = tally.failed or outcome == "failed"
                tally.ran, tally.passed = tally.ran + 1, tally.passed + (outcome == "passed")
                if outcome == "skipped" and isinstance(report.longrepr, tuple):
                    tally.why = report.longrepr[2].removeprefix("Skipped: ")
    if not found:
        return
    tallies = [found[name] for name in hand_out_order() if name in found]
    with in_own_language():
        terminalreporter.section(gettext("points"))
        for line in (*table(tallies, SETTINGS["hidden_points"]), *next_step(tallies)):
            terminalreporter.write_line(line)
    if "AUTOGRADER_POINTS" in os.environ:  # pack.py asks, or check.py --watch
        errors = terminalreporter.config.stash[RUNNER].modules()[1].values()
        Path(os.environ["AUTOGRADER_POINTS"]).write_text(
            told_points(tallies, errors), encoding="utf-8"
        )


def told_points(tallies: list[Tally], errors: Iterable[Exception]) -> str:
    """What other programs read of a run, and of the modules or cells that ended in errors."""
    earned, most = total_of(tallies)
    passed, ran = sum(tally.passed for tally in tallies), sum(tally.ran for tally in tallies)
    without = any(tally.possible == 0 for tally in tallies)
    with in_own_language():
        cells = [explained(error, FOLDER) for error in errors]
    bonus = sum(tally.earned for tally in tallies if tally.bonus)
    cases = {"passed": passed, "all": ran} if without else {}
    each = [dataclasses.asdict(tally) for tally in tallies]
    told = {"earned": earned, "most": most, "bonus": bonus, "cells": cells, "cases": cases}
    return json.dumps(told | {"questions": each})
