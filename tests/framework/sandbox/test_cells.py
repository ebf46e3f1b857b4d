"""What IPython adds to the language is taken out, and nothing else."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox.inside.cells import MARK, HandedIn, IPython, without_magics


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("%%time\nx = 1", "\nx = 1"),
        ("\n%%writefile layers.py\nx = 1", "\n\nx = 1"),
        ("%%html\n<b>x</b>", "\n"),
        ("%%bash\npip install x\nls", "\n\n"),
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("x = (7\n% 4)", "x = (7\n% 4)"),
        ("%load_ext a\nx = (7\n% 4)", "pass\nx = (7\n% 4)"),
        ("x = 1\nx.real?\n?x\nx??", "x = 1\npass\npass\npass"),
        ("x = !ls", "x = []"),
        ("a, b = %sql q", "a, b = None, None"),
        ("if True:\n    !pip install torch\n    x = 1", "if True:\n    pass\n    x = 1"),
        ("!pip install \\\n    numpy \\\n  torch\nx = 1", "pass\n\n\nx = 1"),
        ("!echo 'it is \\\n  open\nx = 1", "pass\n\nx = 1"),
        ('s = """\n!ls\n%cd x\n"""', 's = """\n!ls\n%cd x\n"""'),
        ("%time x = 1", "x = 1"),
        ("pip install numpy\ncd data\nx = 1", "pass\npass\nx = 1"),
        ("matplotlib inline\nload_ext autoreload\nautoreload 2", "pass\npass\npass"),
        ("ls\nx = 1", "pass\nx = 1"),
        ("ls = [1]\nls", "ls = [1]\nls"),
        ("    x = 1\n    y = 2", "x = 1\ny = 2"),
        ("pip = 1\npip", "pip = 1\npip"),
        ("def f(:\n%cd x", "def f(:\n%cd x"),
        ("x = 5 % 3\ny = 'what?'", "x = 5 % 3\ny = 'what?'"),
    ],
)
def test_only_what_python_cannot_parse_is_taken_out(source: str, left: str) -> None:
    assert without_magics(source) == left


def loaded(folder: Path, source: str) -> tuple[dict[str, Any], BaseException | None]:
    """The names of a module, and what importing it raised."""
    path = folder / "m.py"
    path.write_text(source)
    loader = HandedIn("m", str(path))
    spec = importlib.util.spec_from_loader("m", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    vars(module)["get_ipython"] = IPython
    try:
        loader.exec_module(module)
    except BaseException as error:
        return vars(module), error
    return vars(module), None


def test_a_cell_that_fails_costs_what_depends_on_it_alone(tmp_path: Path) -> None:
    cells = ["a = 1", "def f(:", "b = nothing", "import sys\nsys.exit()", "c = a + 1"]
    source = "".join(f"{MARK}{n}\n{cell}\n\n" for n, cell in enumerate(cells, 1))
    names, error = loaded(tmp_path, source)
    assert (names["a"], names["c"]) == (1, 2) and "b" not in names
    assert isinstance(error, SyntaxError)
    assert source.splitlines()[(error.lineno or 0) - 1] == "def f(:"


def test_a_missing_package_comes_before_other_errors(tmp_path: Path) -> None:
    source = f"{MARK}1\nnothing\n{MARK}2\nimport no_such_package\n"
    _, error = loaded(tmp_path, source)
    assert isinstance(error, ModuleNotFoundError) and error.name == "no_such_package"


@pytest.mark.parametrize(
    "source",
    [
        "get_ipython().run_line_magic('matplotlib', 'inline')\nx = 1",
        "if 'google.colab' in str(get_ipython()):\n    !pip install \\\n        x\nx = 1",
        "files = get_ipython().getoutput('ls')\nx = 1 + len(files)",
        "files = !ls\nfor file in files:\n    print(file)\nx = 1",
        "if 'IPKernelApp' in get_ipython().config:\n    import nothing\nx = 1",
        "# -*- coding: utf-8 -*-\n!pip install -q numpy\nx = 1",
        f"{MARK}1\nget_ipython().kernel.do_shutdown(True)\n{MARK}2\nx = 1",
    ],
)
def test_a_file_that_jupyter_or_colab_made_is_imported(source: str, tmp_path: Path) -> None:
    names, error = loaded(tmp_path, source)
    assert error is None and names["x"] == 1


def test_the_error_of_a_file_without_magics_is_its_own(tmp_path: Path) -> None:
    _, error = loaded(tmp_path, "x = 1\ndef f(:\n    %cd x\n")
    assert isinstance(error, SyntaxError) and error.lineno == 2
