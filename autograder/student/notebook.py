"""What the notebooks need: guesses before figures, words in two languages, unfinished code.

    from check import check  # first: it finds this package
    from autograder.student.notebook import begin, if_implemented, predict, text, truth

    begin("en")

Imported before NumPy, whose threads it sets.
"""

from __future__ import annotations

import ast
import json
import os
import re
import runpy
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from autograder.language import ENGLISH, gettext, marked, speaking
from autograder.language.reader import LANGUAGE_VARIABLE

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # threads add up in another order on each computer
os.environ.setdefault("VECLIB_MAXIMUM_THREADS", "1")  # macOS

GUESSES = Path("predictions.py")
"""Where guesses are kept, beside the notebook."""
ABOUT_GUESSES = '"""What you expect of the figures; predict(...) in the notebook keeps it."""\n\n\n'
FONTS = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN"),
    *("Microsoft YaHei", "DengXian", "SimHei", "PingFang SC", "PingFang HK", "Hiragino Sans GB"),
    *("Heiti SC", "Heiti TC", "STHeiti", "Songti SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei"),
    *("Droid Sans Fallback", "Noto Sans CJK JP", "Arial Unicode MS", "SimSun"),
)
"""Families with Chinese characters, of Linux, Windows and macOS, mostly without serifs. Of a file
with several families matplotlib knows the first alone: for Noto's that is the Japanese one."""
NO_FONT = marked(
    "No font with the letters of this language was found: the words of figures stay English. "
    "Install one, Noto Sans CJK for instance, and restart the kernel."
)
STUB = re.compile(r"[A-Za-z_][\w.]*")
"""What a stub says: the name of what it is to be."""


class Notebook:
    """The notebook that runs."""

    def __init__(self) -> None:
        self.language = ENGLISH
        self.labels: Mapping[str, str] = {}
        """English -> translated; empty where they stay English"""
        self.missing: dict[str, None] = {}
        """what the cell that runs needs and is not implemented yet, each once"""
        self.unmade: dict[str, str] = {}
        """a name that a cell did not come to define -> what that cell needs"""


NOTEBOOK = Notebook()


def begin(language: str) -> None:
    """Begin a notebook in ``language``, in which cells end where a function is not written yet.

    The words in figures stay English where matplotlib has no font with the letters.
    """
    NOTEBOOK.language = language
    if language != ENGLISH:
        os.environ.setdefault(LANGUAGE_VARIABLE, language)  # what check() says
    labels = Path(f"labels.{language}.json")
    told = json.loads(labels.read_text(encoding="utf-8")) if labels.is_file() else {}
    NOTEBOOK.labels = told if shown_by_figures("".join(told.values())) else {}
    if told and not NOTEBOOK.labels:
        say(NO_FONT)
    shell = running_shell()
    if shell and not any(isinstance(each, AsFarAsWritten) for each in shell.ast_transformers):
        shell.ast_transformers.append(AsFarAsWritten())


def text(english: str, **values: object) -> str:
    """What a figure or a table says, in the notebook's language, with its {names} filled in."""
    return (NOTEBOOK.labels.get(english) or english).format(**values)


def predict(name: str, value: float | str | None) -> None:
    """Keep a guess, a number or a word, in predictions.py; None is none."""
    if value is None:
        return
    kept = {**guesses(), name: value if isinstance(value, str) else float(value)}
    lines = "".join(f"        {key!r}: {guess!r},\n" for key, guess in kept.items())
    before = GUESSES.read_text(encoding="utf-8") if GUESSES.is_file() else ABOUT_GUESSES
    head = before.partition("def predictions")[0]
    made = f"def predictions():\n    return {{\n{lines}    }}\n"
    GUESSES.write_text(head + made, encoding="utf-8")


def truth(name: str, value: float | str) -> None:
    """Show what came out beside the guess."""
    guess = guesses().get(name)
    shown = value if isinstance(value, str) else f"{value:.3g}"
    if guess is None:
        print(f"{name}: {shown}")
    else:
        sentence = marked("{name}: {value} (your guess: {guess})")
        say(sentence, name=name, value=shown, guess=guess)


def guesses() -> dict[str, float | str]:
    """The guesses that are kept; none where none has been made."""
    if not GUESSES.is_file():
        return {}
    try:
        found: dict[str, float | str] = runpy.run_path(str(GUESSES))["predictions"]()
    except NotImplementedError:
        return {}
    return found


@contextmanager
def if_implemented() -> Iterator[None]:
    """Leave out what stands in the block where a function that it needs is not written yet.

    The other curves of a figure are drawn; under it stands, in one line, what is missing.
    """
    try:
        yield
    except NotImplementedError as error:
        NOTEBOOK.missing[unwritten(error)] = None
        if not running_shell():
            tell_missing([], {})


