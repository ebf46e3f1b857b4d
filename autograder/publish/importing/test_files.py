"""The tests of a question become its test files: a public half and a hidden one."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace

from autograder.checks.context import HIDDEN_SUFFIX
from autograder.checks.questions import summed
from autograder.publish.importing.cases import INDENT, TranslatedTest, plain_title, translated
from autograder.publish.importing.draft import DraftQuestion
from autograder.publish.importing.expected import Untranslatable
from autograder.publish.importing.findings import Findings
from autograder.publish.importing.names import NotebookNames

SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
"""What a question may be called where its file, and a command, have the same name."""
PUBLIC, HIDDEN = "public", "hidden"
TOGETHER = "all of it"
"""The line that students read of a case that is all or nothing."""


def safe_name(name: str) -> str:
    """The name of a question, and of its file."""
    made = re.sub(r"[^A-Za-z0-9_-]+", "_", name).strip("_-")
    return made if SAFE_NAME.fullmatch(made) else f"q_{made}".strip("_-")


def test_files(question: DraftQuestion, names: NotebookNames, findings: Findings) -> dict[str, str]:
    """The test files of a question, by their paths below the assignment's tests.

    What cannot be translated is in ``findings``, with its source and its points.
    """
    tests = []
    for number, case in enumerate(question.cases, 1):
        about = f"a test of {question.name} ({case.points:g} points)"
        try:
            test = translated(case, number, names)
        except Untranslatable as why:
            findings.left(f"{about} is not translated: {why}", case.cell, case.source)
            continue
        if not test.parameters:
            findings.left(
                f"{about} is left out: it asks for nothing of the notebook, so all would have them",
                case.cell,
                case.source,
            )
            continue
        for change in test.changed:
            findings.changed(f"{about}: {change}", case.cell)
        if case.success:
            findings.left(
                f"{about}: nothing is said of a case that is passed: {case.success!r}", case.cell
            )
        tests.append(test)
    name = safe_name(question.name)
    if question.all_or_nothing:
        return _together(name, _named_apart(tests))
    halves = {
        PUBLIC: _named_apart(test for test in tests if not test.hidden),
        HIDDEN: _named_apart(test for test in tests if test.hidden),
    }
    return {
        f"{half}/{name}.py": _file(
            name + HIDDEN_SUFFIX * (half == HIDDEN), some, map(_as_case, some)
        )
        for half, some in halves.items()
        if some
    }


def _together(name: str, tests: list[TranslatedTest]) -> dict[str, str]:
    """The files of a question whose points are earned by all tests together.

    Where some are hidden, the hidden half runs the public ones too, and has all points.
    """
    public = [test for test in tests if not test.hidden]
    total = summed(test.points for test in tests)
    found = {}
    hidden = len(public) < len(tests)
    if public:
        found[f"{PUBLIC}/{name}.py"] = _file(
            name, public, _all_in_one(public, 0 if hidden else total)
        )
    if hidden:
        found[f"{HIDDEN}/{name}.py"] = _file(name + HIDDEN_SUFFIX, tests, _all_in_one(tests, total))
    return found


def _all_in_one(tests: Sequence[TranslatedTest], points: float) -> list[str]:
    """The tests as functions, and a case that calls all of them."""
    parameters = sorted({name for test in tests for name in test.parameters})
    calls = "\n".join(f"{test.function}({', '.join(test.parameters)})" for test in tests)
    title = tests[0].title if len(tests) == 1 else TOGETHER
    taken = {*parameters, *(test.function for test in tests)}
    function = next(n for n in ("together", "all_together", "whole_question") if n not in taken)
    whole = replace(
        tests[0],
        function=function,
        title=title,
        points=points,
        parameters=parameters,
        body=calls,
    )
    return [*(_function(test) for test in tests), _as_case(whole)]


def _named_apart(tests: Iterable[TranslatedTest]) -> list[TranslatedTest]:
    """The tests with functions and titles of their own."""
    found: list[TranslatedTest] = []
    functions: set[str] = {"case", "name", "depends"}
    titles: set[str] = set()
    for test in tests:
        function = _new(test.function, "_{}", functions)
        title = plain_title(_new(test.title, " ({})", titles))
        functions.add(function)
        titles.add(title)
        found.append(replace(test, function=function, title=title))
    return found


def _new(name: str, more: str, taken: set[str]) -> str:
    """``name``, with a number where it is taken."""
    numbered = (f"{name[:60]}{more.format(n)}" for n in range(2, len(taken) + 3))
    return name if name not in taken else next(new for new in numbered if new not in taken)


def _file(name: str, tests: Sequence[TranslatedTest], definitions: Iterable[str]) -> str:
    imports = sorted({line for test in tests for line in test.imports})
    checks = sorted({"case", *(check for test in tests for check in test.checks)})
    head = ["OK_FORMAT = False", f'name = "{name}"', ""]
    head += [*imports, ""] if imports else []
    head += [f"from autograder.checks import {', '.join(checks)}", "", "", ""]
    return "\n".join(head) + "\n\n\n".join(definitions) + "\n"


def _as_case(test: TranslatedTest) -> str:
    points = f"{test.points:g}" if test.points == float(f"{test.points:g}") else repr(test.points)
    docstring = f'{INDENT}"""{test.title}"""'
    return f"@case(points={points})\n{_function(test, docstring)}"


def _function(test: TranslatedTest, docstring: str = "") -> str:
    """A test as a function; ``docstring`` is a line of it."""
    body = textwrap.indent(test.body.rstrip(), INDENT, lambda line: bool(line.strip()))
    head = f"def {test.function}({', '.join(test.parameters)}):"
    return "\n".join(part for part in (head, docstring, body) if part)
