"""A draft becomes the files of an assignment."""

from __future__ import annotations

import ast
import json
import keyword
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.assignment.definitions import definitions, reached
from autograder.assignment.markers import checked_stub
from autograder.checks.questions import summed
from autograder.errors import AssignmentError
from autograder.publish.importing import nbgrader_notebook, otter_notebook
from autograder.publish.importing.data_files import Brought, brought, read_from_there
from autograder.publish.importing.draft import Draft, DraftPart
from autograder.publish.importing.findings import LEFT, Findings, as_markdown
from autograder.publish.importing.names import NotebookNames, requirements_of
from autograder.publish.importing.otter_cells import OLD_FORMAT
from autograder.publish.importing.passages import parsed_cell
from autograder.publish.importing.reading import NotebookCell, read_notebook
from autograder.publish.importing.test_files import PUBLIC, test_files
from autograder.publish.lock import LOCK
from autograder.publish.proofs.asked import bodies
from autograder.publish.scaffold import NAMES, SCAFFOLDS, SHAPES
from autograder.unpack.archives import NOT_HANDED_IN

REPORT = "import.md"
"""Lies beside the reference: it may quote the solution."""
TAKEN = {"check", "conftest", "pack", "probes", "tests", "autograder", "files", "notebook"}
"""Modules and folders of a student folder."""
ROOM_MB, IMPORT_SECONDS = 1024, 60
"""What a notebook may use that imports more than NumPy: pandas and what builds on it take 300 MB
and, where they are loaded for the first time, many seconds."""
CASE_POINTS = re.compile(r"^@case\(points=(\S+)\)$", re.MULTILINE)
"""What a case is worth, as the files say it that are written here."""
HANDOUT = """# {title}

The tasks are in `{module}.ipynb`. Write your answers into its cells, save it, and run a cell
`check("...")` to see what the public tests say of what you have saved. `pytest` runs all of them.
`python pack.py` makes the archive to hand in, and says how many points it has.
"""


def imported_files(path: Path, name: str) -> tuple[dict[str, bytes], Findings]:
    """The files of the assignment ``name``, by their paths in a course, and what became of what.

    ``path`` is a notebook in the format of Otter's assign or of nbgrader, which is read and never
    executed. ``AssignmentError`` where it is neither, or is one that its own tool would refuse.
    """
    if not NAMES.fullmatch(name):
        raise AssignmentError(
            f"{name!r} cannot be an assignment's name: letters, digits, - and _ are; give another "
            "one with --name"
        )
    cells = read_notebook(path)
    try:
        draft = _draft(cells, path)
        return _assignment_files(
            draft, name, module_of(path), brought(draft, path.parent)
        ), draft.findings
    except AssignmentError as error:
        about_it = str(error).startswith(("cell ", "question ", "the notebook"))
        raise AssignmentError(f"{path}: {error}" if about_it else str(error)) from None


def module_of(path: Path) -> str:
    """The module that a notebook becomes: its name, as far as a module can have it."""
    name = re.sub(r"\W+", "_", path.stem).strip("_") or "assignment"
    if not name.isidentifier() or keyword.iskeyword(name):
        name = f"nb_{name}"
    reserved = name in TAKEN or f"{name}.py" in NOT_HANDED_IN
    return f"{name}_notebook" if reserved else name


def _draft(cells: Sequence[NotebookCell], path: Path) -> Draft:
    if otter_notebook.is_otters(cells):
        return otter_notebook.from_otter(cells, path.parent)
    if nbgrader_notebook.is_nbgraders(cells):
        return nbgrader_notebook.from_nbgrader(cells)
    if any(cell.kind == "markdown" and OLD_FORMAT.search(cell.source) for cell in cells):
        raise AssignmentError(
            f"{path}: the format that Otter's assign read before its version 3; write BEGIN and "
            "END cells as its documentation of the notebook format says, then import it"
        )
    raise AssignmentError(
        f"{path}: no cell of Otter's assign (a raw cell # BEGIN QUESTION) and none of nbgrader's "
        "(metadata by its toolbar)"
    )


