"""The command line; renders, decides nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from autograder.cli import grade, publish, rehearse, reports
from autograder.cli._common import BAD_INPUT
from autograder.errors import AssignmentError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="autograder", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for group in (publish, rehearse, grade, reports):
        group.add_commands(commands)
    options = parser.parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except (AssignmentError, OSError) as error:
        print(f"autograder: {error}", file=sys.stderr)
    except ModuleNotFoundError as error:
        extra = "cluster" if error.name == "distributed" else "instructor"
        needed = f"this needs {error.name}: pip install 'nn-autograder[{extra}]'"
        print(f"autograder: {needed}", file=sys.stderr)
    return BAD_INPUT
