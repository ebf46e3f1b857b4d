"""A hand-in of any layout becomes a clean folder of modules. Standard library only."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.errors import UnpackError
from autograder.unpack.archives import Contents, read_contents

CELL = "# %% cell "
"""How the line before each cell of a notebook begins in the module that it becomes."""
COPY = "copy|kopie|copie|copia|cópia|kopia|kopi|копия|副本|コピー|복사본"
RENAMED_COPY = re.compile(
    rf"(?:[ _-]*\((?:\d{{1,3}}|(?i:{COPY})(?: \d{{1,3}})?)\)"
    rf"|[ _-]+\d{{1,3}}"
    rf"|[ _—-]+(?i:{COPY})"
    r"|[ _-]*\([^()]{0,60}(?i:conflicted copy)[^()]{0,40}\)"  # Dropbox
    rf"|-(?=[A-Z0-9]*[A-Z])[A-Z0-9]+){{1,4}}"  # OneDrive adds the computer's name
)
"""What a browser, a file manager or a platform adds to the name of a second copy."""
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
    candidates = {module: _files_that_fit(files, module, own) for module in modules}
    found = {module: paths[0] for module, paths in candidates.items() if paths}
    _take_the_only_one(found, modules[0], own)
    homes = [path.parent for path in found.values() if path.suffix.lower() == ".py"]
    named = any(candidates.values())
    if homes and named:
        _write_helpers(files, homes[0], folder)
    for module, path in found.items():
        source = files[path] if path.suffix.lower() == ".py" else notebook_source(files[path])
        (folder / f"{module}.py").write_bytes(_readable(source))
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


def copy_of(name: str, module: str) -> tuple[int, int] | None:
    """How surely a file's name, without suffix, is that of ``module``: the smaller, the surer.

    The name itself, the name in other letters, or a renamed copy of it, the newest first; None
    where it is another name.
    """
    if name == module:
        return 0, 0
    if name.casefold() == module.casefold():
        return 1, 0
    name = re.sub(rf"^(?:(?i:{COPY})[ _-]+(?:of|de|von|di|van) )", "", name)
    head, tail = name[: len(module)], name[len(module) :]
    if head.casefold() != module.casefold() or (tail and not RENAMED_COPY.fullmatch(tail)):
        return None
    numbers = [part for part in re.split(r"\W|_", tail) if part.isdecimal()]
    return 2, -int(numbers[-1]) if numbers else 0


def text_digest(source: str) -> str:
    """What a text is known by, whatever an editor did to its white space."""
    lines = [line.rstrip() for line in source.lstrip("\ufeff").splitlines()]
    return hashlib.sha256("\n".join(lines).strip().encode(errors="replace")).hexdigest()[:16]


def notebook_cells(data: bytes) -> list[str]:
    """The sources of a notebook's code cells; ``UnpackError`` where it is none."""
    try:
        cells = json.loads(data.decode("utf-8-sig"))["cells"]
        sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnpackError(
            "the notebook is damaged: save it again and hand it in once more"
        ) from None
    return sources


def _is_own(path: PurePosixPath, data: bytes, handed_out: Collection[str]) -> bool:
    """Whether a file is the student's own work, as far as what was handed out tells."""
    if not handed_out:
        return True
    if path.suffix.lower() == ".py":
        return text_digest(data.decode(errors="replace")) not in handed_out
    try:
        cells = [cell for cell in notebook_cells(data) if cell.strip()]
    except UnpackError:
        return True
    given = sum(text_digest(cell) in handed_out for cell in cells)
    return given <= OURS * len(cells)


def _files_that_fit(
    files: Iterable[PurePosixPath], module: str, own: Collection[PurePosixPath]
) -> list[PurePosixPath]:
    """The Python files that may be ``module``, the likeliest first."""
    ranked: list[tuple[Any, PurePosixPath]] = []
    for path in files:
        how = copy_of(path.stem, module) if path.suffix.lower() == ".py" else None
        if how is not None:
            ranked.append(((path not in own, how, len(path.parts), str(path)), path))
    return [path for _, path in sorted(ranked)]


def _take_the_only_one(
    found: dict[str, PurePosixPath], module: str, own: Collection[PurePosixPath]
) -> None:
    """Where no file has the module's name, take the only file, or the only notebook."""
    if any(path in own for path in found.values()) and found.get(module) in own:
        return
    notebooks = [path for path in own if path.suffix.lower() == ".ipynb"]
    nothing = not any(path in own for path in found.values())
    if nothing and len(own) == 1:
        found[module] = next(iter(own))
    elif len(notebooks) == 1:
        found[module] = notebooks[0]


def _files_left(
    contents: Contents, taken: Iterable[PurePosixPath], own: Collection[PurePosixPath]
) -> list[str]:
    """Everything else in a hand-in, in words."""
    used = set(taken)
    ours = " (as it was handed out)"
    sources = [f"{p}{'' if p in own else ours}" for p in contents.files if p not in used]
    return sources + contents.others


def notebook_source(data: bytes) -> bytes:
    """The code cells of a notebook as they are, each below a mark.

    Magics are taken out where the module is imported, beside the hand-in: parsing what others
    wrote can end a process.
    """
    cells = [f"{CELL}{n}\n{source}\n" for n, source in enumerate(notebook_cells(data), 1)]
    return "\n".join(cells).encode(errors="replace")


def _readable(source: bytes) -> bytes:
    """UTF-16 as UTF-8: Python reads everything else that editors write."""
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return source.decode("utf-16", errors="replace").encode()
    return source


def _write_helpers(files: Mapping[PurePosixPath, bytes], home: PurePosixPath, folder: Path) -> None:
    for path, data in files.items():
        if path.suffix == ".py" and path.is_relative_to(home):
            relative = path.relative_to(home)
            if not all(part.isidentifier() for part in relative.with_suffix("").parts):
                continue  # cannot be imported
            target = folder / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_readable(data))
