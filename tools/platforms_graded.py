"""Grades a made-up class as each platform gives it, and accounts for everybody in every export.

python tools/platforms_graded.py BUNDLE FOLDER COUNT [SEED] [SHARE]

BUNDLE is one of hw1_layers. Prints a line a platform and a line an export, and ends with status 1
where somebody is missing, is there twice, or has another's points.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from platforms import KNOWN_TO, PLATFORMS, Made, gradebook, make, write

from autograder.classroom.ledger import NAME, Ledger
from autograder.classroom.people import Entry
from autograder.reports.exports import EXPORTS, read_sheet

POINTS = 3.5
"""What the affine layer alone earns: everybody hands it in, and some so that it cannot be read."""
NUMBERS_FROM = {"canvas": 70_000, "moodle": 1_234_000}
"""What the platforms add to a student's number."""


def autograder(*arguments: object) -> int:
    """Run a command, and give its status."""
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode


def student(entry: Entry) -> int:
    """Whose hand-in an entry says that it is."""
    if not entry.people:
        return int(entry.title)
    (person,) = entry.people
    platform, _, number = person.number.partition(" ")
    if number:
        return int(number) - NUMBERS_FROM[platform]
    return int(person.sid or person.login.removeprefix("student"))


def wrong_lines(made: Made, output: Path) -> list[str]:
    """What is wrong with the grades."""
    with (output / "grades.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    with Ledger(output / NAME, create=False) as ledger:
        rows = list(ledger.rows(ledger.last_run()))
    wrong = [] if len(lines) == len(rows) else [f"{len(lines)} lines, {len(rows)} hand-ins"]
    times = Counter(student(row.entry) for row in rows)
    wrong += [f"{p.number}: {times[p.number]} lines" for p in made.pupils if times[p.number] != 1]
    for row, line in zip(rows, lines, strict=False):
        graded = student(row.entry) in made.graded
        if line["points"] != f"{POINTS:g}" if graded else not row.without_result:
            wrong.append(f"{row.entry.title}: {line['points']} points; {row.trouble}")
    return wrong


def wrong_cells(made: Made, to: str, output: Path) -> list[str]:
    """What is wrong with a gradebook that was filled from ``output``."""
    book, filled = output / f"{to}.csv", output / f"{to}-filled.csv"
    book.write_bytes(gradebook(to, made))
    which = ["--column", "HW 1"] if to != "moodle" else []  # its worksheets have one column
    status = autograder("export", output, book, "--to", to, "-o", filled, *which)
    if status:
        return [f"status {status}"]
    sheet = read_sheet(filled)
    column = EXPORTS[to].column(sheet, None, "HW 1")
    cells = [sheet.value(s.row, column) for s in EXPORTS[to].students(sheet, column)]
    expected = [sheet.written(POINTS) if p.number in made.graded else "" for p in made.pupils]
    pairs = zip(made.pupils, cells, expected, strict=True)
    return [f"{pupil.number}: {cell!r}" for pupil, cell, right in pairs if cell != right]


def main(bundle: Path, folder: Path, count: int, seed: int = 0, share: float = 0.05) -> int:
    """Grade the class of every platform; 1 where anything is wrong."""
    everything = []
    for platform in PLATFORMS:
        made = make(platform, count, seed, share)
        path, output = write(made, folder / platform / "input"), folder / platform / "graded"
        begun = time.perf_counter()
        status = autograder("grade", bundle, path, "-o", output)
        seconds = time.perf_counter() - begun
        wrong = wrong_lines(made, output)
        able = len(made.graded)
        print(f"{platform}: {count} people, {able} graded, status {status}, {seconds:.0f} s", wrong)
        everything += wrong
        for to in KNOWN_TO[platform]:
            wrong = wrong_cells(made, to, output)
            print(f"  to {to}: {able} cells of {count}", wrong, flush=True)
            everything += wrong
    return 1 if everything else 0


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[3:5]]
    share = [float(text) for text in sys.argv[5:6]]
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *numbers, *share))
