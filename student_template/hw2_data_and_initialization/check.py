"""Checks one question, or at each save what you changed: python check.py

In a notebook: ``from check import check``, then ``check("affine_forward")``.
"""

from __future__ import annotations  # Python 3.10 or newer is needed

import sys

# Python 3.7 to 3.9 read this file and get this sentence. Older ones cannot, and quote one of the
# two lines that end with it.
if sys.version_info < (3, 10):
    sys.exit(
        "check.py: Python 3.10 or newer is needed, this is Python %d.%d" % sys.version_info[:2]
    )

import contextlib
import io
import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
HOME = FOLDER if (FOLDER / "autograder").is_dir() else FOLDER.parents[1]
"""Where the framework's files lie: they come along, or this is a checkout of it."""
if str(HOME) not in sys.path:
    sys.path.append(str(HOME))

from autograder.language import gettext, language_of_reader, speaking

SETTINGS: dict[str, Any] = json.loads(  # Python 3.10 or newer is needed
    (FOLDER / "assignment.json").read_text(encoding="utf-8")
)
UTF8 = {"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
"""Makes pytest write what is read here, whatever the code page of the computer."""


def main(arguments: list[str]) -> int:
    """Check the questions that are named, or watch; 1 where one fails, 2 for what is unknown."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # what a code page does not have
    if arguments == ["--watch"]:
        from autograder.student.watch import watch

        with speaking(language_of_console()):
            return watch(FOLDER, SETTINGS)
    if not arguments or arguments[0].startswith("-"):
        from autograder.student.usage import usage

        with speaking(language_of_console()):
            say(usage(SETTINGS["name"]))
        return 0 if arguments in ([], ["-h"], ["--help"]) else 2
    return max(map(checked, arguments))


def check(question: str) -> None:
    """Print what ``pytest`` says of one question, on the files as they are saved."""
    checked(question)


def checked(question: str) -> int:
    """The same, and the exit status: 0 where all its cases pass, 2 where there is none."""
    language = language_of_console()
    test = FOLDER / "tests" / f"{question}.py"
    if not test.is_file():
        known = ", ".join(sorted(path.stem for path in test.parent.glob("*.py")))
        with speaking(language):
            say(
                gettext(
                    "There is no question {name}; there are {names}.",
                    name=repr(question),
                    names=known,
                )
            )
        return 2
    with speaking(language):
        say_when_saved()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--color=no", "-p", "no:cacheprovider", str(test)],
        cwd=FOLDER,
        env={**os.environ, **UTF8, "AUTOGRADER_LANG": language},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    say(done.stdout.strip() or done.stderr.strip())
    return done.returncode


def language_of_console() -> str:
    """The language of the reader, in letters that the console has."""
    return language_of_reader(SETTINGS["language"], encoding=getattr(sys.stdout, "encoding", None))


def say_when_saved() -> None:
    """Print of which state of a notebook that is handed in the tests speak: the saved one."""
    for name in SETTINGS["notebooks"]:
        path = FOLDER / f"{name}.ipynb"
        if path.is_file():
            saved = time.strftime("%H:%M:%S", time.localtime(path.stat().st_mtime))
            say(
                gettext(
                    "{file} as it was saved at {time}; save it first to check what is newer.",
                    file=path.name,
                    time=saved,
                )
            )


def say(text: str) -> None:
    """Print ``text``, with a mark for what this computer's code page does not have."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(text.encode(encoding, errors="replace").decode(encoding))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
    sys.exit(130)
