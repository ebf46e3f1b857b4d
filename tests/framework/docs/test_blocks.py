"""Every block of code in a document can be read by what it is for."""

from __future__ import annotations

import ast
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pages import DOCS, FENCE, ROOT

from autograder._files import toml_table

TEXTS = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
UNREAD = {"text", "csv", "pycon", "sql", "fish", "zsh"}
"""What is printed, or has a test of its own, or a program that need not be there."""


def bash(text: str) -> None:
    """Raise where the lines are no commands."""
    subprocess.run(["bash", "-n"], input=text, text=True, check=True, capture_output=True)


def toml(text: str, tmp_path: Path) -> None:
    """Raise where the lines are no TOML."""
    (tmp_path / "block.toml").write_text(text)
    toml_table(tmp_path / "block.toml")


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_block_can_be_read(page: Path, tmp_path: Path) -> None:
    readers: dict[str, Callable[[str], object]] = {
        "python": ast.parse,
        "json": json.loads,
        "yaml": yaml.safe_load,
        "toml": lambda text: toml(text, tmp_path),
        "sh": bash,
        "bash": bash,
    }
    for language, text in FENCE.findall(page.read_text(encoding="utf-8")):
        assert language in UNREAD | readers.keys(), f"{page.name}: {language}"
        if language in readers:
            readers[language](text)


def test_a_block_that_cannot_be_read_is_seen(tmp_path: Path) -> None:
    with pytest.raises(SyntaxError):
        ast.parse("def f(:")
    with pytest.raises(subprocess.CalledProcessError):
        bash("if true")
