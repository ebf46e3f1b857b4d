"""What all commands share: exit statuses, how a command is declared."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import Any

GRADER_FAILED = UNPROVEN = 1
BAD_INPUT = 2
STOPPED = 130
"""What a shell says of a command that Ctrl-C ended."""
LISTED = 40
"""Hand-ins, or changes, that are printed one by one."""
Commands = Any
"""argparse's sub-parsers, whose type has no public name"""


def add_command(
    commands: Commands, name: str, text: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    """Declare a command that ``run`` carries out."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(command=run)
    return command


def one_thread() -> None:
    """Before NumPy is loaded: the tests' arrays are small, and the cores have other work."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
