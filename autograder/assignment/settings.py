"""The settings of an assignment are read from assignment.toml and validated key by key."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from keyword import iskeyword
from pathlib import Path
from typing import Any

from autograder._files import toml_table
from autograder.assignment.folders import PROBES, Folders
from autograder.assignment.manual import ManualQuestion, manual_questions
from autograder.errors import AssignmentError
from autograder.language import languages
from autograder.unpack import module_path, packages_of
from autograder.unpack.archives import JUNK, NOT_HANDED_IN

COURSE_FILE = "course.toml"
"""The file at the top of a course with what holds for every assignment that does not say it."""
OF_A_COURSE = ("language", "limits", "gradescope")
"""The keys of ``assignment.toml`` that a course may have."""


@dataclass(frozen=True)
class Limits:
    """What a hand-in may use."""

    case_seconds: float = 10.0
    """for one case, all calls in it together"""
    import_seconds: float = 10.0
    """to import all modules of a hand-in"""
    total_seconds: float = 300.0
    """all cases of a submission together; Gradescope gives ten minutes"""
    memory_mb: int = 256
    """for each question's process, beyond what Python and NumPy take"""
    output_kb: int = 64
    """of what one call prints; the rest is not kept"""
    file_mb: int = 16
    """the largest file that it may write"""
    message_mb: int = 16
    """of arrays and bytes that travel at once, to the student's code or back; up to 64"""

    def as_dict(self) -> dict[str, float]:
        """The limits by name."""
        return asdict(self)


MESSAGES_MB = (16, 64)
"""The least and the most that ``message_mb`` may be: the grader has room for some copies of it."""
IDENTIFIER = re.compile(r"(?!__init__\b)[A-Za-z_]\w*")
"""What a module or a package may be called."""
VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")
"""When students see a case: the words that Gradescope's results.json knows."""
RUNTIMES = ("own", "otter")
"""Who prepares and runs the grading image: this framework, or Otter-Grader."""
OWN, REFERENCE, REPAIRED = WHOSE_MODULES = ("student", "reference", "student, else reference")
"""Whose earlier modules are used: the student's own, the reference's, or the student's own except
for what does not pass the earlier public tests."""
MEASURES = ("points", "seconds")
"""What a column of the leaderboard can show beside the points of a question."""


@dataclass(frozen=True)
class Gradescope:
    """How an assignment behaves on Gradescope."""

    hidden_cases: str = "after_published"
    """when students see the hidden cases; "hidden" hides their total as well"""
    attempts_per_day: int = 0
    """graded attempts in 24 hours; 0 for as many as students like"""
    leaderboard: dict[str, str] = field(default_factory=dict)
    """column -> "points", "seconds" or the name of a question"""
    runtime: str = "own"
    """"otter" for Otter's own set-up and runtime: many minutes longer to build"""


@dataclass(frozen=True)
class Brings:
    """Modules of earlier assignments that this one builds on."""

    modules: dict[str, str] = field(default_factory=dict)
    """module -> the assignment in which students wrote it"""
    source: str = OWN
    """whose code is used: "student", "reference" or "student, else reference"; ``from`` in the
    file"""
    released: bool = False
    """whether hand-ins may see the reference of the earlier assignments"""

    def as_table(self) -> dict[str, object]:
        """The table as the file has it."""
        return {**self.modules, "from": self.source, "released": self.released}


