"""The command that looks over the machine and the course."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli._common import (
    assignments_argument,
    command,
    course_root,
    dist_option,
    folders_of,
)
from autograder.cli._progress import Progress
from autograder.cli._start import one_thread
from autograder.cli._status import UNPROVEN


@command("doctor", "autograder doctor")
@assignments_argument
@dist_option("Where autograder build has written bundles.")
def doctor_command(assignments: tuple[str, ...], output: Path) -> int:
    """Look over this machine and the course for what is out of order.

    It prints versions, the protections in force, what the grading image has otherwise than this
    machine, lock files, student folders and bundles that are out of date. Each line is headed ok,
    note, which is good to know, or TROUBLE, which says what follows and what to do; with one of
    these the exit status is 1. Nothing is changed. Outside of a course it looks at the machine
    alone.
    """
    one_thread()
    from autograder.publish.doctor.assignments import look_at_assignment
    from autograder.publish.doctor.finding import TROUBLE
    from autograder.publish.doctor.machine import look_at_machine

    root = course_root(click.get_current_context())
    here = bool(assignments) or (root / "assignments").is_dir()
    wanted = folders_of(assignments) if here else []
    troubles = 0
    with Progress() as progress:
        progress("looking over the machine: step", 0, len(wanted) + 1)
        for finding in look_at_machine():
            progress.close()
            print(f"{finding.kind:<7} {finding}", flush=True)
            troubles += finding.kind == TROUBLE
    for folders in wanted:
        for finding in look_at_assignment(folders, root / output):
            print(f"{finding.kind:<7} {finding}", flush=True)
            troubles += finding.kind == TROUBLE
    if not here:
        print(f"note    course: no assignments/ in {root}; the machine alone was looked at")
    return UNPROVEN if troubles else 0
