"""What the package looks like as a house: rooms, the imports between them, names defined twice.

    python tools/structure.py [autograder]

A room is a folder or a module right under the package; its own ``__init__``, which runs before all
of them, and ``__main__`` are none. An import between rooms is counted once for two rooms, wherever
in a file it stands; what is imported for type checkers alone is counted too, since a reader follows
it all the same. Imports of the package's own ``__init__`` are counted apart.
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

APART = ("student", "scaffolds")
"""Folders whose files are handed out, to students or authors, and never imported: no rooms."""
NO_ROOMS = ("__init__", "__main__")
"""Modules of the package that are the house itself and its bell."""

EVERYWHERE = ("__all__", "__getattr__")
"""Names that Python itself asks of many modules."""


@dataclass(frozen=True)
class Structure:
    """The figures of a package."""

    rooms: list[str]
    imports: set[tuple[str, str]]  # (the room that imports, the room that is imported)
    of_the_package: list[str]  # rooms that import a name of the package's own __init__
    circles: list[list[str]]
    at_the_top: list[str]  # modules right under the package, without __init__ and __main__
    twice: dict[str, list[str]]  # a name -> the modules that define it, where there are two
    comments: float  # share of lines that hold a comment, in percent

    @property
    def public_twice(self) -> list[str]:
        """Names without an underscore that two modules define."""
        return [name for name in self.twice if not name.startswith("_")]

    def __str__(self) -> str:
        """The figures, a line each, and the names that are defined twice with their modules."""
        lines = [
            f"rooms                 {len(self.rooms):4}  {' '.join(self.rooms)}",
            f"imports between them  {len(self.imports):4}",
            f"of the package itself {len(self.of_the_package):4}  {' '.join(self.of_the_package)}",
            f"circles               {len(self.circles):4}  {' '.join(map(str, self.circles))}",
            f"modules at the top    {len(self.at_the_top):4}  {' '.join(self.at_the_top)}",
            f"names defined twice   {len(self.twice):4}  {len(self.public_twice)} of them public",
            *(f"    {name}: {', '.join(where)}" for name, where in sorted(self.twice.items())),
            f"lines with a comment  {self.comments:4.1f} %",
        ]
        return "\n".join(line.rstrip() for line in lines)


def structure(package: Path) -> Structure:
    """The figures of the package in the folder ``package``."""
    paths = sorted(package.rglob("*.py"))
    trees = {path.relative_to(package): ast.parse(path.read_text("utf-8")) for path in paths}
    housed = {
        path: tree
        for path, tree in trees.items()
        if not any(part in APART for part in path.parts[:-1])
    }
    rooms = sorted({_room(path) for path in housed} - {*NO_ROOMS})
    imports = {
        (_room(path), room)
        for path, tree in housed.items()
        for room in _imported(tree, package.name)
        if room != _room(path) and {room, _room(path)} <= {*rooms}
    }
    return Structure(
        rooms,
        imports,
        sorted(
            {_room(p) for p, tree in housed.items() if {*_imported(tree, package.name)} - {*rooms}}
        ),
        _circles(rooms, imports),
        [path.stem for path in housed if len(path.parts) == 1 and not path.stem.startswith("__")],
        _twice(housed),
        _comments(paths),
    )


def _room(path: Path) -> str:
    return path.parts[0].removesuffix(".py")


def _imported(tree: ast.Module, package: str) -> Iterator[str]:
    """What a module imports from right under the package, by absolute names: it has no others."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            top, _, rest = name.partition(".")
            if top == package:
                yield rest.partition(".")[0]


def _circles(rooms: list[str], imports: set[tuple[str, str]]) -> list[list[str]]:
    """The groups of rooms that can reach each other."""
    reached = {room: {room} for room in rooms}
    for _ in rooms:
        for importer, imported in imports:
            reached[importer] |= reached[imported]
    groups = {
        tuple(other for other in rooms if other in reached[room] and room in reached[other])
        for room in rooms
    }
    return [list(group) for group in sorted(groups) if len(group) > 1]


def _twice(trees: dict[Path, ast.Module]) -> dict[str, list[str]]:
    homes: dict[str, list[str]] = defaultdict(list)
    for path, tree in trees.items():
        for name in sorted(set(_defined(tree.body)) - set(EVERYWHERE)):
            homes[name].append(".".join(path.with_suffix("").parts))
    return {name: where for name, where in homes.items() if len(where) > 1}


def _defined(body: list[ast.stmt]) -> Iterator[str]:
    """Names that functions, classes and assignments bind at the level of the module."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (
                name.id
                for target in targets
                for name in ast.walk(target)
                if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
            )
        elif isinstance(node, ast.If | ast.Try):
            yield from _defined(node.body)
            yield from _defined(node.orelse)


def _comments(paths: list[Path]) -> float:
    lines = commented = 0
    for path in paths:
        text = path.read_text("utf-8")
        lines += len(text.splitlines())
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        commented += sum(token.type == tokenize.COMMENT for token in tokens)
    return 100 * commented / max(lines, 1)


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent / "autograder"
    print(structure(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else here))
