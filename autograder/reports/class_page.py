"""The class report is rendered as one HTML file that opens offline."""

from __future__ import annotations

import base64
import hashlib
from statistics import mean, median

from markupsafe import Markup

from autograder.platforms.gradescope.visibility import SEEN, TITLES
from autograder.reports.class_report import Report
from autograder.reports.pages import json_data, render, source

VIEWERS = ("before", "after")


def page(found: Report) -> str:
    """The page of ``found``; its script is the only one that a browser runs in it."""
    script = source("report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    viewers = [{"title": TITLES[v], "seen": SEEN[v]} for v in VIEWERS]
    return render(
        "report.html",
        found=found,
        alike=found.alike,
        compared=found.compared,
        mean=mean(found.points) if found.points else 0.0,
        median=median(found.points) if found.points else 0.0,
        adjusted=any(line.adjusted for line in found.lines),
        students=any(line.student for line in found.lines),
        pages=found.pages["hand_ins"],
        script=Markup(script),
        script_hash=Markup(f"'sha256-{digest}'"),
        data=json_data({**found.pages, "viewers": viewers}),
    )
