"""A notebook in the format of Otter's assign becomes a draft."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import AssignmentError
from autograder.publish.importing.draft import (
    Draft,
    DraftCase,
    DraftPart,
    DraftQuestion,
    WrittenQuestion,
)
from autograder.publish.importing.otter_cells import (
    IGNORED_CELL,
    PLUGIN,
    boundary,
    is_config,
    settings_in,
    unfenced,
)
from autograder.publish.importing.otter_points import shared_out
from autograder.publish.importing.otter_settings import heed
from autograder.publish.importing.otter_solutions import (
    SEED,
    classified,
    is_marked,
    without_ignored,
)
from autograder.publish.importing.passages import WRITE_HERE, parsed_cell, with_markers
from autograder.publish.importing.reading import NotebookCell
from autograder.publish.importing.test_files import safe_name

FROM_OTTER = "Otter's assign"
TEST_CONFIG = re.compile(r'(?:.\s*=\s*)?""?"?\s*#\s*BEGIN\s*TEST\s*CONFIG', re.IGNORECASE)
END_CONFIG = re.compile(r'""?"?\s*#\s*END\s*TEST\s*CONFIG', re.IGNORECASE)
CALL_DECORATOR = "test_case"
INCLUDED = "otter_include"
"""The tag of a text within a solution that students get."""
QUESTION_KEYS = ("name", "manual", "points", "check_cell", "export", "all_or_nothing")
CASE_KEYS = ("hidden", "points", "success_message", "failure_message", "name")


@dataclass
class _Question:
    """A question while its cells are read."""

    cell: int
    name: str
    settings: dict[str, object]
    tests: list[_TestCell] = field(default_factory=list)
    rubric: list[str] = field(default_factory=list)
    has_prompt: bool = False
    has_solution: bool = False

    @property
    def manual(self) -> bool:
        return bool(self.settings.get("manual", False))


@dataclass(frozen=True)
class _TestCell:
    """A test cell without its settings."""

    cell: NotebookCell
    settings: dict[str, object]
    source: str
    hidden: bool


def from_otter(cells: Sequence[NotebookCell], folder: Path) -> Draft:
    """The draft of a notebook, which lies in ``folder``.

    ``AssignmentError`` with the number of the cell for what Otter would refuse too.
    """
    return _OtterReader(folder).read(list(unfenced(cells)))


def is_otters(cells: Sequence[NotebookCell]) -> bool:
    """Whether a notebook has cells of Otter's assign."""
    return any(boundary(cell) is not None or is_config(cell) for cell in unfenced(cells))


