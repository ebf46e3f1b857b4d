"""The command that tries the sandbox on the machine where it is to grade."""

from __future__ import annotations

import os
import sys
import time

from autograder.cli._common import command
from autograder.cli._progress import Progress
from autograder.cli._start import one_thread
from autograder.cli._status import UNPROVEN
from autograder.errors import AssignmentError

LONGEST_NAME = 12
"""Letters of the longest kind of entries, in whose column they are printed."""


@command("selftest", "autograder selftest")
def selftest_command() -> int:
    """Try the sandbox here, with hostile hand-ins.

    It says which protections are in force, and whether they hold.
    Some 200 hostile and clumsy hand-ins are graded on a small assignment, in about a minute.
    Nothing of theirs may leak, stay or change, and nobody else may pay for it. The exit status is 1
    where one of them was not contained; docs/security.md says what is promised on which machine.
    """
    one_thread()
    if not hasattr(os, "fork"):
        raise AssignmentError("grading needs os.fork: run it on Linux, macOS or in WSL")
    from autograder.publish.selftest.corpus import ENTRIES
    from autograder.publish.selftest.run import (
        HARMLESS_WITH,
        Contained,
        contained,
        course,
        protections,
    )
    from autograder.sandbox.inside.confine import PROTECTIONS

    with course() as world:
        here = protections(world)
        for protection in PROTECTIONS:
            print(f"{'in force' if protection.name in here else 'MISSING '}  {protection.name}")
        if not set(HARMLESS_WITH) & set(here):
            print(
                "autograder: the hand-ins are not tried: with neither a user of their own nor "
                "seccomp they could end your programs. Grade none here that you distrust",
                file=sys.stderr,
            )
            return UNPROVEN
        start, found = time.monotonic(), list[Contained]()
        with Progress() as progress:
            for one in contained(world):
                found.append(one)
                progress("hand-ins tried", len(found), len(ENTRIES))
    for kind in dict.fromkeys(entry.kind for entry in ENTRIES):
        of_kind = [one for one in found if one.entry.kind == kind]
        good = sum(not one.against for one in of_kind)
        print(f"{kind:<{LONGEST_NAME}} {good} of {len(of_kind)} contained")
    for one in found:
        if one.against:
            print(f"NOT CONTAINED: {one.entry.kind}, {one.entry.name}, which {one.entry.tries}")
            print("\n".join(f"    {line}" for line in one.against))
    most = max(found, key=lambda one: one.memory_mb)
    print(
        f"{len(found)} hand-ins in {time.monotonic() - start:.0f} s; the grader took at most "
        f"{most.memory_mb:.0f} MB more than before ({most.entry.name})"
    )
    return UNPROVEN if any(one.against for one in found) else 0
