"""The names of a notebook: what its code defines, and what it imports."""

from __future__ import annotations

import ast
import builtins
import symtable
import sys
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

BUILTIN = frozenset(dir(builtins)) | {"__name__", "__file__"}
DISTRIBUTIONS = {
    "sklearn": "scikit-learn",
    "skimage": "scikit-image",
    "PIL": "pillow",
    "cv2": "opencv-python",
    "yaml": "pyyaml",
    "bs4": "beautifulsoup4",
    "mpl_toolkits": "matplotlib",
    "dateutil": "python-dateutil",
}
"""Packages that are installed by another name than they are imported by."""


@dataclass
class NotebookNames:
    """What the code of a notebook defines at its top."""

    defined: set[str] = field(default_factory=set)
    """functions, classes and values"""
    code: set[str] = field(default_factory=set)
    """those of them that are functions or classes"""
    nested: set[str] = field(default_factory=set)
    """those that are defined within an ``if``, a loop or a ``with`` only"""
    imports: dict[str, str] = field(default_factory=dict)
    """a name -> the statement that imports it"""
    everything_of: list[str] = field(default_factory=list)
    """the statements that import all that a module has"""
    packages: set[str] = field(default_factory=set)
    """what is imported, at any depth, by its first name"""

    def add(self, tree: ast.Module) -> None:
        """Take in what a cell defines."""
        for statement in tree.body:
            self._add_statement(statement)
        for node in ast.walk(tree):
            self.packages |= set(packages_in(node))

    def _add_statement(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            self.defined.add(statement.name)
            self.code.add(statement.name)
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            self.imports |= statements_of(statement)
            if any(alias.name == "*" for alias in statement.names):
                self.everything_of.append(ast.unparse(statement))
        elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
            self.defined |= stored(statement)
        else:
            self.nested |= stored(statement)

    def third_party(self, own: Iterable[str]) -> list[str]:
        """The packages that have to be installed, by the names by which they are imported."""
        known = {*sys.stdlib_module_names, *own, "numpy", "otter"}
        return sorted(self.packages - known)


def packages_in(node: ast.AST) -> list[str]:
    """What an import statement imports, by its first name."""
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level and node.module:
        return [node.module.partition(".")[0]]
    return []


def statements_of(node: ast.Import | ast.ImportFrom) -> dict[str, str]:
    """Each name that a statement imports -> a statement that imports it alone."""
    found = {}
    for alias in node.names:
        as_name = f" as {alias.asname}" if alias.asname else ""
        if isinstance(node, ast.ImportFrom):
            if alias.name != "*":
                start = f"from {'.' * node.level}{node.module or ''} import "
                found[alias.asname or alias.name] = f"{start}{alias.name}{as_name}"
        else:
            name = alias.asname or alias.name.partition(".")[0]
            found[name] = f"import {alias.name}{as_name}"
    return found


def stored(tree: ast.AST) -> set[str]:
    """The names that are given a value in a part of a program."""
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def asked_by(body: str, parameters: Iterable[str] = ()) -> set[str]:
    """The names that a test with this body finds elsewhere, but for Python's own.

    A value that it changes for itself is among them where it may have been asked for before.
    """
    wrapped = f"def test({', '.join(parameters)}):\n{textwrap.indent(body, ' ')}\n"
    children = symtable.symtable(wrapped, "test", "exec").get_children()
    table = next(child for child in children if child.get_name() == "test")
    found: set[str] = set()
    todo = [table]
    while todo:
        scope = todo.pop()
        todo += scope.get_children()
        for symbol in scope.get_symbols():
            name = symbol.get_name()
            if symbol.is_global() or (scope is table and _may_come_in(symbol)):
                found.add(name)
    return found - BUILTIN


def _may_come_in(symbol: symtable.Symbol) -> bool:
    local = symbol.is_local() and not symbol.is_parameter() and not symbol.is_imported()
    return local and symbol.is_assigned() and symbol.is_referenced() and not symbol.is_namespace()


def requirements_of(packages: Iterable[str], listed: Iterable[str]) -> list[str]:
    """What is to be installed for ``packages``, in the words of ``listed`` where it names them."""
    said: Mapping[str, str] = {_project_name(line): line for line in listed}
    wanted = [DISTRIBUTIONS.get(package, package) for package in packages]
    return sorted({said.get(_project_name(name), name) for name in wanted})


def _project_name(requirement: str) -> str:
    """The name in a requirement, as an index compares it."""
    name = ""
    for letter in requirement.strip():
        if not (letter.isalnum() or letter in "-_."):
            break
        name += letter
    return name.lower().replace("_", "-").replace(".", "-")
