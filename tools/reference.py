"""The pages of docs/reference/ whose text is the code's: settings, checks, commands.

    python tools/reference.py           writes them
    python tools/reference.py --check   writes nothing, and ends with status 1 where one is stale

In a page, what stands between ``<!-- generated: NAME -->`` and ``<!-- end -->`` is made from the
code, so that it reads the same on the site and on a forge. The rest is written by hand.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from autograder import checks
from autograder._files import write_atomic
from autograder.assignment import wrong
from autograder.assignment.manual import ManualQuestion
from autograder.assignment.settings import Assignment, Brings, Gradescope, Limits
from autograder.cli._program import SECTIONS, command_line
from autograder.publish.proofs.explanations import EXPLANATIONS

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "reference"
GENERATED = re.compile(r"<!-- generated: (?P<name>[\w.]+) -->\n.*?<!-- end -->", re.S)
NOT_IN_THE_FILE = ("name",)
"""Fields of an ``Assignment`` that are known without being said."""
OTHERWISE_CALLED = {"source": "from", "modules": "MODULE"}
"""Fields of ``Brings`` -> the key in the table; there is a key a module."""
WIDTH = 80
"""Characters of a signature that stands on one line."""
CHECKS = {
    "Cases": ["case", "rng", "CheckFailure", "Skipped"],
    "Values": ["assert_close", "assert_dict_close", "assert_pairs", "assert_shape"],
    "Contracts": ["assert_unchanged", "assert_raises", "without_warnings"],
    "Gradients": ["check_gradient", "check_loss_gradient"],
    "Random values": ["assert_normal_scale", "assert_drawn"],
    "Inputs": ["uneven_rows", "uneven_images", "pieces_apart", "stand_in"],
    "Pictures": ["show"],
    "Tests that students write": ["assert_accepts", "assert_notices", "assert_refuses"],
    "Files": ["data", "given_file", "writable_path"],
}
"""What test files import, by what it is for."""


def row(*cells: str) -> str:
    """A row of a table of Markdown; a bar in a cell would end it."""
    return f"| {' | '.join(' '.join(c.split()).replace('|', chr(92) + '|') for c in cells)} |"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of Markdown."""
    heads = list(heads)
    return "\n".join([row(*heads), row(*("---" for _ in heads)), *(row(*cells) for cells in rows)])


def code(text: object) -> str:
    """``text`` as code within a line."""
    return f"`{text}`"


def said_in(source: str) -> dict[str, str]:
    """Field of a class -> the text below it; ``ValueError`` for a field that lacks one."""
    (node,) = ast.parse(source).body
    assert isinstance(node, ast.ClassDef)
    found: dict[str, str] = {}
    for line, below in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            text = below.value if isinstance(below, ast.Expr) else None
            if not isinstance(text, ast.Constant):
                raise ValueError(f"{node.name}.{line.target.id} has no text below it")
            found[line.target.id] = " ".join(str(text.value).split()).replace("``", "`")
    return found


def default(field: dataclasses.Field[object]) -> str:
    """What holds where a key is left out."""
    if field.default is not dataclasses.MISSING:
        return code(f'"{field.default}"' if isinstance(field.default, str) else toml(field.default))
    if field.default_factory is not dataclasses.MISSING:
        made = field.default_factory()
        return "see below" if dataclasses.is_dataclass(made) else code(toml(made))
    return "must be there"


