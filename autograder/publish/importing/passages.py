"""The lines of a cell, of which some are the solution, become lines with this framework's markers.

Each tool's format says which lines are what; what a passage leaves to students is decided here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from autograder.assignment.markers import BEGIN, BEGIN_PROMPT, END, END_PROMPT
from autograder.errors import AssignmentError
from autograder.sandbox.inside.cells import without_magics

ANYTHING = "..."
"""What stands for code in a prompt that says nothing of it."""
WRITE_HERE = "*Write your answer here, in place of this line.*"
"""What stands for an answer in words."""
Surrounding = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class CellLine:
    """A line of a cell."""

    text: str
    number: int
    """which one of the cell it is, from 1 on"""
    given: bool = True
    """whether students get it"""
    prompt: tuple[str, ...] = ()
    """the lines that students get in its place"""
    said: bool = False
    """whether the prompt is what the author wrote, to the letter"""


def parsed_cell(lines: Sequence[str], where: str) -> ast.Module:
    """A cell as a tree, without what only IPython understands; every line stays where it is.

    ``AssignmentError`` where it is no Python.
    """
    source = without_magics("\n".join(lines))
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        place = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
        what = error.msg if isinstance(error, SyntaxError) else str(error)
        raise AssignmentError(f"{where}{place}: no Python: {what}") from None


def with_markers(lines: Sequence[CellLine], tree: ast.Module) -> list[str]:
    """The lines of the reference: passages of the solution between markers, with their prompts.

    ``tree`` is the cell with all lines where they are. Inside a function a passage that leaves
    nothing behind, or ``...``, becomes NotImplementedError, as in every stub.
    """
    found: list[str] = []
    for given, group in groupby(lines, key=lambda line: line.given):
        if given:
            found += [line.text for line in group]
        else:
            found += _passage(list(group), tree)
    return found


def _passage(lines: list[CellLine], tree: ast.Module) -> list[str]:
    first = next((line for line in lines if line.text.strip()), lines[0])
    indent = _indent_of(first.text) if first.text.strip() else _indent_of("".join(first.prompt))
    around = scopes_around(tree, first.number)
    prompt = list(_prompt(lines, around, indent))
    comments = [f"{indent}# {line.removeprefix(indent)}".rstrip() for line in prompt]
    shown = [f"{indent}{BEGIN_PROMPT}", *comments, f"{indent}{END_PROMPT}"] if prompt else []
    solution = [line.text for line in lines if line.text.strip() or not line.prompt]
    return [f"{indent}{BEGIN}", *solution, f"{indent}{END}", *shown]


def _prompt(lines: list[CellLine], around: list[Surrounding], indent: str) -> Iterator[str]:
    """What stands in the notebook of students instead; nothing where the stub's own does it."""
    told = [(text, line.said) for line in lines for text in line.prompt]
    in_function = bool(around) and not isinstance(around[-1], ast.ClassDef)
    if in_function and all(text.strip() == ANYTHING and not said for text, said in told):
        return
    raised = False
    name = ".".join(scope.name for scope in around)
    for text, said in told:
        if in_function and text.strip() == ANYTHING and not said:
            if not raised:
                yield f'{_indent_of(text)}raise NotImplementedError("{name}")'
            raised = True
        else:
            yield text


def scopes_around(tree: ast.Module, line: int) -> list[Surrounding]:
    """The functions and classes whose body a line stands in, the outermost first."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, Surrounding) and node.lineno < line <= (node.end_lineno or node.lineno)
    ]
    return sorted(found, key=lambda node: node.lineno)


def _indent_of(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
