"""Every name that test files and known mistakes are written with has an example, which is run."""

from __future__ import annotations

import doctest
import inspect
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import autograder.checks as checks
from autograder.assignment import wrong
from autograder.checks.context import CaseRun, running
from autograder.checks.files import LocalFiles

PUBLIC = {name: getattr(checks, name) for name in checks.__all__} | {"wrong": wrong}
WHERE = ("autograder.checks.context.", "autograder.errors.")
"""Modules whose exceptions are told by their names alone, as pages do."""


class Told(doctest.OutputChecker):
    """What an example prints; an exception by its name, as test files know it."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        """Whether ``got`` is what the page says."""
        for module in WHERE:
            got = got.removeprefix(module)
        return super().check_output(want, got, optionflags)


@pytest.fixture
def case_with_data(tmp_path: Path) -> Iterator[None]:
    """A case that is running, of an assignment with the data file that examples read."""
    images, labels = np.zeros((10, 8, 8)), np.arange(10)
    np.savez(tmp_path / "digits.npz", images=images, labels=labels)
    files = LocalFiles()
    with running(CaseRun("question", "case", data=tmp_path, files=lambda: files)):
        yield
    files.close()


def examples(name: str) -> doctest.DocTest:
    """The examples of a public name, with NumPy and all other names at hand."""
    doc = inspect.getdoc(PUBLIC[name]) or ""
    return doctest.DocTestParser().get_doctest(doc, {"np": np, **PUBLIC}, name, None, None)


@pytest.mark.parametrize("name", PUBLIC)
def test_an_example_says_what_comes_out(name: str, case_with_data: None) -> None:
    found = examples(name)
    assert found.examples, f"{name} has no example"
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    told: list[str] = []
    result = doctest.DocTestRunner(Told(), optionflags=flags).run(found, out=told.append)
    assert result.failed == 0, "".join(told)


def test_a_docstring_begins_with_a_sentence() -> None:
    for name, value in PUBLIC.items():
        doc = inspect.getdoc(value) or ""
        assert doc.split("\n\n")[0].rstrip().endswith("."), name
