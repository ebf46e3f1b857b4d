"""A made-up class as each platform gives it, with the oddities that real classes have.

python tools/platforms.py FOLDER COUNT [SEED] [SHARE]

writes FOLDER/PLATFORM/input and FOLDER/PLATFORM/gradebook.csv for every platform, and prints how
many people are in each. SHARE (0.05) of the hand-ins is odd.
"""

from __future__ import annotations

import csv
import io
import json
import random
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

FIRST = ("Ada", "Bob", "José", "Wei", "Zoë", "Søren", "伟", "Chloé", "D'Arcy", "Mary Ann", "Ṣọlá")
LAST = ("Example", "O'Neil", "Núñez", "Li", "王", "von Beispiel", "Smith-Jones", "Ødegård", "Đỗ")
RIGHT = (
    "import numpy as np\n\n\ndef affine_forward(x, w, b):\n"
    "    return x.reshape(len(x), -1) @ w + b, (x, w)\n"
)
MOODLE = "assignsubmission_file"


@dataclass(frozen=True)
class Pupil:
    """One student, as every platform knows them."""

    number: int
    first: str
    last: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def sid(self) -> str:
        return f"{self.number:05}"

    @property
    def login(self) -> str:
        return f"student{self.number}"

    @property
    def email(self) -> str:
        return f"{self.login}@x.edu"

    @property
    def source(self) -> str:
        return f"{RIGHT}\n\nME = {self.number}\n"


Files = dict[str, bytes]


@dataclass
class Made:
    """A platform's download, and what must come of it."""

    pupils: list[Pupil]
    files: Files = field(default_factory=dict)
    graded: set[int] = field(default_factory=set)
    """numbers of those whose work can be graded"""
    lines: int = 0
    """people who must have a line"""


def pupils(count: int, draw: random.Random) -> list[Pupil]:
    """A class; several have one name."""
    return [Pupil(n, draw.choice(FIRST), draw.choice(LAST)) for n in range(1, count + 1)]


def archive(files: Files) -> bytes:
    """A zip of ``files``."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return data.getvalue()


def notebook(source: str) -> bytes:
    """A notebook, as Colab saves it, with ``source`` in a cell."""
    setup = "if 'google.colab' in str(get_ipython()):\n    !pip install \\\n        numpy\n"
    cells = [{"cell_type": "code", "source": text, "outputs": []} for text in (setup, source)]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}).encode()


ODD: dict[str, tuple[Callable[[str], Files], bool]] = {
    "capitals": (lambda s: {"LAYERS.PY": s.encode()}, True),
    "renamed": (lambda s: {"layers (1).py": s.encode(), "help.py": b""}, True),
    "conflict": (lambda s: {"layers-LAPTOP.py": s.encode(), "notes.txt": b"hi"}, True),
    "zip": (lambda s: {"hw1_layers-submission.zip": archive({"layers.py": s.encode()})}, True),
    "nested": (lambda s: {"WORK.Zip": archive({"a/layers-2.py": s.encode(), "a/b.py": b""})}, True),
    "notebook": (lambda s: {"Untitled.ipynb": notebook(s)}, True),
    "exported": (lambda s: {"layers.py": f"get_ipython().system('ls')\n{s}".encode()}, True),
    "utf-16": (lambda s: {"layers.py": s.encode("utf-16")}, True),
    "begins with PK": (lambda s: {"layers.py": f"PK = 1\n{s}".encode()}, True),
    "data": (lambda s: {"layers.py": s.encode(), "data.npy": bytes(3 * 2**20)}, True),
    "rar": (lambda s: {"work.rar": b"Rar!\x1a\x07\x00"}, False),
    "pdf": (lambda s: {"report.pdf": b"%PDF-1.4"}, False),
    "broken zip": (lambda s: {"work.zip": b"PK\x03\x04 torn off"}, False),
    "text": (lambda s: {"answer.txt": s.encode()}, False),
}
"""Oddities of a hand-in's files, and whether it can be graded all the same."""