def unwritten(error: NotImplementedError) -> str:
    """The function that a stub stands for."""
    said = str(error)
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return said if STUB.fullmatch(said) or place is None else place.tb_frame.f_code.co_name


class AsFarAsWritten(ast.NodeTransformer):
    """Lets each cell end, with one line, where it needs a function that is not written yet.

    So all cells can be run. A name that the cell did not come to define is taken away, and a cell
    that needs it ends in the same way.
    """

    def visit_Module(self, node: ast.Module) -> ast.Module:
        """The cell in a frame; the value of its last line is shown as before."""
        body = node.body
        if not body or any(
            isinstance(e, ast.ImportFrom) and e.module == "__future__" for e in body
        ):
            return node
        made = {name: part.end_lineno or 0 for part in body for name in bound(part)}
        here = f"__import__('sys').modules[{__name__!r}]"
        frame = ast.parse(
            "_last = None\n"
            "try: pass\n"
            "except (NotImplementedError, NameError):\n"
            f"    {here}.leave_out({made!r}, globals())\n"
            f"finally: {here}.tell_missing({[*made]!r}, globals())\n"
            "_last\n"
        )
        attempt = frame.body[1]
        assert isinstance(attempt, ast.Try)
        attempt.body = body
        if isinstance(body[-1], ast.Expr):
            last = ast.Assign([ast.Name("_last", ast.Store())], body[-1].value)
            attempt.body = [*body[:-1], ast.copy_location(last, body[-1])]
        else:
            frame.body.pop()
        return ast.fix_missing_locations(frame)


def bound(node: ast.AST) -> Iterator[str]:
    """The names that a statement of a cell assigns."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    own = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    comprehensions = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, own + comprehensions):
            yield from bound(child)


def leave_out(made: Mapping[str, int], names: dict[str, object]) -> None:
    """Note what the cell lacks whose error is being handled; raise any other error again.

    ``made`` are the names that the cell assigns -> the line in which the last statement ends that
    does so. What the one that failed and those behind it assign is taken out of ``names``.
    """
    error = sys.exc_info()[1]
    needs = None
    if isinstance(error, NotImplementedError):
        needs = unwritten(error)
    elif isinstance(error, NameError):
        needs = NOTEBOOK.unmade.get(getattr(error, "name", None) or "")
    if needs is None or error is None or error.__traceback__ is None:
        raise
    NOTEBOOK.missing[needs] = None
    for name in [name for name, line in made.items() if line >= error.__traceback__.tb_lineno]:
        names.pop(name, None)


def tell_missing(made: Iterable[str], names: Mapping[str, object]) -> None:
    """Say what had to be left out of the cell, where something had to.

    The names ``made`` by it that are not among ``names`` are known as lacking that from then on.
    """
    needs, NOTEBOOK.missing = list(NOTEBOOK.missing), {}
    if needs:
        NOTEBOOK.unmade.update({name: needs[0] for name in made if name not in names})
        say(marked("Not implemented yet, so left out here: {names}"), names=", ".join(needs))


def say(sentence: str, **values: object) -> None:
    """Print a sentence in the notebook's language."""
    with speaking(NOTEBOOK.language):
        print(gettext(sentence, **values))


def running_shell() -> Any:
    """The IPython in which this runs; None elsewhere."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def shown_by_figures(letters: Iterable[str]) -> bool:
    """Whether figures show all ``letters``, with the help of one more font where that is needed."""
    try:
        from matplotlib import font_manager, rcParams
    except ImportError:
        return True  # there are no figures
    manager, families = font_manager.fontManager, list(rcParams["font.family"])
    usual = font_manager.findfont(font_manager.FontProperties())
    missing = without_glyph(usual, set(letters) - {"\n"})
    if not missing:
        return True
    for look_again in (False, True):
        if look_again:  # for one that was installed after matplotlib listed them
            for path in {*font_manager.findSystemFonts()} - {f.fname for f in manager.ttflist}:
                with suppress(RuntimeError, OSError, ValueError):  # a format that it does not read
                    manager.addfont(path)
        paths = {font.name: font.fname for font in manager.ttflist}
        for family in filter(paths.__contains__, FONTS):
            if not without_glyph(paths[family], missing):
                rcParams["font.family"] = [*families, family]
                return True
    return False


def without_glyph(path: str, letters: Iterable[str]) -> set[str]:
    """Those of ``letters`` that the font at ``path`` does not have."""
    from matplotlib.ft2font import FT2Font

    shapes = FT2Font(path).get_charmap()
    return {letter for letter in letters if ord(letter) not in shapes}
