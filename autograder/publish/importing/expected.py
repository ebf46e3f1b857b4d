"""What a test cell has shown becomes what its last statement is compared with.

Otter's OK format is a doctest: the text that the cell shows has to be the saved one, letter by
letter. Here values are compared, as far as the text says what the value was.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Any

from autograder.publish.importing.reading import Output

ARRAY = re.compile(r"(?:np\.|numpy\.)?array\(")
SCALAR = re.compile(r"\bnp\.(?:(?:float|int|uint)\d*|str_)\((?P<value>[^()]*)\)")
"""A number or a text as NumPy 2 shows it, alone or in a list."""
TRUTH_OF_NUMPY = re.compile(r"\bnp\.(?P<value>True|False)_")
TRUTHS = {"True": True, "False": False, "np.True_": True, "np.False_": False}
GIVES_TRUTH = {
    *("isinstance", "issubclass", "hasattr", "callable", "all", "any", "bool"),
    *("allclose", "isclose", "array_equal", "isfinite", "issubset", "startswith", "endswith"),
}
"""Functions that give True or False and nothing else."""
PRINTED_DIGITS = "rtol=1e-7, atol=1e-8"
"""NumPy shows an array's elements with eight digits after the point."""
MOST_BRACKETS = 10_000
"""Brackets in a text that is read as a value: more are no value that somebody compared."""


class Untranslatable(Exception):
    """Why a test cannot be said here; the text is for the author of the notebook."""


@dataclass(frozen=True)
class Compared:
    """The last statement of a test, with what it is compared with."""

    statement: str
    checks: frozenset[str] = frozenset()
    """names of ``autograder.checks`` that it uses"""
    needs_numpy: bool = False
    changed: str = ""
    """how the comparison differs from that of two texts"""


def compared(last: ast.stmt, output: Output) -> Compared:
    """The statement ``last`` so that it fails where the cell would not have shown ``output``.

    ``Untranslatable`` where the output does not say what its value was.
    """
    if output.error:
        raise Untranslatable("the saved output is an error's")
    if not isinstance(last, ast.Expr):
        if output.text:
            raise Untranslatable(
                "what is shown is printed by the code that is tested, or on the way"
            )
        return Compared(ast.unparse(last))
    text = ast.unparse(last.value)
    if output.printed:
        return _printed(last.value, output)
    if output.value is None:
        return _nothing_shown(last.value, text)
    return _value(last.value, text, output.value.strip())


def _printed(value: ast.expr, output: Output) -> Compared:
    """The text that the test itself prints, which it can compare."""
    is_print = (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id == "print"
        and not value.keywords
        and not any(isinstance(argument, ast.Starred) for argument in value.args)
    )
    if not is_print or output.value not in (None, ""):
        raise Untranslatable("what is shown is printed by the code that is tested, or on the way")
    assert isinstance(value, ast.Call)
    texts = [f"str({ast.unparse(argument)})" for argument in value.args]  # as print does it
    one = texts[0] if len(texts) == 1 else f'" ".join([{", ".join(texts)}])'
    return Compared(f"assert {one} == {output.printed.removesuffix(chr(10))!r}")


def _nothing_shown(value: ast.expr, text: str) -> Compared:
    """An expression of which a doctest wants that it is None."""
    if isinstance(value, ast.Call | ast.Await):
        return Compared(f"assert {_operand(value)} is None")
    if isinstance(value, ast.Constant) and value.value is None:
        raise Untranslatable("it tests nothing")
    raise Untranslatable("its value was not saved: run the notebook, save it, and import it again")


