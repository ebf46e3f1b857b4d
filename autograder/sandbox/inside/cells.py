"""The hand-in's files as Python: notebooks cell by cell, and what IPython adds to the language.

Executed outside the package, beside the hand-in: its code is parsed here and nowhere else.
"""

from __future__ import annotations

import ast
import builtins
import importlib.machinery
import importlib.util
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, ModuleType

THEIRS = vars(builtins)
"""The builtins of the hand-in; those of this file are its own (``originals.py``)."""
MARK = "# %% cell "
"""How the line before each cell begins in the module that a notebook becomes."""
PYTHON_CELLS = {"time", "timeit", "capture", "writefile", "prun", "python", "python3"}
"""Cell magics below which there is Python."""
TIMED = re.compile(r"%(?:time|prun)\s+(?:-\S+\s+)*(?P<rest>\S.*)")
"""Line magics that run the Python after them."""
ASSIGNED = re.compile(r"(?P<names>[\w, .\[\]]+)=\s*(?P<sign>[%!])")
AUTOMAGIC = re.compile(
    r"(?:pip|conda|mamba|uv|cd|ls|ll|pwd|mkdir|rmdir|cp|mv|rm|cat|less|man|clear|cls|who|whos|hist"
    r"|history|matplotlib|load_ext|reload_ext|autoreload|config|env|time|timeit|run|reset|pdb|tb"
    r"|xmode|precision|pylab|pinfo|psource|apt|apt-get|git|wget|curl|unzip|python|python3)\b"
    r"(?!\s*[=(.\[])"
)
"""Magics that IPython knows without a percent sign."""
ALONE = {"pip", "cd", "ls", "ll", "pwd", "clear", "cls", "who", "whos", "hist", "history"}
"""Those of them that are Python where they stand alone: a name that nobody defined."""
MAX_REPAIRS = 500
"""Lines of one cell that may be no Python; each costs a parse."""


class IPython:
    """What ``get_ipython()`` gives: every call does nothing and gives no lines, as of a shell."""

    def __getattr__(self, name: str) -> IPython:
        if name.startswith("__"):
            raise AttributeError(name)
        return IPython()

    def __call__(self, *args: object, **kwargs: object) -> list[str]:
        return []

    def __contains__(self, item: object) -> bool:
        return False

    def __repr__(self) -> str:
        return "no notebook"


def install_shell(folder: Path) -> None:
    """Let the files in ``folder`` be imported as this module reads them."""

    def finder(path: str) -> importlib.machinery.FileFinder:
        if Path(path) != folder and folder not in Path(path).parents:
            raise ImportError
        return importlib.machinery.FileFinder(path, (HandedIn, [".py"]))

    sys.path_hooks.insert(0, finder)
    sys.path_importer_cache.pop(str(folder), None)
    THEIRS.setdefault("display", print)
    THEIRS.setdefault("get_ipython", IPython)


class HandedIn(importlib.machinery.SourceFileLoader):
    """Imports a file of the hand-in; nothing is cached."""

    def get_code(self, fullname: str) -> CodeType:
        """The file compiled; where it is no Python without it, magics are taken out."""
        path = self.get_filename(fullname)
        data = self.get_data(path)
        try:
            return compile(data, path, "exec", dont_inherit=True)
        except SyntaxError as error:
            try:
                source = importlib.util.decode_source(data)
                return compile(without_magics(source), path, "exec", dont_inherit=True)
            except (SyntaxError, ValueError, UnicodeDecodeError):
                raise error from None

    def exec_module(self, module: ModuleType) -> None:
        """Execute the file; of a notebook, cell by cell.

        A cell that cannot be parsed or that fails costs what depends on it: the others are
        executed, and then the first error is raised, one of a missing package before others.
        """
        path = self.get_filename(module.__name__)
        data = self.get_data(path)
        vars(module).setdefault("__builtins__", THEIRS)  # not those of this file
        if not data.startswith(MARK.encode()):
            super().exec_module(module)
            return
        errors: list[BaseException] = []
        for start, cell in cells(data.decode("utf-8", errors="replace")):
            try:
                code = compile("\n" * start + without_magics(cell), path, "exec", dont_inherit=True)
                exec(code, vars(module))
            except BaseException as error:
                errors.append(error)
        if errors:
            missing = [error for error in errors if isinstance(error, ModuleNotFoundError)]
            raise (missing or errors)[0]


def cells(source: str) -> Iterator[tuple[int, str]]:
    """Each cell of a notebook's module, and the number of lines before it."""
    start = 0
    lines: list[str] = []
    for number, line in enumerate([*source.split("\n"), MARK]):
        if not line.startswith(MARK):
            lines.append(line)
            continue
        if lines:
            yield start, "\n".join(lines)
        start, lines = number + 1, []


def without_magics(source: str) -> str:
    """``source`` without what only IPython understands; every line stays where it is.

    Only lines that Python cannot parse are touched: a % may begin the second line of an
    expression. Where nothing helps, it is given back as far as it came.
    """
    lines = _without_cell_magic(source.split("\n"))
    if lines and lines[0][:1].isspace():
        lines = textwrap.dedent("\n".join(lines)).split("\n")
    for _ in range(MAX_REPAIRS):
        try:
            tree = ast.parse("\n".join(lines))
        except SyntaxError as error:
            place = (error.lineno or 0) - 1
            if not 0 <= place < len(lines) or not _repaired(lines, place):
                break
        else:
            _take_out_lone_names(lines, tree)
            break
    return "\n".join(lines)


def _without_cell_magic(lines: list[str]) -> list[str]:
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None or not lines[first].startswith("%%"):
        return lines
    words = lines[first].lstrip("%").split()
    if not words or words[0] not in PYTHON_CELLS:
        return [""] * len(lines)  # HTML, a shell script
    return ["" if place == first else line for place, line in enumerate(lines)]


def _repaired(lines: list[str], place: int) -> bool:
    """Take the magic out of a line, or out of the one that it continues; whether there was one."""
    while place and lines[place - 1].rstrip().endswith("\\"):
        place -= 1
    line = lines[place]
    text = line.strip()
    indent = line[: len(line) - len(line.lstrip())]
    assigned = ASSIGNED.match(text)
    kept = TIMED.fullmatch(text)
    if kept is not None:
        lines[place] = indent + kept["rest"]
        return True
    if assigned is not None:
        nothing = "[]" if assigned["sign"] == "!" else "None"  # of a shell, a list of lines
        values = ", ".join([nothing] * (assigned["names"].count(",") + 1))
        new = f"{indent}{assigned['names']}= {values}"
    elif text[:1] in ("%", "!", "?") or text.endswith("?") or AUTOMAGIC.match(text):
        new = f"{indent}pass"
    else:
        return False
    while lines[place].rstrip().endswith("\\") and place + 1 < len(lines):
        lines[place], new, place = new, "", place + 1
    lines[place] = new
    return True


def _take_out_lone_names(lines: list[str], tree: ast.Module) -> None:
    """``ls`` alone on a line is a magic where nobody gave the name a value."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    known = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    for node in tree.body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Name):
            name = node.value.id
            if name in ALONE - known and lines[node.lineno - 1].strip() == name:
                lines[node.lineno - 1] = "pass"
