"""In a notebook: ``from check import check``, then ``check("affine_forward")``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def check(question: str) -> None:
    """Print what ``pytest`` says of one question, on the files as they are saved."""
    test = FOLDER / "tests" / f"{question}.py"
    if not test.is_file():
        known = ", ".join(sorted(path.stem for path in test.parent.glob("*.py")))
        print(f"There is no question {question!r}; there are {known}.")
        return
    command = [sys.executable, "-m", "pytest", "--color=no", str(test)]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, encoding="utf-8")
    print(done.stdout.strip())