@dataclass(frozen=True)
class Assignment:
    """What ``assignment.toml`` says."""

    name: str
    """the name of its folder, which is not said in the file"""
    title: str
    """what students and reports call it"""
    modules: list[str]
    """what students write; a dot leads into a package, as in ``mytorch.nn.linear``"""
    imports: list[str] = field(default_factory=list)
    """packages that a hand-in may import beside NumPy, Python's library and its own modules"""
    requirements: list[str] = field(default_factory=list)
    """what the grading image holds beside NumPy, as pip writes it"""
    limits: Limits = field(default_factory=Limits)
    """how much time, memory, output and disk a hand-in may use"""
    gradescope: Gradescope = field(default_factory=Gradescope)
    """how it behaves on Gradescope"""
    brings: Brings = field(default_factory=Brings)
    """which modules of earlier assignments a hand-in brings along"""
    manual: list[ManualQuestion] = field(default_factory=list)
    """written questions, which a person grades"""
    forward_values: dict[str, int] = field(default_factory=dict)
    """function -> how many of the values that it returns are results; the rest is a cache, which
    stays where the student's code runs. By default one of a ``*_forward``, and all of any other"""
    notebooks: list[str] = field(default_factory=list)
    """those of ``modules`` that students get, write and hand in as a notebook"""
    untested: list[str] = field(default_factory=list)
    """functions and classes that students write and no test asks for: a person grades them"""
    given: list[str] = field(default_factory=list)
    """modules that students get complete and that grade as they are, whatever is handed in"""
    language: str = ""
    """what students read: one of ``language.languages()``; empty for English in results and, at
    home, for what each student's computer is set to"""

    @property
    def handed_in(self) -> list[str]:
        """All modules that a hand-in consists of: those that it brings along, then its own."""
        return [*self.brings.modules, *self.modules]

    @property
    def imported(self) -> list[str]:
        """All modules that are imported to grade one, in this order: what is given comes first."""
        return [*self.given, *self.handed_in]

    def to_json(self) -> str:
        """The assignment as JSON: what a bundle carries, since Python 3.10 reads no TOML."""
        entries = {**asdict(self), "brings": self.brings.as_table()}
        return json.dumps(entries, indent=2, sort_keys=True) + "\n"


def read_assignment(folders: Folders) -> Assignment:
    """Read and validate ``assignment.toml``."""
    path = folders.assignment / "assignment.toml"
    if not path.is_file():
        raise AssignmentError(f"{path}: no such file; is {folders.name!r} an assignment?")
    entries, defaults = toml_table(path), course_defaults(folders.root)
    _parsed_file(path, {"name": folders.name, **entries})  # its own words first
    assignment = _parsed_file(path, {"name": folders.name, **_over(defaults, entries)})
    if PROBES in assignment.imported and folders.probes is not None:
        raise AssignmentError(f"{path}: module {PROBES!r} has the name of {folders.probes}")
    for module in (*assignment.given, *assignment.modules):
        source = folders.solution / module_path(module)
        if not source.is_file():
            raise AssignmentError(
                with_line(path, f"{path}: module {module!r} has no {source}: write this file")
            )
    for module, earlier in assignment.brings.modules.items():
        source = Folders(folders.root, earlier).solution / module_path(module)
        if not source.is_file():
            raise AssignmentError(f"{path}: brings.{module} = {earlier!r}: there is no {source}")
    return assignment


def course_defaults(root: Path) -> dict[str, Any]:
    """What ``course.toml`` says for every assignment of the course in ``root``; empty without one.

    ``AssignmentError`` with file and line for a key that is not one of ``OF_A_COURSE``, and for a
    value that would be wrong in an ``assignment.toml``.
    """
    path = root / COURSE_FILE
    if not path.is_file():
        return {}
    entries = toml_table(path)
    for key in entries:
        if key not in OF_A_COURSE:
            told = f"{path}: unknown key {key!r}; a course has {', '.join(OF_A_COURSE)}"
            raise AssignmentError(with_line(path, told))
    _parsed_file(path, {"name": "", "title": "", "modules": ["any"], **entries})
    return entries


def _parsed_file(path: Path, entries: dict[str, Any]) -> Assignment:
    """``entries`` checked; what is wrong is told with its line in the file at ``path``."""
    try:
        return parse_assignment(entries, str(path))
    except AssignmentError as error:
        raise AssignmentError(with_line(path, str(error))) from None


