"""A hand-in of any layout becomes a clean folder of modules, by the standard library alone."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.errors import UnpackError
from autograder.language import gettext
from autograder.unpack.archives import Contents, read_contents
from autograder.unpack.names import (
    copy_of,
    in_their_letters,
    likeness,
    module_path,
    packages_of,
    root_of,
)
from autograder.unpack.notebooks import notebook_cells, notebook_source, whole_notebook

__all__ = [
    "Staged",
    "copy_of",
    "likeness",
    "module_path",
    "notebook_cells",
    "notebook_source",
    "packages_of",
    "root_of",
    "stage",
    "text_digest",
    "whole_notebook",
]

OURS = 0.5
"""Share of a notebook's cells beyond which it is the one that was handed out."""
MAX_ASIDE = 3
"""Other files of a module that are named."""


@dataclass(frozen=True)
class Staged:
    """Which file became which module, and what was noticed."""

    found: dict[str, str]
    missing: list[str]
    aside: dict[str, list[str]] = field(default_factory=dict)
    """other files of a module that was found"""
    others: list[str] = field(default_factory=list)
    """the names of everything else that lies in the hand-in"""


def stage(
    submission: Path, modules: list[str], folder: Path, handed_out: Collection[str] = ()
) -> Staged:
    """Write the modules of ``submission``, and the helpers beside them, to the empty ``folder``.

    ``handed_out`` holds the digests of what students were given: a stub that nobody touched counts
    only where there is nothing else, the course's own notebook never. ``UnpackError`` where the
    hand-in cannot be read.
    """

    def enough(files: Mapping[PurePosixPath, bytes]) -> bool:
        return any(_is_own(path, data, handed_out) for path, data in files.items())

    contents = read_contents(submission, enough)
    files = contents.files
    own = [path for path, data in files.items() if _is_own(path, data, handed_out)]
    candidates = _files_that_fit(files, modules, own)
    found = {module: paths[0] for module, paths in candidates.items() if paths}
    _take_notebooks_by_name(found, modules, files, own)
    _take_the_only_one(found, modules[0], own)
    roots = [root_of(p, module) for module, p in found.items() if p.suffix.lower() == ".py"]
    named = any(candidates.values())
    if roots and named:
        _write_helpers(files, roots[0], folder, modules)
    for module, path in found.items():
        source = files[path] if path.suffix.lower() == ".py" else notebook_source(files[path])
        _write(folder / module_path(module), source)
    aside = {
        module: [str(p) for p in candidates[module] if p in own and p != path][:MAX_ASIDE]
        for module, path in found.items()
    }
    return Staged(
        {module: str(path) for module, path in found.items()},
        [m for m in modules if m not in found],
        {module: paths for module, paths in aside.items() if paths},
        _files_left(contents, found.values(), own),
    )


def text_digest(source: str) -> str:
    """What a text is known by, whatever an editor did to its white space."""
    lines = [line.rstrip() for line in source.lstrip("\ufeff").splitlines()]
    return hashlib.sha256("\n".join(lines).strip().encode(errors="replace")).hexdigest()[:16]


def _is_own(path: PurePosixPath, data: bytes, handed_out: Collection[str]) -> bool:
    """Whether a file is the student's own work, as far as what was handed out tells."""
    if not handed_out:
        return True
    if path.suffix.lower() == ".py":
        return text_digest(data.decode(errors="replace")) not in handed_out
    try:
        cells = [cell for cell in notebook_cells(data) if cell.strip()]
        if text_digest(whole_notebook(data)) in handed_out:
            return False
    except UnpackError:
        return True
    given = sum(text_digest(cell) in handed_out for cell in cells)
    return given <= OURS * len(cells)


def _files_that_fit(
    files: Iterable[PurePosixPath], modules: Sequence[str], own: Collection[PurePosixPath]
) -> dict[str, list[PurePosixPath]]:
    """The Python files that may be each module, the likeliest first.

    A file goes to the module that more of its folders speak for. One that lacks folders and may be
    either of two modules is none of them.
    """
    ranked: dict[str, list[tuple[Any, PurePosixPath]]] = {module: [] for module in modules}
    for path in files:
        fits = {m: like for m in modules if (like := likeness(path, m)) is not None}
        rank = {m: (like.folders_missing, -m.count(".")) for m, like in fits.items()}
        best = [m for m in fits if rank[m] == min(rank.values())]
        if len(best) > 1 and fits[best[0]].folders_missing:
            continue
        for m in best:
            ranked[m].append(((path not in own, fits[m], len(path.parts), str(path)), path))
    return {module: [path for _, path in sorted(found)] for module, found in ranked.items()}


def _take_notebooks_by_name(
    found: dict[str, PurePosixPath],
    modules: Sequence[str],
    files: Iterable[PurePosixPath],
    own: Collection[PurePosixPath],
) -> None:
    """Where no file of the student's own has a module's name, take the notebook that has it."""
    notebooks = [path for path in files if path.suffix.lower() == ".ipynb"]
    for module in modules:
        named = {path: copy_of(path.stem, module) for path in notebooks}
        ranked = [(p not in own, fit, len(p.parts), str(p), p) for p, fit in named.items() if fit]
        if not ranked or found.get(module) in own:
            continue
        untouched, *_, path = min(ranked)
        if not untouched or module not in found:
            found[module] = path


def _take_the_only_one(
    found: dict[str, PurePosixPath], module: str, own: Collection[PurePosixPath]
) -> None:
    """Where no file has the module's name, take the only file, or the only notebook."""
    if any(path in own for path in found.values()) and found.get(module) in own:
        return
    notebooks = [path for path in own if path.suffix.lower() == ".ipynb"]
    nothing = not any(path in own for path in found.values())
    alone = [path for path in own if path.name != "__init__.py"]
    if nothing and len(alone) == 1:
        found[module] = alone[0]
    elif len(notebooks) == 1:
        found[module] = notebooks[0]


def _files_left(
    contents: Contents, taken: Iterable[PurePosixPath], own: Collection[PurePosixPath]
) -> list[str]:
    """Everything else in a hand-in, in words."""
    used = set(taken)
    ours = gettext(" (as it was handed out)")
    sources = [f"{p}{'' if p in own else ours}" for p in contents.files if p not in used]
    return sources + contents.others


def _readable(source: bytes) -> bytes:
    """UTF-16 as UTF-8: Python reads everything else that editors write."""
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return source.decode("utf-16", errors="replace").encode()
    return source


def _write_helpers(
    files: Mapping[PurePosixPath, bytes],
    root: PurePosixPath,
    folder: Path,
    modules: Sequence[str],
) -> None:
    """Write what can be imported from ``root`` beside the modules."""
    for path, data in files.items():
        if path.suffix == ".py" and root in path.parents:
            relative = in_their_letters(path.relative_to(root), modules)
            if all(part.isidentifier() for part in relative.with_suffix("").parts):
                _write(folder / relative, data)


def _write(target: Path, source: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_readable(source))
