"""A class graded: against stock Otter, against no sandbox, over time, killed, reported.

    python tools/bench_class.py [HAND-INS]

Prints one table; ratios are from this run. The default, 10,000 hand-ins, takes half an hour.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median

from classes import make_class, make_mixed_class

from autograder.assignment.bundle import opened_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.reference import load_reference
from autograder.checks.run import run_cases
from autograder.classroom.ledger import NAME
from autograder.grading.engine import grade
from autograder.grading.handin import opened
from autograder.publish.bundle import build
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
OTTERS, SERIAL, REPORTED, KILLED = 5, 40, 1000, 200
KILLS = 20
PART = 0.1
"""Of a long run: what is compared of its beginning and its end."""
WAIT = 0.25


def main(count: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        build(Folders(ROOT, "hw1_layers"), home)
        bundle = home / "hw1_layers" / "autograder.zip"
        for what, measure in (
            ("against otter run, one after the other", lambda: against_otter(bundle, home)),
            ("against the same tests in one process", lambda: against_no_sandbox(bundle, home)),
            (f"killed {KILLS} times", lambda: killed(bundle, home)),
            (f"report of {REPORTED}", lambda: reported(bundle, home)),
            (f"{REPORTED} compared with each other", lambda: compared(bundle, home)),
            (f"{count} hand-ins", lambda: over_time(bundle, home, count)),
        ):
            print(f"{what:<42} {measure()}", flush=True)


def against_otter(bundle: Path, home: Path) -> str:
    """Hand-ins a second, by this and by Otter, on a class and on some of it."""
    folder = home / "throughput"
    make_class(folder, 4 * SERIAL, seed=1)
    ours = seconds(lambda: run("autograder", "grade", bundle, folder, "-o", home / "ours"))
    theirs = []
    for n, path in enumerate(sorted(folder.iterdir())[:OTTERS]):
        (home / "zips" / str(n)).mkdir(parents=True)
        shutil.copy(path, home / "zips" / str(n) / "layers.py")
        zipped = shutil.make_archive(str(home / "zips" / f"z{n}"), "zip", home / "zips" / str(n))
        (home / f"otter{n}").mkdir()
        command = ("otter", "run", "-a", bundle, "-o", home / f"otter{n}", zipped)
        theirs.append(seconds(lambda command=command: run(*command)))  # type: ignore[misc]
    each = ours / (4 * SERIAL)
    return f"{mean(theirs) / each:.1f} times ({each:.3f} s against {mean(theirs):.2f} s a hand-in)"


def against_no_sandbox(bundle: Path, home: Path) -> str:
    """One after the other in one process each: staged and graded, with and without a sandbox."""
    folder = home / "serial"
    make_class(folder, SERIAL, seed=2)
    paths = sorted(folder.iterdir())
    with Sandbox() as sandbox, opened_bundle(bundle) as rubric:
        modules = rubric.assignment.modules

        def alone(path: Path) -> None:
            with opened(path, modules) as hand_in, warnings.catch_warnings():
                warnings.simplefilter("ignore")
                functions = vars(load_reference(hand_in.folder, modules))
                names = {**functions, "reference": rubric.reference}
                right = vars(rubric.reference)
                list(run_cases(rubric.questions, names, oracle=right, memo=rubric.memo))

        grade(rubric, paths[0], sandbox)
        alone(paths[0])
        pairs = [
            (
                seconds(lambda path=path: grade(rubric, path, sandbox)),
                seconds(lambda path=path: alone(path)),
            )
            for path in paths
        ]
        questions = len({q.base for q in rubric.questions})
    more = mean(a - b for a, b in pairs) / questions
    ratio = median(a / b for a, b in pairs)
    return (
        f"{ratio:.1f} times as long, {1000 * more:.1f} ms a question more ({questions} questions)"
    )


def killed(bundle: Path, home: Path) -> str:
    """SIGKILL at random moments, then to the end: every hand-in once, the results the same."""
    folder, draw = home / "killed-class", random.Random(3)
    make_class(folder, KILLED, seed=3)
    run("autograder", "grade", bundle, folder, "-o", home / "whole")
    command = [BIN / "autograder", "grade", bundle, folder, "-o", home / "killed"]
    kills = 0
    while kills < KILLS:
        begun = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        time.sleep(draw.uniform(0.2, 2.2))
        kills += begun.poll() is None
        begun.kill()
        begun.wait()
    run("autograder", "grade", bundle, folder, "-o", home / "killed")
    graded, different = (
        query(home / "killed", f"SELECT count({what}) FROM grading")
        for what in ("*", "DISTINCT hand_in")
    )
    same = all(
        query(home / "killed", q) == query(home / "whole", q)
        for q in (
            "SELECT group_concat(line) FROM (SELECT hand_in || question || name || outcome.points "
            "|| status || message AS line FROM outcome JOIN grading ON grading.id = grading "
            "JOIN graded_case ON graded_case.id = graded_case ORDER BY line)",
        )
    )
    equal = (home / "killed/grades.csv").read_bytes() == (home / "whole/grades.csv").read_bytes()
    return (
        f"{graded} gradings of {different} of {KILLED} hand-ins; outcomes "
        f"{'equal' if same else 'DIFFERENT'}, grades.csv {'equal' if equal else 'DIFFERENT'}"
    )


def reported(bundle: Path, home: Path) -> str:
    """The report of a class."""
    make_class(home / "report-class", REPORTED, seed=4)
    run("autograder", "grade", bundle, home / "report-class", "-o", home / "graded")
    took = seconds(lambda: run("autograder", "report", home / "graded"))
    size = (home / "graded" / "report.html").stat().st_size / 1e6
    return f"{took:.1f} s, {size:.1f} MB"


def compared(bundle: Path, home: Path) -> str:
    """The report of a class with who is like whom, beside the one without."""
    make_mixed_class(home / "mixed-class", REPORTED, seed=6)
    run("autograder", "grade", bundle, home / "mixed-class", "-o", home / "mixed")
    report = "autograder", "report", home / "mixed"
    alone, both = seconds(lambda: run(*report)), seconds(lambda: run(*report, "--similar"))
    return f"{both - alone:.1f} s more than the report without"


def over_time(bundle: Path, home: Path, count: int) -> str:
    """Memory of the process that leads, and time, at the beginning and the end of a long run."""
    folder, output = home / "long-class", home / "long"
    make_class(folder, count, seed=5)
    command = [BIN / "autograder", "grade", bundle, folder, "-o", output]
    begun = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    found: list[tuple[int, float, float]] = []
    while begun.poll() is None:
        time.sleep(WAIT)
        graded = query(output, "SELECT count(*) FROM grading") if (output / NAME).exists() else 0
        if begun.poll() is None and 0 < graded < count:
            found.append((graded, time.monotonic(), resident(begun.pid)))
    assert begun.returncode == 0
    first = [f for f in found if f[0] <= PART * count]
    last = [f for f in found if f[0] >= (1 - PART) * count]
    memory = [mean(m for _, _, m in part) for part in (first, last)]
    speed = [(part[-1][0] - part[0][0]) / (part[-1][1] - part[0][1]) for part in (first, last)]
    return (
        f"{memory[0]:.0f} MB in the first tenth, {memory[1]:.0f} MB in the last "
        f"({100 * (memory[1] / memory[0] - 1):+.1f} %), most {max(m for _, _, m in found):.0f} MB; "
        f"{speed[0]:.1f} and {speed[1]:.1f} hand-ins a second"
    )


def resident(pid: int) -> float:
    """Megabytes of memory that a process holds."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        (line,) = (line for line in lines if line.startswith("VmRSS"))
    except (OSError, ValueError):
        return 0.0
    return int(line.split()[1]) / 1024


def query(output: Path, text: str) -> int:
    """The one value that a query of a ledger gives."""
    db = sqlite3.connect(f"file:{output / NAME}?mode=ro", uri=True, timeout=60)
    try:
        (value,) = db.execute(text).fetchone()
    except sqlite3.OperationalError:  # no tables yet
        return 0
    finally:
        db.close()
    found: int = value
    return found


def run(program: str, *arguments: object) -> None:
    """Run a command of this environment to its end."""
    subprocess.run(
        [BIN / program, *map(str, arguments)],
        check=True,
        capture_output=True,
        env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"},
    )


def seconds(work: Callable[[], object]) -> float:
    """Wall time."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