def _assignment_files(draft: Draft, name: str, module: str, beside: Brought) -> dict[str, bytes]:
    draft.parts = _with_paths(draft, beside.renamed)
    names = _names_of(draft.parts)
    tests = _translated_tests(draft, names, beside.renamed)
    checked = [p for p in draft.parts if p.kind != "check" or f"{PUBLIC}/{p.text}.py" in tests]
    reference = percent_format(checked)
    untested = _untested(reference, module, tests)
    if untested:
        draft.findings.changed(
            f"no test asks for {', '.join(untested)}: untested in assignment.toml says so"
        )
    _count_points(draft, tests)
    settings, own_lock = _settings(draft, module, names, beside, untested)
    title = draft.title or _heading(draft.parts) or name
    files = {
        f"assignments/{name}/assignment.toml": f"title = {_toml(title)}\n{settings}".encode(),
        f"assignments/{name}/handout.md": HANDOUT.format(title=title, module=module).encode(),
        f"solutions/{name}/{module}.py": reference.encode(),
        **{f"tests/{name}/{path}": text.encode() for path, text in tests.items()},
        **{f"assignments/{name}/files/{file}": data for file, data in beside.data.items()},
        **{f"solutions/{name}/{m}.py": data for m, data in beside.modules.items()},
    }
    if own_lock:
        scaffold = SCAFFOLDS / SHAPES[0] / "assignments" / "NAME" / LOCK
        files[f"assignments/{name}/{LOCK}"] = scaffold.read_bytes()
    else:
        draft.findings.left(f"the packages of the image are not pinned yet: autograder lock {name}")
    report = as_markdown(draft.findings, f"{title}: imported from {draft.origin}")
    files[f"solutions/{name}/{REPORT}"] = report.encode()
    return files


def _translated_tests(
    draft: Draft, names: NotebookNames, renamed: dict[str, str]
) -> dict[str, str]:
    """The test files of all questions; ``AssignmentError`` where there would be none."""
    tests: dict[str, str] = {}
    for question in draft.questions:
        cases = [
            replace(case, source=read_from_there(case.source, renamed)[0])
            for case in question.cases
        ]
        tests |= test_files(replace(question, cases=cases), names, draft.findings)
    if not tests:
        why = "".join(f"; {finding.line}" for finding in draft.findings.of(LEFT)[:1])
        raise AssignmentError(
            f"the notebook has no test that can be translated, and an assignment needs one{why}"
        )
    return tests


def _untested(reference: str, module: str, tests: Mapping[str, str]) -> list[str]:
    """The functions and classes that students write and no case reaches."""
    written, uses = _written_by_students(reference, module)
    asked = {name for text in tests.values() for name in _parameters_of(text)}
    return sorted(written - reached(asked, uses))


def _parameters_of(test: str) -> list[str]:
    """The names that the cases of a test file ask for."""
    cases = [n for n in ast.parse(test).body if isinstance(n, ast.FunctionDef)]
    return [argument.arg for case in cases for argument in case.args.args]


def _with_paths(draft: Draft, renamed: dict[str, str]) -> list[DraftPart]:
    """The parts, which find data files where they lie here."""
    count = dict.fromkeys(renamed, 0)
    parts = []
    for part in draft.parts:
        text, found = read_from_there(part.text, renamed)
        parts.append(replace(part, text=text))
        count = {name: n + found[name] for name, n in count.items()}
    for name, times in count.items():
        if times:
            draft.findings.changed(
                f"files: {name} lies in {renamed[name]}, and the notebook says so"
            )
        else:
            draft.findings.left(
                f"files: {name} lies in {renamed[name]}; no text or link names it as a whole: "
                "where it is read, say so"
            )
    return parts


def _names_of(parts: Sequence[DraftPart]) -> NotebookNames:
    names = NotebookNames()
    for part in parts:
        if part.kind == "code":
            names.add(parsed_cell(part.text.split("\n"), f"cell {part.cell}"))
    names.nested -= names.defined
    return names


