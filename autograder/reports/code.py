"""The code of each hand-in, as a report shows it beside the failures: plain text, and bounded."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from autograder._workers import CORES, Processes, inherit, run_jobs
from autograder.classroom.ledger import Ledger, Run
from autograder.classroom.names import one_line
from autograder.reports.handed_in import Given, given_in, reopened
from autograder.unpack import module_path

CODE_BYTES = 2_500_000
"""Budget of code for a page, in bytes after compression; each hand-in gets an equal share, never
less than ``LEAST_CODE``."""
LEAST_CODE = 1_000
"""Bytes that each hand-in gets, however large the class is."""
MAX_CODE_FILES, MAX_CHARACTERS = 20, 200_000
"""Code of a hand-in that are shown, modules first, and characters of each."""
CODE_CUT = "\n# ... cut here: the whole file is in the hand-in\n"
"""What stands where code was cut."""
BATCH = 20
"""Hand-ins that a worker reads at once: one takes milliseconds."""

Code = dict[str, str]
"""The text of each file by its path in the hand-in."""


def code_of_all(
    ledger: Ledger,
    run: Run,
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> dict[str, Code]:
    """The code of the run's hand-ins, by the names of their entries.

    Those are left out that are not where they were, or say something else now.
    """
    lying = {entry.name: (entry.path, digest) for entry, digest in ledger.hand_ins(run)}
    share = max(LEAST_CODE, CODE_BYTES // max(1, len(lying)))
    template = "\n".join(run.given.values()).encode()
    names = list(lying)
    jobs = [tuple(names[at : at + BATCH]) for at in range(0, len(names), BATCH)]
    found: dict[str, Code] = {}
    with Processes(CORES, inherit, given_in(run)) as pool:
        work = ((own, ([lying[name] for name in own],)) for own in jobs)
        for done, (own, future) in enumerate(run_jobs(pool, _read_code, work), 1):
            for name, files in zip(own, future.result(), strict=True):
                if files is not None:
                    found[name] = bounded(files, share, template)
            progress("hand-ins read again", min(len(names), done * BATCH), len(names))
    return found


def _read_code(given: Given, lying: list[tuple[Path, str]]) -> list[Code | None]:
    return [_files(path, digest, given) for path, digest in lying]


def _files(path: Path, digest: str, given: Given) -> Code | None:
    with reopened(path, digest, given) as folder:
        if folder is None:
            return None
        there = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*.py"))}
        modules = [m for m in map(module_path, given.modules) if m in there]
        names = list(dict.fromkeys([*modules, *there]))[:MAX_CODE_FILES]
        texts = {name: there[name].read_text("utf-8", "replace") for name in names}
        return {one_line(name): _visible(text[:MAX_CHARACTERS]) for name, text in texts.items()}


def _visible(text: str) -> str:
    """``text`` with every character escaped that could show it otherwise than it is run."""
    lines = (line if line.isprintable() else _unsteered(line) for line in text.split("\n"))
    return "\n".join(lines)


def _unsteered(line: str) -> str:
    return "\t".join(map(one_line, line.split("\t")))


def bounded(files: Mapping[str, str], share: int, template: bytes = b"") -> Code:
    """``files``, cut so that they take no more than about ``share`` bytes where they are kept.

    What stands in the ``template`` costs next to nothing: it is there once for all.
    """
    kept: Code = {}
    for name, text in files.items():
        cost = _cost(text, template)
        if cost > share:
            text = text[: len(text) * share // cost] + CODE_CUT if share > 0 else CODE_CUT
        kept[name] = text
        share -= cost
    return kept


def _cost(text: str, template: bytes) -> int:
    known = template[-(2**15) :]  # what deflate looks back to
    packer = zlib.compressobj(zdict=known) if known else zlib.compressobj()
    return len(packer.compress(text.encode(errors="replace"))) + len(packer.flush())