def toml(value: object) -> str:
    """A value as TOML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def keys(kind: type) -> str:
    """The keys of a table of assignment.toml, as the dataclass that holds them has them."""
    texts = said_in(inspect.getsource(kind))
    rows = []
    for field in dataclasses.fields(kind):
        if kind is Assignment and field.name in NOT_IN_THE_FILE:
            continue
        name = OTHERWISE_CALLED.get(field.name, field.name) if kind is Brings else field.name
        fallback = "none" if name == "MODULE" else default(field)
        rows.append((code(name), fallback, texts[field.name]))
    return table(("key", "default", "what it says"), rows)


def check_names() -> str:
    """What can be imported of ``autograder.checks``, each with its first sentence."""
    rows = []
    for heading, names in CHECKS.items():
        for name in names:
            first, _, _ = text_of(getattr(checks, name))[0].partition("\n\n")
            rows.append((f"[{code(name)}](#{name.lower()})", heading.lower(), first))
    return table(("name", "for", "what it does"), rows)


def check_pages() -> str:
    """Signature, text and example of each check."""
    parts = []
    for heading, names in CHECKS.items():
        parts.append(f"## {heading}")
        parts += [described(name, getattr(checks, name)) for name in names]
    return "\n\n".join(parts)


def described(name: str, value: object) -> str:
    """The section on a public name: its signature, what its docstring says, and its example."""
    text, example = text_of(value)
    file = Path(inspect.getfile(value)).relative_to(ROOT).as_posix()  # type: ignore[arg-type]
    source = f"Source: [{code(file)}](../../{file})"
    parts = [f"### {name}", f"```python\n{signature(name, value)}\n```", text]
    parts += [f"```pycon\n{example}\n```", source]
    return "\n\n".join(parts)


def text_of(value: object) -> tuple[str, str]:
    """The text of a docstring as Markdown, and its example."""
    text, _, example = (inspect.getdoc(value) or "").partition("\n\nExamples:\n")
    return text.replace("``", "`"), textwrap.dedent(example).rstrip()


def signature(name: str, value: object) -> str:
    """How a function is called, as a stub of Python; of a class, what it derives from."""
    if isinstance(value, type):
        return f"class {name}({', '.join(base.__name__ for base in value.__bases__)}): ..."
    assert callable(value)
    found = inspect.signature(value)
    parts = [argument(parameter) for parameter in found.parameters.values()]
    kinds = [parameter.kind for parameter in found.parameters.values()]
    if inspect.Parameter.KEYWORD_ONLY in kinds and inspect.Parameter.VAR_POSITIONAL not in kinds:
        parts.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    end = f") -> {found.return_annotation}: ..."
    line = f"def {name}({', '.join(parts)}{end}"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"def {name}(", *(f"    {part}," for part in parts), end])


def argument(parameter: inspect.Parameter) -> str:
    """A parameter of a signature, with its type and its default."""
    stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
    text = f"{stars}{parameter.name}: {parameter.annotation}"
    if parameter.default is parameter.empty:
        return text
    given = parameter.default
    return f"{text} = {json.dumps(given) if isinstance(given, str) else given}"


def proofs() -> str:
    """What each proof wants, and the smallest edit for each kind of line against it."""
    parts = []
    for name, proof in EXPLANATIONS.items():
        edits = [(code(told), edit) for told, edit in proof.edits.items()]
        parts += [f"## {name}", f"*{proof.title}*", " ".join(proof.wants.split())]
        parts += [table(("a line says", "the smallest edit"), edits)] if edits else []
    return "\n\n".join(parts)


def commands() -> str:
    """Every command: how it is called, what it does, its arguments, an example."""
    context = click.Context(command_line, info_name="autograder")
    parts = []
    for heading, names in SECTIONS.items():
        parts.append(f"## {heading}")
        for name in names:
            command = command_line.get_command(context, name)
            assert command is not None
            parts += _command(command, click.Context(command, info_name=name, parent=context))
    return "\n\n".join(parts)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """The parts of a command's section."""
    yield f"### autograder {command.name}"
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"```text\nautograder {command.name} {usage}\n```"
    yield "\n\n".join(
        " ".join(p.split()) for p in inspect.cleandoc(command.help or "").split("\n\n")
    )
    rows = []
    for parameter in command.params:
        if parameter.name in ("debug", "help"):  # every command has them
            continue
        found = parameter.get_help_record(context)
        if found is None:
            found = (parameter.make_metavar(context), str(getattr(parameter, "help", "")))
        rows.append((code(found[0]), found[1]))
    if rows:
        yield table(("argument", "what it says"), rows)
    yield f"Example:\n\n```text\n{command.epilog}\n```"


PARTS: dict[str, Callable[[], str]] = {
    "assignment": lambda: keys(Assignment),
    "limits": lambda: keys(Limits),
    "gradescope": lambda: keys(Gradescope),
    "brings": lambda: keys(Brings),
    "manual": lambda: keys(ManualQuestion),
    "check_names": check_names,
    "check_pages": check_pages,
    "wrong": lambda: described("wrong", wrong),
    "proofs": proofs,
    "commands": commands,
}
"""What pages can have made, by name."""


def made(text: str) -> str:
    """The text of a page with its generated parts as the code has them now."""

    def part(found: re.Match[str]) -> str:
        return f"<!-- generated: {found['name']} -->\n\n{PARTS[found['name']]()}\n\n<!-- end -->"

    return GENERATED.sub(part, text)


def main(arguments: list[str]) -> int:
    """Write the pages, or say which are stale; returns the exit status."""
    status = 0
    for page in sorted(PAGES.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        if (now := made(text)) == text:
            continue
        if "--check" in arguments:
            print(f"{page} is stale: run python tools/reference.py", file=sys.stderr)
            status = 1
        else:
            write_atomic(page, now)
            print(f"wrote {page.relative_to(ROOT)}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
