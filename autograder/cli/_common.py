"""What the commands share: how they are declared, what they open, how they print a table."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from autograder._files import given_path
from autograder.cli import _log
from autograder.cli._terminal import drawn_on
from autograder.errors import AssignmentError

if TYPE_CHECKING:
    from autograder.assignment.folders import Folders
    from autograder.classroom.adjustments.term import Term
    from autograder.classroom.ledger import Ledger, Run

LISTED = 40
"""How many hand-ins, or changes, are printed one by one: a screen full."""
FEW_NAMES = 5
"""How many names of a list are printed: enough to recognise whose they are."""
PATH = click.Path(path_type=Path)
"""A path that need not exist: what reads it says what is wrong with it."""
Declared = TypeVar("Declared", bound="Callable[..., object] | click.Command")


class Command(click.Command):
    """A command whose help ends with an example, which is its epilog."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example on a line of its own, so that it can be copied."""
        with formatter.section("Example"):
            formatter.write(f"{'':{formatter.current_indent}}{self.epilog}\n")


def command(name: str, example: str) -> Callable[[Callable[..., int]], Command]:
    """Declare a command; its help is the function's docstring."""

    def declared(function: Callable[..., int]) -> Command:
        return click.command(name, cls=Command, epilog=example)(debug_option(function))

    return declared


def debug_option(declared: Declared) -> Declared:
    """Add ``--debug``, which is taken before the command's name and after it."""
    text = "Say on stderr what happens inside, and show the traceback of what fails."
    option = click.option(
        "--debug", is_flag=True, expose_value=False, is_eager=True, callback=_debug, help=text
    )
    return option(declared)


def _debug(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        _log.turn_on()


def assignments_argument(declared: Declared) -> Declared:
    """Add ``HW ...``: which assignments are meant."""
    return click.argument(
        "assignments",
        nargs=-1,
        metavar="[HW]...",
        shell_complete=_names,
        help="Assignments, by the names of their folders in assignments/; all where none is given.",
    )(declared)


def _names(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """What a shell offers for the name of an assignment."""
    folders = course_root(context).glob("assignments/*/assignment.toml")
    return sorted(name for p in folders if (name := p.parent.name).startswith(begun))


def one_assignment_argument(declared: Declared) -> Declared:
    """Add ``HW``: which assignment is meant."""
    text = "The assignment, by the name of its folder in assignments/."
    argument = click.argument("assignment", metavar="HW", shell_complete=_names, help=text)
    return argument(declared)


def graded_argument(declared: Declared) -> Declared:
    """Add ``DIR``: the folder of a class that was graded."""
    text = "A folder that autograder grade or merge has written."
    return click.argument("folder", type=PATH, metavar="DIR", help=text)(declared)


def output_option(
    text: str, *, metavar: str = "DIR", required: bool = False
) -> Callable[[Declared], Declared]:
    """Add ``-o``: where the command writes."""
    return click.option("-o", "--output", type=PATH, metavar=metavar, required=required, help=text)


def dist_option(text: str) -> Callable[[Declared], Declared]:
    """Add ``-o`` with the default ``dist``."""
    return click.option(
        *("-o", "--output"), type=PATH, metavar="DIR", default="dist", show_default=True, help=text
    )


def course_root(context: click.Context) -> Path:
    """The folder of the course: what ``--root`` says, else the working directory."""
    return Path(context.find_root().params.get("root") or ".").absolute()


def folders_of(names: Sequence[str]) -> list[Folders]:
    """The assignments of those names in the course; all where none is named.

    ``AssignmentError`` for a name that is none.
    """
    from autograder.assignment.folders import Folders, assignment_names

    root = course_root(click.get_current_context())
    known = assignment_names(root)
    for name in names:
        if name not in known:
            raise AssignmentError(f"{name!r} is no assignment here; there are {', '.join(known)}")
    return [Folders(root, name) for name in names or known]


def opened_ledger(folder: Path) -> Ledger:
    """The ledger that ``grade`` wrote to ``folder``; ``AssignmentError`` where there is none."""
    from autograder.classroom.ledger import NAME, Ledger

    with given_path(folder):
        return Ledger(folder / NAME, create=False)


def adjustments_option(declared: Declared) -> Declared:
    """Add ``--adjustments``: where decisions on points are."""
    text = (
        "The file of decisions on points, or the folder that has adjustments.toml or "
        "adjustments.csv.  [default: beside the roster, in DIR, or in the two folders around it]"
    )
    return click.option("--adjustments", type=PATH, metavar="PATH", help=text)(declared)


def term_of(ledger: Ledger, run: Run, given: Path | None) -> Term:
    """The decisions on ``run``; says which files they are in, since nobody may have named them."""
    from autograder.classroom.adjustments.place import opened_term

    term = opened_term(ledger, run, given)
    if term.decisions.files:
        files = ", ".join(map(str, term.decisions.files))
        print(f"autograder: decisions on points: {files}", file=sys.stderr)
    if term.untimed:
        print(
            f"autograder: when {term.untimed} hand-ins came is not known, so nothing is taken off "
            "for lateness: a roster can say it in the column submitted",
            file=sys.stderr,
        )
    return term


def is_drawn_on(stream: object) -> bool:
    """Whether a stream is a terminal on which more than plain lines can be shown."""
    isatty = getattr(stream, "isatty", None)
    return isatty is not None and isatty() and os.environ.get("TERM") != "dumb"


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], plain: Sequence[str]) -> None:
    """Print ``rows`` as a table where a person looks at it, the lines ``plain`` everywhere else.

    A single row needs no table, and its reader need not wait for rich.
    """
    from autograder.classroom.names import one_line

    if len(rows) < 2 or not is_drawn_on(sys.stdout):
        for line in plain:
            print(one_line(line))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head, justify="right" if head in ("points", "gain") else "left")
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))  # a name is no markup
    Console(file=drawn_on(sys.stdout)).print(table)
