"""Which lines of a cell are the solution, by the rules of Otter's assign."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from autograder.errors import AssignmentError
from autograder.publish.importing.passages import ANYTHING, CellLine

BEGIN_SOLUTION = re.compile(r"(\s*)# BEGIN SOLUTION( NO PROMPT)?")
END_SOLUTION = "# END SOLUTION"
OF_ONE_LINE = re.compile(r"(?P<code>.*?) ?# ?SOLUTION.*")
ASSIGNED_TO = re.compile(r"\s*[\w.]+(?:\[.*?\])*(?:\s*,\s*[\w.]+(?:\[.*?\])*)*\s*=(?!=)")
"""The beginning of an assignment whose value goes on in the lines below."""
BEGIN_IGNORE = re.compile(r"\s*#\s*BEGIN\s*IGNORE\s*", re.IGNORECASE)
IGNORED, END_IGNORED = "# IGNORE", "# END IGNORE"
SEED = "# SEED"
MARKS = ("# SOLUTION", "#SOLUTION", "# BEGIN SOLUTION", "# BEGIN PROMPT")


def without_ignored(lines: Sequence[str], where: str) -> list[str]:
    """The lines without those that Otter leaves out of everything it writes."""
    kept: list[str] = []
    inside = False
    for line in lines:
        if inside:
            inside = not line.rstrip().endswith(END_IGNORED)
        elif BEGIN_IGNORE.match(line):
            inside = True
        elif line.rstrip().endswith(END_IGNORED):
            raise AssignmentError(f"{where}: END IGNORE without BEGIN IGNORE")
        elif not line.rstrip().endswith(IGNORED):
            kept.append(line)
    if inside:
        raise AssignmentError(f"{where}: BEGIN IGNORE without END IGNORE")
    return kept


def is_marked(lines: Sequence[str]) -> bool:
    """Whether any line of a cell says that it is a solution or a prompt."""
    return any(mark in line for line in lines for mark in MARKS)


def classified(lines: Sequence[str], where: str) -> Iterator[CellLine]:
    """Each line of a cell: whether students get it, and what in its place.

    ``AssignmentError`` for a mark that begins or ends nothing.
    """
    state = ""
    for number, text in enumerate(lines, 1):
        end = text.rstrip()
        if state == "prompt":
            if end.endswith("# END PROMPT"):
                state = ""
            else:
                yield CellLine("", number, given=False, prompt=(text,), said=True)
        elif state == "solution":
            if BEGIN_SOLUTION.match(text):
                raise AssignmentError(f"{where}, line {number}: BEGIN SOLUTION inside another one")
            if end.endswith(END_SOLUTION):
                state = ""
            else:
                yield CellLine(text, number, given=False)
        elif end.endswith("# BEGIN PROMPT"):
            state = "prompt"
        elif begins := BEGIN_SOLUTION.match(text):
            state = "solution"
            if not begins[2]:
                yield CellLine("", number, given=False, prompt=(f"{begins[1]}{ANYTHING}",))
        elif end.endswith((END_SOLUTION, "# END PROMPT")):
            raise AssignmentError(f"{where}, line {number}: {text.strip()} without its beginning")
        else:
            yield _line_alone(text, number)
    if state:
        raise AssignmentError(f"{where}: BEGIN {state.upper()} without END {state.upper()}")


def _line_alone(text: str, number: int) -> CellLine:
    """A line that stands in no block: given, a seed, or a solution of its own."""
    end = text.rstrip()
    if end.endswith(SEED):
        return CellLine(end.removesuffix(SEED).rstrip(), number)
    if end.endswith("# SOLUTION NO PROMPT"):
        code = end.removesuffix("# SOLUTION NO PROMPT").rstrip()
        return CellLine(code, number, given=False)
    found = OF_ONE_LINE.fullmatch(text)
    if found is None:
        return CellLine(text, number)
    code = found["code"].rstrip()
    return CellLine(code, number, given=False, prompt=(_left_of(code),))


def _left_of(code: str) -> str:
    """What students get of a line: the targets of an assignment, and no value."""
    indent = code[: len(code) - len(code.lstrip())]
    try:
        (statement,) = ast.parse(code.strip()).body
    except (SyntaxError, ValueError):
        beginning = ASSIGNED_TO.match(code)
        return f"{beginning[0]} {ANYTHING}" if beginning else f"{indent}{ANYTHING}"
    if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
        before = code.strip().encode()[: statement.value.col_offset].decode().rstrip(" (")
        return f"{indent}{before} {ANYTHING}"
    return f"{indent}{ANYTHING}"
