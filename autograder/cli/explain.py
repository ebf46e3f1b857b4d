"""The command that explains one student's points."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli._common import (
    adjustments_option,
    command,
    graded_argument,
    opened_ledger,
    term_of,
)
from autograder.errors import AssignmentError


@command("explain", "autograder explain graded ada@example.edu")
@graded_argument
@click.argument(
    "student",
    metavar="STUDENT",
    help="A number, an address, a login or a name, as the roster has it; or a hand-in.",
)
@adjustments_option
def explain_command(folder: Path, student: str, adjustments: Path | None) -> int:
    """Show how the points of one student come about.

    They are followed from the cases to the gradebook's cell. Each step has its reason: a decision
    and who took it, an extension, late days, the late rule.
    """
    from autograder.reports.explanation import explanation

    with opened_ledger(folder) as ledger:
        run = ledger.last_run()
        term = term_of(ledger, run, adjustments)
        found = term.find(ledger, run, student)
    if not found:
        raise AssignmentError(f"{student!r}: nobody in {folder} is called so")
    texts = [
        explanation(account, run.assignment, "nothing handed in" if row is None else row.trouble)
        for row, account in found
    ]
    print("\n".join(texts), end="")
    return 0
