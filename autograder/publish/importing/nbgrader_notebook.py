"""A notebook with nbgrader's cell metadata becomes a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from autograder.errors import AssignmentError
from autograder.publish.importing.draft import (
    Draft,
    DraftCase,
    DraftPart,
    DraftQuestion,
    Points,
    WrittenQuestion,
)
from autograder.publish.importing.otter_points import shared_out
from autograder.publish.importing.passages import WRITE_HERE, CellLine, parsed_cell, with_markers
from autograder.publish.importing.reading import NotebookCell
from autograder.publish.importing.test_files import safe_name

FROM_NBGRADER = "nbgrader"
NBGRADER = "nbgrader"
SOLUTION, HIDDEN_TESTS, MARK_SCHEME = "SOLUTION", "HIDDEN TESTS", "MARK SCHEME"
"""What stands between BEGIN and END, in comments of any kind."""
AUTOTEST = re.compile(r"^\s*#+\s*(HIDDEN\s+)?(HASHED\s+)?AUTOTEST\b", re.MULTILINE)
CODE_HERE = "# Write your code here."


def is_nbgraders(cells: Sequence[NotebookCell]) -> bool:
    """Whether a notebook has cells that nbgrader's toolbar has marked."""
    return any(NBGRADER in cell.metadata for cell in cells)


def from_nbgrader(cells: Sequence[NotebookCell]) -> Draft:
    """The draft of a notebook; ``AssignmentError`` with the number of a cell that is amiss."""
    draft = Draft(FROM_NBGRADER)
    for cell in cells:
        marks = cell.metadata.get(NBGRADER, {})
        if not isinstance(marks, Mapping):
            raise AssignmentError(f"cell {cell.number}: nbgrader's metadata are no table")
        if cell.kind == "raw":
            draft.findings.left("a raw cell, which is not kept", cell.number, cell.source)
        else:
            _read_cell(cell, marks, draft)
    if draft.questions:
        draft.findings.changed(
            "cells of tests stand in files of their own: in their place the notebook of students "
            "calls check"
        )
    return draft


def _read_cell(cell: NotebookCell, marks: Mapping[str, object], draft: Draft) -> None:
    grade, solution, task = (marks.get(key) is True for key in ("grade", "solution", "task"))
    if not (grade or solution or task):
        draft.keep(cell, cell.source)
        return
    name = _name(cell, marks, draft)
    if task or (grade and solution):
        _read_written(cell, name, _points_of(cell, marks), draft, task)
    elif solution:
        _read_solution(cell, name, draft)
    elif cell.kind == "code":
        _read_tests(cell, name, _points_of(cell, marks), draft)
    else:
        raise AssignmentError(f"cell {cell.number}: a text that is graded and is no answer")


def _name(cell: NotebookCell, marks: Mapping[str, object], draft: Draft) -> str:
    said = marks.get("grade_id")
    if not isinstance(said, str) or not said:
        raise AssignmentError(f"cell {cell.number}: nbgrader's metadata have no grade_id")
    name = safe_name(said)
    if name in draft.asked:
        raise AssignmentError(f"cell {cell.number}: there is another cell called {said}")
    if name != said:
        draft.findings.changed(f"{said} is called {name}, as a file can be", cell.number)
    return name


def _points_of(cell: NotebookCell, marks: Mapping[str, object]) -> Points:
    (points,) = shared_out(marks.get("points"), [None], f"cell {cell.number}")
    return points


def _read_written(cell: NotebookCell, name: str, points: Points, draft: Draft, task: bool) -> None:
    """An answer that a person grades, or a task whose answer is in cells of the student's own."""
    text, scheme = _cut(cell.lines, MARK_SCHEME, f"cell {cell.number}")
    if task:
        rubric = "\n".join(scheme).strip()
        draft.keep(cell, "\n".join(text))
    elif cell.kind == "markdown":
        rubric = cell.source.strip()
        draft.keep(cell, WRITE_HERE)
    else:
        rubric = ""
        _read_solution(cell, name, draft)
    if points > 0:
        draft.written.append(WrittenQuestion(name, cell.number, points, rubric))
    else:
        draft.findings.left(f"{name} is graded by a person and has no points", cell.number, rubric)


