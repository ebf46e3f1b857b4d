"""What can be run in a student's folder."""

from __future__ import annotations

from autograder.language import gettext


def usage(assignment: str) -> str:
    """The commands of a student's folder, a line each."""
    commands = {
        "pytest": gettext("the public tests, with what is wrong and where"),
        "pytest --question NAME": gettext("the tests of one question"),
        "pytest --lf": gettext("what failed last time"),
        "python check.py NAME": gettext("the tests of one question, as in a notebook"),
        "python check.py --watch": gettext("at each save, the tests of what you changed"),
        "python pack.py": gettext("makes the archive to hand in, and tries it"),
    }
    width = max(map(len, commands))
    return "\n".join(
        [
            gettext(
                "This is the folder of {assignment}. In it you can run:", assignment=assignment
            ),
            *(f"  {command:<{width}}  {what}" for command, what in commands.items()),
        ]
    )
