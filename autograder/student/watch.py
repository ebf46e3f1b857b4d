"""``python check.py --watch``: at each save the questions that it can have changed are run.

The files are looked at again and again, which works on every computer without another package. A
round is a ``pytest`` of its own, so that nothing of the module as it was before is left in it.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.checks.questions import Question, load_questions
from autograder.errors import AssignmentError, UnpackError
from autograder.language import gettext
from autograder.student.explain import explained
from autograder.student.summary import Tally, next_step
from autograder.unpack import module_path, notebook_cells

LOOKED_EVERY = 0.3
"""Seconds between two looks at the files: nobody waits for less, and it costs next to nothing."""
NOT_THEIRS = ("autograder", "tests", "check.py", "conftest.py", "pack.py")
"""What in the folder is not the student's to change, or no part of what is handed in."""
WITHOUT = ""
"""Under which the parts of a module stand that define nothing: its imports."""

Saved = dict[Path, bytes]
"""Each file that is watched -> what it holds."""
Parts = dict[str, tuple[str, frozenset[str]]]
"""Each name that a module defines -> its definition, and the names that stand in it."""


def watch(folder: Path, settings: dict[str, Any]) -> int:
    """Run every question, then at each save what it changed, until Ctrl-C; the exit status."""
    try:
        Watch(folder, settings).run()
    except KeyboardInterrupt:
        print()
    return 0


@dataclass
class Watch:
    """What is known of a folder between two saves."""

    folder: Path
    settings: dict[str, Any]
    files: Saved = field(default_factory=dict)
    """the files as they were when they were looked at last"""
    modules: dict[str, Parts] = field(default_factory=dict)
    """the student's modules as they could be read last"""
    due: set[str] = field(default_factory=set)
    """the questions that are to be run: a round that was ended by another save left them"""
    tallies: dict[str, Tally] = field(default_factory=dict)
    """what each question came to when it was run last, in the order of the hand-out"""

    def run(self) -> None:
        """A round at the start and one after each save."""
        self.round(self.look())
        tell(gettext("Waiting for the next save; Ctrl-C ends it."))
        while True:
            self.round(self.next_save())

    def look(self) -> Saved:
        """All files as they are now; one that an editor is replacing is not there."""
        found = dict[Path, bytes]()
        for path in sorted(self._paths()):
            with contextlib.suppress(OSError):
                found[path] = path.read_bytes()
        return found

    def _paths(self) -> set[Path]:
        """What lies at the top, in the packages of the assignment and with the tests."""
        packages = {name.split(".")[0] for name in self.settings["modules"] if "." in name}
        own = {path for path in self.folder.glob("*.py") if path.name not in NOT_THEIRS}
        own |= {path for package in packages for path in (self.folder / package).rglob("*.py")}
        own |= {self.folder / f"{name}.ipynb" for name in self.settings["notebooks"]}
        tests = self.folder / "tests"
        return {*own, *tests.glob("*.py"), *tests.glob("shared/*.py")}

    def next_save(self) -> Saved:
        """Wait until files are otherwise than they were, and stay so for one look."""
        now = self.files
        while True:
            time.sleep(LOOKED_EVERY)
            before, now = now, self.look()
            if now == before and (now != self.files or self.due):
                return now

    def round(self, now: Saved) -> None:
        """Run what the files ``now`` can have changed, and say what comes next."""
        before, self.files = self.files, now
        changed = sorted(p for p in before.keys() | now.keys() if before.get(p) != now.get(p))
        try:
            questions = self.questions()
        except AssignmentError as error:  # a test file that was changed
            tell(str(error))
            self.due.clear()
            self.tallies.clear()  # all are run once it can be read
            return
        asked = {name for path in changed for name in self.asked_by(path, questions)}
        if not self.modules:
            return  # no file of the student's can be read, as was told
        known = [question.name for question in questions]
        self.due |= asked if self.tallies else {*known}
        if self.due:
            self.say_head(changed if before else [], known)
            self.show([name for name in known if name in self.due], known)

    def questions(self) -> list[Question]:
        """The questions as their files are now."""
        tests = self.folder / "tests"
        return load_questions(tests.glob("*.py"), (tests / "shared").glob("*.py"))

    def asked_by(self, path: Path, questions: list[Question]) -> set[str]:
        """The questions that a saved file can have changed."""
        every = {question.name for question in questions}
        if path.is_relative_to(self.folder / "tests"):
            return {q.name for q in questions if str(path) in q.sources} or every
        module = self.module_of(path)
        if module is None:  # a helper of the student's, which any module may import
            return every
        read = self.read(path)
        if read is None:
            return set()
        old = self.modules.get(module, {})
        self.modules[module] = read
        names = self.met_by(changed_names(old, read))
        asked = {q.name for q in questions if names & parameters_of(q)}
        if old and not asked and path.suffix == ".py":  # Jupyter saves by itself
            tell(gettext("{file}: no test meets what is new in it.", file=path.name))
        return asked

    def module_of(self, path: Path) -> str | None:
        """The module that a file is; None for one that the assignment does not name."""
        named = [*self.settings["modules"], *self.settings["given"], *self.settings["beside"]]
        place = path.relative_to(self.folder).as_posix()
        notebooks = self.settings["notebooks"]
        files = {f"{m}.ipynb" if m in notebooks else module_path(m): m for m in named}
        return files.get(place)

    def read(self, path: Path) -> Parts | None:
        """What a file defines; None, once told in a line, for one that cannot be read."""
        data = self.files.get(path, b"")
        try:
            return parts_of_notebook(data) if path.suffix == ".ipynb" else parts_of(data)
        except SyntaxError as error:
            error.filename = str(path)
            tell(explained(error, self.folder).splitlines()[0])
        except (UnpackError, ValueError) as error:
            tell(f"{path.name}: {error}")
        return None

    def met_by(self, names: Iterable[str]) -> set[str]:
        """``names``, what is defined by means of them, what by means of that, and so on."""
        found, grown = set[str](), {*names}
        while grown:
            found |= grown
            parts = [item for module in self.modules.values() for item in module.items()]
            grown = {name for name, (_, within) in parts if within & grown} - found
        return found

    def say_head(self, changed: list[Path], known: list[str]) -> None:
        """Say what was saved when, and what is run for it."""
        files = ", ".join(path.relative_to(self.folder).as_posix() for path in changed)
        every = len(self.due) == len(known)
        names = gettext("all questions") if every else ", ".join(n for n in known if n in self.due)
        tell("\n" + "  ".join([time.strftime("%H:%M:%S"), *([files] if files else []), names]))

    def show(self, wanted: list[str], known: list[str]) -> None:
        """Run questions, and say what comes next where these have nothing left to do."""
        ran = self.ran(wanted if len(wanted) < len(known) else [])
        if ran is None:
            tell(gettext("Saved again: this round is out of date."))
            return
        self.due.clear()
        self.tallies.update(ran)
        if next_step(ran.values()):
            return  # it stands under their table
        for line in next_step(self.tallies.values()):
            tell(line)
        if ran and all(tally.ran == tally.passed for tally in self.tallies.values()):
            tell(gettext("All public tests pass: {command} packs it.", command="python pack.py"))

    def ran(self, wanted: list[str]) -> dict[str, Tally] | None:
        """What questions, or all, come to in a process of their own; None where a save ended it.

        The first time it shows the table alone. It keeps no compiled modules: two saves in one
        second would be taken for one.
        """
        options = [*(f"--question={name}" for name in wanted), "-p", "no:cacheprovider"]
        options += [] if self.tallies else ["--tb=no"]
        with tempfile.TemporaryDirectory() as scratch:
            report = Path(scratch, "points.json")
            child = subprocess.Popen(
                [sys.executable, "-B", "-m", "pytest", *options],
                cwd=self.folder,
                env={**os.environ, "AUTOGRADER_POINTS": str(report)},
                stdin=subprocess.DEVNULL,
                **apart(),
            )
            try:
                while child.poll() is None:
                    if self.look() != self.files:
                        return None
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        child.wait(LOOKED_EVERY)
            finally:
                child.kill()
                child.wait()
            if not report.is_file():  # pytest has said why
                return {}
            told = json.loads(report.read_text(encoding="utf-8"))["questions"]
        return {tally["question"]: Tally(**tally) for tally in told}