def percent_format(parts: Sequence[DraftPart]) -> str:
    """The reference as a module in percent format, with magics as comments.

    ``AssignmentError`` where a cell would not be the same when it is read again.
    """
    import jupytext  # 0.3 s, which the other commands do not need
    import nbformat

    notebook: Any = nbformat.v4.new_notebook()
    for part in parts:
        text = f'# check("{part.text}")' if part.kind == "check" else part.text.strip("\n")
        make = (
            nbformat.v4.new_markdown_cell if part.kind == "markdown" else nbformat.v4.new_code_cell
        )
        notebook.cells.append(make(text))
    filters = {"notebook_metadata_filter": "-all", "cell_metadata_filter": "-all"}
    notebook.metadata["jupytext"] = filters
    text = str(jupytext.writes(notebook, fmt="py:percent")).rstrip() + "\n"
    again = jupytext.reads(text, fmt="py:percent").cells
    for part, before, after in zip(parts, notebook.cells, [*again, *notebook.cells], strict=False):
        if before.source.strip() != after.source.strip():
            raise AssignmentError(
                f"cell {part.cell}: it would be another one in percent format: does a line of it "
                "begin as a cell does (# %%)?"
            )
    return text


def _written_by_students(reference: str, module: str) -> tuple[set[str], dict[str, set[str]]]:
    """The functions and classes that students write, and the names in each definition.

    ``AssignmentError`` where the notebook that students get would be none, or hold it all.
    """
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, f"{module}.py")
        path.write_text(reference, encoding="utf-8")
        try:
            before, after = bodies(reference), bodies(checked_stub(path))
            written = {name for name, body in before.items() if after.get(name) != body}
            return written, definitions(path)
        except AssignmentError as error:
            raise AssignmentError(str(error).replace(f"{scratch}/", "the notebook as ")) from None


def _count_points(draft: Draft, tests: Mapping[str, str]) -> None:
    cases = [case for question in draft.questions for case in question.cases]
    hidden = sum(case.hidden for case in cases)
    here = summed(float(n) for text in tests.values() for n in CASE_POINTS.findall(text))
    draft.findings.translated(
        f"{len(draft.questions)} questions with {len(cases)} tests, {hidden} of them hidden, "
        f"together {summed(case.points for case in cases):g} points: {here:g} points are here, in "
        f"{len(tests)} test files"
    )
    if draft.written:
        points = summed(question.points for question in draft.written)
        count = len(draft.written)
        draft.findings.translated(f"{count} questions that a person grades, {points:g} points")


def _settings(
    draft: Draft, module: str, names: NotebookNames, beside: Brought, untested: list[str]
) -> tuple[str, bool]:
    """The rest of assignment.toml, and whether NumPy is all that the image needs."""
    packages = names.third_party([module, *beside.modules])
    listed = [line for line in draft.requirements if not re.match(r"(?i)(numpy|otter)\b", line)]
    requirements = sorted({*listed, *requirements_of(packages, listed)})
    lines = [f"modules = {_toml([module])}", f"notebooks = {_toml([module])}"]
    if beside.modules:
        lines.append(f"given = {_toml(sorted(beside.modules))}")
    if untested:
        lines.append(f"untested = {_toml(untested)}")
    lines.append(f"imports = {_toml(['numpy', *packages])}")
    if requirements:
        lines.append(f"requirements = {_toml(requirements)}")
        lines += ["", "[limits]", f"memory_mb = {ROOM_MB}", f"import_seconds = {IMPORT_SECONDS}"]
        draft.findings.changed(
            f"its packages have {ROOM_MB} MB and {IMPORT_SECONDS} s: [limits] of assignment.toml"
        )
    for question in draft.written:
        lines += ["", "[[manual]]", f"title = {_toml(question.name)}"]
        lines.append(f"points = {question.points!r}")
        if question.rubric:
            lines.append(f"rubric = {_toml(question.rubric)}")
    return "\n".join(lines) + "\n", not requirements


def _toml(value: str | list[str]) -> str:
    """A text, or a list of texts, as TOML writes it; its escapes are JSON's."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if "\n" in value and "'''" not in value:
        plain = all(letter.isprintable() or letter == "\n" for letter in value)
        if plain:
            return f"'''\n{value}'''"
    return json.dumps(value, ensure_ascii=False)


def _heading(parts: Sequence[DraftPart]) -> str:
    """The first heading in the notebook."""
    for part in parts:
        found = re.search(r"^#+\s+(.+?)\s*#*$", part.text, re.MULTILINE)
        if part.kind == "markdown" and found:
            return found[1]
    return ""
