"""Every command that a document names is one that the program knows, with these options."""

from __future__ import annotations

import re
import shlex

import click
import pytest
from pages import DOCS, ROOT

from autograder.cli._program import MODULES, command_line

MADE = DOCS / "reference" / "commands.md"
"""The page that is made from the program."""
TEXTS = [ROOT / "README.md", *sorted(page for page in DOCS.rglob("*.md") if page != MADE)]
TYPED = re.compile(
    r"(?:^|(?<=`))(?: {4,}|sudo )*(?:\.venv/bin/)?autograder +(?!COMMAND|\.\.\.)(?P<rest>[^`\n#]*)",
    re.M,
)
"""A command in a line of code, or in the code of a sentence; what stands for any is none."""


def commands() -> list[tuple[str, str]]:
    """(page, what follows the program's name) of every command that a document shows."""
    found = []
    for page in TEXTS:
        text = page.read_text(encoding="utf-8")
        for typed in TYPED.finditer(text):
            found.append((page.relative_to(ROOT).as_posix(), typed["rest"].replace("\\", "")))
    return found


def unknown(rest: str) -> list[str]:
    """What the program does not know of a command."""
    words = shlex.split(rest.replace("[", " ").replace("]", " "))
    while words and words[0].startswith("--"):  # of the program itself, as --root DIR
        words = words[2:] if words[0] == "--root" else words[1:]
    if not words:
        return []
    command = command_line.get_command(click.Context(command_line), words[0])
    if command is None:
        return [words[0]]
    known = {name for parameter in command.params for name in parameter.opts}
    options = [word.partition("=")[0] for word in words[1:] if re.match(r"--?[a-z]", word)]
    return [option for option in options if option not in known | {"--help", "--debug"}]


def test_documents_show_most_commands() -> None:
    shown = {rest.split()[0] for _, rest in commands() if rest.split()}
    assert set(MODULES) - shown <= {"canvas"}  # the old name of export --to canvas


@pytest.mark.parametrize("page", sorted({page for page, _ in commands()}))
def test_the_program_knows_every_command_of_a_page(page: str) -> None:
    wrong = [(rest, unknown(rest)) for where, rest in commands() if where == page and unknown(rest)]
    assert wrong == []


def test_a_command_that_is_misspelt_is_seen() -> None:
    assert unknown("grade x.zip --rooster FILE -o DIR") == ["--rooster"]
    assert unknown("gradd x.zip") == ["gradd"]
    assert unknown("--root DIR validate HW [--seeds N]") == []
