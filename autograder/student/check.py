"""In a notebook: ``from check import check``, then ``check("affine_forward")``."""

from __future__ import annotations  # Python 3.10 or newer is needed

import sys

# Python 3.7 to 3.9 read this file and get this sentence. Older ones cannot, and quote one of the
# two lines that end with it.
if sys.version_info < (3, 10):
    sys.exit(
        "check.py: Python 3.10 or newer is needed, this is Python %d.%d" % sys.version_info[:2]
    )

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


def check(question: str) -> None:
    """Print what ``pytest`` says of one question, on the files as they are saved."""
    language = language_of_reader(
        SETTINGS["language"], encoding=getattr(sys.stdout, "encoding", None)
    )
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
        return
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
