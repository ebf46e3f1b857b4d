"""The command that makes an assignment of another tool's notebook."""

from __future__ import annotations

import re
from pathlib import Path

import click

from autograder.cli._common import PATH, command, course_root

FINDINGS_SHOWN = 20
"""Findings of a kind that are printed; all of them stand in the report."""


@command("import", "autograder import proj03.ipynb --name hw3")
@click.argument("notebook", type=PATH, metavar="NOTEBOOK", help="A notebook with its solution.")
@click.option(
    "--name",
    metavar="HW",
    help="The new assignment's name, a folder's.  [default: that of the notebook]",
)
def import_command(notebook: Path, name: str | None) -> int:
    """Make an assignment of a notebook for Otter's assign or nbgrader.

    The notebook is read, never executed. Students get a notebook and hand one in. What was
    translated, what changed its meaning and what is left to do by hand is printed and stands in
    solutions/HW/import.md. Nothing that is there is changed.
    """
    from autograder.publish.importing.assignment import REPORT, imported_files
    from autograder.publish.importing.findings import CHANGED, LEFT
    from autograder.publish.scaffold import write_new

    root = course_root(click.get_current_context())
    named = name or re.sub(r"[^A-Za-z0-9_-]+", "_", notebook.stem).strip("_-")
    files, findings = imported_files(notebook, named)
    write_new(root, files)
    for path in sorted(files):
        print(f"wrote {path}")
    for kind in (CHANGED, LEFT):
        found = findings.of(kind)
        print(f"{kind}: {len(found) or 'nothing'}")
        for finding in found[:FINDINGS_SHOWN]:
            print(f"  {finding.line}")
        if len(found) > FINDINGS_SHOWN:
            print(f"  and {len(found) - FINDINGS_SHOWN} more, in solutions/{named}/{REPORT}")
    print(f"next: read solutions/{named}/{REPORT}; autograder build {named}")
    return 0
