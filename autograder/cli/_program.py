"""The program: its commands by audience, each loaded when it is asked for."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from pathlib import Path

import click

from autograder import __version__
from autograder.cli import _log
from autograder.cli._common import PATH, debug_option
from autograder.errors import AssignmentError

SECTIONS = {
    "Write a course": {
        "init": "new",
        "new": "new",
        "import": "importing",
        "list": "publish",
        "template": "publish",
        "watch": "watch",
        "validate": "publish",
        "build": "publish",
        "lock": "publish",
        "notebook": "publish",
        "texts": "texts",
        "doctor": "doctor",
    },
    "See what Gradescope will do": {"rehearse": "rehearse"},
    "Grade hand-ins": {
        "selftest": "selftest",
        "grade": "grade",
        "retry": "again",
        "merge": "again",
    },
    "Read results": {
        "report": "reports",
        "compare": "reports",
        "explain": "explain",
        "export": "exports",
        "canvas": "exports",
        "feedback": "feedback",
        "preview": "reports",
    },
}
"""Heading in the help -> command -> the module that holds it, as ``NAME_command``."""
MODULES = {name: module for section in SECTIONS.values() for name, module in section.items()}
COMPLETE = "_AUTOGRADER_COMPLETE"
"""The variable by which a shell asks for completions; click's own name for it."""
WIDTH = 300
"""Letters of a command's line in the list of all; enough for a sentence, which is wrapped."""


class Program(click.Group):
    """All commands; only that which is asked for is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, as the help lists them."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None where there is none."""
        if cmd_name not in MODULES:
            return None
        module = importlib.import_module(f"autograder.cli.{MODULES[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is typed; the error names those that are spelled alike."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(
                error.command_name, possibilities=MODULES, ctx=ctx
            ) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, by audience."""
        for heading, names in SECTIONS.items():
            with formatter.section(heading):
                commands = [c for name in names if (c := self.get_command(ctx, name)) is not None]
                rows = [(c.name or "", c.get_short_help_str(WIDTH)) for c in commands]
                formatter.write_dl(rows, col_max=9, col_spacing=2)


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="autograder COMMAND --help says more about a command and shows an example; README.md "
    "walks through a course, docs/ says how to grade classes, use Gradescope and stay safe.",
)
@click.version_option(__version__, prog_name="autograder", message="%(prog)s %(version)s")
@click.option(
    "--root",
    type=PATH,
    metavar="DIR",
    default=".",
    help="The course: a folder with assignments/, solutions/ and tests/.  [default: where you are]",
)
@debug_option
def command_line(root: Path) -> None:
    """Grade assignments in which students write neural networks in NumPy.

    From one reference and one set of tests, autograder makes the folder that students get and the
    zip that Gradescope runs, proves both before anybody is graded with them, grades one hand-in or
    a whole class in a sandbox, and reports what came out.
    """


def run(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` ask for; returns its exit status.

    ``AssignmentError`` for what was typed wrong. What click's own ``main`` would do beyond this,
    to answer Ctrl-C with an empty line and a closed pipe with status 1, is left out.
    """
    if instruction := os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(command_line, {}, "autograder", COMPLETE, instruction)
    if _log.is_asked_for():
        _log.turn_on()
    try:
        with command_line.make_context("autograder", list(arguments)) as context:
            status: int = command_line.invoke(context)
            return status
    except click.exceptions.Exit as asked:  # by --help and --version
        return asked.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.UsageError as error:
        raise AssignmentError(_sentence(error)) from None


def _sentence(error: click.UsageError) -> str:
    """What was typed wrong, without click's usage lines, and where it is said what is right."""
    said = " ".join(error.format_message().split()).rstrip(".").replace(". Did you", "; did you")
    path = error.ctx.command_path if error.ctx is not None else "autograder"
    return f"{said[:1].lower()}{said[1:]} (see {path} --help)"
