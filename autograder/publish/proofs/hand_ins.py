"""Answers are laid out as folders of modules, as a student would hand them in."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import py_compile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment.definitions import parsed
from autograder.assignment.markers import checked_stub, stub
from autograder.assignment.misconceptions import (
    MISCONCEPTIONS,
    Misconception,
    files_of_mistakes,
)
from autograder.assignment.notebooks import as_cells
from autograder.assignment.reference import defining_modules, package_files
from autograder.grading import loader as loader_module
from autograder.grading.brought import APART, LOADER
from autograder.unpack import module_path, stage
from autograder.unpack.notebooks import CELL

Sources = Mapping[str, str | bytes]
"""relative path -> text, or bytes of a compiled module"""


@contextlib.contextmanager
def placed(hand_in: Sources) -> Iterator[Path]:
    """A folder that holds ``hand_in``; gone with the ``with`` block."""
    with tempfile.TemporaryDirectory(prefix="proof-") as scratch:
        Path(scratch).chmod(0o711)
        folder = Path(scratch, "hand-in")
        for name, text in hand_in.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        yield folder


@dataclass(frozen=True)
class Right:
    """The reference of an assignment, as files."""

    folder: Path
    """where it lies, with its known mistakes and alternatives"""
    paths: Mapping[str, Path]
    """every module that a hand-in consists of -> its file"""
    own: Sequence[str]
    """those that students write in this assignment; the others they bring along or are given"""
    given: Sequence[str] = ()
    """those that students are given complete"""
    notebooks: Sequence[str] = ()
    """those that are handed in as notebooks"""

    @property
    def texts(self) -> dict[str, str]:
        """Its modules, as a student would hand them in."""
        texts = {m: path.read_text(encoding="utf-8") for m, path in self.paths.items()}
        return {module_path(m): self._as_handed_in(m, text) for m, text in texts.items()}

    def _as_handed_in(self, module: str, text: str) -> str:
        """A module's text, of a notebook as the one that it becomes in a hand-in."""
        return as_cells(text, str(self.paths[module])) if module in self.notebooks else text

    @functools.cached_property
    def home(self) -> dict[str, str]:
        """Each name that it defines -> the module that does."""
        return defining_modules(self.folder, list(self.paths), self.homes)

    @property
    def homes(self) -> dict[str, Path]:
        """Each module -> the folder from which it is imported."""
        return {m: path.parents[m.count(".")] for m, path in self.paths.items()}

    def template(self, brought: Mapping[str, str] | None = None) -> dict[str, str]:
        """What students are given; ``brought`` stands for modules of earlier assignments."""
        stubs = {
            m: checked_stub(path) if m in self.own else stub(path)  # checked earlier
            for m, path in self.paths.items()
            if m not in self.given
        }
        given = {module_path(m): self._as_handed_in(m, text) for m, text in stubs.items()}
        complete = {name: self.texts[name] for name in map(module_path, self.given)}
        return {**self.package_files, **complete, **given, **(brought or {})}

    @property
    def brought(self) -> dict[str, str]:
        """The modules of earlier assignments."""
        own = set(map(module_path, self.own))
        return {name: text for name, text in self.texts.items() if name not in own}

    @property
    def package_files(self) -> dict[str, str]:
        """The ``__init__.py`` of every package in which a module lies."""
        found = package_files(self.folder, list(self.paths), self.homes)
        return {name: data.decode() for name, data in found.items()}


def alternative(path: Path, right: Right, asked: frozenset[str]) -> Sources:
    """Another right answer; what it leaves out of ``asked`` is the reference's."""
    for source in [path] if path.is_file() else sorted(path.rglob("*.py")):
        if source.suffix == ".py":
            parsed(source)  # here its own name and line can be told
    with tempfile.TemporaryDirectory() as scratch:
        staged = stage(path, list(right.own), Path(scratch))
        files = {
            p.relative_to(scratch).as_posix(): p.read_text(encoding="utf-8")
            for p in Path(scratch).rglob("*.py")
        }
        own = set(defining_modules(Path(scratch), list(staged.found)))
    wanted = {name for name in asked if right.home[name] in right.own}
    files = {**right.brought, **files}
    if wanted <= own:
        return files
    added = {}
    for module in right.own:
        # Names that it defines in another module than the reference does stay its own.
        left_out = sorted(n for n, home in right.home.items() if home == module and n not in own)
        name = module_path(module)
        added[name] = files.get(name, "") + _call("fill", module, *left_out)
    return {**files, **added, **_apart({**right.package_files, **right.texts})}


def alone(right: Right, functions: set[str]) -> Sources:
    """The template with these functions filled in, and no others but what was brought along."""
    found = right.template(right.brought)
    for module in right.own:
        mine = sorted(name for name in functions if right.home.get(name) == module)
        found[module_path(module)] += _call("fill", module, *mine)
    return {**found, **_apart({**right.package_files, **right.texts})}


def mistake(right: Right, wrong: Misconception) -> Sources:
    """The reference with one known mistake, which everything else in its module meets too."""
    module = right.home.get(wrong.target, right.own[0])
    texts, name = right.texts, module_path(module)
    found = {**texts, name: texts[name] + _call("err", module, wrong.name)}
    return {**found, **_apart({**right.package_files, **texts, **_mistakes_of(right.folder)})}


def _mistakes_of(folder: Path) -> dict[str, str]:
    """The files in which the known mistakes are declared; a package has an ``__init__.py``."""
    files = files_of_mistakes(folder)
    start = {} if MISCONCEPTIONS in files else {f"{MISCONCEPTIONS}/__init__.py": ""}
    found = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in files.values()
    }
    return {**start, **found}


def _call(name: str, *arguments: str) -> str:
    """Lines that let the loader change the module in which they stand, in a notebook a cell."""
    texts = "".join(f", {argument!r}" for argument in arguments)
    return f"\n\n{CELL}that changes it\nimport {LOADER}\n{LOADER}.{name}(globals(){texts})\n"


def _apart(modules: Mapping[str, str]) -> dict[str, str | bytes]:
    """Modules that the loader imports without their taking the hand-in's names.

    Their bytecode comes along: it is the same for hundreds of answers.
    """
    loader = Path(loader_module.__file__).read_text(encoding="utf-8")
    files = {f"{LOADER}.py": loader, **{f"{APART}/{name}": t for name, t in modules.items()}}
    found: dict[str, str | bytes] = {**files}
    for name, text in files.items():
        found[importlib.util.cache_from_source(name)] = _compiled(name, text)
    return found


@functools.cache
def _compiled(name: str, text: str) -> bytes:
    """A module's bytecode, to be taken without a look at its source (PEP 552)."""
    with tempfile.TemporaryDirectory() as scratch:
        source, target = Path(scratch, "source.py"), Path(scratch, "compiled")
        source.write_text(text, encoding="utf-8")
        unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(
            str(source), str(target), dfile=name, doraise=True, invalidation_mode=unchecked
        )
        return target.read_bytes()