def _over(defaults: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """``own`` completed by ``defaults``, which are checked: tables key by key."""
    found = {**defaults, **own}
    for key in defaults.keys() & own.keys():
        if isinstance(own[key], dict):
            found[key] = {**defaults[key], **own[key]}
    return found


def with_line(path: Path, told: str) -> str:
    """A message about ``path``, a file of settings, with the line at which stands what it names.

    Messages begin with the path and name a key, as ``limits.memory_mb``, or quote a word.
    """
    text = path.read_text(encoding="utf-8")
    about = told.removeprefix(f"{path}: ")
    quoted = re.findall(r"'(.+?)'", about)
    keys = [key.rpartition(".")[2] for key in (*quoted, *re.findall(r"[\w.]*\w", about))]
    wanted = [rf"^\W*{re.escape(key)}\W*(?:=|\]\s*$)" for key in keys if key]
    wanted += [rf"[\"']{re.escape(text)}[\"']" for text in quoted]
    found = next((m for one in wanted if (m := re.search(one, text, re.M))), None)
    line = text[: found.end()].count("\n") + 1 if found is not None else 1
    return f"{path}:{line}: {about}"


def reference_paths(folders: Folders, assignment: Assignment) -> dict[str, Path]:
    """Each module that a hand-in consists of -> the file of its reference."""
    earlier = folders.earlier(assignment.brings.modules)
    return {m: earlier.get(m, folders.solution) / module_path(m) for m in assignment.imported}


def parse_assignment(entries: dict[str, Any], where: str) -> Assignment:
    """Check every key and type; ``AssignmentError`` names the first that is wrong."""
    _check_keys(entries, Assignment, where)
    limits, gradescope = _table(entries, Limits, where), _table(entries, Gradescope, where)
    for key in ("name", "title"):
        if not isinstance(entries[key], str):
            raise AssignmentError(f"{where}: {key} should be a text, not {entries[key]!r}")
    for key in ("modules", "notebooks", "untested", "given", "imports", "requirements"):
        value = entries.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise AssignmentError(f"{where}: {key} should be a list of texts, not {value!r}")
    if not entries["modules"]:
        raise AssignmentError(f"{where}: modules is empty")
    for key, value in limits.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise AssignmentError(
                f"{where}: limits.{key} should be a positive number, not {value!r}"
            )
    _check_readers_language(entries.get("language", ""), f"{where}: language")
    _check_message_mb(limits.get("message_mb", MESSAGES_MB[0]), f"{where}: limits.message_mb")
    _check_gradescope(gradescope, f"{where}: gradescope")
    _check_forward_values(entries.get("forward_values", {}), f"{where}: forward_values")
    tables = {
        "limits": Limits(**limits),
        "gradescope": Gradescope(**gradescope),
        "brings": _brings(entries.get("brings", {}), entries["modules"], f"{where}: brings"),
        "manual": manual_questions(entries.get("manual", []), f"{where}: [[manual]]"),
    }
    assignment = Assignment(**{**entries, **tables})
    _check_modules(assignment.imported, where)
    for module in assignment.notebooks:
        if module not in assignment.modules or "." in module:
            raise AssignmentError(
                f"{where}: notebooks: {module!r} should be one of modules, and in no package"
            )
    return assignment


def _check_modules(modules: list[str], where: str) -> None:
    """``AssignmentError`` for a name that no module can have, or that two would share."""
    packages = packages_of(modules)
    for module in modules:
        parts = module.split(".")
        if not all(IDENTIFIER.fullmatch(part) and not iskeyword(part) for part in parts):
            raise AssignmentError(f"{where}: {module!r} is no module name")
        if modules.count(module) > 1:
            raise AssignmentError(f"{where}: the module {module!r} is named twice")
        if module in packages:
            raise AssignmentError(f"{where}: {module!r} is a module and the package of others")
        reserved = JUNK.intersection(parts[:-1]) or NOT_HANDED_IN & {f"{parts[-1]}.py"}
        if reserved or (parts[0] == "files" and parts[1:]):
            raise AssignmentError(
                f"{where}: {module!r}: a file of that name is never taken from a hand-in"
            )


def _brings(table: object, own: list[str], where: str) -> Brings:
    """The table ``[brings]``, checked."""
    if not isinstance(table, dict):
        raise AssignmentError(f"{where} should be a table, not {table!r}")
    modules = {k: v for k, v in table.items() if k not in ("from", "released")}
    for module, earlier in modules.items():
        if not isinstance(earlier, str):
            raise AssignmentError(
                f"{where}.{module} should be the name of an assignment, not {earlier!r}"
            )
        if module in own:
            raise AssignmentError(f"{where}.{module}: {module!r} is a module of this assignment")
    source, released = table.get("from", OWN), table.get("released", False)
    if source not in WHOSE_MODULES:
        known = ", ".join(map(repr, WHOSE_MODULES))
        raise AssignmentError(f"{where}.from should be one of {known}, not {source!r}")
    if not isinstance(released, bool):
        raise AssignmentError(f"{where}.released should be true or false, not {released!r}")
    if source != OWN and not released:
        raise AssignmentError(
            f"{where}.from = {source!r} puts the reference of {', '.join(set(modules.values()))} "
            'where every hand-in can read it: say released = true, or from = "student"'
        )
    return Brings(modules, source, released)


def _check_message_mb(found: object, where: str) -> None:
    least, most = MESSAGES_MB
    if type(found) is not int or not least <= found <= most:
        raise AssignmentError(
            f"{where} should be a whole number of megabytes from {least} to {most}, not {found!r}"
        )


def _check_readers_language(found: object, where: str) -> None:
    if found != "" and found not in languages():
        raise AssignmentError(f"{where} should be one of {', '.join(languages())}, not {found!r}")


def _check_gradescope(entries: dict[str, Any], where: str) -> None:
    for key, known in (("hidden_cases", VISIBILITIES), ("runtime", RUNTIMES)):
        if entries.get(key, known[0]) not in known:
            raise AssignmentError(
                f"{where}.{key} should be one of {', '.join(known)}, not {entries[key]!r}"
            )
    attempts = entries.get("attempts_per_day", 0)
    if type(attempts) is not int or attempts < 0:
        raise AssignmentError(
            f"{where}.attempts_per_day should be a whole number from 0 on, not {attempts!r}"
        )
    board = entries.get("leaderboard", {})
    if not isinstance(board, dict) or not all(isinstance(v, str) for v in board.values()):
        raise AssignmentError(
            f"{where}.leaderboard should be a table of column -> "
            f"{', '.join(MEASURES)} or a question, not {board!r}"
        )


def _check_forward_values(table: object, where: str) -> None:
    if not isinstance(table, dict):
        raise AssignmentError(f"{where} should be a table of function -> number, not {table!r}")
    for name, count in table.items():
        if not name.isidentifier() or type(count) is not int or count < 1:
            raise AssignmentError(
                f"{where}.{name} should be a whole number from 1 on: how many of the values that "
                f"the function {name} returns are results, not {count!r}"
            )


def _table(entries: dict[str, Any], kind: type[Limits] | type[Gradescope], where: str) -> Any:
    name = kind.__name__.lower()
    table = entries.get(name, {})
    if not isinstance(table, dict):
        raise AssignmentError(f"{where}: {name} should be a table, not {table!r}")
    _check_keys(table, kind, f"{where}: [{name}]")
    return table


def _check_keys(entries: dict[str, Any], kind: type[Any], where: str) -> None:
    known = [f.name for f in fields(kind)]
    for key in entries:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            meant = f": write {near[0]}" if near else ""
            raise AssignmentError(
                f"{where}: unknown key {key!r}{meant}; known are {', '.join(known)}"
            )
    required = ("name", "title", "modules") if kind is Assignment else ()
    for key in required:
        if key not in entries:
            raise AssignmentError(f"{where}: the key {key!r} is missing")