def hand_ins(made: Made, draw: random.Random, share: float) -> Iterator[tuple[Pupil, Files]]:
    """What each student hands in."""
    made.lines = len(made.pupils)
    for pupil in made.pupils:
        make, works = ODD[draw.choice(list(ODD))] if draw.random() < share else (None, True)
        files = make(pupil.source) if make else {"layers.py": pupil.source.encode()}
        made.graded |= {pupil.number} if works else set()
        yield pupil, files


def gradescope(made: Made, draw: random.Random, share: float) -> None:
    """An export; now and then a folder is missing, or two are a group."""
    text = ["---"]
    for pupil, files in hand_ins(made, draw, share):
        name = f"submission_{pupil.number}"
        text += [f"{name}:", "  :submitters:", f"  - :name: {json.dumps(pupil.name)}"]
        text += [f"    :sid: '{pupil.sid}'", f"    :email: {pupil.email}"]
        text += ["  :created_at: 2026-11-02 02:52:07.938335000 Z", "  :results:", "    score: 1.0"]
        if draw.random() < share / 5:
            made.graded.discard(pupil.number)
        else:
            made.files |= {f"export/{name}/{n}": data for n, data in files.items()}
    made.files["export/submission_metadata.yml"] = ("\n".join(text) + "\n").encode()
    made.files["export/.DS_Store"] = b""


def canvas(made: Made, draw: random.Random, share: float) -> None:
    """The files of all students side by side."""
    for pupil, files in hand_ins(made, draw, share):
        name = f"{pupil.last}{pupil.first}".lower().replace(" ", "").replace("_", "")
        late = "LATE_" if draw.random() < share else ""
        for place, (file, data) in enumerate(files.items()):
            number = 5 * pupil.number + place
            made.files[f"{name}_{late}{70_000 + pupil.number}_{number}_{file}"] = data


def moodle(made: Made, draw: random.Random, share: float) -> None:
    """A folder a student; online texts beside some."""
    for pupil, files in hand_ins(made, draw, share):
        home = f"{pupil.name}_{1_234_000 + pupil.number}"
        made.files |= {f"{home}_{MOODLE}_/{name}": data for name, data in files.items()}
        if draw.random() < share:
            made.files[f"{home}_assignsubmission_onlinetext_/onlinetext.html"] = b"<p>hi</p>"


def blackboard(made: Made, draw: random.Random, share: float) -> None:
    """All attempts of all students side by side."""
    for pupil, files in hand_ins(made, draw, share):
        head = f"HW1_Layers_{pupil.login}_attempt_2026-11"
        made.files[f"{head}-02-23-01-15.txt"] = f"Name: {pupil.name} ({pupil.login})\n".encode()
        made.files |= {f"{head}-02-23-01-15_{name}": data for name, data in files.items()}
        if draw.random() < share:
            made.files[f"{head}-01-08-00-00_layers.py"] = b"nothing = 0\n"


def github(made: Made, draw: random.Random, share: float) -> None:
    """A repository a student."""
    for pupil, files in hand_ins(made, draw, share):
        home = f"hw1-submissions/hw1-{pupil.login}"
        made.files[f"{home}/.git/HEAD"] = b"ref: refs/heads/main\n"
        made.files |= {f"{home}/{name}": data for name, data in files.items()}


def plain(made: Made, draw: random.Random, share: float) -> None:
    """A file or a folder a student, called by their number."""
    for pupil, files in hand_ins(made, draw, share):
        (name, data), *more = files.items()
        alone = not more and draw.random() < 0.5
        suffix = name[name.rindex(".") :]
        made.files |= (
            {f"{pupil.sid}{suffix}": data}
            if alone
            else {f"{pupil.sid}/{name}": data for name, data in files.items()}
        )


