"""The feedback of a class as files: a page and a text a student, packed as platforms want them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from autograder._files import packed
from autograder.classroom.adjustments.term import StudentAccount, Term
from autograder.classroom.ledger import Ledger, Row, Run
from autograder.classroom.names import file_name, same_name
from autograder.classroom.people import free_name
from autograder.classroom.sources.canvas import CANVAS_NAME
from autograder.errors import AssignmentError
from autograder.language import speaking
from autograder.reports.cells import plain_cell
from autograder.reports.changes import PointsChange, compare
from autograder.reports.feedback import feedback
from autograder.reports.labels import labels

INDEX, MOODLE_ZIP, CANVAS_ZIP = "students.csv", "moodle.zip", "canvas.zip"


def feedback_files(
    ledger: Ledger,
    run: Run,
    term: Term,
    viewer: str,
    canvas_names: Iterable[str] = (),
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> dict[str, bytes]:
    """The files of a folder of feedback, by their names.

    For every student a page and a text, and ``students.csv``, which says whose they are; for those
    whom Moodle or Canvas know by a number also ``moodle.zip`` and ``canvas.zip``. Canvas takes a
    file only under the numbers of the student and of a file that they handed in: ``canvas_names``
    are the names in its download. ``viewer`` is "before" or "after", by whether grades are
    published.
    """
    attachments = _attachments(canvas_names)
    files: dict[str, bytes] = {}
    moodle: dict[str, bytes] = {}
    canvas: dict[str, bytes] = {}
    lines = [["student", "sid", "email", "login", "page", "text"]]
    taken: set[str] = set()
    for student, page, text in _of_students(ledger, run, term, viewer, progress):
        name = free_name(file_name(student.label), taken, same_name)
        files |= {f"{name}.html": page, f"{name}.txt": text}
        about = student.person
        who = [student.label, about.sid, about.email, about.login]
        lines.append([*map(plain_cell, who), f"{name}.html", f"{name}.txt"])
        platform, _, number = about.number.partition(" ")
        if platform == "moodle":
            moodle[moodle_name(about.name, number)] = page
        if platform == "canvas" and number in attachments:
            canvas[canvas_name(about.name, number, attachments[number])] = text
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(lines)
    files[INDEX] = table.getvalue().encode()
    archives = {MOODLE_ZIP: moodle, CANVAS_ZIP: canvas}
    return files | {name: packed(inside) for name, inside in archives.items() if inside}


def moodle_name(student: str, number: str) -> str:
    """What Moodle calls a participant's file of feedback: name, number, kind and plugin, file.

    Moodle takes them apart at the underscores, so that the name must have none.
    """
    plain = file_name(" ".join(student.replace("_", " ").split()) or "Participant")
    return f"{plain}_{number}_assignfeedback_file_feedback.html"


def canvas_name(student: str, number: str, attachment: str) -> str:
    """What Canvas takes a comment's file under: of the parts between underscores that are numbers,
    the first is the student's, the second that of a file that they handed in."""
    plain = file_name(student.replace("_", " ") or "student")
    return f"feedback_{number}_{attachment}_{plain}.txt"


def names_in(download: Path) -> list[str]:
    """The names of the files in a download: a zip, or the folder that it was unpacked to."""
    import zipfile

    if download.is_dir():
        return [path.name for path in download.rglob("*")]
    try:
        with zipfile.ZipFile(download) as archive:
            return [name.rpartition("/")[2] for name in archive.namelist()]
    except zipfile.BadZipFile:
        raise AssignmentError(f"{download}: neither a folder nor a zip") from None


def _attachments(names: Iterable[str]) -> dict[str, str]:
    """The newest file that each student of Canvas has handed in, by the student's number."""
    found: dict[str, str] = {}
    for name in names:
        match = CANVAS_NAME.fullmatch(name)
        if match is not None and match["file"].isdecimal():
            known = found.get(match["number"], "0")
            found[match["number"]] = max(known, match["file"], key=int)
    return found


def _of_students(
    ledger: Ledger,
    run: Run,
    term: Term,
    viewer: str,
    progress: Callable[[str, int, int], None],
) -> Iterator[tuple[StudentAccount, bytes, bytes]]:
    """Every student with what they see, as a page and as a text, in their language."""
    entries = list(ledger.entries(run))
    called, changes = labels(entries), _regraded(ledger, run)
    for done, row in enumerate(ledger.rows(run), 1):
        own = changes.get(called[row.entry.name], [])
        with speaking(run.language):
            seen = [(s, feedback(run, row, s, own, viewer)) for s in term.accounts(row)]
            told = [(s, one.page().encode(), one.text().encode()) for s, one in seen]
        yield from told
        progress("feedback of hand-ins", done, len(entries))
    nothing: Row | None = None
    for student in term.absent():
        with speaking(run.language):
            one = feedback(run, nothing, student, [], viewer)
            page, text = one.page().encode(), one.text().encode()
        yield student, page, text


def _regraded(ledger: Ledger, run: Run) -> dict[str, list[PointsChange]]:
    """What changed since the class was graded with another bundle, by what hand-ins are called."""
    before = [r for r in ledger.runs() if r.finished and r.id < run.id and r.bundle != run.bundle]
    found: dict[str, list[PointsChange]] = {}
    for change in compare(ledger, before[-1], ledger, run).changes if before else ():
        found.setdefault(change.submission, []).append(change)
    return found
