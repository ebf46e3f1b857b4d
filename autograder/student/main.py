"""What ``python -m autograder`` says in a student's folder, where it has no commands."""

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1]
SETTINGS = json.loads((FOLDER / "assignment.json").read_text(encoding="utf-8"))

print(f"This is the folder of {SETTINGS['name']}. In it you can run:")
print("  pytest                    the public tests, with what is wrong and where")
print("  pytest -k affine          the tests whose names hold a word")
print("  python pack.py            makes the archive to hand in, and tries it")
print("Grading is done by your instructor's autograder, not from here.")