def roster(made: Made, draw: random.Random, share: float) -> None:
    """A CSV file as Excel saves it: semicolons, blank rows, capitals."""
    rows = ["Name;SID;Email;File"]
    for pupil, files in hand_ins(made, draw, share):
        made.files |= {f"files/{pupil.sid}/{name}": data for name, data in files.items()}
        name = pupil.name
        if draw.random() < share:
            name = unicodedata.normalize("NFD", name)
        rows += [f"{name};{pupil.sid};{pupil.email};files/{pupil.sid}"]
        rows += [";;;"] * (draw.random() < share)
    made.files["ROSTER.CSV"] = ("\r\n".join(rows) + "\r\n").encode("utf-8-sig")


PLATFORMS = {
    "gradescope": gradescope,
    "canvas": canvas,
    "moodle": moodle,
    "blackboard": blackboard,
    "github": github,
    "plain": plain,
    "roster": roster,
}


def make(platform: str, count: int, seed: int = 0, share: float = 0.05) -> Made:
    """A class of ``count`` as ``platform`` gives it."""
    draw = random.Random(f"{platform} {seed}")
    made = Made(pupils(count, draw))
    PLATFORMS[platform](made, draw, share)
    return made


def write(made: Made, folder: Path) -> Path:
    """Lay ``made`` out in ``folder``; gives what is to be graded."""
    for name, data in made.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    rosters = [folder / name for name in made.files if name.endswith(".CSV")]
    return rosters[0] if rosters else folder


def gradebook(to: str, made: Made) -> bytes:
    """The gradebook of the class as the platform ``to`` exports it, without points."""
    separator = {"canvas": ";", "blackboard": "\t"}.get(to, ",")
    heads, row = COLUMNS[to]
    table = io.StringIO()
    writer = csv.writer(table, delimiter=separator, lineterminator="\r\n")
    writer.writerows(heads)
    writer.writerows(row(pupil) for pupil in made.pupils)
    return table.getvalue().encode("utf-16" if to == "blackboard" else "utf-8-sig")


COLUMNS: dict[str, tuple[list[list[str]], Callable[[Pupil], list[str]]]] = {
    "canvas": (
        [
            ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "HW 1 (5501)"],
            ["    Points Possible", "", "", "", "", "62,00"],
        ],
        lambda p: [f"{p.last}, {p.first}", str(70_000 + p.number), p.sid, p.login, "A", ""],
    ),
    "moodle": (
        [["Identifier", "Full name", "ID number", "Email address", "Grade", "Maximum Grade"]],
        lambda p: [f"Participant {1_234_000 + p.number}", p.name, p.sid, p.email, "", "62.00"],
    ),
    "blackboard": (
        [["Last Name", "First Name", "Username", "Student ID", "HW 1 [Total Pts: 62 Score] |12"]],
        lambda p: [p.last, p.first, p.login, p.sid, ""],
    ),
    "gradescope": (
        [["First Name", "Last Name", "SID", "Email", "HW 1", "HW 1 - Max Points"]],
        lambda p: [p.first, p.last, p.sid, p.email, "", "62.0"],
    ),
}


KNOWN_TO = {
    "gradescope": ["canvas", "moodle", "blackboard", "gradescope"],
    "canvas": ["canvas"],
    "moodle": ["moodle"],
    "blackboard": ["canvas", "blackboard", "gradescope"],
    "github": ["canvas", "blackboard", "gradescope"],
    "plain": ["canvas", "moodle", "blackboard", "gradescope"],
    "roster": ["canvas", "moodle", "blackboard", "gradescope"],
}
"""The gradebooks that know a platform's people; downloads of Canvas and Moodle tell names alone."""


def main(folder: Path, count: int, seed: int = 0, share: float = 0.05) -> None:
    """Write the class as every platform gives it."""
    for platform in PLATFORMS:
        made = make(platform, count, seed, share)
        path = write(made, folder / platform / "input")
        for to in COLUMNS:
            (folder / platform / f"{to}.csv").write_bytes(gradebook(to, made))
        print(f"{path}: {made.lines} people, {len(made.graded)} of them with work to grade")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:4]), *map(float, sys.argv[4:5]))