def _value(value: ast.expr, text: str, shown: str) -> Compared:
    if shown in TRUTHS:
        return _truth(value, text, TRUTHS[shown])
    plain = TRUTH_OF_NUMPY.sub(r"\g<value>", SCALAR.sub(r"\g<value>", shown))
    try:
        wanted = _as_value(plain)
    except ValueError:
        return _array_or_text(text, shown)
    if not _has_float(wanted):
        return Compared(f"assert {_operand(value)} {'is' if wanted is None else '=='} {plain}")
    if isinstance(wanted, dict):
        return Compared(
            f"assert_dict_close({text}, {plain}, {_in_messages(text)})",
            frozenset({"assert_dict_close"}),
            changed="numbers are compared up to rounding",
        )
    if isinstance(wanted, set | frozenset):
        return Compared(f"assert {_operand(value)} == {plain}")
    return Compared(
        f"assert_close({text}, {plain}, {_in_messages(text)})",
        frozenset({"assert_close"}),
        changed="numbers are compared up to rounding",
    )


def _truth(value: ast.expr, text: str, wanted: bool) -> Compared:
    """True and False: the expression itself, where it can be nothing else."""
    if _is_truth(value):
        return Compared(f"assert {text}" if wanted else f"assert not ({text})")
    return Compared(f"assert {_operand(value)} == {wanted}")


def _operand(value: ast.expr) -> str:
    """An expression as one side of a comparison."""
    name = ast.Call | ast.Name | ast.Attribute | ast.Subscript
    plain = isinstance(value, name | ast.Constant | ast.Tuple | ast.List | ast.Dict | ast.Set)
    return ast.unparse(value) if plain else f"({ast.unparse(value)})"


def _is_truth(value: ast.expr) -> bool:
    if isinstance(value, ast.BoolOp):
        return all(map(_is_truth, value.values))
    if isinstance(value, ast.Call):
        name = getattr(value.func, "attr", getattr(value.func, "id", ""))
        return name in GIVES_TRUTH
    is_not = isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not)
    return is_not or isinstance(value, ast.Compare)


def _array_or_text(text: str, shown: str) -> Compared:
    if ARRAY.match(shown):
        inside = _array_inside(shown)
        return Compared(
            f"assert_close({text}, {inside}, {_in_messages(text)}, {PRINTED_DIGITS})",
            frozenset({"assert_close"}),
            needs_numpy=True,
            changed="arrays are compared up to the eight digits that NumPy shows",
        )
    raise Untranslatable(
        f"its value was saved as {_shortened(shown)!r}, which does not say what it is"
    )


def _array_inside(shown: str) -> str:
    """An array as it is shown, as an expression that makes it again."""
    try:
        call = ast.parse(shown, mode="eval").body
        assert isinstance(call, ast.Call)
        wanted = _as_value(ast.unparse(call.args[0]))
    except (SyntaxError, ValueError, IndexError, RecursionError):
        raise Untranslatable(
            "its value is an array whose text does not say all of it: a long one, or with nan in it"
        ) from None
    dtype = next((k.value for k in call.keywords if k.arg == "dtype"), None)
    if dtype is not None and not isinstance(dtype, ast.Name):
        raise Untranslatable(f"its value is an array of {ast.unparse(dtype)}")
    kind = f", dtype=np.{dtype.id}" if isinstance(dtype, ast.Name) and dtype.id != "object" else ""
    return f"np.array({wanted!r}{kind})"


def _as_value(text: str) -> Any:
    """The value of a text that is one; ``ValueError`` where it is none."""
    if sum(map(text.count, "([{")) > MOST_BRACKETS:
        raise ValueError("too large")
    try:
        value = ast.literal_eval(text)
    except (SyntaxError, TypeError, MemoryError, RecursionError):
        raise ValueError(text) from None
    if value is Ellipsis or _holds_ellipsis(value):
        raise ValueError(text)
    return value


def _holds_ellipsis(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_ellipsis, [*value, *value.values()]))
    if isinstance(value, list | tuple | set):
        return any(map(_holds_ellipsis, value))
    return value is Ellipsis


def _has_float(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_float, value.values()))
    if isinstance(value, list | tuple | set):
        return any(map(_has_float, value))
    return isinstance(value, float | complex)


def _in_messages(text: str) -> str:
    """How a message calls the value."""
    return repr(_shortened(text))


def _shortened(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= 60 else f"{one[:57]}..."
