"""The report on a term is rendered as one HTML file that opens offline."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from autograder.reports.pages import render, script
from autograder.reports.term_report import TermReport, Way

TERM_SCRIPTS = ("words", "tables", "term")
"""The parts of the page's script, in the order in which they need each other."""
WIDE, HIGH = 80, 20
"""Size of the picture of a student's way."""


def term_page(found: TermReport, target: Path) -> str:
    """The page of ``found``, to be written to ``target``: its links lead to reports from there."""
    text, allowed = script(TERM_SCRIPTS)
    reports = [folder / "report.html" for folder in found.folders]
    links = [
        quote(Path(os.path.relpath(report, target.parent)).as_posix())
        if report.is_file() and not found.anonymous  # it names the students
        else ""
        for report in reports
    ]
    return render(
        "term.html",
        found=found,
        links=links,
        sids=any(way.sid for way in found.ways),
        drawn=drawn,
        means=[_mean(found, place) for place in range(len(found.assignments))],
        wide=WIDE,
        high=HIGH,
        script=text,
        script_hash=allowed,
    )


def drawn(way: Way) -> list[list[tuple[float, float]]]:
    """A student's shares as lines of points in the picture; a gap where there is no result."""
    step = WIDE / max(1, len(way.cells) - 1)
    lines: list[list[tuple[float, float]]] = [[]]
    for place, cell in enumerate(way.cells):
        if cell is None:
            lines.append([])
        else:
            share = min(1.0, max(0.0, cell.share))
            lines[-1].append((round(place * step, 1), round(HIGH - 2 - share * (HIGH - 4), 1)))
    return [line for line in lines if line]


def _mean(found: TermReport, place: int) -> float:
    """The mean share of the points in one assignment, over those with a result."""
    shares = [cell.share for way in found.ways if (cell := way.cells[place]) is not None]
    return sum(shares) / len(shares) if shares else 0.0
