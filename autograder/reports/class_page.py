"""The class report is rendered as one HTML file that opens offline."""

from __future__ import annotations

from dataclasses import asdict
from statistics import mean, median
from typing import Any

from autograder.assignment.settings import Gradescope
from autograder.platforms.gradescope.visibility import SEEN
from autograder.reports.class_report import Line, Report
from autograder.reports.gallery import NO_PICTURES
from autograder.reports.pages import packed_data, render, script

TABS = {
    "instructor": "Staff",
    "before": "Student before publishing",
    "after": "Student after publishing",
}
"""The views of a hand-in, and what their tabs are called."""
CLASS_SCRIPTS = ("words", "tables", "pictures", "code", "hand_in", "failures", "report")
"""The parts of the page's script, in the order in which they need each other."""


def page(found: Report) -> str:
    """The page of ``found``; its script is the only one that a browser runs in it."""
    text, allowed = script(CLASS_SCRIPTS)
    return render(
        "report.html",
        found=found,
        alike=found.alike,
        compared=found.compared,
        gallery=found.gallery,
        no_pictures=NO_PICTURES,
        mean=mean(found.points) if found.points else 0.0,
        median=median(found.points) if found.points else 0.0,
        adjusted=any(line.in_short for line in found.lines),
        late=any(line.late for line in found.lines),
        students=_differ(found),
        pages={shown["name"]: place for place, shown in enumerate(found.pages)},
        script=text,
        script_hash=allowed,
        data=packed_data(data_of(found)),
    )


def data_of(found: Report) -> dict[str, Any]:
    """What the page's script knows: everything that a reader may ask for."""
    shown = Gradescope(**found.run.settings).hidden_cases
    cases = [
        {
            "question": case.question,
            "name": case.name,
            "hidden": case.hidden,
            "bonus": case.bonus,
            "points": case.points,
            "visibility": shown if case.hidden else "visible",
        }
        for case in found.run.cases
    ]
    lines: dict[int, list[Line]] = {}
    for line in found.lines:
        lines.setdefault(line.place, []).append(line)
    pages = [
        {
            **page,
            "student": "; ".join(filter(None, (line.student for line in lines[place]))),
            "facts": [fact for line in lines[place] for fact in _facts(line, found, lines[place])],
        }
        for place, page in enumerate(found.pages)
    ]
    return {
        "title": found.run.title,
        "texts": found.texts,
        "cases": cases,
        "hand_ins": pages,
        "mistakes": [
            {"name": m.name, "title": m.title, "question": m.question} for m in found.mistakes
        ],
        "students": _differ(found),
        "most": found.histogram[-1][1],
        "given": found.run.given,
        "groups": [asdict(group) for group in found.groups],
        "tabs": [{"title": title, "seen": SEEN[viewer]} for viewer, title in TABS.items()],
    }


def _differ(found: Report) -> bool:
    """Whether students are called otherwise than their hand-ins, so that both are shown."""
    return any(line.student not in ("", line.name) for line in found.lines)


def _facts(line: Line, found: Report, lines: list[Line]) -> list[tuple[str, str]]:
    """What stands above a hand-in; with the student's name where those of it have other points."""
    whose = f" of {line.student}" if len(lines) > 1 and line.student else ""
    facts = {
        f"points{whose}": f"{line.points:g} of {found.run.max_points:g}",
        "late": line.told_late,
        f"adjustments{whose}": line.adjusted if line.in_short else "",
        "could not be run": line.unrun.partition(": ")[2] or line.unrun,
        "seconds": f"{line.seconds:.2f}",
    }
    return [(name, value) for name, value in facts.items() if value]