def apart() -> dict[str, Any]:
    """What keeps Ctrl-C from a process that is started: it ends with the watch, silently."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def parts_of(source: bytes) -> Parts:
    """What a module defines at its top; ``SyntaxError`` or ``ValueError`` where it is no Python.

    Comments and layout are no part of it.
    """
    found: Parts = {}
    for node in ast.parse(source).body:
        names = [WITHOUT]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
        nodes = list(ast.walk(node))
        within = {n.id for n in nodes if isinstance(n, ast.Name)}
        within |= {n.attr for n in nodes if isinstance(n, ast.Attribute)}
        for name in names or [WITHOUT]:
            text, others = found.get(name, ("", frozenset()))
            found[name] = (text + ast.dump(node), others | within)
    return found


def parts_of_notebook(data: bytes) -> Parts:
    """The same of the cells of a notebook; one that is no Python alone counts as a statement."""
    found: Parts = {}
    for cell in notebook_cells(data):
        try:
            read = parts_of(cell.encode(errors="replace"))
        except (SyntaxError, ValueError):  # such as "%matplotlib inline"
            read = {WITHOUT: (cell, frozenset())}
        for name, (text, within) in read.items():
            before, others = found.get(name, ("", frozenset()))
            found[name] = (before + text, others | within)
    return found


def changed_names(old: Parts, new: Parts) -> set[str]:
    """The names whose definition differs; all, where an import or another statement does."""
    if old.get(WITHOUT) != new.get(WITHOUT):
        return old.keys() | new.keys()
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def parameters_of(question: Question) -> set[str]:
    """The names of the student's that the cases of a question ask for."""
    return {name for case in question.cases for name in case.parameters}


def tell(text: str) -> None:
    """Print a line at once: ``pytest`` writes beside it."""
    print(text, flush=True)