def _read_solution(cell: NotebookCell, name: str, draft: Draft) -> None:
    if cell.kind == "markdown":
        text, solution = _cut(cell.lines, SOLUTION, f"cell {cell.number}")
        draft.keep(cell, "\n".join(text) if solution else WRITE_HERE)
        draft.findings.left(
            f"{name}: an answer in words without points: students do not get it",
            cell.number,
            "\n".join(solution) or cell.source,
        )
        return
    where = f"cell {cell.number}"
    lines = list(_classified(cell.lines, name, where))
    if any("raise NotImplementedError" in text for line in lines for text in line.prompt):
        draft.findings.translated(f"{name}: its solution is what students write", cell.number)
    draft.keep(cell, "\n".join(with_markers(lines, parsed_cell(cell.lines, where))))


def _classified(lines: Sequence[str], name: str, where: str) -> Iterator[CellLine]:
    """Each line of a cell; where no region is marked, all of it is the solution."""
    _, solution = _cut(lines, SOLUTION, where)
    inside = not solution
    if inside:
        yield CellLine("", 1, given=False, prompt=_stub("", name), said=True)
    for number, text in enumerate(lines, 1):
        if f"BEGIN {SOLUTION}" in text:
            indent = text[: len(text) - len(text.lstrip())]
            prompt = (f"{indent}...",) if indent else _stub(indent, name)
            yield CellLine("", number, given=False, prompt=prompt, said=not indent)
            inside = True
        elif f"END {SOLUTION}" in text:
            inside = False
        else:
            yield CellLine(text, number, given=not inside)


def _stub(indent: str, name: str) -> tuple[str, ...]:
    return (f"{indent}{CODE_HERE}", f'{indent}raise NotImplementedError("{name}")')


def _cut(lines: Sequence[str], region: str, where: str) -> tuple[list[str], list[str]]:
    """The lines outside of all regions of a kind, and those in them.

    ``AssignmentError`` for a region that is not closed, or begins inside another one.
    """
    outside: list[str] = []
    inside: list[str] = []
    opened = False
    for line in lines:
        if f"BEGIN {region}" in line:
            if opened:
                raise AssignmentError(f"{where}: BEGIN {region} inside another one")
            opened = True
        elif f"END {region}" in line:
            opened = False
        else:
            (inside if opened else outside).append(line)
    if opened:
        raise AssignmentError(f"{where}: BEGIN {region} without END {region}")
    return outside, inside


def _read_tests(cell: NotebookCell, name: str, points: Points, draft: Draft) -> None:
    """A cell of tests, whose points are earned where all of it ends without an error.

    A hidden region of it is the hidden half, which runs the rest too and has the points.
    """
    where = f"cell {cell.number}"
    public, hidden = _cut(cell.lines, HIDDEN_TESTS, where)
    if AUTOTEST.search(cell.source):
        draft.findings.left(
            f"a test of {name} ({points:g} points): nbgrader makes what AUTOTEST asks for by "
            "running the solution: write the tests out",
            cell.number,
            cell.source,
        )
        return
    if points == 0:
        draft.findings.changed(f"{name} is worth no points: it is run, and says so", cell.number)
    has_public = bool(parsed_cell(public, where).body)
    cases = []
    if has_public:
        own = 0 if hidden else points
        cases.append(DraftCase(cell.number, "\n".join(public), own))
    if hidden:
        whole = [line for line in cell.lines if HIDDEN_TESTS not in line]
        cases.append(DraftCase(cell.number, "\n".join(whole), points, hidden=True))
    if not cases:
        draft.findings.left(f"a test of {name} ({points:g} points) holds no code", cell.number)
        return
    draft.questions.append(DraftQuestion(name, cell.number, cases))
    if has_public:
        draft.parts.append(DraftPart("check", name, cell.number))
