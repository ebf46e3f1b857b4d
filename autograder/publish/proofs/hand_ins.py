"""Answers as folders of modules, as a student would hand them in: what the proofs grade."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import py_compile
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.assignment.folders import Folders
from autograder.assignment.markers import stub
from autograder.assignment.misconceptions import Misconception
from autograder.assignment.reference import defining_modules
from autograder.unpack import stage

Sources = Mapping[str, str | bytes]
"""relative path -> text, or bytes of a compiled module"""
LOADER, APART = "_answers", "_apart"
"""The module that puts an answer together inside the sandbox, and the folder that it loads from."""


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


def reference(folders: Folders, modules: list[str]) -> dict[str, str]:
    """The reference as it is."""
    paths = {f"{m}.py": folders.solution / f"{m}.py" for m in modules}
    return {name: path.read_text(encoding="utf-8") for name, path in paths.items()}


def template(folders: Folders, modules: list[str]) -> dict[str, str]:
    """What students are given."""
    return {f"{m}.py": stub(folders.solution / f"{m}.py") for m in modules}


def alternative(path: Path, folders: Folders, modules: list[str], asked: frozenset[str]) -> Sources:
    """Another right answer; what it leaves out of ``asked`` is the reference's."""
    with tempfile.TemporaryDirectory() as scratch:
        staged = stage(path, modules, Path(scratch))
        files = {
            p.relative_to(scratch).as_posix(): p.read_text(encoding="utf-8")
            for p in Path(scratch).rglob("*.py")
        }
        own = set(defining_modules(Path(scratch), list(staged.found)))
    if asked <= own:
        return files
    right = reference(folders, modules)
    added = {
        f"{module}.py": f"{files.get(f'{module}.py', '')}{_call('complete', module)}"
        for module in modules
    }
    return {**files, **added, **_apart(right)}


def alone(folders: Folders, modules: list[str], functions: set[str]) -> Sources:
    """The template with these functions filled in, and no others."""
    home = defining_modules(folders.solution, modules)
    found = template(folders, modules)
    for module in modules:
        mine = sorted(name for name in functions if home.get(name) == module)
        found[f"{module}.py"] += _call("fill", module, *mine)
    return {**found, **_apart(reference(folders, modules))}


def mistake(folders: Folders, modules: list[str], wrong: Misconception) -> Sources:
    """The reference with one known mistake, which everything else in its module meets too."""
    home = defining_modules(folders.solution, modules)
    right = reference(folders, modules)
    module = home.get(wrong.replaces, modules[0])
    found = {**right, f"{module}.py": right[f"{module}.py"] + _call("err", module, wrong.name)}
    known = (folders.solution / "misconceptions.py").read_text(encoding="utf-8")
    return {**found, **_apart({**right, "misconceptions.py": known})}


def _call(name: str, *arguments: str) -> str:
    """Lines that let the loader change the module in which they stand."""
    texts = "".join(f", {argument!r}" for argument in arguments)
    return f"\n\nimport {LOADER}\n{LOADER}.{name}(globals(){texts})\n"


def _apart(modules: Mapping[str, str]) -> dict[str, str | bytes]:
    """Modules that the loader imports without their taking the hand-in's names.

    Their bytecode comes along: it is the same for hundreds of answers.
    """
    loader = Path(__file__).with_name("loader.py").read_text(encoding="utf-8")
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
