"""What runs beside the hand-in: out of its way, out of its reach, and typed throughout."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import autograder.sandbox
from autograder.sandbox.session import Session

ROOM = Path(autograder.sandbox.__file__).parent
INSIDE = sorted(path.stem for path in (ROOM / "inside").glob("*.py") if path.stem != "__init__")
OpenSession = Callable[..., Session]
UNGUARDED = "import sys\nsys.meta_path[:] = [f for f in sys.meta_path if isinstance(f, type)]\n"
"""Of what a hand-in may import, the interpreter alone decides after this."""


@pytest.mark.parametrize("name", [name for name in INSIDE if name != "__main__"])
def test_a_hand_in_has_files_named_as_those_beside_it(open_session: OpenSession, name: str) -> None:
    source = f"import {name}\n\ndef f(x):\n    return {name}.own(x), {name}.__file__\n"
    helper = "def own(x):\n    return 3 * x\n"
    session = open_session(source, helpers={f"{name}.py": helper})
    session.allow(5)
    value, path = session.function("f")(7)
    assert value == 21 and path == f"{session.folder}/{name}.py"


def test_no_module_of_the_framework_can_be_imported_by_a_hand_in(open_session: OpenSession) -> None:
    session = open_session(
        UNGUARDED + "def f(name):\n    try:\n        __import__(name)\n"
        "    except ImportError:\n        return 'none'\n    return 'there'\n"
    )
    session.allow(5)
    names = ["autograder", "autograder.sandbox.inside", "_inside", "_inside.wire", *INSIDE]
    found = {name: session.function("f")(name) for name in names if name != "__main__"}
    assert set(found.values()) == {"none"}


def test_no_module_of_the_framework_is_among_those_loaded(open_session: OpenSession) -> None:
    session = open_session(
        "import sys\ndef f(folder):\n"
        "    files = {n: getattr(m, '__file__', None) or '' for n, m in sys.modules.items()}\n"
        "    return [n for n, file in files.items() if file.startswith(folder)]\n"
        "def main():\n    import __main__\n    return sorted(vars(__main__))\n"
    )
    session.allow(5)
    assert session.function("f")(str(ROOM.parent)) == ["__main__"]
    assert not {"zygote", "answers", "wire", "confine"} & set(session.function("main")())


def signatures() -> Iterator[tuple[str, ast.expr]]:
    """Every annotation of a parameter or a result in the room, and where it stands."""
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                a = node.args
                given = [*a.posonlyargs, *a.args, *a.kwonlyargs, a.vararg, a.kwarg]
                found = [node.returns, *(arg.annotation for arg in given if arg is not None)]
                where = f"{path.relative_to(ROOM)}: {node.name}"
                yield from ((where, annotation) for annotation in found if annotation is not None)


def test_no_signature_says_any_but_by_the_name_of_a_students_value() -> None:
    untyped = [
        where
        for where, annotation in signatures()
        if any(isinstance(n, ast.Name) and n.id == "Any" for n in ast.walk(annotation))
    ]
    assert untyped == []


def test_one_name_alone_stands_for_any() -> None:
    aliases = [
        ast.unparse(node.target)
        for path in ROOM.rglob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.AnnAssign)
        and ast.unparse(node.annotation) == "TypeAlias"
        and node.value is not None
        and any(isinstance(n, ast.Name) and n.id == "Any" for n in ast.walk(node.value))
    ]
    assert aliases == ["StudentValue"]


def test_the_modules_beside_the_hand_in_import_each_other_at_their_heads_alone() -> None:
    """Later they could not: they stand in no list of modules any more."""
    for path in (ROOM / "inside").glob("*.py"):
        tree = ast.parse(path.read_text())
        for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
            inner = [n for n in ast.walk(function) if isinstance(n, ast.ImportFrom) and n.level]
            assert not inner, f"{path.name}: {function.name}"
