"""Commands that begin a course and an assignment."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli._common import PATH, command, course_root
from autograder.publish.scaffold import SHAPES, assignment_files, course_files, write_new

FIRST = "hw0"
"""The assignment that a new course comes with."""


@command("init", "autograder init mycourse")
@click.argument("folder", type=PATH, metavar="DIR", help="The course's folder; it may be there.")
def init_command(folder: Path) -> int:
    """Begin a course: its folders, and an assignment.

    It is meant to become a private repository: a workflow for a forge proves the tests at each
    push. Nothing that is there is changed.
    """
    write_new(folder, {**course_files(), **assignment_files(FIRST, SHAPES[0])})
    print(f"wrote {folder}: a course with the assignment {FIRST}; README.md says what is where")
    print(f"next: cd {folder}; autograder validate; autograder new hw1")
    return 0


@command("new", "autograder new hw1 --like classes")
@click.argument("name", metavar="HW", help="The new assignment's name, a folder's.")
@click.option(
    "--like",
    "shape",
    type=click.Choice(SHAPES),
    default=SHAPES[0],
    show_default=True,
    help="Its shape: functions in a module, classes, a package of modules, or training in place.",
)
def new_command(name: str, shape: str) -> int:
    """Begin an assignment that is complete, to be changed.

    It has a hand-out, a reference, known mistakes, and public and hidden tests. Nothing that is
    there is changed.
    """
    root = course_root(click.get_current_context())
    files = assignment_files(name, shape)
    write_new(root, files)
    for path in sorted(files):
        print(f"wrote {path}")
    print(f"next: autograder validate {name}")
    return 0
