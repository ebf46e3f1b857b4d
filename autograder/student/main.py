"""What ``python -m autograder`` says in a student's folder, where it has no commands."""

import json
import sys
from pathlib import Path

from autograder.language import gettext, language_of_reader, speaking
from autograder.student.usage import usage

FOLDER = Path(__file__).resolve().parents[1]
SETTINGS = json.loads((FOLDER / "assignment.json").read_text(encoding="utf-8"))

with speaking(language_of_reader(SETTINGS["language"], encoding=sys.stdout.encoding)):
    print(usage(SETTINGS["name"]))
    print(gettext("Grading is done by your instructor's autograder, not from here."))
