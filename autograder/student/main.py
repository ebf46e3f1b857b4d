"""What ``python -m autograder`` says in a student's folder, where it has no commands."""

import json
import sys
from pathlib import Path

from autograder.language import gettext, language_of_reader, speaking

FOLDER = Path(__file__).resolve().parents[1]
SETTINGS = json.loads((FOLDER / "assignment.json").read_text(encoding="utf-8"))

with speaking(language_of_reader(SETTINGS["language"], encoding=sys.stdout.encoding)):
    print(
        gettext(
            "This is the folder of {assignment}. In it you can run:", assignment=SETTINGS["name"]
        )
    )
    print("  pytest                   ", gettext("the public tests, with what is wrong and where"))
    print("  pytest --question NAME   ", gettext("the tests of one question"))
    print("  pytest --lf              ", gettext("what failed last time"))
    print("  python pack.py           ", gettext("makes the archive to hand in, and tries it"))
    print(gettext("Grading is done by your instructor's autograder, not from here."))
