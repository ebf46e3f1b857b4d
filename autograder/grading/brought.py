"""What the grader adds to a hand-in before it runs: data files, probes, modules of earlier work."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from autograder.assignment.rubric import Rubric
from autograder.assignment.settings import REFERENCE, REPAIRED
from autograder.checks.questions import Question, grading_order
from autograder.errors import StudentError
from autograder.grading.children import Children, groups
from autograder.grading.runner import Lent, SandboxRunner
from autograder.language import gettext, ngettext
from autograder.sandbox.process import FILES, Sandbox
from autograder.unpack import module_path, text_digest

LOADER, APART = "_answers", "_apart"
"""The module that changes another one inside the sandbox, and the folder that it loads from."""
CHECK = "check.py"
"""The module by which a notebook at home runs its public tests."""
CHECKS_NOTHING = "def check(*questions):\n    pass\n"
"""What it is while the notebook is graded."""


def prepared(rubric: Rubric, folder: Path, sandbox: Sandbox) -> list[str]:
    """Complete the hand-in in ``folder`` and let the sandbox read it; returns what to tell.

    Told is which given files were changed in vain, and which functions of earlier assignments are
    replaced by the reference's.
    """
    if rubric.files is not None:
        (folder / FILES).mkdir(exist_ok=True)
        for path in rubric.files.iterdir():
            shutil.copy(path, folder / FILES / path.name)
    if rubric.assignment.notebooks:
        (folder / CHECK).write_text(CHECKS_NOTHING)
    told = _given(rubric, folder)
    _complete_packages(rubric, folder)  # before the modules that are brought along are tried
    told += _brought(rubric, folder, sandbox)
    sandbox.share(folder)
    return told


def _given(rubric: Rubric, folder: Path) -> list[str]:
    """Put what the course gives in its place, whatever was handed in under its name."""
    files = {module_path(m): rubric.source_of(m) for m in rubric.assignment.given}
    if rubric.probes is not None:
        files[rubric.probes.name] = rubric.probes
    told = []
    for name, source in files.items():
        target = folder / name
        if target.exists() and _text_of(target) != _text_of(source):
            told.append(
                gettext(
                    "{file} is graded as it was given: what you changed in it has no effect.",
                    file=name,
                )
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    return told


def _text_of(path: Path) -> str:
    """What the text of a file is known by, whatever an editor did to its white space."""
    return text_digest(path.read_text(encoding="utf-8", errors="replace"))


def _brought(rubric: Rubric, folder: Path, sandbox: Sandbox) -> list[str]:
    """Put the reference's modules of earlier assignments where the assignment says so."""
    brings = rubric.assignment.brings
    if brings.source == REFERENCE:
        for module in brings.modules:
            _take(rubric, module, folder)
        return []
    if brings.source != REPAIRED:
        return []
    told = []
    for earlier in dict.fromkeys(brings.modules.values()):
        modules = [m for m, name in brings.modules.items() if name == earlier]
        told += _repaired_names(rubric, rubric.earlier[earlier], modules, folder, sandbox)
    return told


def _repaired_names(
    rubric: Rubric, earlier: Rubric, modules: list[str], folder: Path, sandbox: Sandbox
) -> list[str]:
    """Replace what does not pass its public cases by the reference's; returns what to tell."""
    name, told = earlier.assignment.name, []
    for module in modules:
        file = module_path(module)
        if not (folder / file).is_file():
            _take(rubric, module, folder)
            told.append(
                gettext(
                    "{file} is not in the hand-in: the reference's of {assignment} is used.",
                    file=file,
                    assignment=name,
                )
            )
    broken = _broken(earlier, folder, sandbox)
    if broken is None:
        for module in modules:
            _take(rubric, module, folder)
        return [
            *told,
            gettext(
                "your modules of {assignment} cannot be imported: the reference's are used.",
                assignment=name,
            ),
        ]
    for module in modules:
        functions = sorted(f for f in broken if earlier.module_of.get(f) == module)
        if functions:
            _replace(rubric, module, functions, folder)
            told.append(
                ngettext(
                    "{names} of {assignment} does not pass its public tests: the reference's is "
                    "used here.",
                    "{names} of {assignment} do not pass their public tests: the reference's are "
                    "used here.",
                    len(functions),
                    names=", ".join(functions),
                    assignment=name,
                )
            )
    return told


def _broken(earlier: Rubric, folder: Path, sandbox: Sandbox) -> set[str] | None:
    """The functions of a layer that loses a public case; None where nothing can be imported.

    A forward and its backward go together: neither could read the other one's cache. What asks for
    a probe is not tried: the earlier assignment's probes may ask for more than was brought along.
    """
    ordered = [_of_modules(q, earlier) for q in grading_order(earlier.questions) if not q.hidden]
    public = [question for question in ordered if question.cases]
    group, lost = groups(public), set()
    sandbox.share(folder)
    with Children(sandbox, folder, earlier) as children:
        try:
            imported = children.common().imported()
        except StudentError:
            return None
        if any(imported[module] is not None for module in earlier.assignment.imported):
            return None
        runner = SandboxRunner(earlier, children, imported, Lent(sandbox, folder))
        lost = {group[v.question.base] for v in runner.run_all(public) if not v.passed}
    asked = {p for q in public if group[q.base] in lost for c in q.cases for p in c.parameters}
    return {name for name in asked if name in earlier.module_of}


def _of_modules(question: Question, earlier: Rubric) -> Question:
    """The question with those of its cases that ask for nothing but names of modules."""
    asked = (c for c in question.cases if earlier.module_of.keys() >= set(c.parameters))
    return replace(question, cases=tuple(asked))


def _replace(rubric: Rubric, module: str, functions: Iterable[str], folder: Path) -> None:
    """Let ``module`` define ``functions`` as the reference does."""
    for other in rubric.assignment.brings.modules:
        _take(rubric, other, folder / APART)
    _complete_packages(rubric, folder / APART)
    shutil.copy(Path(__file__).with_name("loader.py"), folder / f"{LOADER}.py")
    names = "".join(f", {name!r}" for name in functions)
    with (folder / module_path(module)).open("a", encoding="utf-8") as file:
        file.write(f"\n\nimport {LOADER}\n{LOADER}.fill(globals(), {module!r}{names})\n")


def _take(rubric: Rubric, module: str, folder: Path) -> None:
    """Put the reference's module into ``folder``."""
    target = folder / module_path(module)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(rubric.source_of(module), target)


def _complete_packages(rubric: Rubric, folder: Path) -> None:
    """Write the reference's ``__init__.py``, or an empty one, into packages that lack it.

    A package without one may lie in several places, and another one would be found first.
    """
    for name, data in rubric.package_files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            target.write_bytes(data)