class _OtterReader:
    """Reads cell by cell, and knows in which block it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.draft = Draft(FROM_OTTER)
        self.blocks: list[str] = []
        self.question: _Question | None = None
        self.is_ok = True
        """whether tests are compared with what they have shown"""

    def read(self, cells: list[NotebookCell]) -> Draft:
        """The draft of all cells."""
        for cell in cells:
            if is_config(cell):
                self._read_settings(cell)
        for cell in cells:
            self._read(cell)
        if self.blocks:
            raise AssignmentError(f"the notebook ends inside a {self.blocks[-1]} block")
        cases = [case for question in self.draft.questions for case in question.cases]
        if self.is_ok and cases and not any(c.output and c.output.text for c in cases):
            self.draft.findings.left(
                "no test was saved with what it shows, and that is all that Otter compares: run "
                "the notebook, save it, and import it again"
            )
        return self.draft

    def _read_settings(self, cell: NotebookCell) -> None:
        where = f"cell {cell.number}"
        settings = settings_in(cell.source, where)
        heed(settings, self.folder, self.draft, cell.number)
        tests = settings.get("tests")
        if isinstance(tests, dict) and "ok_format" in tests:
            self.is_ok = bool(tests["ok_format"])

    def _read(self, cell: NotebookCell) -> None:
        findings = self.draft.findings
        if cell.kind != "raw" and IGNORED_CELL.match(cell.lines[0]):
            findings.translated("a cell that says ignore is left out, as by Otter", cell.number)
        elif is_config(cell):
            return
        elif found := boundary(cell):
            (self._begin if found[0] == "begin" else self._end)(found[1], cell)
        elif cell.kind == "raw":
            what = "a plugin of Otter's" if PLUGIN.match(cell.source) else "a raw cell"
            findings.left(f"{what}, which is not kept", cell.number, cell.source)
        elif self.blocks[-1:] == ["tests"]:
            self._read_test(cell)
        elif cell.kind == "code":
            self._read_code(cell)
        else:
            self._read_text(cell)

    def _begin(self, block: str, cell: NotebookCell) -> None:
        where = f"cell {cell.number}"
        if not self.blocks and block != "question":
            raise AssignmentError(f"{where}: a {block} block begins outside of a question")
        if self.blocks and (block == "question" or len(self.blocks) > 1):
            raise AssignmentError(
                f"{where}: a {block} block begins inside a {self.blocks[-1]} block"
            )
        self.blocks.append(block)
        if block == "question":
            settings = settings_in(cell.source, where)
            name = settings.get("name")
            if not isinstance(name, str | int | float) or isinstance(name, bool):
                raise AssignmentError(f"{where}: the question has no name")
            self.question = _Question(cell.number, str(name), settings)
            for key in settings.keys() - set(QUESTION_KEYS):
                self.draft.findings.left(
                    f"{key}: {settings[key]!r}: not known of a question", cell.number
                )
        elif self.question is not None:
            self.question.has_prompt |= block == "prompt"

    def _end(self, block: str, cell: NotebookCell) -> None:
        if self.blocks[-1:] != [block]:
            inside = f"inside a {self.blocks[-1]} block" if self.blocks else "and none has begun"
            raise AssignmentError(f"cell {cell.number}: a {block} block ends {inside}")
        self.blocks.pop()
        if block == "question":
            assert self.question is not None
            _finish(self.question, self.draft, self.is_ok)
            self.question = None

    def _read_text(self, cell: NotebookCell) -> None:
        question, is_solution = self.question, self.blocks[-1:] == ["solution"]
        if question is None or not is_solution or INCLUDED in cell.tags:
            self.draft.keep(cell, cell.source)
            return
        question.rubric.append(cell.source.strip())
        if question.manual and not question.has_prompt:
            question.has_prompt = True
            self.draft.keep(cell, WRITE_HERE)

    def _read_code(self, cell: NotebookCell) -> None:
        where = f"cell {cell.number}"
        lines = without_ignored(cell.lines, where)
        findings = self.draft.findings
        if any(line.rstrip().endswith(SEED) for line in lines):
            findings.changed(
                "a line that ends in # SEED is given to students: the generator is seeded where "
                "the notebook does so",
                cell.number,
            )
        if self.blocks[-1:] == ["solution"] and self.question is not None:
            self.question.has_solution |= is_marked(lines)
        elif is_marked(lines):
            findings.changed(
                "its marks are heeded, though it stands in no solution block: Otter would give "
                "all of it to students",
                cell.number,
            )
        self.draft.keep(
            cell, "\n".join(with_markers(list(classified(lines, where)), parsed_cell(lines, where)))
        )

    def _read_test(self, cell: NotebookCell) -> None:
        where = f"cell {cell.number}"
        if cell.kind != "code":
            raise AssignmentError(f"{where}: a tests block holds code and nothing else")
        assert self.question is not None
        lines = cell.lines
        hidden = bool(re.match(r"\s*#.*\bhidden\b", lines[0], re.IGNORECASE))
        settings: dict[str, object] = {}
        if hidden:
            lines = lines[1:]
        elif TEST_CONFIG.match(lines[0]):
            end = next((n for n, line in enumerate(lines) if n and END_CONFIG.match(line)), None)
            if end is None:
                raise AssignmentError(f"{where}: BEGIN TEST CONFIG without END TEST CONFIG")
            settings, lines = settings_in("\n".join(lines[1:end]), where), lines[end + 1 :]
        for key in settings.keys() - set(CASE_KEYS):
            self.draft.findings.left(f"{key}: {settings[key]!r}: not known of a test", cell.number)
        source = "\n".join(lines).strip("\n")
        if not self.is_ok:
            source, settings = _its_function(source, settings, where)
        hidden = bool(settings.get("hidden", hidden))
        self.question.tests.append(_TestCell(cell, settings, source, hidden))


def _its_function(
    source: str, settings: dict[str, object], where: str
) -> tuple[str, dict[str, object]]:
    """The function that a test cell of the exception-based format holds, without its call.

    What ``@test_case(...)`` above it says counts where the cell's own settings say nothing.
    """
    body = parsed_cell(source.split("\n"), where).body
    if not body or len(body) > 2 or not isinstance(body[0], ast.FunctionDef):
        raise AssignmentError(
            f"{where}: a test cell of the exception-based format holds a function and its call, "
            "and nothing else"
        )
    function = body[0]
    said: dict[str, object] = {}
    decorators: list[ast.expr] = function.decorator_list
    for decorator in decorators:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if ast.unparse(called).rpartition(".")[2] != CALL_DECORATOR:
            raise AssignmentError(
                f"{where}: its function has a decorator that is not {CALL_DECORATOR}"
            )
        for keyword in decorator.keywords if isinstance(decorator, ast.Call) else []:
            try:
                said[str(keyword.arg)] = ast.literal_eval(keyword.value)
            except ValueError:
                raise AssignmentError(f"{where}: {keyword.arg} is no plain value") from None
    lines = source.split("\n")
    return "\n".join(lines[function.lineno - 1 : function.end_lineno]), {**said, **settings}


def _finish(question: _Question, draft: Draft, is_ok: bool) -> None:
    """Add a question to the draft, now that all of it was read."""
    name = safe_name(question.name)
    where = f"question {question.name}"
    if name in draft.asked:
        raise AssignmentError(f"cell {question.cell}: {where}: there is another one of this name")
    if name != question.name:
        draft.findings.changed(f"{where} is called {name}, as a file can be", question.cell)
    if question.manual:
        _add_written(question, name, draft)
    elif question.rubric:
        draft.findings.left(
            "a text of its solution, which students do not get",
            question.cell,
            "\n\n".join(question.rubric),
        )
    if not question.tests:
        if not question.manual:
            draft.findings.left(
                f"{where} has no tests, and is not called manual: nobody grades it", question.cell
            )
        return
    points = shared_out(
        question.settings.get("points"), [t.settings.get("points") for t in question.tests], where
    )
    cases = [
        DraftCase(
            test.cell.number,
            test.source,
            worth,
            hidden=test.hidden,
            output=test.cell.output if is_ok else None,
            title=_said(test, "name"),
            failure=_said(test, "failure_message"),
            success=_said(test, "success_message"),
        )
        for test, worth in zip(question.tests, points, strict=True)
    ]
    together = bool(question.settings.get("all_or_nothing", False))
    draft.questions.append(DraftQuestion(name, question.cell, cases, together))
    if not question.has_solution:
        draft.findings.left(
            f"{where}: nothing in it is marked as a solution: students get all of its code, as "
            "from Otter",
            question.cell,
        )
    public = any(not test.hidden for test in question.tests)
    if public and question.settings.get("check_cell", True):
        draft.parts.append(DraftPart("check", name, question.cell))


def _add_written(question: _Question, name: str, draft: Draft) -> None:
    title = f"{name} (written)" if question.tests else name
    points = question.settings.get("points")
    if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
        draft.findings.left(
            f"question {question.name} is graded by a person and has no points: give it some in a "
            f'table [[manual]] of assignment.toml with title = "{title}"',
            question.cell,
            "\n\n".join(question.rubric),
        )
        return
    rubric = "\n\n".join(question.rubric)
    draft.written.append(WrittenQuestion(title, question.cell, points, rubric))


def _said(test: _TestCell, key: str) -> str:
    found = test.settings.get(key)
    return "" if found is None else str(found)
